"""What may come in from outside, and what may not."""
