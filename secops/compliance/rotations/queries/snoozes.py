"""What pages say of accounts whose holder asked to be reminded later."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from secops.compliance.rotations.models import Rotation, Snooze
from secops.compliance.rotations.words import say
from secops.house.text import angka, wib_short
from secops.rules.ladder import SNOOZES
from secops.rules.snooze import SnoozeReason


def with_snoozes(rows: QuerySet[Rotation]) -> QuerySet[Any]:
    """The same rows, each with the snooze that holds and how often it was asked for."""
    of_row = Snooze.objects.filter(rotation=OuterRef("pk"))
    held = of_row.filter(ended_at=None, until__gt=Now()).order_by("-until", "-pk")
    said = of_row.order_by().values("rotation").annotate(n=Count("pk"))
    return rows.annotate(
        snoozed_until=Subquery(held.values("until")[:1]),
        snoozed_why=Subquery(held.values("reason")[:1]),
        times_snoozed=Subquery(said.values("n")),
    )


def snooze_words(row: Any) -> str:
    """``ditunda s.d. 30 Nov 2026, 08.00 (2 dari 3): cuti``; empty where nothing is put off."""
    if row.snoozed_until is None:
        return ""
    return _("pengingat ditunda s.d. %(until)s (%(n)s dari %(all)s): %(why)s") % {
        "until": wib_short(row.snoozed_until),
        "n": angka(row.times_snoozed),
        "all": angka(SNOOZES),
        "why": say(SnoozeReason(row.snoozed_why)).lower(),
    }
