"""Messages about an advisory: sent, reminded, withdrawn; one for each person of each department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from secops.advisories.bulletins.actions.holding import hold
from secops.advisories.bulletins.models import Addressee, Answer, Bulletin, Copy
from secops.advisories.bulletins.recipients import Recipient, plan_for
from secops.audit.actions import record
from secops.incidents.refused import DeskRefused
from secops.outbox.actions import Promise, promise_many, start_batch
from secops.outbox.models import Batch, Message
from secops.rules import bulletin as law
from secops.rules.intervals import WIB
from secops.rules.working_time import Voice, voice_of

SENT, REMINDER, WITHDRAWN = "bulletin.sent", "bulletin.reminder", "bulletin.withdrawn"


def tell_sent(bulletin: Bulletin, *, by: User, at: datetime) -> int:
    """Promise the advisory to everybody who reads it; return how many people that are. It waits 30
    seconds in which it can be undone."""
    rows = list(bulletin.addressees.select_related("department"))
    letters = _letters(bulletin, SENT, rows, "", at)
    if letters.promises:
        title = str(bulletin)[:200]
        bulletin.batch = start_batch(title, letters.promises, by=by, at=at)
        bulletin.save(update_fields=["batch"])
    keys = [one.key for one in letters.promises]
    return letters.address(dict(Message.objects.filter(key__in=keys).values_list("key", "pk")), at)


def undo_seconds(bulletin: Bulletin, *, at: datetime) -> int:
    """How long its sending can still be undone; 0 when it cannot."""
    batch = bulletin.batch
    sent = bulletin.standing is law.State.SENT
    if not sent or batch is None or batch.cancelled_at is not None or batch.not_before <= at:
        return 0
    return int((batch.not_before - at).total_seconds()) + 1


def taken_back(batch: Batch, at: datetime) -> None:
    """Its messages were stopped in time: it is submitted again, and no department has it. Where one
    answered already, or a message was on its way, it stays sent."""
    if batch.messages.exclude(state=Message.State.CANCELLED).exists():
        return
    for found in Bulletin.objects.select_for_update().filter(batch=batch, state=law.State.SENT):
        if Answer.objects.filter(addressee__bulletin=found).exists():
            continue
        found.addressees.all().delete()
        found.state, found.batch = law.State.SUBMITTED.value, None
        found.approved_by, found.approved_at = None, None
        found.save()


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
    record("bulletin.reminded", found, by=by, at=at, departments=len(silent), people=people)
    return people


def tell_withdrawn(bulletin: Bulletin, *, at: datetime) -> int:
    """Promise the reason to everybody who reads it today."""
    return _tell(bulletin, WITHDRAWN, bulletin.addressees.select_related("department"), "", at)


@dataclass(frozen=True, slots=True)
class _Letters:
    """One message a person and department, and whom each is addressed to by name."""

    promises: list[Promise]
    keys: dict[tuple[int, int], str]
    recipients: tuple[Recipient, ...]
    rows: dict[int, Addressee]

    def address(self, made: Mapping[str, int], at: datetime) -> int:
        """Note whom it is addressed to, with the messages made; return how many are reached."""
        Copy.objects.bulk_create(
            [
                Copy(
                    addressee=self.rows[one.department.pk],
                    person=one.person,
                    message_id=made.get(self.keys.get((one.department.pk, one.person.pk), "")),
                    addressed_at=at,
                )
                for one in self.recipients
            ],
            batch_size=1000,
            ignore_conflicts=True,
        )
        return len({person for _department, person in self.keys})


def _letters(
    bulletin: Bulletin, kind: str, addressees: Iterable[Addressee], mark: str, at: datetime
) -> _Letters:
    rows = {one.department_id: one for one in addressees}
    plan = plan_for([one.department for one in rows.values()], at=at)
    urgent = voice_of(at, bulletin.answer_by) is Voice.URGENT
    keys, promises = {}, []
    for one in plan.reached:
        addressee = rows[one.department.pk]
        key = f"{kind}:{addressee.pk}:{one.person.pk}{mark}"
        keys[one.department.pk, one.person.pk] = key
        assert one.contact is not None
        payload = {"addressee": addressee.pk}
        promises.append(Promise(key, kind, one.person.pk, one.contact, payload, urgent))
    return _Letters(promises, keys, plan.recipients, rows)


def _tell(
    bulletin: Bulletin, kind: str, addressees: Iterable[Addressee], mark: str, at: datetime
) -> int:
    """Promise them; return how many people that are."""
    letters = _letters(bulletin, kind, addressees, mark, at)
    return letters.address(promise_many(letters.promises, at=at), at)
