"""The histories as rows of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from django.db import connection, transaction

from accounts.models import Contact, Department, Person, User
from secops.compliance.rotations.models import (
    Answer,
    Campaign,
    Exemption,
    MassResetDecision,
    Rotation,
    SampleCheck,
)
from secops.inventory.models import Account, AccountFacts, Application, Exposure, LeakReport
from secops.rules.intervals import latest
from tests.rotations.twin.histories import AT, ORDER, Raw
from tests.rotations.twin.python_side import counted_exposures

_number = count(1)


def load(histories: list[Raw]) -> dict[int, Raw]:
    """Insert the histories, one campaign and application each; return them by rotation id."""
    user, _made = User.objects.get_or_create(email="sistem@kotacontoh.example")
    owner = Department.objects.create(code=f"TWIN{next(_number)}", name="Dinas Kembar")
    reports = LeakReport.objects.bulk_create(
        LeakReport(
            file_name="contoh.txt",
            sha256="",
            format="ulp",
            received_at=ORDER,
            imported_at=ORDER,
            imported_by=user,
            withdrawn_at=withdrawn,
        )
        for withdrawn in (None, AT)
    )
    people = Person.objects.bulk_create(
        Person(name=f"Pegawai {n}", sort_name="") for n in range(2 * len(histories))
    )
    present, former = people[::2], people[1::2]
    Contact.objects.bulk_create(
        Contact(
            person=person,
            kind="mail",
            address=f"p{person.pk}@kotacontoh.example",
            disabled_at=ORDER if raw.contact == "dead" else None,
        )
        for person, raw in zip(present, histories, strict=True)
        if raw.contact != "none"
    )
    applications = Application.objects.bulk_create(
        Application(
            code=f"twin{next(_number)}",
            name="Kembar",
            sort_name="",
            owner=owner,
            kills_sessions_on_password_change=raw.kills_sessions,
            reports_sessions=raw.reports_sessions,
            reads_passwords=raw.reads_passwords,
        )
        for raw in histories
    )
    accounts = Account.objects.bulk_create(
        Account(
            application=application,
            username="u",
            login_key="u",
            kind=raw.kind,
            department=owner,
            register_changed_from=raw.register.start if raw.register else None,
            register_changed_to=raw.register.end if raw.register else None,
            created_at=ORDER,
            **_held_by(raw, person, old),
        )
        for application, raw, person, old in zip(
            applications, histories, present, former, strict=True
        )
    )
    campaigns = Campaign.objects.bulk_create(
        Campaign(
            code=f"twin{next(_number)}",
            name="Kembar",
            state="running",
            ordered_at=ORDER,
            cutoff=raw.fixed_cutoff,
            ask_username=raw.ask_username,
            created_at=ORDER,
        )
        for raw in histories
    )
    rotations = Rotation.objects.bulk_create(
        Rotation(
            campaign=campaign,
            account=account,
            application=application,
            joined_at=raw.joined_at,
            base=raw.fixed_cutoff,
            joined_change_from=raw.joined_change_from,
            due_at=ORDER,
            told_at=raw.told_at,
            closing_asked_at=raw.closing_asked_at,
        )
        for campaign, account, application, raw in zip(
            campaigns, accounts, applications, histories, strict=True
        )
    )
    Exposure.objects.bulk_create(
        Exposure(
            fingerprint=f"00000000-0000-0000-0000-{next(_number):012d}",
            place=account.pk,
            report_id=reports[exposure.withdrawn].pk,
            account_id=account.pk,
            effective_at=exposure.effective_at,
            received_at=exposure.received_at,
        )
        for account, raw in zip(accounts, histories, strict=True)
        for exposure in raw.exposures
    )
    AccountFacts.objects.bulk_create(
        _account_facts(account, raw) for account, raw in zip(accounts, histories, strict=True)
    )
    speakers = {"nobody": [None] * len(histories), "present": present, "former": former}
    Answer.objects.bulk_create(
        Answer(
            rotation=rotation,
            kind=answer.kind,
            reason=answer.reason or "",
            person=speakers[answer.by][n],
            given_at=answer.given_at,
            cutoff_then=answer.cutoff,
            agent_until=answer.agent_until,
            channel="link",
        )
        for n, (rotation, raw) in enumerate(zip(rotations, histories, strict=True))
        for answer in raw.answers
    )
    Exemption.objects.bulk_create(
        Exemption(
            rotation=rotation,
            what=what,
            reason="cuti panjang",
            approved_by=user,
            approved_at=row.approved_at,
            until=row.until,
            revoked_at=row.revoked_at,
        )
        for rotation, raw in zip(rotations, histories, strict=True)
        for what, rows in (("whole", raw.whole), ("username", raw.username))
        for row in rows
    )
    SampleCheck.objects.bulk_create(
        SampleCheck(
            campaign=campaign,
            application=application,
            drawn=5,
            changed=5,
            passed=passed,
            checked_by=user,
            checked_at=when,
        )
        for campaign, application, raw in zip(campaigns, applications, histories, strict=True)
        for when, passed in raw.sample
    )
    MassResetDecision.objects.bulk_create(
        MassResetDecision(
            application=application,
            changed_at=change.start.replace(microsecond=0),
            reason="bersama-sama di aula",
            decided_by=user,
            decided_at=ORDER,
        )
        for application, raw in zip(applications, histories, strict=True)
        if raw.believed and (change := raw.change or raw.register)
    )
    return {rotation.pk: raw for rotation, raw in zip(rotations, histories, strict=True)}


def _held_by(raw: Raw, person: Person, other: Person) -> dict[str, Person | None]:
    """A shared or service account is answered for by its owner, whoever uses it."""
    if not raw.has_holder:
        return {"holder": None, "owner": None}
    if raw.kind == "person":
        return {"holder": person, "owner": other}
    return {"holder": other, "owner": person}


def _account_facts(account: Account, raw: Raw) -> AccountFacts:
    counted = counted_exposures(raw)
    return AccountFacts(
        account=account,
        exposures=len(counted),
        newest_exposure=latest(*(e.effective_at for e in counted)),
        newest_received=latest(*(e.received_at for e in counted)),
        reseen_at=raw.reseen_at,
        device_unclean=raw.device_unclean,
        change_from=raw.change.start if raw.change else None,
        change_to=raw.change.end if raw.change else None,
        change_read_at=raw.change_read_at if raw.change else None,
        change_origin=raw.origin if raw.change else "",
        went_back=raw.went_back,
        username_changed_at=raw.username_changed_at,
        sessions_revoked_at=raw.sessions_revoked_at,
        zero_sessions_at=raw.zero_sessions_at,
        disabled_at=raw.disabled_at,
        contained_at=raw.contained_at,
        mass_reset=raw.mass_reset,
    )


@contextmanager
def loaded(histories: list[Raw]) -> Iterator[dict[int, Raw]]:
    """The histories in the database, by rotation id; gone again afterwards."""
    with transaction.atomic():
        by_rotation = load(histories)
        with connection.cursor() as cursor:
            # Tables filled in this transaction look empty to the planner.
            cursor.execute("ANALYZE")
        yield by_rotation
        transaction.set_rollback(True)
