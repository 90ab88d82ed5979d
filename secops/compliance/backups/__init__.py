"""Backups: what is copied, by when, and whether it was ever restored (RULES 6)."""
