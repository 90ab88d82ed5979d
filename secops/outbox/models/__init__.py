"""What the outbox stores: messages, the channels they go by, who wrote to us when,
the office's own texts."""

from secops.outbox.models.channels import ChannelRow, Heard
from secops.outbox.models.messages import Alarm, Attempt, Batch, Message
from secops.outbox.models.subscriptions import OptOut
from secops.outbox.models.templates import WhatsAppTemplate
from secops.outbox.models.texts import MessageText

__all__ = [
    "Alarm",
    "Attempt",
    "Batch",
    "ChannelRow",
    "Heard",
    "Message",
    "MessageText",
    "OptOut",
    "WhatsAppTemplate",
]
