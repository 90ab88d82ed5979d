"""What every step has in common: the row held, the table asked, the proof kept, the deed noted."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from accounts.models import Person, User
from secops.audit.actions import record
from secops.compliance.retirements.models import Channel, Follower, Proof, Retirement, Step
from secops.house.files import Checked
from secops.rules.intervals import WIB
from secops.rules.refusal import MoveRefused
from secops.rules.retirement import State, move

#: Where a step leads -> its deed in the trail.
VERBS: dict[State, str] = {
    State.ACTIVE: "retirement.active",
    State.QUESTIONED: "retirement.questioned",
    State.KEPT: "retirement.kept",
    State.AGREED: "retirement.agreed",
    State.DEEMED_AGREED: "retirement.deemed_agreed",
    State.SUSPENDED: "retirement.suspended",
    State.DATA_BACKED_UP: "retirement.data_backed_up",
    State.DNS_REMOVED: "retirement.dns_removed",
    State.ARCHIVED: "retirement.archived",
}


def locked(retirement: Retirement) -> Retirement:
    """The row, held to the end of the transaction."""
    rows = Retirement.objects.select_for_update(of=("self",)).select_related("application__owner")
    return rows.get(pk=retirement.pk)


def refused(code: str, indonesian: str, english: str) -> MoveRefused:
    """A refusal that is no line of the table."""
    return MoveRefused(code, indonesian, english)


def take(
    retirement: Retirement,
    target: State,
    *,
    by: User,
    at: datetime,
    proofs: Sequence[Checked] = (),
    reason: str = "",
    done_on: date | None = None,
    speaker: Person | None = None,
    channel: str = "",
    facts: dict[str, Any] | None = None,
    **law: Any,
) -> Step:
    """Ask the table, note the step with its files, set the state. The row is locked and saved here.

    `law` are the facts that the table asks for beside reason and proof. Raises MoveRefused.
    """
    origin = retirement.law_state
    move(origin, target, at=at, reason=reason, proof=bool(proofs), **law)
    if done_on is not None and done_on > at.astimezone(WIB).date():
        raise refused(
            "from_the_future",
            "Tanggal pelaksanaan belum tiba.",
            "The date on which it was done is still to come.",
        )
    n = retirement.steps.count() + 1
    step = Step.objects.create(
        retirement=retirement,
        number=f"BA-{at.astimezone(WIB).year}-{retirement.pk}-{n}",
        from_state=origin.value,
        to_state=target.value,
        at=at,
        done_on=done_on,
        by=by,
        by_label=by.audit_label[:200],
        speaker=speaker,
        channel=channel,
        reason=reason.strip(),
        facts=facts or {},
    )
    for file in proofs:
        keep(retirement, file, step=step, by=by, at=at)
    retirement.state, retirement.changed_at = target.value, at
    retirement.save()
    record(
        VERBS[target],
        retirement,
        by=by,
        at=at,
        number=step.number,
        reason=step.reason,
        files=len(proofs),
        way=str(Channel(channel).label) if channel else "",
        speaker=speaker.name if speaker else "",
    )
    return step


def keep(
    retirement: Retirement,
    file: Checked,
    *,
    step: Step | None = None,
    follower: Follower | None = None,
    by: User,
    at: datetime,
) -> Proof:
    """Keep one checked file under a name of ours."""
    proof = Proof(
        retirement=retirement,
        step=step,
        follower=follower,
        name=file.name,
        content_type=file.content_type,
        bytes=file.bytes,
        sha256=file.sha256,
        uploaded_by=by,
        uploaded_at=at,
    )
    file.upload.seek(0)
    proof.file.save(uuid.uuid4().hex, file.upload, save=False)
    proof.save()
    return proof
