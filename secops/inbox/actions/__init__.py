"""Everything that happens to what comes in."""

from secops.inbox.actions.office import (
    ReplyRefused,
    answer_as_office,
    know_sender,
    record_reply,
    settle_reply,
    take_as,
)
from secops.inbox.actions.reading import read_new
from secops.inbox.actions.receiving import hear_again, take_in

__all__ = [
    "ReplyRefused",
    "answer_as_office",
    "hear_again",
    "know_sender",
    "read_new",
    "record_reply",
    "settle_reply",
    "take_as",
    "take_in",
]
