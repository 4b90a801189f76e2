"""Nights that are struck at a system call, and whether anything was lost or seen half done."""
