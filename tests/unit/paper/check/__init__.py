"""Tests of the check of format."""
