"""Everything that changes session policies and readings of open sessions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Sum

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.sessions.models import (
    PolicyChange,
    SessionPolicy,
    SessionReading,
    SessionsFile,
    policy_of,
    truth,
)
from secops.inventory.actions import SessionLimits, set_session_limits
from secops.inventory.models import Application, YesNoUnknown
from secops.rules.refusal import MoveRefused
from secops.rules.session import Policy

_WORDS = {True: YesNoUnknown.YES, False: YesNoUnknown.NO, None: YesNoUnknown.UNKNOWN}


# --- the policy ----------------------------------------------------------------------------------


def check_manages(user: User, application: Application) -> None:
    """Raise PermissionDenied unless the application is the user's to speak for.

    One that nobody owns yet is the office's.
    """
    if application.owner_id is None and not user.scope(Permission.MANAGE_SESSIONS).everything:
        raise PermissionDenied
    check(user, Permission.MANAGE_SESSIONS, application.owner_id)


@transaction.atomic
def set_policy(
    application: Application, policy: Policy, *, by: User, at: datetime
) -> PolicyChange | None:
    """Say what an application does with its sessions; None where that was said before.

    A test of the former policy proves nothing of the new one: its result is taken away, the trail
    keeps it.
    """
    check_manages(by, application)
    application = Application.objects.select_for_update().get(pk=application.pk)
    said, _new = SessionPolicy.objects.get_or_create(application=application)
    before = policy_of(application)
    if before == policy:
        return None
    set_session_limits(
        application,
        SessionLimits(policy.idle_minutes, policy.absolute_hours, policy.ends_on_password_change),
        by=by,
        at=at,
    )
    said.ends_on_restart = _WORDS[policy.ends_on_restart]
    said.single_session = _WORDS[policy.single_session]
    said.said_at, said.said_by = at, by
    said.tested_at, said.tested_by, said.test_result, said.test_note = None, None, "", ""
    said.save()
    unchanged = before.ends_on_password_change == policy.ends_on_password_change
    change = PolicyChange.objects.create(
        application=application,
        before=asdict(before),
        after=asdict(policy),
        changed_at=at,
        changed_by=by,
        followed_at=at if unchanged else None,
    )
    record(
        "session_policy.set", application, by=by, at=at, department_id=application.owner_id,
        before=change.before, after=change.after,
    )  # fmt: skip
    return change


#: Columns of the register that are part of a session policy, and what they are called there.
REGISTER = {
    "idle_timeout_minutes": "idle_minutes",
    "absolute_timeout_hours": "absolute_hours",
    "kills_sessions_on_password_change": "ends_on_password_change",
}


def note_register_changes(
    changed: Mapping[int, Mapping[str, str | None]], *, by: User, at: datetime
) -> int:
    """A register changed limits of applications: keep what it replaced, as `set_policy` does.

    `changed`: application -> column -> the text of the value before; the new values are stored
    already. In the transaction of the import, whose own entry is the trail. Returns how many.
    """
    assert connection.in_atomic_block
    rows = Application.objects.select_related("session_policy").in_bulk(changed)
    changes = []
    for pk, application in rows.items():
        now = policy_of(application)
        old = {REGISTER[column]: _value(column, said) for column, said in changed[pk].items()}
        before = replace(now, **old)
        unchanged = before.ends_on_password_change == now.ends_on_password_change
        changes.append(
            PolicyChange(
                application=application,
                before=asdict(before),
                after=asdict(now),
                changed_at=at,
                changed_by=by,
                followed_at=at if unchanged else None,
            )
        )
    PolicyChange.objects.bulk_create(changes)
    SessionPolicy.objects.filter(application__in=rows).update(
        tested_at=None, tested_by=None, test_result="", test_note=""
    )
    return len(changes)


def _value(column: str, said: str | None) -> Any:
    if column == "kills_sessions_on_password_change":
        return truth(said or "")
    return int(said) if said else None


@transaction.atomic
def record_test(
    application: Application,
    result: SessionPolicy.Result,
    *,
    tested_at: datetime,
    note: str = "",
    by: User,
    at: datetime,
) -> SessionPolicy:
    """Note that somebody tried whether sessions really end as said: who, when, what came of it.

    Raises MoveRefused for a test that is not over yet, or one that failed and does not say how.
    """
    check_manages(by, application)
    if tested_at > at:
        raise MoveRefused(
            "test_ahead",
            "Waktu uji belum terjadi; isi saat uji benar-benar dilakukan.",
            "The test has not happened yet; write when it was really done.",
        )
    if result == SessionPolicy.Result.FAILED and not note.strip():
        raise MoveRefused(
            "test_says_nothing",
            "Tuliskan apa yang tidak sesuai, agar dapat diperbaiki.",
            "Write what was not as said, so that it can be mended.",
        )
    SessionPolicy.objects.get_or_create(application=application)
    said = SessionPolicy.objects.select_for_update().get(application=application)
    said.tested_at, said.tested_by = tested_at, by
    said.test_result, said.test_note = result, note.strip()[:500]
    said.save()
    record(
        "session_policy.tested", application, by=by, at=at, department_id=application.owner_id,
        session_test=result.value, note=said.test_note,
    )  # fmt: skip
    return said


# --- readings ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsOrder:
    """What is said about a file or push by who brings it."""

    file_name: str
    sha256: str
    origin: str
    shape: str
    source: str = ""


# One application's sessions of one day in one file are one look at it, true at its latest moment.
_READINGS = """
INSERT INTO login_sessions_sessionreading
    (file_id, application_id, read_at, accounts, sessions, old, unsure, outlived, is_newest)
SELECT %(file)s, application_id, max(read_at),
    count(DISTINCT account_id) FILTER (WHERE sessions > 0), COALESCE(sum(sessions), 0),
    0, 0, 0, false
FROM {table} GROUP BY application_id, (read_at AT TIME ZONE 'Asia/Jakarta')::date
ORDER BY application_id, max(read_at)
"""
_SESSIONS = """
INSERT INTO login_sessions_opensession
    (reading_id, account_id, key, sessions, started_from, started_to, last_seen_at, read_at)
SELECT r.id, s.account_id, s.key, s.sessions, s.started_from, s.started_to, s.last_seen_at,
    s.read_at
FROM {table} s
JOIN login_sessions_sessionreading r ON r.file_id = %(file)s
    AND r.application_id = s.application_id
    AND (r.read_at AT TIME ZONE 'Asia/Jakarta')::date
        = (s.read_at AT TIME ZONE 'Asia/Jakarta')::date
WHERE s.sessions > 0 ORDER BY r.id, s.account_id, s.started_from
"""
#: SQL twins of `rules.session.is_old` and `has_outlived`, over s (session) and f (facts).
IS_OLD = "s.read_at > s.started_to + interval '24 hours'"
MAY_BE_OLD = (
    f"(s.started_to IS NULL OR (NOT {IS_OLD} AND s.read_at > s.started_from + interval '24 hours'))"
)
HAS_OUTLIVED = "COALESCE(s.started_to < f.change_from AND s.read_at > f.change_to, false)"
_TALLY = f"""
UPDATE login_sessions_sessionreading r
SET old = t.old, unsure = t.unsure, outlived = t.outlived
FROM (
    SELECT s.reading_id, count(*) FILTER (WHERE {IS_OLD}) AS old,
        count(*) FILTER (WHERE {MAY_BE_OLD}) AS unsure,
        count(*) FILTER (WHERE {HAS_OUTLIVED}) AS outlived
    FROM login_sessions_opensession s
    JOIN login_sessions_sessionreading n ON n.id = s.reading_id AND n.file_id = %(file)s
    LEFT JOIN inventory_accountfacts f ON f.account_id = s.account_id
    GROUP BY s.reading_id
) t WHERE t.reading_id = r.id
"""
_NEWEST = """
UPDATE login_sessions_sessionreading r SET is_newest = true
FROM (
    SELECT DISTINCT ON (application_id) r.id
    FROM login_sessions_sessionreading r
    JOIN login_sessions_sessionsfile f ON f.id = r.file_id AND f.withdrawn_at IS NULL
    WHERE application_id = ANY(%(applications)s)
    ORDER BY application_id, read_at DESC, r.id DESC
) n WHERE n.id = r.id
"""


def standing_file(
    sha256: str, *, application_code: str = "", read_at: datetime | None = None
) -> SessionsFile | None:
    """The file with this content that counts, if it was taken before.

    What was said beside it belongs to the content: the same export of another application, or
    of another time, is another file.
    """
    rows = SessionsFile.objects.filter(sha256=sha256, withdrawn_at=None)
    if application_code:
        rows = rows.filter(readings__application__code__iexact=application_code)
    if read_at is not None:
        rows = rows.filter(readings__read_at=read_at)
    return rows.first()


@transaction.atomic
def add_open_sessions(
    table: str, order: SessionsOrder, *, counts: dict[str, Any], by: User, at: datetime
) -> SessionsFile:
    """Add what a file saw open. `table` (temporary, ours, not input) has one row a session or
    account: application_id, account_id, read_at, key, sessions, started_from, started_to,
    last_seen_at. Who may bring it has been asked by the caller, who knows whose rows these are.
    """
    file = SessionsFile.objects.create(
        source=order.source[:200],
        file_name=order.file_name[:255],
        sha256=order.sha256,
        origin=order.origin,
        shape=order.shape,
        imported_at=at,
        imported_by=by,
    )
    with connection.cursor() as cursor:
        for statement in (_READINGS, _SESSIONS, _TALLY):
            cursor.execute(statement.format(table=table), {"file": file.pk})
    touched = SessionReading.objects.filter(file=file)
    settle_newest(touched.values_list("application_id", flat=True))
    sums = touched.aggregate(
        sessions=Sum("sessions"), old=Sum("old"), unsure=Sum("unsure"), outlived=Sum("outlived")
    )
    file.counts = counts | {name: n or 0 for name, n in sums.items()}
    file.save(update_fields=["counts"])
    record(
        "open_sessions.imported", file, by=by, at=at, origin=order.origin, sha256=order.sha256,
        source=order.source, **file.counts,
    )  # fmt: skip
    return file


def settle_newest(applications: Iterable[int]) -> None:
    """Find again the newest reading of these applications that counts."""
    touched = sorted(set(applications))
    SessionReading.objects.filter(application__in=touched, is_newest=True).update(is_newest=False)
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"applications": touched})


@transaction.atomic
def withdraw_sessions(file: SessionsFile, *, why: str, by: User, at: datetime) -> SessionsFile:
    """Take back a file found false: its rows stay and count no more.

    Raises MoveRefused where it is withdrawn already or no reason is given.
    """
    check(by, Permission.DECIDE)
    file = SessionsFile.objects.select_for_update().get(pk=file.pk)
    if file.withdrawn_at is not None:
        raise MoveRefused(
            "already_withdrawn",
            "Berkas ini sudah ditarik.",
            "This file has been withdrawn already.",
        )
    if not why.strip():
        raise MoveRefused(
            "reason_missing",
            "Tuliskan alasan penarikan; alasan itu tampil di catatan audit.",
            "Write why it is withdrawn; the trail shows it.",
        )
    file.withdrawn_at, file.withdrawn_by, file.withdrawn_why = at, by, why.strip()[:300]
    file.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    settle_newest(file.readings.values_list("application_id", flat=True))
    record("open_sessions.withdrawn", file, by=by, at=at, why=file.withdrawn_why)
    return file
