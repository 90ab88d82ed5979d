"""A reported lock becomes a fact of the accounts: their leaked passwords open nothing."""

from datetime import datetime

from accounts.models import User
from secops.compliance.duties.models import DutyReport
from secops.compliance.rotations.actions import record_containment
from secops.inventory.models import Containment
from secops.rules.duty import Kind


def contain_by(report: DutyReport, *, by: User, at: datetime) -> Containment | None:
    """Record the containment of a lock whose every step is reported; None where it is none (yet).

    Once a report: the second caller finds it done.
    """
    duty = report.duty
    if duty.kind is not Kind.LOCK or report.done_at is None or report.contained:
        return None
    if not set(duty.directive.checklist) <= set(report.steps_done):
        return None
    assert duty.application is not None, "a lock names its application"
    proof = report.evidence.first()
    containment = record_containment(
        duty.application,
        contained_at=report.done_at,
        how=report.text,
        proof=proof.file if proof else None,
        by=by,
        at=at,
    )
    report.contained = True
    report.save(update_fields=["contained"])
    return containment
