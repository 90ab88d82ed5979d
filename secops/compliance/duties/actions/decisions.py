"""What the office, the inspector and the system make of a department's word (RULES 2)."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.actions.locks import contain_by
from secops.compliance.duties.actions.taking import apply, decide, decided, locked
from secops.compliance.duties.hands import capacities_of, capacity_for
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Duty
from secops.rules.duty import Actor, State, due_anew, move


@transaction.atomic
def accept_duty(duty: Duty, *, by: User, at: datetime) -> Duty:
    """Accept a statement: by the office, not by who gave it; the office's own by the inspector."""
    duty = locked(duty)
    actor = _office_or_inspector(duty, by, at)
    newest = duty.statements.first()
    apply(
        duty,
        State.ACCEPTED,
        actor,
        at=at,
        confirmed_by_same_person=newest is not None
        and (newest.person_id == by.person_id or newest.recorded_by_id == by.pk),
        office_department=duty.department.is_office,
    )
    report = duty.reports.first()
    if report is not None and by.may(Permission.RUN_CAMPAIGN):
        contain_by(report, by=by, at=at)
    return decided(duty, "duty.accepted", by, at, reason="")


@transaction.atomic
def accept_proven(duty: Duty, *, by: User, at: datetime) -> Duty:
    """Accept by the system what the data prove; refused while anything is open."""
    duty = locked(duty)
    apply(duty, State.ACCEPTED, Actor.SYSTEM, at=at, proven=numbers_of(duty, at=at).complete)
    return decided(duty, "duty.proven", by, at, reason="")


@transaction.atomic
def return_duty(duty: Duty, *, reason: str, by: User, at: datetime) -> Duty:
    """Give it back to the department with the reason; after its date with time to mend it."""
    duty = locked(duty)
    actor = capacity_for(capacities_of(by, duty, at=at), duty, State.RETURNED, at=at)
    apply(duty, State.RETURNED, actor, at=at, reason=reason)
    if duty.due_at < at:
        duty.asked_anew_at, duty.due_at = at, due_anew(duty.due_at, at=at)
    return decided(duty, "duty.returned", by, at, reason=reason)


@transaction.atomic
def reject_dispute(duty: Duty, *, reason: str, by: User, at: datetime) -> Duty:
    """It is the department's after all: open again."""
    return decide(duty, State.OPEN, "duty.dispute_rejected", by, at, reason)


@transaction.atomic
def withdraw_duty(duty: Duty, *, reason: str, by: User, at: datetime) -> Duty:
    """The head was right: nothing is asked of the department."""
    return decide(duty, State.WITHDRAWN, "duty.withdrawn", by, at, reason)


@transaction.atomic
def exempt_duty(
    duty: Duty,
    *,
    reason: str,
    until: date,
    compensating_control: str = "",
    cause: str = "",
    by: User,
    at: datetime,
) -> Duty:
    """Exempt until the end of a day; after it the duty reads as open again."""
    duty = locked(duty)
    actor = capacity_for(capacities_of(by, duty, at=at), duty, State.EXEMPT, at=at)
    current = duty.state_at(at)
    duty.exempt_until = until
    move(
        current, State.EXEMPT, by=actor, kind=duty.kind, at=at,
        reason=reason, until=duty.exempt_ends_at,
    )  # fmt: skip
    duty.state, duty.changed_at = State.EXEMPT.value, at
    duty.compensating_control, duty.cause = compensating_control.strip(), cause
    return decided(duty, "duty.exempted", by, at, reason=reason, until=until)


@transaction.atomic
def write_off_duty(duty: Duty, *, reason: str, cause: str = "", by: User, at: datetime) -> Duty:
    """Take it off the list for good, with a reason."""
    duty = decide(duty, State.WRITTEN_OFF, "duty.written_off", by, at, reason)
    duty.cause = cause
    duty.save(update_fields=["cause"])
    return duty


def _office_or_inspector(duty: Duty, by: User, at: datetime) -> Actor:
    """For the office's own department the inspector's capacity counts, else the office's."""
    actors = capacities_of(by, duty, at=at)
    if duty.department.is_office and Actor.INSPECTOR in actors:
        return Actor.INSPECTOR
    return capacity_for(actors, duty, State.ACCEPTED, at=at)
