"""Counts and rows of the list of log-ins after the leak."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from dashboard.log_ins.filters import LogInFilter
from secops.compliance.rotations.bulk import AT_ONCE, ticked
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.queries import log_ins
from secops.house.text import angka
from secops.rules.log_in import JUDGED, Stage


def rows_for(user: User) -> QuerySet[Any]:
    """Every marked account the user sees, with what a row shows."""
    return log_ins(Rotation.objects.visible_to(user)).select_related(
        "rotation__account__holder",
        "rotation__account__owner",
        "rotation__application",
        "rotation__department",
    )


def address(**query: str) -> str:
    """The list, narrowed."""
    here = reverse("log-ins")
    return f"{here}?{urlencode(query)}" if query else here


def count_by_stage(rows: QuerySet[Any]) -> dict[Stage, int]:
    """How many of each stage there are; stages without any are left out."""
    found = rows.order_by().values_list("stage").annotate(n=Count("pk"))
    counts = {Stage(stage): n for stage, n in found}
    return {stage: counts[stage] for stage in Stage if stage in counts}


def picked(user: User, posted: QueryDict) -> list[Rotation]:
    """The accounts a bulk bar posted: those ticked, or all that its filter finds."""
    rows = rows_for(user)

    def narrow(query: QueryDict) -> QuerySet[Any]:
        found: QuerySet[Any] = LogInFilter(query, queryset=rows, user=user).qs
        return found

    chosen = ticked(rows, posted, narrow).order_by("rank", "-used_at", "pk")
    return [row.rotation for row in chosen[: AT_ONCE + 1]]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One department or application with its log-ins by stage."""

    unit: str
    code: str
    name: str
    total: int
    denied: int
    unsure: int
    mine: int
    waiting: int
    not_ordinary: int
    ordinary: int

    def to(self, stage: str = "") -> str:
        """The list of its log-ins, or of those of one stage."""
        narrowed = {self.unit: self.code} | ({"stage": stage} if stage else {})
        return address(**narrowed)


def by_unit(rows: QuerySet[Any], unit: str) -> list[UnitLine]:
    """The log-ins of each department or application (`unit`), those with most to judge first."""
    found = (
        rows.order_by()
        .annotate(code=F(f"rotation__{unit}__code"), unit_name=F(f"rotation__{unit}__name"))
        .values_list("code", "unit_name", "stage")
        .annotate(n=Count("pk"))
    )
    units: dict[tuple[str, str], dict[Stage, int]] = defaultdict(dict)
    for code, name, stage, n in found:
        units[(code or "-", name or _("Belum diketahui OPD-nya"))][Stage(stage)] = n
    lines = [
        UnitLine(
            unit,
            code,
            name,
            sum(counts.values()),
            counts.get(Stage.SAID_NOT_ME, 0),
            counts.get(Stage.SAID_UNSURE, 0),
            counts.get(Stage.SAID_ME, 0),
            counts.get(Stage.UNASKED, 0) + counts.get(Stage.ASKED, 0),
            counts.get(Stage.NOT_ORDINARY, 0),
            counts.get(Stage.ORDINARY, 0),
        )
        for (code, name), counts in units.items()
    ]
    return sorted(lines, key=lambda one: (-one.denied, -_left(one), one.name))


def _left(one: UnitLine) -> int:
    return one.total - one.not_ordinary - one.ordinary


@dataclass(frozen=True, slots=True)
class LogInLine:
    """What the page of a department or an application says of its log-ins, with the list."""

    words: str
    tone: str
    url: str


def log_in_line(counts: dict[Stage, int], **narrowed: str) -> LogInLine | None:
    """``12 akun dimasuki setelah bocor; 3 pemegang: bukan saya; 9 belum dinilai``."""
    total = sum(counts.values())
    if not total:
        return None
    parts = [
        ngettext("%(n)s akun dimasuki setelah bocor", "%(n)s akun dimasuki setelah bocor", total)
        % {"n": angka(total)}
    ]
    if denied := counts.get(Stage.SAID_NOT_ME, 0):
        parts.append(
            ngettext("%(n)s pemegang: bukan saya", "%(n)s pemegang: bukan saya", denied)
            % {"n": angka(denied)}
        )
    if left := unjudged(counts):
        parts.append(_("%(n)s belum dinilai") % {"n": angka(left)})
    tone = "late" if denied or counts.get(Stage.NOT_ORDINARY) else "soon" if left else "quiet"
    return LogInLine("; ".join(parts), tone, address(**narrowed))


def unjudged(counts: dict[Stage, int]) -> int:
    """How many of them the office has not judged."""
    return sum(n for stage, n in counts.items() if stage not in JUDGED)
