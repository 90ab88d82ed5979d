"""Everything that changes advisories to departments."""

from secops.advisories.bulletins.actions.answering import Reply, answer_bulletin, note_reading
from secops.advisories.bulletins.actions.deciding import (
    approve_bulletin,
    close_bulletin,
    order_bulletin,
    return_bulletin,
    take_bulletin_back,
    withdraw_bulletin,
)
from secops.advisories.bulletins.actions.drafting import (
    Wanted,
    draft_bulletin,
    pull_bulletin_back,
    revise_bulletin,
    submit_bulletin,
)
from secops.advisories.bulletins.actions.telling import REMINDER, SENT, WITHDRAWN, remind_silent

__all__ = [
    "REMINDER",
    "SENT",
    "WITHDRAWN",
    "Reply",
    "Wanted",
    "answer_bulletin",
    "approve_bulletin",
    "close_bulletin",
    "draft_bulletin",
    "note_reading",
    "order_bulletin",
    "pull_bulletin_back",
    "remind_silent",
    "return_bulletin",
    "revise_bulletin",
    "submit_bulletin",
    "take_bulletin_back",
    "withdraw_bulletin",
]
