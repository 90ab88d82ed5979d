"""What the inbox shows on the pages of others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import ngettext

from secops.house.text import angka
from secops.inbox.queries import phones_of, wanting_a_call

#: A morning's work; the others stand in the inbox.
SHOWN = 20


def calls_panel(at: datetime) -> tuple[str, dict[str, Any]] | None:
    """Who asked to be telephoned, on the page of calls."""
    wanted = wanting_a_call()
    n = wanted.count()
    if not n:
        return None
    rows = list(wanted[:SHOWN])
    phones = phones_of({row.person_id for row in rows if row.person_id})
    count = ngettext("%(n)s orang", "%(n)s orang", n) % {"n": angka(n)}
    replies = [(row, phones.get(row.person_id or 0, [])) for row in rows]
    return "inbox/_calls.html", {"replies": replies, "count": count}
