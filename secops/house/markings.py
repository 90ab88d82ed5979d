"""The TLP marking that words begin with.

Where it stands in a page as ``data-tlp``, print.css puts it at the head and the foot of every
sheet; of several on one page the strictest.
"""

from __future__ import annotations

from secops.rules.tlp import PRINTED

_BY_WORDS = {printed: marking.value for marking, printed in PRINTED.items()}


def marking_in(words: object) -> str:
    """``amber_strict`` of "TLP:AMBER+STRICT: for us"; empty where none stands at the start."""
    first, *_rest = str(words).split(maxsplit=1) or [""]
    return _BY_WORDS.get(first.rstrip(":,."), "")
