"""What the vault does not do."""


class EvidenceRefused(Exception):
    """Something cannot be done with evidence; the words are fit for the page."""
