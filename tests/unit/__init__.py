"""Tests of one piece at a time, without a database or a browser."""
