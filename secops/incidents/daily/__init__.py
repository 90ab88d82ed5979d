"""The report of one day of an incident, written from what was recorded on it."""
