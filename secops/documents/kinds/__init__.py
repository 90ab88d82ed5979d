"""The kinds of documents. Higher apps add theirs in `secops/wiring.py`: ``KINDS["x"] = Kind(...)``.

The key is stored with each document: it never changes its meaning.
"""

from __future__ import annotations

from secops.documents.kinds.letters import LETTERS
from secops.documents.kinds.minutes import MINUTES
from secops.documents.kinds.notices import NOTICES
from secops.documents.kinds.shape import Field, FieldRefused, Given, Input, Kind, Style

__all__ = ["KINDS", "Field", "FieldRefused", "Given", "Input", "Kind", "Style"]

KINDS: dict[str, Kind] = {**LETTERS, **NOTICES, **MINUTES}
