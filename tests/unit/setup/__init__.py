"""The set-up of a fresh machine."""
