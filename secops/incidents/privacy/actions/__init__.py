"""Everything that changes a data-protection notice."""

from secops.incidents.privacy.actions.deciding import (
    decide_public,
    draft_agency_letter,
    note_agency,
    take_public_decision,
)
from secops.incidents.privacy.actions.listing import (
    add_listed,
    join_affected,
    note_told,
    open_notice,
)
from secops.incidents.privacy.actions.sending import send_example, send_notice, settle
from secops.incidents.privacy.actions.writing import approve_text, write_text
from secops.incidents.privacy.refusals import NoticeRefused

__all__ = [
    "NoticeRefused",
    "add_listed",
    "approve_text",
    "decide_public",
    "draft_agency_letter",
    "join_affected",
    "note_agency",
    "note_told",
    "open_notice",
    "send_example",
    "send_notice",
    "settle",
    "take_public_decision",
    "write_text",
]
