"""Everything that changes a retirement."""

from secops.compliance.retirements.actions.answering import (
    Keeping,
    agree,
    ask_for_call,
    code_purpose,
    keep_in_use,
    note_call,
    opened,
    send_code,
)
from secops.compliance.retirements.actions.asking import ask_owner, head_of, note_receipt
from secops.compliance.retirements.actions.clock import deem_agreed, look_after_questions
from secops.compliance.retirements.actions.following import add_follower, tick
from secops.compliance.retirements.actions.papers import draft_letter, draft_minutes
from secops.compliance.retirements.actions.stepping import (
    archive,
    back_to_active,
    note_backup,
    remove_names,
    suspend,
)

__all__ = [
    "Keeping",
    "add_follower",
    "agree",
    "archive",
    "ask_for_call",
    "ask_owner",
    "back_to_active",
    "code_purpose",
    "deem_agreed",
    "draft_letter",
    "draft_minutes",
    "head_of",
    "keep_in_use",
    "look_after_questions",
    "note_backup",
    "note_call",
    "note_receipt",
    "opened",
    "remove_names",
    "send_code",
    "suspend",
    "tick",
]
