"""What a vendor answers by chat to a proposed window (JOURNEYS J4.6)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from secops.compliance.rotations.models import Schedule
from secops.compliance.rotations.schedules.actions import agree_as_vendor, decline_window
from secops.inbox.answering import Answered, Handler, Question, Turn, nothing
from secops.outbox.models import Message
from secops.rules.chat import Word

WINDOW, OTHER_TIME = "window", "other_time"


def opens(message: Message) -> list[Question]:
    schedule = message.payload.get("schedule")
    return [Question(WINDOW, {"schedule": schedule})] if schedule else []


def _answer(turn: Turn, data: dict[str, Any]) -> Answered:
    assert turn.said is not None
    if turn.said.word is Word.OTHER_TIME:
        if turn.said.rest:
            return _other(turn, data)
        return nothing(
            _("Kapan waktu yang dapat? Tuliskan hari dan jamnya dalam satu pesan."),
            Question(OTHER_TIME, data),
        )
    schedule = _schedule(turn, data)
    if schedule is None:
        return nothing(_("Usul itu sudah tidak berlaku. Terima kasih."))
    agree_as_vendor(
        schedule,
        way=Schedule.Way(turn.way),
        by=turn.actor,
        at=turn.said_at,
        himself=turn.by is None,
    )
    return Answered(_("Terima kasih. Jadwalnya disepakati. Jangan kirim kata sandi lewat pesan."))


def _other(turn: Turn, data: dict[str, Any]) -> Answered:
    schedule = _schedule(turn, data)
    if schedule is None:
        return nothing(_("Usul itu sudah tidak berlaku. Terima kasih."))
    decline_window(
        schedule,
        side=Schedule.Side.VENDOR,
        why=turn.text,
        by=turn.actor,
        at=turn.said_at,
        himself=turn.by is None,
    )
    return Answered(_("Terima kasih. Kami mengusulkan waktu lain."))


def _schedule(turn: Turn, data: dict[str, Any]) -> Schedule | None:
    """The proposal, as long as it is open and he is still the vendor's contact."""
    open_ones = Schedule.objects.filter(declined_at=None, checked_at=None)
    mine = open_ones.filter(rotation__account__sheet__vendor=turn.person)
    return mine.select_related("rotation").filter(pk=data["schedule"]).first()


HANDLERS: dict[str, Handler] = {
    WINDOW: Handler(lambda _data: (Word.AGREE, Word.OTHER_TIME), _answer),
    OTHER_TIME: Handler(lambda _data: (), _other, free=True),
}
