"""Which ladder the office follows now, and what it followed before."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.utils.translation import gettext as _

from accounts.models import User
from secops.house.text import wib
from secops.ladders.models import OfficeLadder
from secops.ladders.words import NAMES, USES, notes, sentence, when, whom
from secops.rules.ladder import DEFAULTS, Ladder, LadderKind, from_data, kind_for


def office_ladder(kind: LadderKind) -> Ladder:
    """The office's ladder of that kind; the law's own where the row is missing."""
    row = OfficeLadder.objects.filter(kind=kind).first()
    return row.ladder if row is not None else DEFAULTS[kind]


def ladder_of_order(ordered_at: datetime, due_at: datetime) -> Ladder:
    """The office's ladder for departments: in hours or in days, by the time they have."""
    return office_ladder(kind_for(ordered_at, due_at))


@dataclass(frozen=True, slots=True)
class ShownRung:
    """One step as it is read on a page."""

    when: str
    whom: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownLadder:
    """One ladder of the office with the words of a page."""

    kind: LadderKind
    name: str
    use: str
    ladder: Ladder
    version: int
    version_line: str
    is_default: bool

    @property
    def rungs(self) -> list[ShownRung]:
        return shown_rungs(self.ladder)


@dataclass(frozen=True, slots=True)
class Version:
    """A ladder as it once stood."""

    number: int
    at: datetime | None
    by: str
    rungs: tuple[str, ...]


def shown_rungs(ladder: Ladder) -> list[ShownRung]:
    """Each step in words."""
    return [ShownRung(when(rung), whom(rung), tuple(notes(rung))) for rung in ladder]


def shown_ladders() -> list[ShownLadder]:
    """All three, in the order of the law, in one query."""
    rows = {row.kind: row for row in OfficeLadder.objects.select_related("changed_by__person")}
    return [_shown(kind, rows.get(kind)) for kind in LadderKind]


def shown_ladder(kind: LadderKind) -> ShownLadder:
    """One of them."""
    rows = OfficeLadder.objects.select_related("changed_by__person").filter(kind=kind)
    return _shown(kind, rows.first())


def versions(kind: LadderKind) -> list[Version]:
    """Every version of a ladder, newest first, with who and when."""
    events = list(
        apps.get_model("ladders", "OfficeLadderEvent")
        .objects.filter(kind=kind)
        .order_by("-version", "-pgh_id")
        .values_list("version", "changed_at", "changed_by_id", "rungs")
    )
    names = {
        user.pk: user.display_name
        for user in User.objects.filter(pk__in={row[2] for row in events}).select_related("person")
    }
    return [
        Version(number, at, names.get(by, ""), tuple(sentence(rung) for rung in from_data(rungs)))
        for number, at, by, rungs in events
    ]


def _shown(kind: LadderKind, row: OfficeLadder | None) -> ShownLadder:
    ladder = row.ladder if row is not None else DEFAULTS[kind]
    line = _("Versi 1, bawaan")
    if row is not None and row.changed_at is not None:
        line = _("Versi %(n)s, %(when)s, %(who)s") % {
            "n": row.version,
            "when": wib(row.changed_at),
            "who": row.changed_by or "",
        }
    return ShownLadder(
        kind, str(NAMES[kind]), str(USES[kind]), ladder, row.version if row else 1, line,
        ladder == DEFAULTS[kind],
    )  # fmt: skip
