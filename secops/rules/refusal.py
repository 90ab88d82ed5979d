"""A refused move, in words a person can use; the tables of moves raise it."""

from __future__ import annotations


class MoveRefused(Exception):
    """A move that the table does not allow; str() is Indonesian and fit for the page.

    `code` says which rule refused, for tests and the API; `english` is the same sentence in
    English. Nobody decides by reading the words.
    """

    def __init__(self, code: str, indonesian: str, english: str) -> None:
        """Keep the code and both sentences."""
        super().__init__(indonesian)
        self.code = code
        self.english = english
