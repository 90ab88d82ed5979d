"""What every move has in common: the row held, the table asked, the deed written down."""

from datetime import datetime
from typing import Any

from accounts.models import Person, User
from secops.audit.actions import record
from secops.compliance.duties.hands import capacities_of, capacity_for
from secops.compliance.duties.models import Channel, Duty
from secops.rules.duty import Actor, State, move


def locked(duty: Duty) -> Duty:
    return (
        Duty.objects.select_for_update(of=("self",))
        .select_related("directive__campaign", "department", "application")
        .get(pk=duty.pk)
    )


def apply(duty: Duty, target: State, actor: Actor, *, at: datetime, **facts: Any) -> None:
    """Ask the table, then set the state; the caller saves."""
    state = move(duty.state_at(at), target, by=actor, kind=duty.kind, at=at, **facts)
    duty.state, duty.changed_at, duty.exempt_until = state.value, at, None


def decide(duty: Duty, target: State, verb: str, by: User, at: datetime, reason: str) -> Duty:
    duty = locked(duty)
    actor = capacity_for(capacities_of(by, duty, at=at), duty, target, at=at)
    apply(duty, target, actor, at=at, reason=reason)
    return decided(duty, verb, by, at, reason=reason)


def decided(duty: Duty, verb: str, by: User, at: datetime, **data: Any) -> Duty:
    duty.state_reason = str(data.get("reason", "")).strip()
    duty.decided_by = by
    duty.save()
    record(verb, duty, by=by, at=at, **data)
    return duty


def note_received(
    duty: Duty, person: Person | None, channel: Channel, recorded: User | None, at: datetime
) -> None:
    duty.received_at, duty.received_by = at, person
    duty.received_channel, duty.received_recorded_by = channel, recorded
