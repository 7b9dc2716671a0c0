"""Pages over the real database."""
