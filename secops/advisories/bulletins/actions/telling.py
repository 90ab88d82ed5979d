"""Messages about an advisory: sent, reminded, withdrawn; one for each person of each department."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from secops.advisories.bulletins.actions.holding import hold
from secops.advisories.bulletins.models import Addressee, Bulletin, Copy
from secops.advisories.bulletins.recipients import Recipient, plan_for
from secops.audit.actions import record
from secops.incidents.refused import DeskRefused
from secops.outbox.actions import Promise, promise_many
from secops.rules import bulletin as law
from secops.rules.intervals import WIB
from secops.rules.working_time import Voice, voice_of

SENT, REMINDER, WITHDRAWN = "bulletin.sent", "bulletin.reminder", "bulletin.withdrawn"


def tell_sent(bulletin: Bulletin, *, at: datetime) -> int:
    """Promise the advisory to everybody who reads it; return how many people that are."""
    return len(_tell(bulletin, SENT, bulletin.addressees.select_related("department"), "", at))


@transaction.atomic
def remind_silent(bulletin: Bulletin, *, by: User, at: datetime) -> int:
    """Remind the departments that have not answered, once a day; return how many people."""
    found = hold(bulletin, by)
    if found.standing is not law.State.SENT:
        raise DeskRefused(_("Imbauan ini sudah ditutup atau ditarik."))
    today = at.astimezone(WIB).date()
    silent = [
        one
        for one in found.addressees.unanswered()
        .select_for_update(of=("self",))
        .select_related("department")
        if one.reminded_at is None or one.reminded_at.astimezone(WIB).date() < today
    ]
    if not silent:
        raise DeskRefused(_("Semua sudah menjawab, atau sudah diingatkan hari ini."))
    people = _tell(found, REMINDER, silent, f":{today:%Y%m%d}", at)
    Addressee.objects.filter(pk__in=[one.pk for one in silent]).update(reminded_at=at)
    record("bulletin.reminded", found, by=by, at=at, departments=len(silent), people=len(people))
    return len(people)


def tell_withdrawn(bulletin: Bulletin, *, at: datetime) -> int:
    """Promise the reason to everybody who reads it today."""
    return len(_tell(bulletin, WITHDRAWN, bulletin.addressees.select_related("department"), "", at))


def _tell(
    bulletin: Bulletin, kind: str, addressees: Iterable[Addressee], mark: str, at: datetime
) -> set[int]:
    """Promise one message a person and department; note whom it is addressed to by name."""
    rows = {one.department_id: one for one in addressees}
    plan = plan_for([one.department for one in rows.values()], at=at)
    urgent = voice_of(at, bulletin.answer_by) is Voice.URGENT
    keys = {
        (one.department.pk, one.person.pk): (
            f"{kind}:{rows[one.department.pk].pk}:{one.person.pk}{mark}"
        )
        for one in plan.reached
    }
    made = promise_many(
        [
            Promise(
                keys[one.department.pk, one.person.pk], kind, one.person.pk, one.contact,
                {"addressee": rows[one.department.pk].pk}, urgent,
            )
            for one in plan.reached
            if one.contact is not None
        ],
        at=at,
    )  # fmt: skip
    _address(plan.recipients, rows, {pair: made.get(key) for pair, key in keys.items()}, at)
    return {one.person.pk for one in plan.reached}


def _address(
    recipients: Iterable[Recipient],
    rows: dict[int, Addressee],
    messages: dict[tuple[int, int], int | None],
    at: datetime,
) -> None:
    Copy.objects.bulk_create(
        [
            Copy(
                addressee=rows[one.department.pk],
                person=one.person,
                message_id=messages.get((one.department.pk, one.person.pk)),
                addressed_at=at,
            )
            for one in recipients
        ],
        batch_size=1000,
        ignore_conflicts=True,
    )
