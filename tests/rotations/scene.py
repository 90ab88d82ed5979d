"""Small scenes: accounts with exposures, a campaign over them, one answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count

from django.db import connection

from accounts.models import Person, User
from secops.compliance.rotations.actions import (
    DueDates,
    Given,
    Plan,
    Started,
    draft_campaign,
    record_answer,
    start_campaign,
)
from secops.compliance.rotations.models import Answer, Campaign, Rotation
from secops.inventory.models import Account, AccountFacts, Application, Exposure, LeakReport
from secops.rules.intervals import WIB
from secops.rules.rotation import AnswerKind, TroubleReason
from secops.rules.working_time import Calendar
from tests.factories import AccountFactory, ContactFactory

#: Friday 27 November 2026, 08.10 WIB.
ORDER = datetime(2026, 11, 27, 8, 10, tzinfo=WIB).astimezone(UTC)
LEAKED = ORDER - timedelta(days=15)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CALENDAR = Calendar(complete_years=frozenset({2026}))

_number = count(1)


def report(by: User, received_at: datetime = LEAKED) -> LeakReport:
    return LeakReport.objects.create(
        file_name="laporan-contoh.txt",
        sha256="",
        format="ulp",
        received_at=received_at,
        imported_at=received_at,
        imported_by=by,
    )


def expose(
    accounts: list[Account],
    by: User,
    *,
    when: datetime = LEAKED,
    received_at: datetime | None = None,
) -> LeakReport:
    """Let the accounts be found in a report; facts follow, rotations do not."""
    made = report(by, received_at or when)
    Exposure.objects.bulk_create(
        Exposure(
            fingerprint=f"00000000-0000-0000-0000-{next(_number):012d}",
            place=account.application_id,
            report_id=made.pk,
            application_id=account.application_id,
            account_id=account.pk,
            effective_at=when,
            received_at=received_at or when,
        )
        for account in accounts
    )
    facts = {one.account_id: one for one in AccountFacts.objects.filter(account__in=accounts)}
    for account in accounts:
        known = facts.setdefault(account.pk, AccountFacts(account=account))
        known.exposures += 1
        known.newest_exposure = max(filter(None, (known.newest_exposure, when)))
        known.newest_received = max(filter(None, (known.newest_received, made.received_at)))
    AccountFacts.objects.bulk_create(
        facts.values(),
        update_conflicts=True,
        unique_fields=["account"],
        update_fields=["exposures", "newest_exposure", "newest_received"],
    )
    return made


def read(
    account: Account, changed_at: datetime, *, read_at: datetime, origin: str = "owner"
) -> None:
    """Let a system say when the password was changed; sessions are gone."""
    AccountFacts.objects.update_or_create(
        account=account,
        defaults={
            "change_from": changed_at,
            "change_to": changed_at,
            "change_read_at": read_at,
            "change_origin": origin,
            "sessions_revoked_at": changed_at,
            "read_at": read_at,
        },
    )


def touched(*accounts: Account, name: str = "touched") -> str:
    """A temporary table with these accounts, as an import leaves one."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {name}")
        cursor.execute(f"CREATE TEMP TABLE {name} (account_id bigint)")
        cursor.executemany(f"INSERT INTO {name} VALUES (%s)", [[a.pk] for a in accounts])
    return name


def people(application: Application, n: int, **account: object) -> list[Account]:
    """Accounts whose holders have an address."""
    accounts = AccountFactory.create_batch(n, application=application, **account)
    for one in accounts:
        ContactFactory(person=one.holder)
    return accounts


def start(
    by: User,
    *applications: Application,
    at: datetime = ORDER,
    overlap: bool = False,
    due: datetime | None = None,
    **plan: object,
) -> Started:
    """Draft and start a campaign."""
    campaign = draft_campaign(
        Plan(
            name=str(plan.pop("name", "Ganti SIMPATIK")),
            applications=applications,
            due=DueDates.all_at(due),
            **plan,  # type: ignore[arg-type]
        ),
        by=by,
        at=at,
    )
    return start_campaign(campaign, calendar=CALENDAR, overlap=overlap, by=by, at=at)


def rotation_of(account: Account, campaign: Campaign | None = None) -> Rotation:
    rows = Rotation.objects.filter(account=account)
    return rows.get(campaign=campaign) if campaign else rows.get()


def say(
    rotation: Rotation,
    kind: AnswerKind = AnswerKind.DONE_BOTH,
    *,
    reason: TroubleReason | None = None,
    person: Person | None = None,
    by: User | None = None,
    at: datetime,
) -> Answer:
    """Answer as the holder, or recorded by somebody."""
    (answer,) = record_answer(
        [rotation],
        Given(kind, Answer.Channel.LINK, reason=reason),
        person=person or rotation.account.holder,
        calendar=CALENDAR,
        by=by,
        at=at,
    )
    return answer
