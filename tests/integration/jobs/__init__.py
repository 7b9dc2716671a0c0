"""The worker's steps over the real database."""
