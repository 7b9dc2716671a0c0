"""Signing and verifying, with real keys and real papers."""
