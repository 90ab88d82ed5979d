"""What a message asks, and who takes the answer.

A message *opens* questions: a start message asks about accounts, an order whether it was received.
A question is a code and the ids it is about, so that an answer of ours can open the next one. Apps
above add a kind of message to `OPENS` and a question to `HANDLERS`, and touch nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import Person, User
from secops.compliance.duties.models import HeadStatement
from secops.inbox.models import Incoming
from secops.outbox.models import Message
from secops.rules.chat import Said, Word


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked: its code in `HANDLERS`, and the ids it is about."""

    code: str
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def stored(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn to speak: what he said about which message.

    `by`: the officer who types it in for him; None where he wrote himself.
    """

    incoming: Incoming
    message: Message | None
    person: Person
    said: Said | None
    at: datetime
    by: User | None = None

    @property
    def text(self) -> str:
        """His own words."""
        return self.said.rest if self.said and self.said.rest else self.incoming.text

    @property
    def said_at(self) -> datetime:
        """When he said it: a reply may be read, or typed in, long after."""
        return min(self.incoming.sent_at, self.at)

    @property
    def way(self) -> str:
        """By which way, as answers, duties and windows call it."""
        spoken = {Incoming.Channel.PHONE: "phone", Incoming.Channel.DESK: "desk"}
        return spoken.get(Incoming.Channel(self.incoming.channel), "chat")

    @property
    def actor(self) -> User:
        """Who acts in the trail: the officer, the person's own sign-in, or the system for him."""
        if self.by is not None:
            return self.by
        return User.objects.acting_for(self.person)


@dataclass(slots=True)
class Answered:
    """What we say to it; what we ask next; a code that goes with it; why the office has to look.

    `receipt`: the statement whose receipt goes along as a file.
    `counted`: something was recorded; else it was only looked at, or there was nothing to record.
    """

    words: str
    asks: list[Question] = field(default_factory=list)
    link: dict[str, Any] = field(default_factory=dict)
    waits: Incoming.Why | None = None
    counted: bool = True
    receipt: HeadStatement | None = None


def nothing(words: str, *asks: Question, link: dict[str, Any] | None = None) -> Answered:
    """An answer by which nothing was recorded yet."""
    return Answered(words, list(asks), link or {}, counted=False)


@dataclass(frozen=True, slots=True)
class Handler:
    """Who takes the answer to one code of question.

    `words`: what it understands, by its ids. `free`: words of his own are the answer, once.
    """

    words: Callable[[dict[str, Any]], tuple[Word, ...]]
    answer: Callable[[Turn, dict[str, Any]], Answered]
    free: bool = False

    def takes(self, said: Said | None, data: dict[str, Any]) -> bool:
        return self.free if said is None else said.word in self.words(data)


#: Understood at any time, whatever was asked.
ALWAYS = (Word.CALL_ME, Word.STOP)

#: kind of message -> the questions that such a message opens
OPENS: dict[str, Callable[[Message], list[Question]]] = {}
#: code of question -> who takes the answer
HANDLERS: dict[str, Handler] = {}


def questions_of(message: Message) -> list[Question]:
    """What a message asks; nothing for most kinds."""
    opens = OPENS.get(message.kind)
    return opens(message) if opens else []


def taking(message: Message, said: Said | None) -> Question | None:
    """The question of a message that this reply answers."""
    for question in questions_of(message):
        handler = HANDLERS.get(question.code)
        if handler is not None and handler.takes(said, question.data):
            return question
    return None


def words_for(message: Message, said: Mapping[str, Any]) -> tuple[str, ...]:
    """The replies that a message understands, `said` being what its composer keeps of it: what its
    buttons offer."""
    shown = Message(kind=message.kind, payload={**message.payload, **said})
    return tuple(
        word
        for question in questions_of(shown)
        for word in question.data.get("buttons")
        or [word.value for word in HANDLERS[question.code].words(question.data)]
    )
