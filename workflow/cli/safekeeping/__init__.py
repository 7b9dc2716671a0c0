"""Backup and restore: the database and the stored files as one archive, whole as of one moment."""
