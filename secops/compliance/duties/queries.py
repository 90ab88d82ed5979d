"""Page-shaped reads of directives and duties."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import Department, User
from accounts.roles import Permission
from secops.compliance.duties import texts
from secops.compliance.duties.models import (
    Channel,
    Directive,
    DirectiveVersion,
    Duty,
    still_asked,
)
from secops.compliance.duties.numbers import DONE
from secops.compliance.duties.words import mark, say
from secops.compliance.rotations.models import Campaign, Rotation
from secops.house.text import angka, english
from secops.outbox.models import Message
from secops.outbox.voices import city_calendar
from secops.rules.duty import CLOSED, RECEIVE_WORKING_DAYS, Kind, State
from secops.rules.intervals import WIB
from secops.rules.labels import label
from secops.rules.refusal import MoveRefused
from secops.rules.tone import DUE_SOON, LATE
from secops.rules.working_time import add_working_days

#: "Mendekati batas waktu" within this time of the end.
SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many duties of a directive stand in one state, and where they are listed."""

    tone: str
    symbol: str
    word: str
    n: int
    url: str


@dataclass(frozen=True, slots=True)
class DirectivePage:
    """What the page of a directive says above its table."""

    departments: int
    received: int
    done: int
    late: int
    states: tuple[StateCount, ...]
    silent: int
    chat: str


def directives_for(user: User, *, at: datetime) -> QuerySet[Directive]:
    """Directives with their counts; inside a department the counts are its own."""
    mine = Q(duties__in=Duty.objects.visible_to(user))
    asked = still_asked(at, "duties__")
    return (
        Directive.objects.visible_to(user)
        .select_related("campaign")
        .annotate(
            departments=Count("duties", filter=mine),
            received=Count("duties", filter=mine & Q(duties__received_at__isnull=False)),
            done=Count("duties", filter=mine & ~asked),
            late=Count("duties", filter=mine & asked & Q(duties__due_at__lt=at)),
        )
    )


def duties_for(user: User) -> QuerySet[Duty]:
    """Duties with what a table row needs."""
    return Duty.objects.visible_to(user).select_related(
        "directive", "department", "application", "received_by"
    )


def directive_page(directive: Directive, user: User, *, at: datetime) -> DirectivePage:
    """Count one directive's duties, as far as the user sees them."""
    duties = Duty.objects.visible_to(user).filter(directive=directive)
    totals = duties.aggregate(
        all=Count("pk"),
        received=Count("pk", filter=Q(received_at__isnull=False)),
        done=Count("pk", filter=~still_asked(at)),
    )
    found = dict(duties.order_by().values_list("state").annotate(n=Count("pk")))
    states = tuple(
        StateCount(*mark(label(state)), n, f"?state={state.value}")
        for state in State
        if (n := found.get(state.value, 0))
    )
    spoken = " · ".join(f"{angka(one.n)} {_small(one.word)}" for one in states)
    return DirectivePage(
        departments=totals["all"],
        received=totals["received"],
        done=totals["done"],
        late=duties.late(at).count(),
        states=states,
        silent=not_received(duties, at=at).count(),
        chat=texts.directive_for_chat(
            f"{directive.code} {directive.title}",
            at=at,
            received=totals["received"],
            departments=totals["all"],
            states=spoken,
            due=directive.due_at,
        ),
    )


def not_received(duties: QuerySet[Duty], *, at: datetime) -> QuerySet[Duty]:
    """Duties nobody has said "received" to for a working day: the office telephones (RULES 2)."""
    today = at.astimezone(WIB).date()
    before = add_working_days(today, -RECEIVE_WORKING_DAYS, city_calendar())
    limit = at.astimezone(WIB).replace(year=before.year, month=before.month, day=before.day)
    return duties.filter(received_at=None, state=State.OPEN, directive__ordered_at__lte=limit)


def stated_with_everything_proven() -> list[Duty]:
    """Stated rotation duties whose every account is proven: the system accepts them."""
    rotations = Rotation.objects.filter(
        campaign=OuterRef("directive__campaign"),
        department=OuterRef("department"),
        written_off_at=None,
    )
    return list(
        Duty.objects.filter(
            Exists(rotations),
            ~Exists(rotations.exclude(state__in=DONE)),
            state=State.CONFIRMED,
            directive__kind=Kind.ROTATION,
        )
    )


def undo_seconds(directive: Directive, *, at: datetime) -> int:
    """How long the newest bulk send of the order can still be undone; 0 when it cannot."""
    batch = directive.batch
    if batch is None or batch.cancelled_at is not None or batch.not_before <= at:
        return 0
    return int((batch.not_before - at).total_seconds()) + 1


def sent_line(directive: Directive) -> str:
    """What became of the newest bulk send, in words; empty before there was one."""
    if directive.batch_id is None:
        return ""
    counts = dict(
        Message.objects.filter(batch_id=directive.batch_id)
        .order_by()
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    labels = dict(Message.State.choices)
    return " · ".join(f"{angka(n)} {_small(str(labels[state]))}" for state, n in counts.items())


def due_mark(duty: Duty, *, at: datetime) -> tuple[str, str, str] | None:
    """Late or due soon, for what is not closed; None while there is time."""
    if duty.state_at(at) in CLOSED:
        return None
    if duty.due_at < at:
        return mark(LATE)
    return mark(DUE_SOON) if duty.due_at - at <= SOON else None


def kind_of(directive: Directive) -> str:
    return say(Kind(directive.kind))


def departments_for_choice() -> QuerySet[Department]:
    """Every department, for the wizard's list."""
    return Department.objects.order_by("sort_name", "pk")


def next_step(duty: Duty, *, at: datetime) -> str:
    """Whose turn it is at a duty, in words."""
    state = duty.state_at(at)
    turns = {
        State.REPORTED: _("Giliran Kepala OPD: nyatakan"),
        State.CONFIRMED: _("Giliran kantor: terima atau kembalikan"),
        State.DISPUTED: _("Giliran kantor: putuskan"),
        State.RETURNED: _("Giliran OPD: perbaiki dan laporkan lagi"),
        State.REOPENED: _("Giliran OPD: selesaikan akun yang dibuka kembali"),
    }
    if state is State.OPEN:
        waiting = _("Giliran OPD: terima arahan")
        return waiting if duty.received_at is None else _("Giliran OPD: kerjakan dan laporkan")
    return turns.get(state, _("Tidak ada langkah lagi"))


def crumbs(directive: Directive) -> list[tuple[str, str]]:
    """The way to a directive."""
    return [(pgettext("list", "Arahan"), reverse("directives")), (directive.code, "")]


def duty_crumbs(duty: Duty) -> list[tuple[str, str]]:
    """The way to a duty: through its directive."""
    return [
        (pgettext("list", "Arahan"), reverse("directives")),
        (duty.directive.code, duty.directive.get_absolute_url()),
        (str(duty.department), ""),
    ]


def crumb_of(duty: Duty) -> tuple[str, str]:
    """The duty itself, on the way to one of its steps."""
    return str(duty.department), duty.get_absolute_url()


def hidden_columns(user: User, directive: Directive | None = None) -> list[str]:
    """Columns that say the same, or nothing, for every duty of the list; ticks without verbs."""
    hidden = [] if bulk_verbs(user) else ["pick"]
    if directive is not None:
        hidden.append("directive")
        if directive.kind != Kind.LOCK:
            hidden.append("application")
    return hidden


def unsent(directive: Directive, *, at: datetime) -> int:
    """How many departments were not yet written to and have not received it otherwise."""
    if directive.closed_at is not None or (
        directive.batch is not None and directive.batch.cancelled_at is None
    ):
        return 0
    return directive.duties.open(at).filter(received_at=None).count()


#: An order is followed by the next step of the first hour while it is so fresh.
FIRST_DAY = timedelta(days=1)


def step_after(directive: Directive, user: User, *, at: datetime) -> tuple[str, str] | None:
    """The next step of the first hour after an order that went out: its words and its page."""
    fresh = at - directive.ordered_at < FIRST_DAY and directive.batch_id is not None
    if not fresh or not user.may(Permission.RUN_CAMPAIGN):
        return None
    if directive.kind == Kind.LOCK and directive.campaign_id is None:
        return _("Langkah 2: arahan ke OPD"), reverse("campaign-quick")
    if directive.kind == Kind.ROTATION and user.may(Permission.WRITE_STATEMENT):
        return _("Langkah 3: pernyataan awal"), reverse("statement-new")
    return None


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version of an order and what it changed, in words."""

    version: DirectiveVersion
    lines: list[str]


def versions_of(directive: Directive) -> list[ShownVersion]:
    """All versions, newest first; empty while there is but the first."""
    rows = list(directive.versions.select_related("made_by__person", "directive"))
    if len(rows) < 2:
        return []
    before: list[DirectiveVersion | None] = [*rows[1:], None]
    return [
        ShownVersion(one, texts.changes_of(one, old)) for one, old in zip(rows, before, strict=True)
    ]


def orders_of(campaign: Campaign) -> dict[str, Directive]:
    """The newest lock and rotation orders of a campaign, by kind."""
    found = campaign.directives.filter(kind__in=[Kind.LOCK, Kind.ROTATION]).order_by("pk")
    return {directive.kind: directive for directive in found}


def bulk_verbs(user: User) -> list[tuple[str, str]]:
    """What the office may do with ticked duties; empty for everybody else."""
    if not user.may(Permission.RUN_CAMPAIGN):
        return []
    return [
        (Channel.CHAT.value, _("Catat diterima lewat pesan")),
        (Channel.PHONE.value, _("Catat diterima lewat telepon")),
        ("accept", _("Terima pernyataan")),
    ]


def refusal_words(refused: Exception) -> str:
    """A refusal in the reader's language."""
    if isinstance(refused, MoveRefused) and english():
        return refused.english
    return str(refused)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
