"""What happens after the commit: the worker's tasks. Each may run twice and does its work once."""
