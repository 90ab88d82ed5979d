"""Doors of retirements."""
