"""Promising messages, undoing a bulk send, WhatsApp by hand, setting and trying channels."""

from secops.outbox.actions.arrivals import (
    disable_contacts,
    heard_from,
    mark_reached,
    reached,
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
from secops.outbox.actions.channels import (
    ChannelRefused,
    resume_channel,
    set_channel,
    try_channel,
)
from secops.outbox.actions.promising import (
    Promise,
    promise,
    promise_many,
)
from secops.outbox.actions.templates import (
    TemplateRefused,
    decide_template,
    try_template,
    write_template,
)
from secops.outbox.actions.texts import (
    TextRefused,
    restore_text,
    send_text_example,
    write_text,
)

__all__ = [
    "BatchRefused",
    "ByHand",
    "ChannelRefused",
    "Promise",
    "TemplateRefused",
    "TextRefused",
    "cancel_batch",
    "decide_template",
    "disable_contacts",
    "heard_from",
    "mark_reached",
    "mark_sent_by_hand",
    "mark_wrong_number",
    "promise",
    "promise_many",
    "put_aside",
    "reached",
    "restore_text",
    "resume_channel",
    "send_text_example",
    "set_channel",
    "start_batch",
    "take_next",
    "try_channel",
    "try_template",
    "write_template",
    "write_text",
]
