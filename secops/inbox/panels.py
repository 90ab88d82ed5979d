"""What the inbox shows on the pages of others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import ngettext

from secops.house.text import angka
from secops.inbox.queries import phones_of, wanting_a_call


def calls_panel(at: datetime) -> tuple[str, dict[str, Any]] | None:
    """Who asked to be telephoned, on the page of calls."""
    rows = list(wanting_a_call()[:20])
    if not rows:
        return None
    n = len(rows)
    count = ngettext("%(n)s orang", "%(n)s orang", n) % {"n": angka(n)}
    replies = [(row, phones_of(row.person) if row.person else []) for row in rows]
    return "inbox/_calls.html", {"replies": replies, "count": count}
