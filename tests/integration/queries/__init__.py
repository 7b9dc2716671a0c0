"""Questions over the real database."""
