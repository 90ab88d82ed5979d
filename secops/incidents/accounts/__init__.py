"""The accounts an incident hit: those of its leak reports, and those picked by hand."""
