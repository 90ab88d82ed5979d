"""Everything that changes a campaign or a fact of it; the only writers besides `derive.py`."""

from secops.compliance.rotations.actions.answers import (
    Given,
    hand_over_slips,
    mark_told,
    object_to_reading,
    record_answer,
    settle_objection,
    take_back_told,
)
from secops.compliance.rotations.actions.campaigns import (
    DueDates,
    Plan,
    Started,
    change_draft,
    close_campaign,
    draft_campaign,
    due_dates,
    schedule_messages,
    start_campaign,
)
from secops.compliance.rotations.actions.contacts import Mend, Mended, mend_contacts
from secops.compliance.rotations.actions.decisions import (
    agree_date,
    believe_mass_reset,
    exempt,
    record_containment,
    record_sample_check,
    revoke_exemption,
    write_off,
)
from secops.compliance.rotations.actions.handling import (
    ClosingReason,
    ask_closing,
    decide_transfers,
    keep_slip_photo,
    note_leave,
    offer_transfer,
)
from secops.compliance.rotations.actions.samples import (
    conclude_draw,
    draw_for_check,
    note_look,
)
from secops.compliance.rotations.actions.snoozing import (
    Wish,
    end_overtaken_snoozes,
    snooze,
)
from secops.compliance.rotations.refusals import RotationRefused

__all__ = [
    "ClosingReason",
    "DueDates",
    "Given",
    "Mend",
    "Mended",
    "Plan",
    "RotationRefused",
    "Started",
    "Wish",
    "agree_date",
    "ask_closing",
    "believe_mass_reset",
    "change_draft",
    "close_campaign",
    "conclude_draw",
    "decide_transfers",
    "draft_campaign",
    "draw_for_check",
    "due_dates",
    "end_overtaken_snoozes",
    "exempt",
    "hand_over_slips",
    "keep_slip_photo",
    "mark_told",
    "mend_contacts",
    "note_leave",
    "note_look",
    "object_to_reading",
    "offer_transfer",
    "record_answer",
    "record_containment",
    "record_sample_check",
    "revoke_exemption",
    "schedule_messages",
    "settle_objection",
    "snooze",
    "start_campaign",
    "take_back_told",
    "write_off",
]
