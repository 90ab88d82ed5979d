"""Doors of the vault."""
