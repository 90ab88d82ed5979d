"""The doors of advisories: the office's desk, its deeds, a department's page."""
