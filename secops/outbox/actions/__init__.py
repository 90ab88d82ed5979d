"""Promising messages, undoing a bulk send, and sending WhatsApp by hand."""

from secops.outbox.actions.arrivals import (
    disable_contacts,
    mark_reached,
)
from secops.outbox.actions.batches import (
    BatchRefused,
    cancel_batch,
    start_batch,
)
from secops.outbox.actions.by_hand import (
    ByHand,
    mark_sent_by_hand,
    mark_wrong_number,
    put_aside,
    take_next,
)
from secops.outbox.actions.promising import (
    Promise,
    promise,
    promise_many,
)

__all__ = [
    "BatchRefused",
    "ByHand",
    "Promise",
    "cancel_batch",
    "disable_contacts",
    "mark_reached",
    "mark_sent_by_hand",
    "mark_wrong_number",
    "promise",
    "promise_many",
    "put_aside",
    "start_batch",
    "take_next",
]
