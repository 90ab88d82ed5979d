"""What the outbox stores: messages, the channels they go by, who wrote to us when."""

from secops.outbox.models.channels import ChannelRow, Heard
from secops.outbox.models.messages import Alarm, Attempt, Batch, Message
from secops.outbox.models.templates import WhatsAppTemplate

__all__ = ["Alarm", "Attempt", "Batch", "ChannelRow", "Heard", "Message", "WhatsAppTemplate"]
