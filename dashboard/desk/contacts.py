"""Addresses of many people on one page: who is shown, and what was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Contact, Person, User
from dashboard.desk.queries import rows_of
from secops.compliance.rotations.actions import Mend, mend_contacts
from secops.compliance.rotations.holders import present_holder
from secops.compliance.rotations.queries import Desk, Pile, in_pile, only_untrusted
from secops.house.text import masked_email, masked_name
from secops.intake.tabular.cells import CellError, email, phone
from secops.outbox.contacts import ways_to

#: So many people stand on one page.
PER_PAGE = 50


@dataclass(slots=True)
class ContactLine:
    """One person: his accounts, the addresses used now (masked), what was typed, what is wrong."""

    person: Person
    name: str
    applications: str
    mail: str
    number: str
    version: str
    protected: bool
    doubtful: bool = False
    """His only address is a mailbox that may itself be leaked."""
    typed: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def lines_of(desk: Desk, *, everybody: bool, whole: bool) -> list[ContactLine]:
    """The people of a desk: those whom no message reaches, or none that is surely read by them;
    or all who are still asked."""
    rows = rows_of(desk)
    piles = [Pile.MINE, Pile.HOLDERS] if everybody else [Pile.MINE]
    found: list[Any] = [row for pile in piles for row in in_pile(rows, pile).order_by("pk")]
    of_person: dict[Person, list[str]] = {}
    for row in found:
        person = present_holder(row.account)
        if person is not None and (everybody or row.group == "no_contact"):
            of_person.setdefault(person, []).append(row.application.name)
    if not everybody:
        for row in only_untrusted(rows).order_by("pk"):
            person = present_holder(row.account)
            assert person is not None, "somebody with a mailbox"
            of_person.setdefault(person, []).append(row.application.name)
    ways = ways_to(person.pk for person in of_person)
    users = set(User.objects.filter(person__in=of_person).values_list("person_id", flat=True))
    lines = []
    for person, names in sorted(of_person.items(), key=lambda one: (one[0].sort_name, one[0].pk)):
        way = ways.get(person.pk)
        mail, number = (way.mail, way.whatsapp) if way else (None, None)
        lines.append(
            ContactLine(
                person,
                person.name if whole else masked_name(person.name),
                ", ".join(dict.fromkeys(names)),
                _shown(mail, whole),
                _shown(number, whole),
                version_of(person.pk, mail, number),
                person.pk in users,
                way is not None and way.only_untrusted,
            )
        )
    return lines


def _shown(contact: Contact | None, whole: bool) -> str:
    if contact is None:
        return ""
    if whole:
        return contact.address
    if contact.kind == Contact.Kind.MAIL:
        return masked_email(contact.address)
    return f"{contact.address[:4]}•••{contact.address[-2:]}"


def version_of(person_id: int, mail: Contact | None, number: Contact | None) -> str:
    """What the addresses were when the page was made."""
    both = "|".join(one.address.lower() if one else "" for one in (mail, number))
    return salted_hmac("desk-contacts", f"{person_id}:{both}").hexdigest()[:16]


def save(lines: Sequence[ContactLine], posted: Mapping[str, str], *, by: User, at: datetime) -> int:
    """Enter what was typed; problems stay with their lines. Returns how many people changed."""
    mends = [mend for line in lines if (mend := _mend(line, posted)) is not None]
    if not mends:
        return 0
    by_person = {line.person.pk: line for line in lines}
    mended = mend_contacts(mends, by=by, at=at)
    for refused in mended.refused:
        by_person[refused.person_id].problems[str(refused.kind)] = refused.why
    return len(mended.people)


def _mend(line: ContactLine, posted: Mapping[str, str]) -> Mend | None:
    """What was typed about one person; None where nothing was, or something is wrong with it."""
    pk = line.person.pk
    values: dict[str, str] = {}
    for kind, read in ((Contact.Kind.MAIL, email), (Contact.Kind.WHATSAPP, phone)):
        typed = posted.get(f"{kind}-{pk}", "").strip()
        if not typed:
            continue
        line.typed[kind] = typed
        try:
            values[kind] = "" if typed == "-" else str(read("", typed) or "")
        except CellError as error:
            english = (get_language() or "id").startswith("en")
            line.problems[kind] = error.problem_en if english else error.problem_id
    if not values or line.problems:
        return None
    if posted.get(f"v-{pk}") != line.version:
        now = ", ".join(one for one in (line.mail, line.number) if one) or _("kosong")
        words = _("sudah diubah sejak halaman ini dibuka; sekarang: %(value)s") % {"value": now}
        line.problems[next(iter(values))] = words
        return None
    return Mend(pk, values.get(Contact.Kind.MAIL), values.get(Contact.Kind.WHATSAPP))
