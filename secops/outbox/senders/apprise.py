"""Apprise, for every other service: a contact names a destination, the environment holds its
address with the token in it.

Apprise says yes or no and nothing else. After a no nobody knows whether the message arrived.
"""

import logging
import re
from datetime import datetime

from apprise import Apprise, NotifyFormat
from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Contact
from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.outbox.senders.base import Parcel, Refused, Sender, Unsure

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
# Its warnings name whole addresses, tokens included.
logging.getLogger("apprise").setLevel(logging.CRITICAL)


class AppriseLine(Sender):
    """The destinations that the environment names."""

    channel = Message.Channel.APPRISE
    kind = Contact.Kind.APPRISE
    needs = ("APPRISE_DESTINATIONS",)

    def close(self) -> None:
        """Nothing stays open."""

    @classmethod
    def fault_of(cls, address: str) -> str:
        known = _NAME.fullmatch(address) and address in settings.APPRISE_DESTINATIONS
        return "" if known else _("tujuan Apprise tidak dikenal")

    def parcel(self, message: Message, words: Composed, at: datetime) -> Parcel:
        return Parcel(message.address, words.text.encode(), subject=words.subject)

    def hand_over(self, parcel: Parcel) -> str:
        line = Apprise()
        if not line.add(settings.APPRISE_DESTINATIONS.get(parcel.address, "")):
            raise Refused(_("tujuan Apprise tidak dapat dibaca"), permanent=True)
        taken = line.notify(
            body=parcel.content.decode(), title=parcel.subject, body_format=NotifyFormat.TEXT
        )
        if not taken:
            raise Unsure(_("Apprise tidak menyatakan terkirim"))
        return ""
