"""What a department's people do with a duty before the head states it (RULES 2)."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.duties.actions.evidence import take_evidence
from secops.compliance.duties.actions.locks import contain_by
from secops.compliance.duties.actions.taking import apply, locked, note_received
from secops.compliance.duties.hands import capacities, capacities_of, capacity_for
from secops.compliance.duties.models import Channel, Duty, DutyReport
from secops.compliance.rotations.refusals import RotationRefused
from secops.house.files import Checked
from secops.rules.duty import Actor, Kind, Refusal, State, refuse
from secops.rules.secrets import kept_words

#: Who may say "received" for a department.
_RECEIVERS = (Actor.HEAD, Actor.DEPUTY, Actor.AGENT, Actor.APPLICATION_ADMINISTRATOR)
_OFFICE = (Actor.LEAD, Actor.OFFICE)


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
    duty = locked(duty)
    actors = _actors(duty, by, person, at)
    if not actors:
        raise PermissionDenied
    if not set(actors) & {*_RECEIVERS, *_OFFICE}:
        raise refuse(Refusal.NOT_YOURS)
    if duty.received_at is None:
        recorded = by if set(actors) & set(_OFFICE) else None
        note_received(duty, person or by.person, channel, recorded, at)
        duty.save(update_fields=_RECEIVED)
        record(
            "duty.received", duty, by=by, at=at,
            channel=channel.value, person=str(duty.received_by or ""),
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
    person: Person | None = None,
) -> DutyReport:
    """Report what was done, with evidence, for the head to state (a lock: by the owner's people).

    A lock with all steps done and its time becomes a containment of the application's accounts: at
    once where the application's administrator reports it, else when the office accepts. `person`
    without a sign-in of his own reports by the link that the head had sent him.
    """
    duty = locked(duty)
    actor = capacity_for(_actors(duty, by, person, at), duty, State.REPORTED, at=at)
    apply(duty, State.REPORTED, actor, at=at)
    if not text.strip():
        raise refuse(Refusal.REASON_MISSING)
    if done_at is not None and done_at > at:
        raise RotationRefused("in_future", _("Waktu penguncian belum terjadi."))
    report = DutyReport.objects.create(
        duty=duty,
        text=kept_words(text),
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
        way = Channel.PAGE if person is None else Channel.LINK
        note_received(duty, person or by.person, way, None, at)
    duty.save()
    take_evidence(report, files, by=by, at=at)
    if by.may(Permission.REPORT_LOCK, duty.department_id):
        contain_by(report, by=by, at=at)
    record("duty.reported", duty, by=by, at=at, files=len(files), capacity=actor.value)
    return report


@transaction.atomic
def dispute_duty(
    duty: Duty, *, reason: str, by: User, at: datetime, person: Person | None = None
) -> Duty:
    """The head says it is not his department's."""
    duty = locked(duty)
    actors = capacities(person or by.person, duty, at=at)
    actor = capacity_for(actors, duty, State.DISPUTED, at=at)
    apply(duty, State.DISPUTED, actor, at=at, reason=reason)
    duty.state_reason = kept_words(reason)
    duty.save()
    record("duty.disputed", duty, by=by, at=at, reason=duty.state_reason)
    return duty


_RECEIVED = ["received_at", "received_by", "received_channel", "received_recorded_by"]


def _actors(duty: Duty, by: User, person: Person | None, at: datetime) -> list[Actor]:
    """Who says it: the sign-in, or by link or chat the person himself."""
    if person is not None and (by.is_system or by.person == person):
        return capacities(person, duty, at=at)
    return capacities_of(by, duty, at=at)
