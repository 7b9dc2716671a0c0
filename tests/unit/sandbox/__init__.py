"""The child process in which hostile input is handled."""
