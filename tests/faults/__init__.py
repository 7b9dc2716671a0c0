"""Every database call of every act fails once: the act is wholly done or not done, and pressing again does it once."""
