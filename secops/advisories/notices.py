"""What a message says where the words themselves may not travel: a link behind the sign-in."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from secops.compliance.duties.texts import desk
from secops.outbox.composers import Composed
from secops.outbox.letter import as_html, as_text, big, go, p
from secops.outbox.models import Message


def closed_notice(message: Message, url: str) -> Composed:
    """That something waits there, and nothing of what it is: no text, no number, no marking."""
    subject = _("Ada kabar untuk Anda di %(product)s") % {"product": settings.PRODUCT_NAME}
    words = _("Masuk ke %(address)s untuk membacanya. %(desk)s") % {
        "address": settings.PUBLIC_SHORT_NAME,
        "desk": desk(),
    }
    parts = [big(subject), p(words), go(_("Masuk dan baca"), url)]
    return Composed(subject, as_text(parts), "" if message.is_chat else as_html(subject, parts))


def web(path: str) -> str:
    """An address of ours, whole."""
    return settings.PUBLIC_BASE_URL.rstrip("/") + path
