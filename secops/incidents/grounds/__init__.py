"""Rows of higher parts that public statements rest on: claims, and what else is added here."""
