"""Whether contents are as they were taken in. One that is not is shouted, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.access import check
from accounts.models import Tenure, User
from accounts.roles import Permission, Role
from secops.incidents.vault import store
from secops.incidents.vault.actions.custody import add_link, refuse_disposed
from secops.incidents.vault.models import Content, CustodyEvent, Item
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.rules.intervals import WIB

ALARM = "alarm.evidence"

Kind = CustodyEvent.Kind


@dataclass(frozen=True, slots=True)
class CheckOutcome:
    """What one look found: `new` where it is not as the look before said."""

    content: Content
    finding: str
    new: bool

    @property
    def whole(self) -> bool:
        return not self.finding


def check_content(content: Content, *, at: datetime, by: User | None = None) -> CheckOutcome:
    """Read the whole content from the disk and compare; the disk is read outside of any
    transaction. Who pressed the button stands in the chain; the nightly round leaves a date only,
    unless something is wrong.
    """
    found = store.hash_on_disk(content.sha256)
    if found is None:
        finding = Content.Finding.MISSING.value
    else:
        finding = "" if found == content.sha256 else Content.Finding.CHANGED.value
    return _note(content, finding, by, at)


def check_item(item: Item, *, by: User, at: datetime, where: str = "") -> CheckOutcome:
    """The button: who may see the item may have it looked at."""
    check(by, Permission.READ_EVIDENCE)
    refuse_disposed([item])
    outcome = check_content(item.content, at=at, by=by)
    if outcome.whole and not outcome.new:
        with transaction.atomic():
            add_link(item, Kind.CHECKED, by=by, at=at, where=where)
    return outcome


@transaction.atomic
def _note(content: Content, finding: str, by: User | None, at: datetime) -> CheckOutcome:
    held = Content.objects.select_for_update().get(pk=content.pk)
    new = held.finding != finding
    held.finding, held.checked_at, held.checks = finding, at, held.checks + 1
    if new:
        held.found_at = at if finding else None
    held.save(update_fields=["finding", "checked_at", "checks", "found_at"])
    if new:
        kind = {"": Kind.RESTORED, "changed": Kind.CHANGED, "missing": Kind.MISSING}[finding]
        for item in held.items.order_by("pk"):
            add_link(item, kind, by=by or User.objects.system(), at=at)
    if new and finding:
        _shout(held, at)
    return CheckOutcome(held, finding, new)


def _shout(content: Content, at: datetime) -> None:
    """Tell every way to duty officers and leads, once for each finding."""
    today = at.astimezone(WIB).date()
    tenures = Tenure.objects.current(today).filter(
        position__role__in=(Role.DUTY_OFFICER, Role.LEAD)
    )
    people = set(tenures.values_list("person_id", flat=True))
    contacts = [contact for ways in ways_to(people).values() for contact in ways.chosen]
    promise_many(
        [
            Promise(
                key=f"{ALARM}:{content.pk}:{at:%Y%m%dT%H%M%S}:{contact.pk}",
                kind=ALARM,
                person_id=contact.person_id,
                contact=contact,
                payload={"content": content.pk},
                urgent=True,
            )
            for contact in contacts
        ],
        at=at,
    )


def longest_unchecked(before: datetime) -> list[int]:
    """Contents whose last look lies before this moment, the oldest first."""
    rows = Content.objects.filter(checked_at__lt=before, disposed_at=None).order_by(
        F("checked_at"), "pk"
    )
    return list(rows.values_list("pk", flat=True)[:500])
