"""Webhook: the message as signed JSON to an address of somebody's own system.

Signed as standardwebhooks.com describes. The address is looked up once, refused where it leads
into a private network, and spoken to under the number that was looked up: what is asked again
could answer otherwise.
"""

import json
import socket
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from standardwebhooks import Webhook

from accounts.models import Contact
from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.outbox.senders.base import Parcel, Refused, Sender, Unreachable, Unsure
from secops.outbox.senders.http import HttpLine, Reply


class WebhookLine(Sender):
    """Whatever systems people named."""

    channel = Message.Channel.WEBHOOK
    kind = Contact.Kind.WEBHOOK
    needs = ("WEBHOOK_SECRETS",)

    def __init__(self) -> None:
        self._secrets: list[str] = settings.WEBHOOK_SECRETS

    def close(self) -> None:
        """Each message has a connection of its own."""

    @classmethod
    def fault_of(cls, address: str) -> str:
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:
            return _("alamat webhook tidak sah")
        fits = parts.scheme == "https" or (
            settings.WEBHOOK_LOOPBACK and parts.scheme == "http" and port is not None
        )
        if not fits or not parts.hostname or parts.username or parts.password:
            return _("alamat webhook tidak sah")
        return ""

    def parcel(self, message: Message, words: Composed, at: datetime) -> Parcel:
        body = json.dumps(
            {
                "type": f"message.{message.kind}",
                "timestamp": at.isoformat(),
                "data": {
                    "subject": words.subject,
                    "text": words.text,
                    "urgent": message.urgent,
                    "language": message.person.language,
                },
            },
            ensure_ascii=False,
        )
        # The same name at a repetition, so that the receiver knows it again. In UTC, since the
        # library reads the clock's face.
        name = f"msg_{message.pk}"
        signed = [Webhook(secret).sign(name, at.astimezone(UTC), body) for secret in self._secrets]
        headers = (
            ("webhook-id", name),
            ("webhook-timestamp", str(int(at.timestamp()))),
            ("webhook-signature", " ".join(signed)),
        )
        return Parcel(message.address, body.encode(), headers=headers)

    def hand_over(self, parcel: Parcel) -> str:
        parts = urlsplit(parcel.address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        base = f"{parts.scheme}://{parts.netloc}"
        line = HttpLine(base, address=_outside(parts.hostname or "", port))
        try:
            reply = line.post(path, parcel.content, dict(parcel.headers))
        except Unreachable as broken:
            # One receiver that is away says nothing about the others.
            raise Refused(str(broken), permanent=False) from None
        finally:
            line.close()
        if not 200 <= reply.status < 300:
            raise _failure(reply)
        return dict(parcel.headers)["webhook-id"]


def _outside(host: str, port: int) -> str:
    """The number of a host, where all its numbers lie in the public network."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise Refused(_("alamat webhook tidak ditemukan"), permanent=False) from None
    numbers = [ip_address(str(one[4][0])) for one in found]
    for number in numbers:
        plain = getattr(number, "ipv4_mapped", None) or number
        if not plain.is_global and not (settings.WEBHOOK_LOOPBACK and plain.is_loopback):
            raise Refused(_("alamat webhook berada di jaringan internal"), permanent=True)
    return str(numbers[0])


def _failure(reply: Reply) -> Exception:
    words = f"{reply.status}"
    if reply.status == 410:
        return Refused(words, permanent=True, dead_address=True)
    if reply.status == 504:
        return Unsure(words)
    if reply.status in (408, 425, 429) or reply.status >= 500:
        return Refused(words, permanent=False, wait=reply.retry_after())
    return Refused(words, permanent=True)
