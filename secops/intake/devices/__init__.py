"""Infected computers: which accounts were seen on them, and whether they are clean."""
