"""Page-shaped reads of public statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.words import look, mark, say
from secops.house.text import wib
from secops.incidents.models import PublicStatement, StatementFact
from secops.incidents.statements.words import whole_text
from secops.inventory.models import Containment, LeakReport, ReadingsFile
from secops.rules.clocks import CLOCKS, ClockCode, Reading, deadline, read
from secops.rules.labels import label
from secops.rules.statement import Kind, State
from secops.rules.working_time import Calendar

#: So many of each kind of fact are offered, the newest first.
OFFERED = 5


@dataclass(frozen=True, slots=True)
class Promise:
    """The next public word that was promised."""

    statement: PublicStatement
    due_at: datetime
    reading: Reading


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact with its place."""

    words: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class StatementPage:
    """What the page shows, and what its reader may do next."""

    state: tuple[str, str, str]
    kind: str
    text: str
    facts: list[FactLine]
    about: list[tuple[str, object]]
    may_change: bool
    may_approve: bool
    may_publish: bool
    waits_for: str


def statements_for(user: User) -> QuerySet[PublicStatement]:
    """Statements the user may read."""
    return PublicStatement.objects.visible_to(user).select_related(
        "written_by__person",
        "approved_by__person",
        "published_by__person",
        "supersedes",
        "incident",
    )


def statement_page(statement: PublicStatement, user: User) -> StatementPage:
    """Read one statement for one reader."""
    state = State(statement.state)
    open_ = state in (State.DRAFT, State.APPROVED)
    own = statement.written_by_id == user.pk
    waits = {
        State.DRAFT: _("Giliran Ketua tim: setujui"),
        State.APPROVED: _("Giliran Ketua tim: terbitkan"),
    }
    return StatementPage(
        state=mark(label(state)),
        kind=say(Kind(statement.kind)),
        text=whole_text(statement),
        facts=[_line(fact, user) for fact in statement.facts.select_related(*_PLACES)],
        about=_about(statement),
        may_change=open_ and user.may(Permission.WRITE_STATEMENT),
        may_approve=state is State.DRAFT and user.may(Permission.APPROVE_STATEMENT) and not own,
        may_publish=state is State.APPROVED and user.may(Permission.PUBLISH_STATEMENT),
        waits_for=waits.get(state, ""),
    )


def newest_published() -> PublicStatement | None:
    """What was said last."""
    said = PublicStatement.objects.filter(published_at__isnull=False)
    return said.order_by("-published_at", "-pk").first()


def promised_word() -> PublicStatement | None:
    """What was said last, if it promises another word; the next word keeps the promise."""
    return PublicStatement.objects.promising().first()


def running_promise(*, calendar: Calendar, at: datetime) -> Promise | None:
    """The clock of the next public word (RULES 3)."""
    statement = promised_word()
    if statement is None or statement.published_at is None:
        return None
    clock = CLOCKS[ClockCode.PUBLIC_WORD]
    due_at = deadline(
        clock, statement.published_at, calendar=calendar, agreed=statement.next_word_at
    )
    assert due_at is not None
    return Promise(statement, due_at, read(statement.published_at, due_at, at=at))


def known_facts() -> list[tuple[str, str]]:
    """What can be linked without typing: ``report:12`` and its words, the newest first."""
    found: list[tuple[datetime, str, str]] = []
    for report in LeakReport.objects.filter(withdrawn_at=None)[:OFFERED]:
        words = _("Laporan kebocoran %(name)s, diterima %(when)s") % {
            "name": report.file_name, "when": wib(report.received_at)}  # fmt: skip
        found.append((report.received_at, f"report:{report.pk}", words))
    for lock in Containment.objects.select_related("application")[:OFFERED]:
        words = _("%(name)s dikunci di sumber sejak %(when)s") % {
            "name": lock.application, "when": wib(lock.contained_at)}  # fmt: skip
        found.append((lock.contained_at, f"containment:{lock.pk}", words))
    for file in ReadingsFile.objects.filter(withdrawn_at=None)[:OFFERED]:
        words = _("Data dari sistem %(name)s, %(when)s") % {
            "name": file.file_name, "when": wib(file.imported_at)}  # fmt: skip
        found.append((file.imported_at, f"readings:{file.pk}", words))
    return [(key, words) for _when, key, words in sorted(found, reverse=True)]


_PLACES = ("leak_report", "containment__application", "readings_file")


def _line(fact: StatementFact, user: User) -> FactLine:
    """A fact with the page it stands on, where the reader may open that."""
    place = fact.leak_report or fact.readings_file
    if place is not None:
        may_open = user.may(Permission.IMPORT)
        return FactLine(fact.words, place.file_name, place.get_absolute_url() if may_open else "")
    if fact.containment is not None:
        application = fact.containment.application
        return FactLine(fact.words, application.name, application.get_absolute_url())
    return FactLine(fact.words, fact.source, "")


def _about(statement: PublicStatement) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = [
        (_("Ditulis"), f"{statement.written_by}, {wib(statement.written_at)}")
    ]
    if statement.approved_at:
        pairs.append((_("Disetujui"), f"{statement.approved_by}, {wib(statement.approved_at)}"))
    if statement.published_at:
        where = f"{statement.channel}, {wib(statement.published_at)}, {statement.published_by}"
        pairs.append((_("Diterbitkan"), where))
    if statement.next_word_at:
        pairs.append((say(ClockCode.PUBLIC_WORD), wib(statement.next_word_at)))
    if statement.superseded_at:
        pairs.append((_("Diganti yang baru"), wib(statement.superseded_at)))
    if statement.supersedes:
        pairs.append((_("Menggantikan"), statement.supersedes.code))
    return pairs


def look_of_state(value: str) -> tuple[str, str, str]:
    return look(State)(value)
