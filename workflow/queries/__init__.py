"""Reading: each function answers one question with a bounded number of statements; nothing here writes."""
