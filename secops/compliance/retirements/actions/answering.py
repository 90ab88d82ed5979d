"""The owner's word: agreed, still needed, or call me."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.access import check
from accounts.models import AnswerLink, Contact, Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.retirements.actions.asking import head_of, note_delivery
from secops.compliance.retirements.actions.taking import locked, refused, take
from secops.compliance.retirements.actions.telling import tell_office
from secops.compliance.retirements.models import Assessment, Channel, Retirement, Step
from secops.compliance.retirements.words import CODE
from secops.house.files import Checked
from secops.inventory.actions import set_status
from secops.inventory.models import Application
from secops.outbox.actions import promise
from secops.outbox.contacts import way_beside
from secops.rules.intervals import WIB
from secops.rules.retirement import State


@dataclass(frozen=True, slots=True)
class Keeping:
    """The assessment of an application that its owner keeps."""

    why: str
    used_by: str
    users: int
    last_used_on: date
    known_from: str
    contact_name: str
    contact: str
    keeps_backups: bool
    keeps_sessions: bool
    successor: str = ""
    keep_until: date | None = None

    @property
    def complete(self) -> bool:
        """Whether everything is said that whoever keeps it has to say; a successor has a date."""
        said = (self.why, self.used_by, self.known_from, self.contact_name, self.contact)
        promised = self.keeps_backups and self.keeps_sessions
        dated = not self.successor.strip() or self.keep_until is not None
        return all(one.strip() for one in said) and promised and dated

    def columns(self) -> dict[str, Any]:
        """As it is stored."""
        return {name: getattr(self, name) for name in self.__slots__}


@transaction.atomic
def agree(
    retirement: Retirement,
    *,
    by: User,
    at: datetime,
    person: Person | None = None,
    channel: Channel = Channel.PAGE,
    note: str = "",
    files: Sequence[Checked] = (),
) -> Step:
    """The owner agrees that the application is taken out of service."""
    retirement, speaker = _word(retirement, by, person, channel, note, at)
    step = take(
        retirement, State.AGREED, by=by, at=at, reason=note, speaker=speaker, channel=channel,
        proofs=files,
    )  # fmt: skip
    tell_office(retirement, step, at=at)
    return step


@transaction.atomic
def keep_in_use(
    retirement: Retirement,
    keeping: Keeping,
    *,
    by: User,
    at: datetime,
    person: Person | None = None,
    channel: Channel = Channel.PAGE,
    note: str = "",
    files: Sequence[Checked] = (),
) -> Step:
    """The owner keeps the application, with the assessment that this needs."""
    retirement, speaker = _word(retirement, by, person, channel, note, at)
    if keeping.last_used_on > at.astimezone(WIB).date():
        raise refused(
            "from_the_future",
            "Tanggal pemakaian terakhir belum tiba.",
            "The date of the last use is still to come.",
        )
    step = take(
        retirement, State.KEPT, by=by, at=at, reason=note or keeping.why, speaker=speaker,
        channel=channel, proofs=files, assessed=keeping.complete,
    )  # fmt: skip
    Assessment.objects.create(step=step, **keeping.columns())
    set_status(retirement.application, Application.Status.ACTIVE, by=by, at=at)
    tell_office(retirement, step, at=at)
    return step


@transaction.atomic
def ask_for_call(
    retirement: Retirement, *, note: str, by: User, at: datetime, person: Person
) -> None:
    """ "Hubungi saya": the office calls; nothing is decided, and the time goes on."""
    retirement, _speaker = _word(retirement, by, person, Channel.LINK, "", at)
    retirement.call_asked_at, retirement.call_note = at, note.strip()[:300]
    retirement.save(update_fields=["call_asked_at", "call_note"])
    record("retirement.call_asked", retirement, by=by, at=at, note=retirement.call_note)
    tell_office(retirement, None, at=at)


@transaction.atomic
def note_call(retirement: Retirement, *, note: str, by: User, at: datetime) -> None:
    """The office has called the owner."""
    check(by, Permission.RETIRE_APPLICATION)
    retirement = locked(retirement)
    if not note.strip():
        raise refused("note_missing", "Tuliskan apa yang dibicarakan.", "Write what was said.")
    retirement.call_asked_at, retirement.call_note = None, ""
    retirement.save(update_fields=["call_asked_at", "call_note"])
    record("retirement.called", retirement, by=by, at=at, note=note.strip()[:300])


@transaction.atomic
def opened(retirement: Retirement, *, by: User, at: datetime) -> None:
    """The head pressed a button of the page behind his link: the letter has reached him."""
    note_delivery(locked(retirement), at, Retirement.Delivery.OPENED, by=by, at=at)


@transaction.atomic
def send_code(link: AnswerLink, retirement: Retirement, *, at: datetime) -> Contact | None:
    """Promise six digits by another channel than the link came by; None where there is none."""
    contact = way_beside(link.person_id, link.channel)
    if contact is not None:
        promise(
            f"{CODE}:{link.pk}:{at:%Y%m%d%H%M}",
            CODE,
            link.person,
            contact,
            payload={"link": link.pk, "retirement": retirement.pk},
            at=at,
            urgent=True,
            asked_for=True,
            code_beside=link.channel or Contact.Kind.MAIL,
        )
    return contact


def code_purpose(retirement_id: int) -> str:
    """What six digits are good for: the answer about this one application."""
    return f"retirement:{retirement_id}"


def _word(
    retirement: Retirement,
    by: User,
    person: Person | None,
    channel: Channel,
    note: str,
    at: datetime,
) -> tuple[Retirement, Person | None]:
    """Hold the row and find whose word it is.

    By link the head himself, who still speaks for the owner; signed in himself; else the office
    writes down what he said, and how he said it.
    """
    retirement = locked(retirement)
    head = head_of(retirement.application, at=at)
    if channel is Channel.LINK:
        if person is None or head != person:
            raise PermissionDenied
        note_delivery(retirement, at, Retirement.Delivery.OPENED, by=by, at=at)
        return retirement, person
    if channel is Channel.PAGE:
        check(by, Permission.ANSWER_RETIREMENT, retirement.application.owner_id)
        note_delivery(retirement, at, Retirement.Delivery.OPENED, by=by, at=at)
        return retirement, by.person
    check(by, Permission.RETIRE_APPLICATION)
    if not note.strip():
        raise refused(
            "note_missing",
            "Tuliskan siapa yang menjawab dan apa jawabannya.",
            "Write who answered and what he said.",
        )
    return retirement, head
