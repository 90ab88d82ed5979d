"""A reported lock becomes a fact of the accounts: their leaked passwords open nothing."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from secops.audit.actions import record
from secops.compliance.duties.locks import may_take_list, unlocked_of
from secops.compliance.duties.models import Duty, DutyReport
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
    with proof.file.open("rb") if proof else nullcontext() as file:
        containment = record_containment(
            duty.application,
            contained_at=report.done_at,
            how=report.text,
            proof=file,
            by=by,
            at=at,
        )
    report.contained = True
    report.save(update_fields=["contained"])
    return containment


@transaction.atomic
def take_usernames(duty: Duty, *, by: User, at: datetime) -> Iterator[str]:
    """Hand out the usernames that are still to be locked, one a line, and note that they left.

    Nothing but usernames: no names, no departments, no dates.
    """
    application = duty.application
    if application is None or not may_take_list(by, application):
        raise PermissionDenied
    rows = unlocked_of(application.pk)
    record(
        "duty.usernames_taken",
        duty,
        by=by,
        at=at,
        rows=rows.count(),
        application=application.name,
    )
    names = rows.order_by("account__login_key").values_list("account__username", flat=True)
    return (f"{name}\n" for name in names.iterator(5000))
