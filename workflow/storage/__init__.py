"""Bytes by digest: kept once, never overwritten, checked at every reading."""
