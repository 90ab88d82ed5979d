"""One line of the log: what was said to whom, when, how, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.tables import masked
from dashboard.told.scope import about
from secops.compliance.duties.models import Duty
from secops.compliance.rotations.models import Rotation
from secops.house.text import DOT, masked_email, shown_login, wib_short
from secops.outbox.composers import label_of
from secops.outbox.models import Message
from secops.outbox.queries import look, texts_said

#: So many accounts or duties are named in a line.
NAMED = 3
#: The newest so many messages of one person.
SHOWN = 1000
#: State of a message: it went out.
OUT = (Message.State.SENT, Message.State.REACHED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was said, handed over or answered."""

    at: datetime
    what: str
    tone: str
    symbol: str
    result: str
    to: str = ""
    channel: str = ""
    address: str = ""
    note: str = ""
    """Each try and what it brought; for an answer its words."""
    about: str = ""
    rung: str = ""
    by: str = ""
    texts: str = ""
    """The office's own passages in it, each with its version; else whose words they were."""
    url: str = ""
    told: bool = False
    """It counts as having been told."""

    is_answer: bool = False
    """What he said himself, not what he was told."""

    @property
    def subject(self) -> str:
        """What it was about, and on which rung."""
        return " · ".join(part for part in (self.about, self.rung) if part)


def shown_address(message: Message, *, whole: bool) -> str:
    """Where it went, masked unless asked for."""
    if whole:
        return message.address
    if "@" in message.address:
        return masked_email(message.address)
    if message.contact is not None:
        return masked(message.contact)
    return message.address[:5] + DOT * 4 + message.address[-2:] if message.address else ""


def with_all(rows: QuerySet[Message]) -> list[Message]:
    """The messages with tries, rungs and senders, newest first."""
    return list(
        rows.select_related("person", "contact", "sent_by__person")
        .prefetch_related("tries", "steps__campaign", "duty_steps__duty__directive")
        .order_by("-pk")[:SHOWN]
    )


def entries_of(messages: Sequence[Message], user: User, *, whole: bool) -> list[Entry]:
    """A line for each message; what it was about in two queries for all."""
    subjects = subjects_of(messages, user)
    return [entry_of(message, subjects.get(message.pk, []), whole=whole) for message in messages]


def entry_of(message: Message, subjects: Sequence[str], *, whole: bool) -> Entry:
    """The line of one message."""
    tone, symbol, result = look(message.state)
    return Entry(
        at=message.sent_at or message.created_at,
        what=message.subject or label_of(message.kind),
        tone=tone,
        symbol=symbol,
        result=result,
        to=message.person.name,
        channel=str(message.get_channel_display()),
        address=shown_address(message, whole=whole),
        note="; ".join(tries_of(message)),
        about=", ".join(shortened(subjects)),
        rung=", ".join(_rungs(message)),
        by=str(message.sent_by) if message.sent_by else "",
        texts="; ".join(texts_said(message)) or (_("teks Siaga") if message.text else ""),
        url=reverse("told-message", args=[message.pk]),
        told=message.state in OUT,
    )  # fmt: skip


def _rungs(message: Message) -> list[str]:
    """Which rung of which ladder it told him on."""
    told = [(step.campaign.name, step.rung) for step in message.steps.all()]
    told += [(step.duty.directive.code, step.rung) for step in message.duty_steps.all()]
    return shortened(list(dict.fromkeys(f"{name}: {rung_words(rung)}" for name, rung in told)))


def tries_of(message: Message) -> list[str]:
    """Each try in words; where there was none, why it waits or does not go."""
    found = [
        f"{wib_short(one.at)} {_lower(Message.State(one.outcome).label)}"
        + (f": {one.detail}" if one.detail else "")
        for one in message.tries.all()
    ]
    if not found and message.reason:
        found = [message.reason]
    if message.state == Message.State.QUEUED:
        found.append(_("dicoba lagi %(when)s") % {"when": wib_short(message.next_try_at)})
    if message.reached_at:
        found.append(_("dijawab %(when)s") % {"when": wib_short(message.reached_at)})
    return found


def subjects_of(messages: Iterable[Message], user: User) -> dict[int, list[str]]:
    """What each message was about: accounts and duties by name, as far as the reader sees them."""
    rows = list(messages)
    ids = {pk for row in rows for pk in row.payload.get("rotations", [])}
    duty_ids = {pk for row in rows for pk in row.payload.get("duties", [])}
    accounts = {
        one.pk: f"{one.application.name} ({shown_login(one.account.username)})"
        for one in about(Rotation.objects.filter(pk__in=ids), user).select_related(
            "application", "account"
        )
    }
    duties = {
        one.pk: f"{one.directive.code} {one.department.name}"
        for one in about(Duty.objects.filter(pk__in=duty_ids), user).select_related(
            "directive", "department"
        )
    }
    return {
        row.pk: [
            *_named(accounts, row.payload.get("rotations", [])),
            *_named(duties, row.payload.get("duties", [])),
        ]
        for row in rows
    }


def _named(names: dict[int, str], ids: Iterable[int]) -> list[str]:
    return [names[pk] for pk in ids if pk in names]


def shortened(words: Sequence[str]) -> list[str]:
    """The first few, and how many more."""
    if len(words) <= NAMED:
        return list(words)
    return [*words[:NAMED], _("dan %(n)s lainnya") % {"n": len(words) - NAMED}]


_RUNG = re.compile(r"(h|late|weekly|joined|office|again)-(\d+)")
#: A rung of the ladder that somebody climbs anew after a further leak.
_ANEW = re.compile(r"re-\d{8}-(.+)")


def rung_words(code: str) -> str:
    """The rung of a ladder as people say it; a rung of the office's own keeps its code."""
    plain = {
        "start": _("pesan awal"),
        "issued": _("pesan awal"),
        "half-way": _("setengah jalan"),
        "due": _("hari batas waktu"),
        "reexposed": _("bocor lagi"),
    }
    if code in plain:
        return plain[code]
    if anew := _ANEW.fullmatch(code):
        return f"{plain['reexposed']}, {rung_words(anew[1])}"
    found = _RUNG.fullmatch(code)
    if found is None:
        return code
    words: dict[str, Any] = {
        "h": "H-%s",
        "late": "H+%s",
        "weekly": _("pekan ke-%s"),
        "joined": _("pesan awal, menyusul"),
        "office": _("pengingat petugas"),
        "again": _("diminta diingatkan lagi"),
    }
    said: str = words[found[1]]
    return said % found[2] if "%s" in said else said


def _lower(words: object) -> str:
    text = str(words)
    return text[:1].lower() + text[1:]
