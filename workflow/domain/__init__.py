"""The rules: standard library and transitions only; no web, no database, no clock, no files."""
