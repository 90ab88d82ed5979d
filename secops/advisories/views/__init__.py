"""Doors: a stakeholder's portal, and the office's desk."""
