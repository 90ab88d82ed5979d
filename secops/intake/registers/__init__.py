"""Registers of departments, applications and accounts: staged, compared, applied at once."""
