"""What a digest says of duties and of other people's accounts: below the reader's own, or alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.links import issue_link
from secops.compliance.duties import texts
from secops.compliance.duties.composers import PURPOSE as DUTY
from secops.compliance.duties.composers import statement_parts
from secops.compliance.duties.kinds import numbers_of
from secops.house.text import angka
from secops.incidents.tasks.asks import TaskAsk, subject_of
from secops.incidents.tasks.asks import line_of as task_line_of
from secops.outbox.composers import Composed
from secops.outbox.letter import Part, as_chat, as_html, as_text, big, go, item, p, small, typed
from secops.outbox.models import Message
from secops.reminders import passages, words
from secops.reminders.asks import Ask, address_of
from secops.reminders.duties.asks import DutyAsk, late_line_of, line_of, next_of
from secops.reminders.duties.small import parts_of
from secops.reminders.hygiene import SAID, Hygiene
from secops.rules.duty import Kind
from secops.rules.ladder import Audience


@dataclass(slots=True)
class More:
    """Parts of a letter, the links and codes in them, and what the message keeps of it."""

    parts: list[Part] = field(default_factory=list)
    hidden: tuple[str, ...] = ()
    said: dict[str, Any] = field(default_factory=dict)
    #: What comes last, below the one button of the letter.
    after: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class Helping:
    """What waits for somebody in his office, not as the holder of an account."""

    asks: list[Ask] = field(default_factory=list)
    duties: list[DutyAsk] = field(default_factory=list)
    #: Said besides; alone it makes no digest.
    hygiene: Hygiene | None = None
    #: Small changes under his statements; alone they make no digest.
    small: list[str] = field(default_factory=list)
    #: Tasks of incidents that he, or whoever he leads, has to do.
    tasks: list[TaskAsk] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.asks or self.duties or self.tasks)

    @property
    def statements(self) -> list[DutyAsk]:
        return [ask for ask in self.duties if ask.is_statement]

    @property
    def below_him(self) -> list[DutyAsk]:
        """Departments that did not meet their date, for whoever stands above them."""
        return [ask for ask in self.duties if ask.escalation is not None]

    @property
    def own(self) -> list[DutyAsk]:
        return [ask for ask in self.duties if ask.escalation is None and not ask.is_statement]

    def below(self, message: Message, at: datetime) -> More:
        """The parts below the reader's own accounts; nothing where nothing waits."""
        more = More()
        for ask in self.statements:
            _add_statement(more, ask, message, at)
        self._add_lists(more, message, at)
        # Said also where there is none: what an earlier try carried is not told by this one.
        more.said["duty_steps"] = [ask.as_said for ask in self.duties]
        more.said["task_steps"] = [ask.as_said for ask in self.tasks]
        more.said[SAID] = []
        more.after += parts_of(self.small)
        if self.hygiene is not None:
            parts, hidden = self.hygiene.parts(message, at)
            more.after += parts
            more.hidden = (*more.hidden, *hidden)
            more.said[SAID] = self.hygiene.said(message)
        return more

    def alone(self, message: Message, at: datetime) -> Composed:
        """A digest without an account of his own."""
        more = self.below(message, at)
        more.said |= {"rotations": [], "first_told": []}
        subject = self._subject(at)
        greeting = p(passages.GREETING.say(nama=message.person.name))
        parts = more.parts if self._is_one_statement else [greeting, *more.parts]
        if not message.is_chat:
            letter = [big(subject), *parts, *more.after, small(self._why())]
            html = as_html(subject, letter)
            return Composed(subject, as_text(letter), html, more.hidden, more.said)
        return Composed(subject, as_chat([*parts, *more.after]), hidden=more.hidden, said=more.said)

    def _add_lists(self, more: More, message: Message, at: datetime) -> None:
        if self.below_him:
            more.parts.append(p(_("OPD berikut melewati batas waktu:")))
            more.parts += _items([late_line_of(ask, at=at) for ask in self.below_him])
        if self._is_one_rotation:
            more.parts.append(p(texts.to_agent([self.own[0].duty], at=at)[1]))
        elif self.own:
            more.parts.append(p(passages.DUTIES.say()))
            more.parts += _items([line_of(ask, at=at) for ask in self.own])
        if self.asks:
            more.parts.append(p(passages.HELPING.say()))
            more.parts += _items([ask.words for ask in self.asks])
        if self.asks or (self.own and not self._is_one_rotation):
            more.parts.append(self._way_in(message))
        if self.tasks:
            self._add_tasks(more, message, at)

    def _add_tasks(self, more: More, message: Message, at: datetime) -> None:
        """Below all else, the first due first; the list holds all."""
        if not self._is_tasks_alone:
            more.parts.append(p(_("Tugas insiden yang menunggu Anda:")))
        shown = sorted(self.tasks, key=lambda ask: (ask.task.due_at, ask.task.pk))
        for ask in shown[: words.NAMED]:
            lines = task_line_of(ask.task)
            more.parts.append(item(". ".join(lines) + ".", lines, late=ask.task.due_at < at))
        if len(shown) > words.NAMED:
            more.parts.append(item(_("dan %(n)s lainnya") % {"n": angka(len(shown) - words.NAMED)}))
        if not message.is_chat:
            one = len({ask.task.pk for ask in shown}) == 1
            path = shown[0].task.get_absolute_url() if one else reverse("incident-tasks")
            more.parts.append(go(_("Buka tugas"), settings.PUBLIC_BASE_URL.rstrip("/") + path))
        elif self._is_tasks_alone:
            more.parts.append(self._way_in(message))

    @property
    def _is_tasks_alone(self) -> bool:
        return bool(self.tasks) and not (self.asks or self.duties)

    @property
    def _is_one_statement(self) -> bool:
        return len(self.statements) == 1 and not (
            self.own or self.below_him or self.asks or self.tasks
        )

    @property
    def _is_one_rotation(self) -> bool:
        """An agent with one order about accounts reads how they stand (JOURNEYS J4.1)."""
        return len(self.own) == 1 and self.own[0].duty.kind is Kind.ROTATION

    def _subject(self, at: datetime) -> str:
        if self._is_tasks_alone:
            return subject_of(self.tasks, at=at)
        if self._is_one_statement:
            return texts.numbers_subject(self.statements[0].duty)
        if self._is_one_rotation and len(self.duties) == 1 and not (self.asks or self.tasks):
            return texts.to_agent([self.own[0].duty], at=at)[0]
        if (
            self.below_him
            and len(self.below_him) == len(self.duties)
            and not (self.asks or self.tasks)
        ):
            n = len({ask.duty.department_id for ask in self.below_him})
            return ngettext(
                "%(n)s OPD melewati batas waktu", "%(n)s OPD melewati batas waktu", n
            ) % {"n": angka(n)}
        n = len(self.asks) + len(self.duties) + len(self.tasks)
        return ngettext("%(n)s hal menunggu Anda", "%(n)s hal menunggu Anda", n) % {"n": angka(n)}

    def _way_in(self, message: Message) -> Part:
        """By mail a button; in a chat the address is typed, as everybody is told to."""
        if message.is_chat:
            return p(_("Mulai: %(address)s") % {"address": settings.PUBLIC_SHORT_NAME})
        address = address_of(self.asks) if self.asks else _page_of(self.own)
        return go(_("Buka pekerjaan saya"), address)

    def _why(self) -> str:
        if self._is_tasks_alone:
            return _("Pengingat berhenti sendiri begitu tugasnya selesai.")
        if self.below_him and not self.own and not self.statements and not self.asks:
            return _("Anda menerima pesan ini karena jabatan Anda di atas OPD tersebut.")
        if any(ask.audience is not Audience.AGENT for ask in self.duties):
            return passages.WHY_HEAD.say()
        return passages.WHY_AGENT.say()


def _add_statement(more: More, ask: DutyAsk, message: Message, at: datetime) -> None:
    """The numbers and the sentence a head may agree to, with the way to do so (JOURNEYS J3.3)."""
    link = issue_link(
        message.person,
        DUTY,
        {"duty": ask.duty.pk, "message": message.pk},
        channel=message.contact_kind,
        at=at,
    )
    numbers = numbers_of(ask.duty, at=at)
    more.parts += statement_parts(ask.duty, numbers, chat=message.is_chat, at=at)
    asked = more.said.setdefault("statements", [])
    asked.append(texts.asked_of(ask.duty, numbers, at=at))
    following = next_of(ask.standing, at=at)
    if following:
        more.parts.append(p(following))
    if not message.is_chat:
        more.parts.append(go(_("Buka tugas ini"), link.url))
    more.parts.append(typed(link.code_shown))
    more.hidden = (*more.hidden, link.url, link.token, link.code_shown, link.code)


def _items(lines: Sequence[str]) -> list[Part]:
    """The first things by name, the others as a number."""
    parts = [item(line) for line in lines[: words.NAMED]]
    if len(lines) > words.NAMED:
        parts.append(item(_("dan %(n)s lainnya") % {"n": angka(len(lines) - words.NAMED)}))
    return parts


def _page_of(asks: Sequence[DutyAsk]) -> str:
    """The duty itself, or the list of all."""
    path = asks[0].duty.get_absolute_url() if len(asks) == 1 else reverse("duties")
    return settings.PUBLIC_BASE_URL.rstrip("/") + path
