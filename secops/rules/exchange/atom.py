"""An Atom feed (RFC 4287) of what anybody may read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from secops.rules.exchange.advice import utc

#: What XML 1.0 cannot hold.
_NO_XML: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One published document."""

    id: str
    title: str
    text: str
    address: str
    published: datetime
    updated: datetime


def atom(title: str, address: str, author: str, entries: Sequence[Entry], at: datetime) -> str:
    """The feed; without entries it was last changed at `at`."""
    updated = max((one.updated for one in entries), default=at)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="id">\n',
        f"<title>{_text(title)}</title><id>{_text(address)}</id>",
        f"<updated>{utc(updated)}</updated><author><name>{_text(author)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(address)}/>\n',
        *(_entry(one) for one in entries),
        "</feed>\n",
    ]
    return "".join(parts)


def _entry(one: Entry) -> str:
    return (
        f"<entry><title>{_text(one.title)}</title><id>{_text(one.id)}</id>"
        f'<link rel="alternate" type="application/json" href={quoteattr(one.address)}/>'
        f"<published>{utc(one.published)}</published><updated>{utc(one.updated)}</updated>"
        '<category term="TLP:CLEAR"/>'
        f'<summary type="text">{_text(one.text)}</summary></entry>\n'
    )


def _text(words: str) -> str:
    return escape(_NO_XML.sub("", words))
