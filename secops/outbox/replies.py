"""The words that a reply by chat may hold, for each kind of message: what buttons offer.

Empty until somebody reads replies: `secops/wiring.py` fills it with what the incoming channels
understand, so that no button leads nowhere.
"""

from secops.outbox.models import Message

#: kind of message -> the replies that are understood, the most likely first
REPLIES: dict[str, tuple[str, ...]] = {}


def button_id(message: Message, word: str) -> str:
    """What a pressed button brings back: which message it belonged to, and what was said."""
    return f"{message.pk}:{word}"


def read_button(given: str) -> tuple[int, str] | None:
    """The message and the word of a pressed button; None where it is none of ours."""
    pk, colon, word = given.partition(":")
    return (int(pk), word) if colon and pk.isascii() and pk.isdigit() else None
