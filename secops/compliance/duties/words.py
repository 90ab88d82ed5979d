"""Codes of duties, incidents and recommendations as a page shows them."""

from secops.house.words import choices, look, mark, say, word

__all__ = ["choices", "look", "mark", "say", "word"]
