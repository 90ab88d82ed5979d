"""The message that tries a channel out on whoever asked for it."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.house.text import wib
from secops.outbox.actions.channels import TEST
from secops.outbox.composers import Composed, Composer, Words, one_by_one
from secops.outbox.letter import as_html, big, p, small
from secops.outbox.models import Message


def _compose(message: Message, at: datetime) -> Words:
    subject = _("Uji kirim dari %(product)s") % {"product": settings.PRODUCT_NAME}
    words = _("Saluran %(channel)s sampai kepada Anda. Dikirim %(when)s.") % {
        "channel": message.get_channel_display(),
        "when": wib(at),
    }
    why = _("Anda menerima pesan ini karena menekan tombol uji kirim.")
    if message.is_chat:
        return Composed(subject, f"{subject}\n\n{words}\n\n{why}\n")
    parts = [big(subject), p(words), small(why)]
    return Composed(subject, f"{words}\n\n{why}\n", as_html(subject, parts))


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    TEST: Composer(gettext_lazy("Uji kirim"), one_by_one(_compose), one_way=True)
}
