"""The same press many times, two hands on one text, eight processes at one book: each race has one end."""
