"""Trusting: which extracted rows may be loaded, and why the others may not."""
