"""The channels a machine sends by: one sender each, behind one small interface.

A new channel is a file beside these, its line in `SENDERS`, and its start in `policy.CHANNELS`.
"""

from accounts.models import Contact
from secops.outbox.models import Message
from secops.outbox.senders.apprise import AppriseLine
from secops.outbox.senders.base import Sender
from secops.outbox.senders.mail import MailLine
from secops.outbox.senders.telegram import TelegramLine
from secops.outbox.senders.webhook import WebhookLine
from secops.outbox.senders.whatsapp import WhatsAppLine

#: channel -> who sends by it. WhatsApp by hand is an officer's and has none.
SENDERS: dict[Message.Channel, type[Sender]] = {
    line.channel: line for line in (MailLine, WhatsAppLine, TelegramLine, AppriseLine, WebhookLine)
}


def channels_of(kind: str) -> list[Message.Channel]:
    """The channels that write to a kind of contact."""
    found = [channel for channel, line in SENDERS.items() if line.kind == kind]
    if kind == Contact.Kind.WHATSAPP:
        found.append(Message.Channel.WHATSAPP_BY_HAND)
    return found
