"""Open sessions: which log-ins the systems themselves see open, file by file."""
