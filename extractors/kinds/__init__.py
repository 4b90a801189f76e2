"""One small file per kind of letter. A file put here is found by itself; nothing else changes."""
