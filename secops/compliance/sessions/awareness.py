"""Awareness: who is to hear of his old sessions, who is asked about his desk, what he answered.

Lower than reminders, which say it: here stand the facts and the notes that keep it from being said
twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from accounts.models import Department, Person, User
from secops.audit.actions import record
from secops.compliance.sessions.actions import IS_OLD
from secops.compliance.sessions.models import DeskAnswer, SessionNote
from secops.rules.intervals import WIB, day_start
from secops.rules.session import FRESH_FOR

#: What a link to the question of a month is for.
PURPOSE = "desk"
#: On so many days, from the one on which he heard of them, nobody hears of his old sessions again
#: (policy). Days and not hours: the digest of the same weekday comes seconds earlier or later.
QUIET_DAYS = 7

Kind = SessionNote.Kind


@dataclass(slots=True)
class OldSessions:
    """A person's old sessions by the newest fresh readings."""

    sessions: int = 0
    applications: list[str] = field(default_factory=list)
    read_at: datetime | None = None


_OLD = f"""
SELECT a.holder_id, p.name, count(*), max(s.read_at)
FROM login_sessions_opensession s
JOIN login_sessions_sessionreading r ON r.id = s.reading_id AND r.is_newest
JOIN inventory_account a ON a.id = s.account_id
JOIN inventory_application p ON p.id = a.application_id
WHERE a.holder_id = ANY(%(people)s) AND {IS_OLD} AND s.read_at >= %(since)s
  AND NOT EXISTS (
    SELECT 1 FROM login_sessions_sessionnote n
    WHERE n.person_id = a.holder_id AND n.kind = 'old' AND n.told_at >= %(quiet)s)
GROUP BY a.holder_id, p.id, p.name, p.sort_name ORDER BY p.sort_name
"""


def old_sessions_of(people: Collection[int], *, at: datetime) -> dict[int, OldSessions]:
    """Those of these people who have old sessions in a fresh reading and were not told of any
    within the last week; one query."""
    found: dict[int, OldSessions] = {}
    given: dict[str, Any] = {
        "people": list(people),
        "since": at - FRESH_FOR,
        "quiet": _quiet_from(at),
    }
    with connection.cursor() as cursor:
        cursor.execute(_OLD, given)
        for person, name, sessions, read_at in cursor.fetchall():
            one = found.setdefault(person, OldSessions())
            one.sessions += sessions
            one.applications.append(name)
            one.read_at = max(read_at, one.read_at or read_at)
    return found


def _quiet_from(at: datetime) -> datetime:
    return day_start(at.astimezone(WIB).date() - timedelta(days=QUIET_DAYS - 1))


def month_of(at: datetime) -> date:
    """The first day of the month, as the city's calendar has it."""
    return at.astimezone(WIB).date().replace(day=1)


_TO_ASK = """
SELECT DISTINCT ON (a.holder_id) a.holder_id, a.department_id
FROM inventory_account a
WHERE a.holder_id = ANY(%(people)s) AND a.department_id = ANY(%(departments)s)
  AND NOT EXISTS (
    SELECT 1 FROM inventory_account o
    JOIN login_sessions_sessionreading r ON r.application_id = o.application_id AND r.is_newest
    WHERE o.holder_id = a.holder_id)
  AND NOT EXISTS (
    SELECT 1 FROM login_sessions_sessionnote n
    WHERE n.person_id = a.holder_id AND n.kind = 'question' AND n.told_at >= %(month)s)
  AND NOT EXISTS (
    SELECT 1 FROM login_sessions_deskanswer d
    WHERE d.person_id = a.holder_id AND d.month = %(day)s)
ORDER BY a.holder_id, a.department_id
"""


def people_to_ask(
    people: Collection[int], departments: Collection[int], *, at: datetime
) -> dict[int, int]:
    """Person -> department, of those who hold accounts there and none in an application whose
    sessions are read, and who were neither asked nor have answered this month; one query."""
    if not departments:
        return {}
    month = month_of(at)
    given: dict[str, Any] = {
        "people": list(people),
        "departments": list(departments),
        "month": day_start(month),
        "day": month,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TO_ASK, given)
        return dict(cursor.fetchall())


def note_told(notes: Iterable[tuple[int, str, int]], *, at: datetime) -> None:
    """A channel took messages that said these things: (person, kind, message)."""
    SessionNote.objects.bulk_create(
        SessionNote(person_id=person, kind=kind, told_at=at, message_id=message)
        for person, kind, message in notes
    )


@transaction.atomic
def answer_desk(
    person: Person,
    department: Department | None,
    word: DeskAnswer.Word,
    *,
    month: date,
    by: User,
    at: datetime,
) -> DeskAnswer:
    """Keep what somebody says of his own computer; answering again replaces the word."""
    answer, _new = DeskAnswer.objects.update_or_create(
        person=person,
        month=month,
        defaults={"department": department, "word": word, "given_at": at},
    )
    record("desk.answered", answer, by=by, at=at, desk_word=word.value)
    return answer


def desk_words(
    departments: Collection[int] | None, *, month: date
) -> dict[DeskAnswer.Word, int] | None:
    """How often each word was given in a month; None where nobody has answered."""
    rows = DeskAnswer.objects.filter(month=month)
    if departments is not None:
        rows = rows.filter(department__in=departments)
    found = dict(rows.order_by().values_list("word").annotate(n=Count("pk")))
    if not found:
        return None
    return {word: found.get(word.value, 0) for word in DeskAnswer.Word}
