"""The moves of RULES 2, each one a row changed, a trail left, nothing else."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.duties.actions.files import take_evidence
from secops.compliance.duties.actions.locks import contain_by
from secops.compliance.duties.evidence import Checked
from secops.compliance.duties.hands import (
    capacities,
    capacities_of,
    capacity_for,
    title_of,
)
from secops.compliance.duties.models import Channel, Duty, DutyReport, HeadStatement
from secops.compliance.duties.numbering import draw
from secops.compliance.duties.numbers import Numbers, numbers_of, sentence_of_statement
from secops.house.text import wib
from secops.rules.duty import Actor, Kind, Refusal, State, move, refuse
from secops.rules.intervals import WIB

#: Who may say "received" for a department.
_RECEIVERS = (Actor.HEAD, Actor.DEPUTY, Actor.AGENT, Actor.APPLICATION_ADMINISTRATOR)
_OFFICE = (Actor.LEAD, Actor.OFFICE)


class NumbersChanged(Exception):
    """Between showing and stating the numbers moved; str() asks to look again."""

    def __init__(self) -> None:
        super().__init__(
            _("Angkanya baru saja berubah. Lihat kembali angka terbaru, lalu nyatakan.")
        )


class PromiseMissing(Exception):
    """Something is still open and no date was promised for it, or one that has passed."""

    def __init__(self) -> None:
        super().__init__(_("Pilih tanggal selesai untuk sisanya, hari ini atau sesudahnya."))


@transaction.atomic
def receive_duty(
    duty: Duty,
    *,
    by: User,
    at: datetime,
    person: Person | None = None,
    channel: Channel = Channel.PAGE,
) -> Duty:
    """Note that the department has the order: said by its people, or recorded by the office.

    `person` without a sign-in of his own acts by his link; the office names whom it spoke to. The
    first word counts, a second one changes nothing.
    """
    duty = _locked(duty)
    actors = _actors(duty, by, person, channel, at)
    if not actors:
        raise PermissionDenied
    if not set(actors) & {*_RECEIVERS, *_OFFICE}:
        raise refuse(Refusal.NOT_YOURS)
    if duty.received_at is None:
        recorded = by if set(actors) & set(_OFFICE) else None
        _note_received(duty, person or by.person, channel, recorded, at)
        duty.save(update_fields=_RECEIVED)
        record(
            "duty.received", duty, by=by, at=at,
            channel=channel.label, person=str(duty.received_by or ""),
        )  # fmt: skip
    return duty


@transaction.atomic
def report_duty(
    duty: Duty,
    *,
    text: str,
    by: User,
    at: datetime,
    steps_done: Sequence[str] = (),
    count_done: int | None = None,
    done_at: datetime | None = None,
    files: Sequence[Checked] = (),
) -> DutyReport:
    """Report what was done, with evidence, for the head to state (a lock: by the owner's people).

    A lock with all steps done and its time becomes a containment of the application's accounts: at
    once where the application's administrator reports it, else when the office accepts.
    """
    duty = _locked(duty)
    actor = capacity_for(capacities_of(by, duty, at=at), duty, State.REPORTED, at=at)
    _apply(duty, State.REPORTED, actor, at=at)
    if not text.strip():
        raise refuse(Refusal.REASON_MISSING)
    report = DutyReport.objects.create(
        duty=duty,
        text=text.strip(),
        steps_done=[step for step in duty.directive.checklist if step in steps_done],
        count_done=count_done,
        done_at=done_at,
        capacity=actor,
        reported_by=by,
        reported_at=at,
    )
    if count_done is not None and duty.kind is Kind.ROTATION_BY_COUNT:
        duty.count_done = min(count_done, duty.count_total or count_done)
    if duty.received_at is None:
        _note_received(duty, by.person, Channel.PAGE, None, at)
    duty.save()
    take_evidence(report, files, by=by, at=at)
    if by.may(Permission.REPORT_LOCK, duty.department_id):
        contain_by(report, by=by, at=at)
    record("duty.reported", duty, by=by, at=at, files=len(files), capacity=actor.value)
    return report


@transaction.atomic
def confirm_duty(
    duty: Duty,
    *,
    shown: tuple[int, int | None],
    promised_on: date | None,
    note: str = "",
    by: User,
    at: datetime,
    person: Person | None = None,
    channel: Channel = Channel.PAGE,
) -> HeadStatement:
    """Take the head's statement on the numbers he was shown (proven, total).

    Raises NumbersChanged if they are no longer these, PromiseMissing while something is open and
    no date is promised; MoveRefused for anybody but the head or his deputy.
    """
    duty = _locked(duty)
    speaker = person or by.person
    actors = capacities(speaker, duty, at=at)
    actor = capacity_for(actors, duty, State.CONFIRMED, at=at)
    numbers = numbers_of(duty)
    if (numbers.proven, numbers.total) != shown:
        raise NumbersChanged
    today = at.astimezone(WIB).date()
    if numbers.open and (promised_on is None or promised_on < today):
        raise PromiseMissing
    _apply(duty, State.CONFIRMED, actor, at=at)
    assert speaker is not None
    statement = _statement(duty, speaker, actor, channel, numbers, promised_on, note, at)
    if duty.received_at is None:
        _note_received(duty, speaker, channel, None, at)
    duty.reopen_cause, duty.reopened_items = "", []
    duty.save()
    record(
        "duty.confirmed",
        duty,
        by=by,
        at=at,
        number=statement.number,
        numbers=numbers.short,
        speaker=speaker.name,
        channel=channel.label,
    )
    return statement


@transaction.atomic
def accept_duty(duty: Duty, *, by: User, at: datetime) -> Duty:
    """Accept a statement: by the office, not by who gave it; the office's own by the inspector."""
    duty = _locked(duty)
    actor = _office_or_inspector(duty, by, at)
    newest = duty.statements.first()
    _apply(
        duty,
        State.ACCEPTED,
        actor,
        at=at,
        confirmed_by_same_person=newest is not None and newest.person_id == by.person_id,
        office_department=duty.department.is_office,
    )
    report = duty.reports.first()
    if report is not None and by.may(Permission.RUN_CAMPAIGN):
        contain_by(report, by=by, at=at)
    return _decided(duty, "duty.accepted", by, at, reason="")


@transaction.atomic
def accept_proven(duty: Duty, *, by: User, at: datetime) -> Duty:
    """Accept by the system what the data prove; refused while anything is open."""
    duty = _locked(duty)
    _apply(duty, State.ACCEPTED, Actor.SYSTEM, at=at, proven=numbers_of(duty).complete)
    return _decided(duty, "duty.proven", by, at, reason="")


@transaction.atomic
def return_duty(duty: Duty, *, reason: str, by: User, at: datetime) -> Duty:
    """Give it back to the department with the reason."""
    return _decide(duty, State.RETURNED, "duty.returned", by, at, reason)


@transaction.atomic
def dispute_duty(
    duty: Duty, *, reason: str, by: User, at: datetime, person: Person | None = None
) -> Duty:
    """The head says it is not his department's."""
    duty = _locked(duty)
    actors = capacities(person or by.person, duty, at=at)
    actor = capacity_for(actors, duty, State.DISPUTED, at=at)
    _apply(duty, State.DISPUTED, actor, at=at, reason=reason)
    duty.state_reason = reason.strip()
    duty.save()
    record("duty.disputed", duty, by=by, at=at, reason=duty.state_reason)
    return duty


@transaction.atomic
def reject_dispute(duty: Duty, *, reason: str, by: User, at: datetime) -> Duty:
    """It is the department's after all: open again."""
    return _decide(duty, State.OPEN, "duty.dispute_rejected", by, at, reason)


@transaction.atomic
def withdraw_duty(duty: Duty, *, reason: str, by: User, at: datetime) -> Duty:
    """The head was right: nothing is asked of the department."""
    return _decide(duty, State.WITHDRAWN, "duty.withdrawn", by, at, reason)


@transaction.atomic
def exempt_duty(
    duty: Duty,
    *,
    reason: str,
    until: date,
    compensating_control: str = "",
    by: User,
    at: datetime,
) -> Duty:
    """Exempt until the end of a day; after it the duty reads as open again."""
    duty = _locked(duty)
    actor = capacity_for(capacities_of(by, duty, at=at), duty, State.EXEMPT, at=at)
    current = duty.state_at(at)
    duty.exempt_until = until
    move(
        current, State.EXEMPT, by=actor, kind=duty.kind, at=at,
        reason=reason, until=duty.exempt_ends_at,
    )  # fmt: skip
    duty.state, duty.changed_at = State.EXEMPT.value, at
    duty.compensating_control = compensating_control.strip()
    return _decided(duty, "duty.exempted", by, at, reason=reason, until=until)


@transaction.atomic
def write_off_duty(duty: Duty, *, reason: str, by: User, at: datetime) -> Duty:
    """Take it off the list for good, with a reason."""
    return _decide(duty, State.WRITTEN_OFF, "duty.written_off", by, at, reason)


_RECEIVED = ["received_at", "received_by", "received_channel", "received_recorded_by"]


def _locked(duty: Duty) -> Duty:
    return (
        Duty.objects.select_for_update(of=("self",))
        .select_related("directive__campaign", "department", "application")
        .get(pk=duty.pk)
    )


def _actors(
    duty: Duty, by: User, person: Person | None, channel: Channel, at: datetime
) -> list[Actor]:
    """Who says it: the sign-in, or by link the person himself."""
    if person is not None and channel is Channel.LINK:
        return capacities(person, duty, at=at)
    return capacities_of(by, duty, at=at)


def _apply(duty: Duty, target: State, actor: Actor, *, at: datetime, **facts: Any) -> None:
    """Ask the table, then set the state; the caller saves."""
    state = move(duty.state_at(at), target, by=actor, kind=duty.kind, at=at, **facts)
    duty.state, duty.changed_at, duty.exempt_until = state.value, at, None


def _decide(duty: Duty, target: State, verb: str, by: User, at: datetime, reason: str) -> Duty:
    duty = _locked(duty)
    actor = capacity_for(capacities_of(by, duty, at=at), duty, target, at=at)
    _apply(duty, target, actor, at=at, reason=reason)
    return _decided(duty, verb, by, at, reason=reason)


def _decided(duty: Duty, verb: str, by: User, at: datetime, **data: Any) -> Duty:
    duty.state_reason = str(data.get("reason", "")).strip()
    duty.decided_by = by
    duty.save()
    record(verb, duty, by=by, at=at, **data)
    return duty


def _office_or_inspector(duty: Duty, by: User, at: datetime) -> Actor:
    """For the office's own department the inspector's capacity counts, else the office's."""
    actors = capacities_of(by, duty, at=at)
    if duty.department.is_office and Actor.INSPECTOR in actors:
        return Actor.INSPECTOR
    return capacity_for(actors, duty, State.ACCEPTED, at=at)


def _note_received(
    duty: Duty, person: Person | None, channel: Channel, recorded: User | None, at: datetime
) -> None:
    duty.received_at, duty.received_by = at, person
    duty.received_channel, duty.received_recorded_by = channel, recorded


def _statement(
    duty: Duty,
    speaker: Person,
    actor: Actor,
    channel: Channel,
    numbers: Numbers,
    promised_on: date | None,
    note: str,
    at: datetime,
) -> HeadStatement:
    tenure = title_of(speaker, duty, at=at)
    return HeadStatement.objects.create(
        number=draw("P"),
        duty=duty,
        person=speaker,
        position=tenure.position if tenure else None,
        position_title=_title(tenure.kind, tenure.position.title) if tenure else "",
        capacity=actor,
        channel=channel,
        text=sentence_of_statement(numbers, wib(promised_on)),
        text_version=duty.directive.text_version,
        proven=numbers.proven,
        total=numbers.total or 0,
        open_items=numbers.kept_items(),
        facts=numbers.as_facts(),
        evidence_hashes=_hashes(duty.evidence.values_list("sha256", flat=True)),
        promised_on=promised_on if numbers.open else None,
        note=note.strip(),
        stated_at=at,
    )


def _title(kind: str, title: str) -> str:
    return f"{kind.capitalize()}. {title}" if kind in ("plt", "plh") else title


def _hashes(found: Collection[str]) -> list[str]:
    return sorted(set(found))
