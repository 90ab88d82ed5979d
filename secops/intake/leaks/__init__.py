"""Leak reports: from a file to exposures, without a secret on the way."""
