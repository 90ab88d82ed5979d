"""Page-shaped reads of retirements, and how departments stand with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.compliance.retirements.life import Life, life_of
from secops.compliance.retirements.models import Follower, Retirement, Step
from secops.compliance.retirements.signs import Known, known_of
from secops.compliance.retirements.words import say, say_all, turn_of
from secops.house.text import angka, wib_short
from secops.inventory.models import Application
from secops.rules.retirement import CONSENTED, OUT_OF_SERVICE, State
from secops.rules.retirement_signs import Sign
from secops.rules.retirement_stand import TONES, Stage, stage_of
from secops.rules.stand import OpenThing, Stand
from secops.rules.tone import Tone

#: So many reasons are named in the list.
FEW = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One application in the list."""

    application: Application
    retirement: Retirement | None
    known: Known
    stage: Stage
    open_followers: int
    life: tuple[Life, ...]

    @property
    def pk(self) -> int:
        """The application's id."""
        return self.application.pk

    @property
    def name(self) -> str:
        return self.application.name

    @property
    def sort_name(self) -> str:
        return self.application.sort_name

    @property
    def owner(self) -> str:
        """The department's name; empty where nobody owns it."""
        return str(self.application.owner or "")

    @property
    def state(self) -> str:
        return self.retirement.state if self.retirement else State.ACTIVE.value

    @property
    def place(self) -> int:
        """Where the row stands in the standard order: what needs somebody first."""
        return list(Stage).index(self.stage)

    @property
    def last_used_on(self) -> object:
        return self.known.facts.last_used_on

    @property
    def accounts(self) -> int:
        return self.known.facts.accounts

    @property
    def standing(self) -> State | Stage:
        """What the pill says: the step while it is on its way, else how it stands."""
        on_its_way = self.stage in (Stage.QUESTIONED, Stage.ON_ITS_WAY)
        return State(self.state) if on_its_way else self.stage

    @property
    def few_signs(self) -> str:
        """The first reasons, and how many more; all of them are in the export and on the page."""
        found = self.known.signs.found
        if self.life or len(found) <= FEW or self.stage is Stage.RETIRED:
            return self.signs
        more = ngettext("dan %(n)s lagi", "dan %(n)s lagi", len(found) - FEW) % {
            "n": angka(len(found) - FEW)
        }
        return f"{say_all(found[:FEW])}, {more}"

    @property
    def signs(self) -> str:
        """Why it stands here: signs of life, else signs of disuse, else what nobody knows."""
        if self.life:
            return "; ".join(one.words for one in self.life)
        if self.stage is Stage.RETIRED:
            return ""
        said = say_all(self.known.signs.found)
        return said or say_all(self.known.signs.unknown)

    @property
    def due_at(self) -> datetime | None:
        """The owner's deadline, while he is asked."""
        asked = self.retirement is not None and self.retirement.law_state is State.QUESTIONED
        return self.retirement.due_at if asked and self.retirement else None

    @property
    def suggested(self) -> bool:
        return self.stage is Stage.SUGGESTED

    @property
    def turn(self) -> str:
        """Whose turn it is."""
        return turn_of(
            self.retirement, suggested=self.suggested, open_followers=self.open_followers
        )

    def get_absolute_url(self) -> str:
        """The retirement's page; of an application never asked about, its own."""
        return (self.retirement or self.application).get_absolute_url()


def listed(applications: QuerySet[Application], *, at: datetime) -> list[Row]:
    """Rows for these applications; four queries for any number of them."""
    found = list(applications.select_related("owner", "retirement").order_by("sort_name", "pk"))
    known = known_of([one.pk for one in found], at=at)
    cases = {one.pk: _case(one) for one in found}
    running = [case.pk for case in cases.values() if case is not None]
    life = life_of(running, at=at)
    waiting = _open_followers(running)
    rows = []
    for one in found:
        case = cases[one.pk]
        alive = tuple(life.get(case.pk, ())) if case else ()
        facts = known[one.pk]
        stage = stage_of(
            case.law_state if case else State.ACTIVE,
            suggested=facts.signs.suggests,
            use_known=facts.facts.last_used_on is not None,
            back_in_use=bool(alive),
        )
        if one.status == Application.Status.RETIRED and case is None:
            stage = Stage.RETIRED
        rows.append(Row(one, case, facts, stage, waiting.get(case.pk if case else 0, 0), alive))
    return rows


def _case(application: Application) -> Retirement | None:
    case: Retirement | None = getattr(application, "retirement", None)
    if case is not None:
        case.application = application
    return case


def _open_followers(retirement_ids: Iterable[int]) -> dict[int, int]:
    return dict(
        Follower.objects.filter(retirement__in=list(retirement_ids), done_at=None, dropped_at=None)
        .order_by()
        .values_list("retirement")
        .annotate(n=Count("pk"))
    )


#: What the list shows unless it is asked for more.
OF_INTEREST = (
    Stage.BACK_IN_USE, Stage.SUGGESTED, Stage.QUESTIONED, Stage.ON_ITS_WAY, Stage.KEPT,
)  # fmt: skip


def narrowed(rows: list[Row], *, stage: str, sign: str) -> list[Row]:
    """The rows of one stage (or all, or those of interest) with one sign."""
    if stage in {one.value for one in Stage}:
        rows = [row for row in rows if row.stage == stage]
    elif stage != "all":
        rows = [row for row in rows if row.stage in OF_INTEREST or row.retirement is not None]
    if sign in {one.value for one in Sign}:
        rows = [row for row in rows if Sign(sign) in row.known.signs.found]
    return rows


# ── How departments stand ────────────────────────────────────────────────────────────────────────
def stands_of(departments: Collection[int] | None, *, at: datetime) -> dict[int, Stand]:
    """How each department stands with the applications it owns; one that owns none is absent."""
    owned = Application.objects.filter(owner__isnull=False)
    if departments is not None:
        owned = owned.filter(owner__in=list(departments))
    by_owner: dict[int, list[Row]] = {}
    for row in listed(owned, at=at):
        assert row.application.owner_id is not None
        by_owner.setdefault(row.application.owner_id, []).append(row)
    return {owner: _stand(rows) for owner, rows in by_owner.items()}


def _stand(rows: list[Row]) -> Stand:
    tones = [TONES[row.stage] for row in rows]
    changed = [row.retirement.changed_at for row in rows if row.retirement]
    return Stand(
        good=tones.count(Tone.GOOD),
        warn=tones.count(Tone.WARN),
        bad=tones.count(Tone.BAD),
        unknown=tones.count(Tone.UNKNOWN),
        worst=min(rows, key=lambda row: row.place).stage.value,
        as_of=max(changed, default=None),
    )


def open_things(department_id: int, *, at: datetime) -> list[OpenThing]:
    """What is open among one department's applications, the worst first."""
    rows = listed(Application.objects.filter(owner=department_id), at=at)
    rows.sort(key=lambda row: (row.place, row.sort_name))
    return [_thing(row) for row in rows if TONES[row.stage] is not Tone.GOOD]


def _thing(row: Row) -> OpenThing:
    reason = say(row.stage)
    if row.life or row.suggested:
        reason = f"{reason}: {row.signs}"
    elif row.due_at is not None:
        reason = _("%(reason)s, sampai %(due)s") % {
            "reason": reason,
            "due": wib_short(row.due_at),
        }
    turn = row.turn if row.turn != "–" else _("OPD: laporkan pemakaian terakhirnya")
    if row.stage is Stage.BACK_IN_USE:
        turn = _("Kantor: periksa siapa yang menghidupkannya")
    return OpenThing(f"application:{row.pk}", row.name, reason, turn)


def worsened_since(moment: datetime, department_id: int, *, at: datetime) -> list[OpenThing]:
    """What has got worse after a head's statement: retired things that live again, and
    applications brought back to active after their owner had consented."""
    rows = {
        row.retirement.pk: row
        for row in listed(
            Application.objects.filter(owner=department_id, retirement__isnull=False), at=at
        )
        if row.retirement is not None
    }
    found = {
        pk: _thing(row)
        for pk, row in rows.items()
        if row.stage is Stage.BACK_IN_USE and any(one.at > moment for one in row.life)
    }
    gone = [state.value for state in (*CONSENTED, *OUT_OF_SERVICE)]
    back = Step.objects.filter(
        Q(retirement__in=list(rows)), to_state=State.ACTIVE, from_state__in=gone,
        at__gt=moment, at__lte=at,
    )  # fmt: skip
    for step in back.order_by("pk"):
        row = rows[step.retirement_id]
        if row.state == State.ACTIVE:
            reason = _("Kembali aktif: %(why)s") % {"why": step.reason}
            found[step.retirement_id] = OpenThing(
                f"application:{row.pk}", row.name, reason, row.turn
            )
    return list(found.values())
