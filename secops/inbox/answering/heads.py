"""What heads, agents and application owners answer by chat (JOURNEYS J1.5, J3.1 to J3.8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from secops.compliance.duties import texts
from secops.compliance.duties.actions import (
    NumbersChanged,
    PromiseMissing,
    confirm_duty,
    object_to_numbers,
    receive_duty,
)
from secops.compliance.duties.actions.sending import AGENT, LOCK, NUMBERS, ORDER, REOPENED
from secops.compliance.duties.composers import PURPOSE
from secops.compliance.duties.duty_page import heading
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Channel, Duty
from secops.house.text import wib_clock
from secops.inbox.answering import Answered, Handler, Question, Turn, nothing
from secops.outbox.models import Message
from secops.reminders.duties.standing import standings
from secops.reminders.words import day_only
from secops.rules.chat import LETTERS, Said, Word
from secops.rules.duty import State
from secops.rules.ladder import Audience
from secops.rules.refusal import MoveRefused

ORDERED, STATEMENT, WHICH, OBJECTION = "order", "statement", "which", "objection"

_STANDS = (State.CONFIRMED, State.ACCEPTED)
_INSIDE = (Audience.AGENT, Audience.HEAD, Audience.DEPUTY)


def opens_order(message: Message) -> list[Question]:
    """An order is received, whatever else is asked about it."""
    return [Question(ORDERED, {"duties": message.payload.get("duties", [])})]


def opens_digest(message: Message) -> list[Question]:
    """A digest asks for each statement in it, and holds orders that may still be received."""
    asked = [*_statements(message)]
    duties = sorted({step[0] for step in message.payload.get("duty_steps", [])})
    return [*asked, Question(ORDERED, {"duties": duties})] if duties else asked


def opens_numbers(message: Message) -> list[Question]:
    return _statements(message)


def _statements(message: Message) -> list[Question]:
    found = message.payload.get("statements", [])
    return [Question(STATEMENT, {"statements": found})] if found else []


# --- an order ------------------------------------------------------------------------------------


def _receive(turn: Turn, data: dict[str, Any]) -> Answered:
    received = [duty for duty in _duties(data["duties"]) if _received(turn, duty)]
    if not received:
        raise PermissionDenied
    said = _("Tercatat diterima, %(when)s.") % {"when": _moment(turn.said_at)}
    return Answered(f"{said} {_next_word(turn, received)}".strip())


def _received(turn: Turn, duty: Duty) -> bool:
    """Whether he may say it for this one: of several some may be another's by now."""
    try:
        with transaction.atomic():
            receive_duty(
                duty, by=turn.actor, at=turn.said_at, person=turn.person, channel=Channel(turn.way)
            )
    except (PermissionDenied, MoveRefused):
        return False
    return True


def _next_word(turn: Turn, duties: Sequence[Duty]) -> str:
    """``Kabar berikutnya Senin, 30 November, 08.00 WIB.``: the next rung inside the department."""
    mine = {duty.pk for duty in duties}
    moments = [
        step.moment
        for standing in standings(at=turn.at, only={duty.department_id for duty in duties})
        if standing.duty.pk in mine
        for step in standing.steps
        if step.moment > turn.at and set(step.rung.audience) & set(_INSIDE)
    ]
    if not moments:
        return ""
    return _("Kabar berikutnya %(when)s.") % {"when": texts.day_and_time(min(moments))}


# --- a statement ---------------------------------------------------------------------------------


def _state(turn: Turn, data: dict[str, Any]) -> Answered:
    asked = data["statements"]
    assert turn.said is not None
    if len(asked) > 1:
        return _which(turn.said, asked)
    duty = _duty_of(asked)
    if duty is None:
        return nothing(_over())
    match turn.said.word:
        case Word.LOOK:
            return _look(duty, turn)
        case Word.MISTAKEN:
            if turn.said.rest:
                return _object(turn, {"duty": duty.pk})
            return nothing(
                _("Apa yang keliru? Tuliskan dalam satu pesan."),
                Question(OBJECTION, {"duty": duty.pk}),
            )
        case _:
            return _agree(turn, duty, asked[0])


def _agree(turn: Turn, duty: Duty, asked: dict[str, Any]) -> Answered:
    standing = duty.statements.first()
    if standing is not None and standing.person == turn.person and duty.state in _STANDS:
        return nothing(
            _("Sudah tercatat, nomor %(number)s. Terima kasih.") % {"number": standing.number}
        )
    promised = asked.get("promised_on")
    try:
        statement = confirm_duty(
            duty,
            shown=(asked["shown"][0], asked["shown"][1]),
            promised_on=date.fromisoformat(promised) if promised else None,
            by=turn.actor,
            at=turn.said_at,
            person=turn.person,
            channel=Channel(turn.way),
        )
    except NumbersChanged:
        return _ask_anew(duty, turn, _("Angkanya baru saja berubah.") + " ")
    except PromiseMissing:
        return _ask_anew(duty, turn, "")
    except MoveRefused:
        return nothing(_over())
    said = _("Pernyataan tercatat %(when)s, nomor %(number)s.") % {
        "when": _moment(statement.stated_at),
        "number": statement.number,
    }
    receipt = None
    if not turn.incoming.by_hand:
        receipt, said = statement, said + " " + _("Tanda terima terlampir (PDF).")
    calm = _("Bila ada kebocoran baru, kami kabari Ibu/Bapak; tidak perlu memeriksa sendiri.")
    if not statement.by_chat_only:
        return Answered(f"{said} {calm}", receipt=receipt)
    sure = _("Dicatat sebagai pernyataan lewat pesan; untuk memastikannya, buka halaman kami.")
    return Answered(f"{said} {calm} {sure}", link=_link(duty), receipt=receipt)


def _ask_anew(duty: Duty, turn: Turn, before: str) -> Answered:
    """The numbers of now, and the same question about them."""
    numbers = numbers_of(duty, at=turn.at)
    again = Question(STATEMENT, {"statements": [texts.asked_of(duty, numbers, at=turn.at)]})
    return nothing(before + texts.ask_statement(duty, numbers, at=turn.at), again)


def _over() -> str:
    return _("Tugas itu sudah tidak menunggu pernyataan Anda. Terima kasih.")


def _look(duty: Duty, turn: Turn) -> Answered:
    numbers = numbers_of(duty, at=turn.at)
    again = Question(STATEMENT, {"statements": [texts.asked_of(duty, numbers, at=turn.at)]})
    return nothing(f"{heading(duty, numbers)}.", again, link=_link(duty))


def _which(said: Said, asked: list[dict[str, Any]]) -> Answered:
    """More than one statement was asked for in one message."""
    duties = {duty.pk: duty for duty in _duties([one["duty"] for one in asked])}
    lines = [
        f"{letter.value} {duties[one['duty']].department}, {duties[one['duty']].directive.title}"
        for letter, one in zip(LETTERS, asked, strict=False)
        if one["duty"] in duties
    ]
    data = {"statements": asked, "word": said.word.value, "rest": said.rest}
    return nothing(_("Untuk yang mana?") + " " + " · ".join(lines), Question(WHICH, data))


def _chosen(turn: Turn, data: dict[str, Any]) -> Answered:
    assert turn.said is not None
    place = LETTERS.index(turn.said.word)
    meant = Said(Word(data["word"]), rest=data.get("rest", ""))
    again = Turn(turn.incoming, turn.message, turn.person, meant, turn.at, turn.by)
    return _state(again, {"statements": [data["statements"][place]]})


def _object(turn: Turn, data: dict[str, Any]) -> Answered:
    duty = _duties([data["duty"]]).first()
    if duty is None:
        return nothing(_over())
    object_to_numbers(
        duty, text=turn.text, by=turn.actor, at=turn.said_at, person=turn.person,
        channel=Channel(turn.way),
    )  # fmt: skip
    said = _("Tercatat %(at)s. Posko memeriksa dan mengabari Anda.")
    return Answered(said % {"at": wib_clock(turn.said_at)})


def _duties(ids: Sequence[int]) -> Any:
    return (
        Duty.objects.filter(pk__in=ids)
        .select_related("directive__campaign", "department", "application")
        .order_by("pk")
    )


def _duty_of(asked: Sequence[dict[str, Any]]) -> Duty | None:
    found: Duty | None = _duties([one["duty"] for one in asked]).first()
    return found


def _moment(at: datetime) -> str:
    """``27 November 2026, 10.12 WIB``"""
    return f"{day_only(at)}, {wib_clock(at)}"


def _link(duty: Duty) -> dict[str, Any]:
    return {"purpose": PURPOSE, "duty": duty.pk}


def _statement_words(data: dict[str, Any]) -> tuple[Word, ...]:
    return (Word.AGREE, Word.LOOK, Word.MISTAKEN) if data.get("statements") else ()


HANDLERS: dict[str, Handler] = {
    ORDERED: Handler(lambda data: (Word.RECEIVED,) if data.get("duties") else (), _receive),
    STATEMENT: Handler(_statement_words, _state),
    WHICH: Handler(lambda data: LETTERS[: len(data["statements"])], _chosen),
    OBJECTION: Handler(lambda _data: (), _object, free=True),
}

#: Kinds of message that hold an order.
ORDERS = (ORDER, LOCK, AGENT, REOPENED)

OPENS = dict.fromkeys(ORDERS, opens_order) | {NUMBERS: opens_numbers}
