"""Acts over the real database."""
