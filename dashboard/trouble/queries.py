"""What is in trouble and who sees to it by when: read from facts, nothing of it is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.roles import Role
from accounts.speakers import holders
from secops.compliance.rotations.models import Answer, LoginReview, Objection, Rotation
from secops.compliance.rotations.queries import waiting_objections
from secops.compliance.rotations.words import say, say_turn
from secops.house.text import wib_short
from secops.outbox.voices import city_calendar
from secops.rules.intervals import WIB
from secops.rules.rotation import DEFAULT_POLICY, State, TroubleReason, Turn
from secops.rules.working_time import Calendar, add_working_days, close_of

#: kind -> what it is called; the most pressing first.
KINDS: dict[str, str | Promise] = {
    "takeover": gettext_lazy("Mungkin diambil alih"),
    "log_in": gettext_lazy("Dimasuki orang lain"),
    "objection": gettext_lazy("Sanggahan"),
    "login": gettext_lazy("Tidak bisa masuk"),
    "not_mine": gettext_lazy("Bukan akun saya"),
    "other": gettext_lazy("Kendala lain"),
}
_BUTTONS: dict[str, str | Promise] = {
    "takeover": gettext_lazy("Amankan"),
    "log_in": gettext_lazy("Nilai"),
    "objection": gettext_lazy("Periksa"),
    "login": gettext_lazy("Bantu masuk"),
    "not_mine": gettext_lazy("Tetapkan pemegang"),
    "other": gettext_lazy("Catat jawaban"),
}


@dataclass(frozen=True, slots=True)
class TroubleRow:
    """One account in trouble: what, whose turn, by when, and the one thing to do."""

    pk: str
    kind: str
    account_id: int
    login: str
    application: str
    department: str
    words: str
    turn: str
    owner: str
    since: datetime
    until: datetime
    late: bool
    url: str

    @property
    def kind_words(self) -> str:
        return str(KINDS[self.kind])

    @property
    def button(self) -> str:
        return str(_BUTTONS[self.kind])


def trouble_rows(*, at: datetime) -> list[TroubleRow]:
    """Everything in trouble in running campaigns, the most pressing first; six queries."""
    calendar = city_calendar()
    rotations = _rotations()
    objections = list(waiting_objections().filter(rotation__campaign__state="running"))
    departments = {row.department_id for row in rotations if row.department_id is not None}
    agents = holders(Role.AGENT, departments, at=at)
    rows = [_of_rotation(row, agents, calendar, at) for row in rotations]
    rows += [_of_objection(row, calendar, at) for row in objections]
    denied = LoginReview.objects.unjudged_denials().select_related(
        "rotation__account", "rotation__application", "rotation__department"
    )
    rows += [_of_log_in(row, calendar, at) for row in denied]
    order = list(KINDS)
    return sorted(rows, key=lambda row: (order.index(row.kind), row.until, row.pk))


def count_by_kind(rows: Iterable[TroubleRow]) -> dict[str, int]:
    """How many of each kind, kinds without any included."""
    counts = dict.fromkeys(KINDS, 0)
    for row in rows:
        counts[row.kind] += 1
    return counts


def _rotations() -> list[Rotation]:
    newest = Answer.objects.filter(rotation=OuterRef("pk")).order_by("-given_at", "-pk")
    return list(
        Rotation.objects.filter(
            state__in=[State.NEEDS_HELP, State.DISOWNED],
            written_off_at=None,
            campaign__state="running",
        )
        .annotate(
            why=Subquery(newest.values("reason")[:1]),
            note=Subquery(newest.values("note")[:1]),
            until=Subquery(newest.values("agent_until")[:1]),
        )
        .select_related("account", "application", "department")
        .order_by("pk")
    )


def _of_rotation(
    row: Rotation, agents: dict[int, Person], calendar: Calendar, at: datetime
) -> TroubleRow:
    why, note, until = row.why, row.note, row.until  # type: ignore[attr-defined]
    since = row.answered_at or row.joined_at
    kind = _kind_of(row, why)
    turn = Turn.OFFICE if kind == "takeover" else Turn(row.turn)
    agent = agents.get(row.department_id or 0)
    name = agent.name if agent is not None and turn is Turn.AGENT else ""
    words = say(TroubleReason(why)) if why else say(State(row.state))
    until = until or limit_of(since, calendar)
    return TroubleRow(
        pk=f"r{row.pk}",
        kind=kind,
        account_id=row.account_id,
        login=row.account.username,
        application=row.application.name,
        department=row.department.name if row.department else "",
        words=f"{words}: “{note}”" if note else words,
        turn=say_turn(turn),
        owner=name,
        since=since,
        until=until,
        late=until < at,
        url=reverse("account-holder", args=[row.account_id])
        if kind == "not_mine"
        else reverse("account", args=[row.account_id]),
    )


def _kind_of(row: Rotation, why: str | None) -> str:
    if row.possible_takeover:
        return "takeover"
    if row.state == State.DISOWNED:
        return "not_mine"
    return "login" if why == TroubleReason.CANNOT_LOG_IN else "other"


def _of_objection(row: Objection, calendar: Calendar, at: datetime) -> TroubleRow:
    until = limit_of(row.made_at, calendar)
    rotation = row.rotation
    return TroubleRow(
        pk=f"o{row.pk}",
        kind="objection",
        account_id=rotation.account_id,
        login=rotation.account.username,
        application=rotation.application.name,
        department=rotation.department.name if rotation.department else "",
        words=f"“{row.note}”",
        turn=say_turn(Turn.OFFICE),
        owner="",
        since=row.made_at,
        until=until,
        late=until < at,
        url=reverse("objection-settle", args=[row.pk]),
    )


def _of_log_in(row: LoginReview, calendar: Calendar, at: datetime) -> TroubleRow:
    assert row.word_at is not None
    until = limit_of(row.word_at, calendar)
    rotation = row.rotation
    words = _("masuk %(when)s, pemegang: bukan saya") % {"when": wib_short(row.login_at)}
    return TroubleRow(
        pk=f"l{row.pk}",
        kind="log_in",
        account_id=rotation.account_id,
        login=rotation.account.username,
        application=rotation.application.name,
        department=rotation.department.name if rotation.department else "",
        words=words,
        turn=say_turn(Turn.OFFICE),
        owner="",
        since=row.word_at,
        until=until,
        late=until < at,
        url=reverse("account", args=[rotation.account_id]) + "#masuk",
    )


def limit_of(since: datetime, calendar: Calendar) -> datetime:
    """16.00 on the next working day: what a trouble may take (policy)."""
    day = since.astimezone(WIB).date()
    return close_of(add_working_days(day, DEFAULT_POLICY.agent_working_days, calendar))
