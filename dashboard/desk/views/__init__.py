"""Doors of the agent's desk."""
