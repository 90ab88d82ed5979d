"""Advisories to departments: written, approved by a second person, sent, read and answered."""
