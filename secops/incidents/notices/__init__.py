"""Warnings of the national agency: received, linked, answered in time."""
