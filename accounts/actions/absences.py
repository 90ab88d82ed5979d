"""Who is away for some days, so that his deputy is spoken to (RULES 5)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.access import check
from accounts.models import Absence, Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.rules.refusal import MoveRefused
from secops.rules.secrets import without_secrets

LONGEST_ABSENCE = timedelta(days=30)


@transaction.atomic
def note_absence(person: Person, *, until: date, note: str = "", by: User, at: datetime) -> Absence:
    """Note that somebody is away from today: his deputy is spoken to, else the office.

    He says so himself (also by a link, then `by` is the system under his name), or the office notes
    it. A newer word takes the place of the one before it. Raises MoveRefused in words.
    """
    himself = by.is_system or by.person_id == person.pk
    if not himself:
        check(by, Permission.RUN_CAMPAIGN)
    today = timezone.localdate(at)
    if not today <= until <= today + LONGEST_ABSENCE:
        raise MoveRefused(
            "too_long",
            "Pilih tanggal dari hari ini sampai 30 hari lagi. Lebih lama memerlukan Plh. dengan "
            "surat perintah; hubungi kantor.",
            "Choose a day from today up to 30 days ahead. For longer a Plh. with an order is "
            "needed; call the office.",
        )
    person.absences.filter(ended_at=None, until__gte=today).update(ended_at=at)
    absence = Absence.objects.create(
        person=person,
        starts_on=today,
        until=until,
        note=without_secrets(note.strip())[0][:200],
        said_at=at,
        recorded_by=None if himself else by,
    )
    record("person.away", person, by=by, at=at, until=until, note=absence.note)
    return absence


@transaction.atomic
def end_absence(person: Person, *, by: User, at: datetime) -> bool:
    """He is back, or was not away after all; whether there was anything to end."""
    if not (by.is_system or by.person_id == person.pk):
        check(by, Permission.RUN_CAMPAIGN)
    today = timezone.localdate(at)
    ended = person.absences.filter(ended_at=None, until__gte=today).update(ended_at=at)
    if ended:
        record("person.back", person, by=by, at=at)
    return bool(ended)
