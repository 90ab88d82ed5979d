"""Readings: what the systems themselves say about their accounts, file by file."""
