"""Commands that need a database."""
