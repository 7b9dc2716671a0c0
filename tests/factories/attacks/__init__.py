"""Forged and honest signed papers, made by our own generator: what must never be accepted, what never refused."""
