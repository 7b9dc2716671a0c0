"""Who sees and does what: the whole table, every role in every relation."""
