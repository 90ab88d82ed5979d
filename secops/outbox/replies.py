"""The words that a reply by chat may hold: what the buttons below a message offer.

Empty until somebody reads replies: `secops/wiring.py` fills it with what the incoming channels
understand, so that no button leads nowhere.
"""

from collections.abc import Callable, Mapping
from typing import Any

from secops.outbox.models import Message

#: (message, what its composer keeps of it) -> the replies it understands, the most likely first
Replies = Callable[[Message, Mapping[str, Any]], tuple[str, ...]]

#: kind of message -> its replies
REPLIES: dict[str, Replies] = {}
#: kind of message -> the words that a template of WhatsApp may offer, whatever it is about
BUTTONS: dict[str, tuple[str, ...]] = {}


def replies_to(message: Message, said: Mapping[str, Any]) -> tuple[str, ...]:
    """What the buttons below this message say; none where nobody reads the answer."""
    replies = REPLIES.get(message.kind)
    return replies(message, said) if replies else ()


def button_id(message: Message, word: str) -> str:
    """What a pressed button brings back: which message it belonged to, and what was said."""
    return f"{message.pk}:{word}"


def read_button(given: str) -> tuple[int, str] | None:
    """The message and the word of a pressed button; None where it is none of ours."""
    pk, colon, word = given.partition(":")
    known = colon and pk.isascii() and pk.isdigit() and len(pk) < 19
    return (int(pk), word) if known else None
