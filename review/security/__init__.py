"""Who may come in, from where, and with what."""
