"""Who is on the list: from the leaked accounts, from a list that was given, who joined later; and
who was told by a human being."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Contact, Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents.numbering import draw_yearly
from secops.incidents.models import Incident
from secops.incidents.privacy.actions.deciding import fill_public
from secops.incidents.privacy.models import Notice, Subject
from secops.incidents.privacy.people import affected
from secops.incidents.privacy.refusals import NoticeRefused
from secops.rules.public_words import trimmed

LONGEST_LIST = 20_000
#: Between the words of a listed line and its hidden numbers.
APART = " · "
_NIP = re.compile(r"\b\d{18}\b")
#: A NIP or a NIK.
_NUMBER = re.compile(r"\b\d{16}(?:\d{2})?\b")
_MAIL = re.compile(r"[^\s;,<>]+@[^\s;,<>]+")


@transaction.atomic
def open_notice(incident: Incident, *, by: User, at: datetime) -> Notice:
    """Begin the notice of an incident; the holders of its leaked accounts are on the list."""
    check(by, Permission.WRITE_INCIDENT)
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    if incident.personal_data_known_at is None:
        raise NoticeRefused(
            _("Isi dulu di catatan insiden sejak kapan kegagalan pelindungan data diketahui.")
        )
    notice = Notice.objects.filter(incident=incident).first()
    if notice is not None:
        return notice
    notice = Notice.objects.create(
        code=draw_yearly("PDP", at=at), incident=incident, opened_by=by, opened_at=at
    )
    decided = incident.public_decisions.select_related("recorded_by").first()
    if decided is not None:
        fill_public(notice, decided)
    joined = join_affected(notice, at=at)
    record("notice.opened", notice, by=by, at=at, people=joined)
    return notice


def join_affected(notice: Notice, *, at: datetime) -> int:
    """Put the holders on the list who are not on it yet; return how many."""
    known = set(notice.subjects.values_list("person_id", flat=True))
    new = [person for person in affected(notice.incident) if person.pk not in known]
    return _put(notice, [(person, person.name) for person in new], Subject.Origin.ACCOUNTS, at)


@transaction.atomic
def add_listed(notice: Notice, text: str, *, by: User, at: datetime) -> tuple[int, int]:
    """Read a list, a person a line (a NIP, a mail address, or a name); return how many joined, and
    how many of them we know no way to."""
    check(by, Permission.WRITE_INCIDENT)
    lines = list(dict.fromkeys(" ".join(one.split()) for one in text.splitlines() if one.strip()))
    if not lines:
        raise NoticeRefused(_("Tulis satu orang per baris: NIP, alamat email, atau nama."))
    if len(lines) > LONGEST_LIST:
        raise NoticeRefused(_("Paling banyak 20.000 baris sekali. Pecah daftarnya."))
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    found = _persons(lines)
    known = set(notice.subjects.values_list("person_id", flat=True))
    names = set(notice.subjects.filter(person=None).values_list("name", flat=True))
    rows: list[tuple[Person | None, str]] = []
    for line in lines:
        person = found.get(line)
        if person is not None and person.pk not in known:
            known.add(person.pk)
            rows.append((person, person.name))
        elif person is None and _hidden(line) not in names:
            names.add(_hidden(line))
            rows.append((None, _hidden(line)))
    joined = _put(notice, rows, Subject.Origin.LIST, at)
    unknown = sum(person is None for person, _name in rows)
    record("notice.listed", notice, by=by, at=at, people=joined, unknown=unknown)
    return joined, unknown


@transaction.atomic
def note_told(
    subjects: Iterable[Subject], *, how: str, told_at: datetime, by: User, at: datetime
) -> int:
    """Note that a human being told these persons, and how it can be proven; return how many."""
    check(by, Permission.WRITE_INCIDENT)
    if not trimmed(how):
        raise NoticeRefused(_("Tuliskan caranya dan buktinya, misalnya tanda terima surat."))
    if told_at > at:
        raise NoticeRefused(_("Waktu pemberitahuan belum terjadi."))
    picked = [one.pk for one in subjects]
    rows = Subject.objects.select_for_update().filter(pk__in=picked, told_at=None)
    told = list(rows.select_related("notice"))
    if not told:
        raise NoticeRefused(_("Pilih orang yang belum tercatat diberi tahu."))
    Subject.objects.filter(pk__in=[one.pk for one in told]).update(
        told_at=told_at, told_how=trimmed(how, 300), told_by=by
    )
    record(
        "notice.told_by_hand",
        told[0].notice,
        by=by,
        at=at,
        people=len(told),
        how=trimmed(how),
    )
    return len(told)


def _put(
    notice: Notice, rows: list[tuple[Person | None, str]], origin: Subject.Origin, at: datetime
) -> int:
    made = Subject.objects.bulk_create(
        [
            Subject(notice=notice, person=person, name=name[:200], origin=origin, joined_at=at)
            for person, name in rows
        ],
        ignore_conflicts=True,
        batch_size=1000,
    )
    return len(made)


def _persons(lines: list[str]) -> dict[str, Person]:
    """The person of each line whom we know, by NIP or address; a name alone is no proof."""
    nips = {line: nip[0] for line in lines if (nip := _NIP.search(line))}
    mails = {line: mail[0].lower() for line in lines if (mail := _MAIL.search(line))}
    by_nip = {one.nip: one for one in Person.objects.filter(nip__in=set(nips.values()))}
    contacts = Contact.objects.filter(kind=Contact.Kind.MAIL, address__in=set(mails.values()))
    by_mail = {one.address.lower(): one.person for one in contacts.select_related("person")}
    found = {line: by_nip.get(nips.get(line, "")) or by_mail.get(mails.get(line, ""))
             for line in lines}  # fmt: skip
    return {line: person for line, person in found.items() if person is not None}


def shown_name(listed: str) -> str:
    """The words of a listed line, as a letter calls him; its hidden number where there are none."""
    return listed.partition(APART)[0]


def _hidden(line: str) -> str:
    """A line that names nobody we know, the words first: no whole NIP or NIK stays in it.

    What hides a number tells two that look alike apart, so that nobody is lost or listed twice.
    """
    numbers = " ".join(map(_masked, _NUMBER.findall(line)))
    words = _NUMBER.sub(" ", line).strip(" \t;,|-") if numbers else line
    return APART.join(" ".join(part.split()) for part in (words, numbers) if part)[:200]


def _masked(whole: str) -> str:
    tag = salted_hmac("secops.incidents.privacy.listed", whole, algorithm="sha256").hexdigest()
    return f"{whole[:4]}••••{whole[-3:]} {tag[:8]}"
