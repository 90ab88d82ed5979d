"""What a holder still has to do, read again at the moment it is said: his open accounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from secops.compliance.rotations.actions import DueDates, due_dates
from secops.compliance.rotations.law.facts import PRESENT_HOLDER
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import Account
from secops.reminders.calendar import city_calendar
from secops.reminders.stands import JOINED, LEAKED_AGAIN
from secops.rules.rotation import DONE, State

#: The person an account is asked of; the law's own words, over `a`.
HOLDER = PRESENT_HOLDER

#: Over r, c, a: open, his turn, not silenced, in a campaign whose holders may be told.
THEIR_TURN = """c.state = 'running' AND c.messages_from <= %(at)s AND r.written_off_at IS NULL
    AND r.turn = 'holder' AND NOT r.state = ANY(%(settled)s)
    AND (r.acknowledged_until IS NULL OR r.acknowledged_until <= %(at)s)"""

#: Asking the enum for each of a hundred thousand rows costs more than a dictionary.
STATES = {state.value: state for state in State}

SETTLED = [state.value for state in (*sorted(DONE), State.ATTESTED)]


@dataclass(frozen=True, slots=True)
class Item:
    """One open account of a person, as it is told to him."""

    rotation_id: int
    person_id: int
    campaign_id: int
    campaign: str
    letter_number: str
    reason_id: str
    reason_en: str
    application: str
    department_id: int | None
    department: str
    state: State
    due_at: datetime
    exposed_at: datetime | None
    read_at: datetime | None
    is_told: bool = False
    #: Where it joined after the start, and where it leaked again: from there its ladder counts.
    joined_at: datetime | None = None
    leaked_at: datetime | None = None

    def is_late(self, at: datetime) -> bool:
        return self.due_at < at


_ITEMS = f"""
SELECT r.id, {HOLDER}, r.campaign_id, c.name, c.letter_number, c.reason_id, c.reason_en, p.name,
    r.department_id, COALESCE(d.name, ''), r.state, r.due_at, f.newest_exposure, f.change_read_at,
    r.told_at IS NOT NULL, {JOINED}, {LEAKED_AGAIN}
FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id
JOIN inventory_account a ON a.id = r.account_id
JOIN inventory_application p ON p.id = r.application_id
LEFT JOIN accounts_department d ON d.id = r.department_id
LEFT JOIN inventory_accountfacts f ON f.account_id = r.account_id
WHERE (a.holder_id = ANY(%(people)s) OR a.owner_id = ANY(%(people)s))
    AND {HOLDER} = ANY(%(people)s) AND {THEIR_TURN}
ORDER BY (r.state = 'reexposed') DESC, r.due_at, p.sort_name, r.id
"""


def items_of(people: Iterable[int], *, at: datetime) -> dict[int, list[Item]]:
    """The open accounts of these people whose turn it is, most urgent first, in one query."""
    found: dict[int, list[Item]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_ITEMS, {"people": list(people), "at": at, "settled": SETTLED})
        for row in cursor.fetchall():
            values = (*row[:10], STATES[row[10]], *row[11:])
            one = Item(*values)
            found.setdefault(one.person_id, []).append(one)
    return found


def example_items(campaign: Campaign) -> list[Item]:
    """One account of the campaign, as its holder would be told of it; empty without accounts.

    A draft has no accounts of its own yet: one of its scope stands in.
    """
    if campaign.state == Campaign.State.DRAFT:
        return _of_draft(campaign)
    row = (
        Rotation.objects.filter(campaign=campaign, written_off_at=None)
        .select_related("application", "department", "account__facts")
        .order_by("due_at", "pk")
        .first()
    )
    if row is None:
        return []
    facts = getattr(row.account, "facts", None)
    return [
        Item(
            rotation_id=row.pk,
            person_id=0,
            campaign_id=campaign.pk,
            campaign=campaign.name,
            letter_number=campaign.letter_number,
            reason_id=campaign.reason_id,
            reason_en=campaign.reason_en,
            application=row.application.name,
            department_id=row.department_id,
            department=str(row.department or ""),
            state=State.OPEN,
            due_at=row.due_at,
            exposed_at=facts.newest_exposure if facts else None,
            read_at=None,
        )
    ]


def _of_draft(campaign: Campaign) -> list[Item]:
    rows = Account.objects.filter(application__in=campaign.applications.all())
    departments = list(campaign.departments.all())
    if departments:
        rows = rows.filter(department__in=departments)
    if campaign.exposed_only:
        rows = rows.filter(facts__newest_exposure__isnull=False)
    account = rows.select_related("application", "department", "facts").order_by("pk").first()
    if account is None:
        return []
    facts = getattr(account, "facts", None)
    exposed_at = facts.newest_exposure if facts else None
    wanted = DueDates(campaign.due_privileged, campaign.due_exposed, campaign.due_others)
    due = due_dates(wanted, ordered_at=campaign.created_at, calendar=city_calendar())
    due_at = due.exposed if exposed_at else due.others
    assert due_at is not None
    return [
        Item(
            rotation_id=0,
            person_id=0,
            campaign_id=campaign.pk,
            campaign=campaign.name,
            letter_number=campaign.letter_number,
            reason_id=campaign.reason_id,
            reason_en=campaign.reason_en,
            application=account.application.name,
            department_id=account.department_id,
            department=str(account.department or ""),
            state=State.OPEN,
            due_at=due_at,
            exposed_at=exposed_at,
            read_at=None,
        )
    ]
