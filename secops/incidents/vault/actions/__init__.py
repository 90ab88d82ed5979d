"""Everything that changes the vault; each leaves a link in the item's chain of custody."""

from secops.incidents.vault.actions.checking import CheckOutcome, check_content, check_item
from secops.incidents.vault.actions.custody import add_note, note_download, note_view
from secops.incidents.vault.actions.disposing import (
    dispose,
    drop_disposal,
    kept_because,
    propose_disposal,
)
from secops.incidents.vault.actions.handing import (
    Party,
    Terms,
    confirm_handover,
    draft_handover,
)
from secops.incidents.vault.actions.holding import place_hold, release_hold
from secops.incidents.vault.actions.leaving import note_export
from secops.incidents.vault.actions.sealing import can_be_kept, keep_original
from secops.incidents.vault.actions.taking import link_item, take_in
from secops.incidents.vault.refusals import EvidenceRefused

__all__ = [
    "CheckOutcome",
    "EvidenceRefused",
    "Party",
    "Terms",
    "add_note",
    "can_be_kept",
    "check_content",
    "check_item",
    "confirm_handover",
    "dispose",
    "draft_handover",
    "drop_disposal",
    "keep_original",
    "kept_because",
    "link_item",
    "note_download",
    "note_export",
    "note_view",
    "place_hold",
    "propose_disposal",
    "release_hold",
    "take_in",
]
