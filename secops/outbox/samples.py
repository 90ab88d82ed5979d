"""Examples of messages with made-up values: what a text looks like before anybody gets it.

Each is composed by the very functions that compose the real one, for a message that is not stored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.models import Message
from secops.outbox.passages import own_texts

#: Kind of the message that shows a text to whoever writes it.
TEXT_EXAMPLE = "text.example"


@dataclass(frozen=True, slots=True)
class Sample:
    """One example; `compose` gets a message that is not stored and speaks the active language."""

    label: str | LazyText
    to: str | LazyText
    compose: Callable[[Message, datetime], Composed]


#: key -> example, filled by `secops.wiring`
SAMPLES: dict[str, Sample] = {}


def shown(
    key: str,
    language: str,
    *,
    person: Person,
    chat: bool,
    at: datetime,
    draft: Mapping[str, str] | None = None,
) -> Composed:
    """An example as its reader would see it, with the texts in force; `draft`: passage -> text."""
    channel = Message.Channel.WHATSAPP_BY_HAND if chat else Message.Channel.MAIL
    message = Message(person=person, channel=channel)
    own = {(one, language): body for one, body in (draft or {}).items()}
    with own_texts(own), translation.override(language):
        return SAMPLES[key].compose(message, at)


def compose_example(message: Message, at: datetime) -> Words:
    """The example to the writer himself, marked as one in its subject."""
    key, language = message.payload["sample"], message.payload["language"]
    if key not in SAMPLES:
        return Dropped(_("Contoh ini tidak ada lagi."))
    draft = message.payload.get("draft", {})
    words = shown(key, language, person=message.person, chat=message.is_chat, at=at, draft=draft)
    with translation.override(language):
        subject = _("Contoh: %(subject)s") % {"subject": words.subject}
    text = f"{subject}\n\n{words.text}" if message.is_chat else words.text
    return Composed(subject, text, words.html)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    TEXT_EXAMPLE: Composer(gettext_lazy("Contoh teks pesan"), one_by_one(compose_example))
}
