"""Which function writes which kind of message. `secops/wiring.py` fills the table.

The outbox knows no states. A composer is called in the transaction that sends: it reads the state
again and returns the words, or `Dropped` where nobody needs them any more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.utils.functional import Promise as LazyText

from accounts.models import Person
from secops.outbox.models import Batch, Message
from secops.outbox.passages import said_in


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along, where the channel carries files (mail, Telegram, WhatsApp)."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Composed:
    """The words of one message.

    `attachment` goes along; words that speak of it may only go by a channel that carries files.
    `hidden` are the links and codes in them, which are never stored. `said` is added to the
    message's payload: what it was about, for whoever is told that it was handed over. `html` is
    empty for channels without it.
    """

    subject: str
    text: str
    html: str = ""
    hidden: tuple[str, ...] = ()
    said: dict[str, Any] = field(default_factory=dict)
    attachment: Attachment | None = None

    @property
    def body(self) -> str:
        """The text below the subject, for where both are shown one under the other."""
        return self.text.removeprefix(self.subject).lstrip()


@dataclass(frozen=True, slots=True)
class Dropped:
    """Nothing to say any more; the reason is shown beside the message."""

    reason: str


Words = Composed | Dropped
ComposeMany = Callable[[Sequence[Message], datetime], Mapping[int, Words]]
#: (payload, recipient, language, at) -> the words as the recipient would read them, without a link
#: that answers for anybody.
Example = Callable[[dict[str, Any], Person, str, datetime], Composed]


@dataclass(frozen=True, slots=True)
class Composer:
    """One kind of message.

    `compose` gets many messages and answers by their ids; `one_by_one` makes it from a function for
    one. `handed_over` is called in the transaction that notes them as sent. `repeat_once`: where a
    worker died while sending, it goes out once more under the same Message-ID (a start or an alarm;
    never a digest). `one_way`: it tries a channel out, so it goes by no other. `taken_back` is
    called in the transaction that undoes a bulk send of this kind. `stays`: it answers somebody
    where he wrote, so no other channel takes it over. `optional`: its reader may stop it by one
    click; never a duty, a digest, a code.
    """

    label: str | LazyText
    compose: ComposeMany
    repeat_once: bool = False
    handed_over: Callable[[Sequence[Message], datetime], None] | None = None
    example: Example | None = None
    taken_back: Callable[[Batch, datetime], None] | None = None
    one_way: bool = False
    stays: bool = False
    optional: bool = False

    @property
    def changes_its_way(self) -> bool:
        return not (self.one_way or self.stays)


#: kind -> composer
COMPOSERS: dict[str, Composer] = {}


def one_by_one(compose: Callable[[Message, datetime], Words]) -> ComposeMany:
    """A composer for many from one that writes a single message in its reader's language."""

    def compose_many(messages: Sequence[Message], at: datetime) -> dict[int, Words]:
        words: dict[int, Words] = {}
        for message in messages:
            with said_in(message.person.language) as texts:
                words[message.pk] = noting_texts(compose(message, at), texts)
        return words

    return compose_many


def noting_texts(words: Words, texts: Mapping[str, int]) -> Words:
    """The words with the versions of the office's own passages in them, for "who was told what"."""
    if texts and isinstance(words, Composed):
        return replace(words, said=words.said | {"texts": dict(texts)})
    return words


def label_of(kind: str) -> str:
    """What a kind of message is called on pages."""
    return str(COMPOSERS[kind].label) if kind in COMPOSERS else kind
