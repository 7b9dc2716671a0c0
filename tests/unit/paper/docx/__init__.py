"""The Word file, read back by readers that share no code with its writer."""
