"""Log-out hygiene in a digest that goes anyway: one calm line, one question a month.

Neither ever makes a message of its own. The line comes at most once a week; the question goes by
mail only, to people of departments that were ordered to look after their sessions and whose systems
tell nothing, since in a chat its answer could be taken for one about an account.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.links import issue_link
from secops.compliance.duties.models import Duty
from secops.compliance.sessions.awareness import (
    PURPOSE,
    OldSessions,
    month_of,
    note_told,
    old_sessions_of,
    people_to_ask,
)
from secops.compliance.sessions.models import SessionNote
from secops.house.text import angka, english, wib
from secops.outbox.letter import Part, go, p
from secops.outbox.models import Message
from secops.reminders.words import NAMED
from secops.rules.duty import Kind, State
from secops.rules.session import DESK_QUESTION

#: What a message keeps of it: its kinds, by person.
SAID = "session_notes"
_NOT_ASKED = [State.WITHDRAWN.value, State.WRITTEN_OFF.value]


@dataclass(slots=True)
class Hygiene:
    """What is said to one person, besides what his digest is for."""

    person_id: int
    old: OldSessions | None = None
    department_id: int | None = None

    def parts(self, message: Message, at: datetime) -> tuple[list[Part], tuple[str, ...]]:
        """The line and the question, and the links in them."""
        parts: list[Part] = []
        if self.old is not None:
            parts.append(p(_line(self.old)))
        if self.department_id is None or message.is_chat:
            return parts, ()
        subjects: dict[str, Any] = {
            "month": month_of(at).isoformat(),
            "department": self.department_id,
            "message": message.pk,
        }
        link = issue_link(message.person, PURPOSE, subjects, channel=message.contact_kind, at=at)
        parts.append(p(DESK_QUESTION[1] if english() else DESK_QUESTION[0]))
        parts.append(go(_("Jawab: ya, tidak, atau tidak tahu"), link.url))
        return parts, (link.url, link.token, link.code_shown, link.code)

    def said(self, message: Message) -> list[tuple[int, str]]:
        """Who was told what, for `told`."""
        kinds = []
        if self.old is not None:
            kinds.append((self.person_id, SessionNote.Kind.OLD.value))
        if self.department_id is not None and not message.is_chat:
            kinds.append((self.person_id, SessionNote.Kind.QUESTION.value))
        return kinds


def _line(old: OldSessions) -> str:
    names = ", ".join(old.applications[:NAMED])
    if len(old.applications) > NAMED:
        names += ", …"
    seen = ngettext(
        "%(n)s sesi login Anda masih terbuka lebih dari 24 jam (%(names)s, data %(when)s).",
        "%(n)s sesi login Anda masih terbuka lebih dari 24 jam (%(names)s, data %(when)s).",
        old.sessions,
    ) % {"n": angka(old.sessions), "names": names, "when": wib(old.read_at)}
    how = _(
        "Buka aplikasinya, pilih keluar (log out), dari semua perangkat bila ada pilihannya, lalu "
        "tutup browser."
    )
    return f"{seen} {how}"


def hygiene_of(people: Collection[int], *, at: datetime) -> dict[int, Hygiene]:
    """What these people are told or asked besides; three queries whatever their number."""
    old = old_sessions_of(people, at=at)
    departments = set(
        Duty.objects.filter(directive__kind=Kind.SESSIONS, directive__closed_at=None)
        .exclude(state__in=_NOT_ASKED)
        .values_list("department_id", flat=True)
    )
    asked = people_to_ask(people, departments, at=at)
    return {pk: Hygiene(pk, old.get(pk), asked.get(pk)) for pk in old.keys() | asked.keys()}


def first_of(found: dict[int, Hygiene], people: Iterable[int]) -> Hygiene | None:
    """What stands for one human being, who may have several records."""
    return next((found[pk] for pk in people if pk in found), None)


def note_hygiene(messages: Sequence[Message], at: datetime) -> None:
    """A channel took these messages: nobody hears it again too soon."""
    note_told(
        (
            (person, kind, message.pk)
            for message in messages
            for person, kind in message.payload.get(SAID, [])
        ),
        at=at,
    )
