"""The alarm that evidence is not as it was taken in."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.house.text import wib
from secops.incidents.vault.actions.checking import ALARM
from secops.incidents.vault.models import Content
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, go, item, p, small
from secops.outbox.models import Message


def _compose(message: Message, at: datetime) -> Words:
    content = Content.objects.filter(pk=message.payload.get("content")).first()
    if content is None or content.whole:
        return Dropped(_("Barang buktinya utuh kembali."))
    codes = [one.code for one in content.items.order_by("pk")]
    subject = _("DARURAT: barang bukti %(codes)s %(finding)s") % {
        "codes": ", ".join(codes),
        "finding": content.get_finding_display(),
    }
    todo = _(
        "Jangan menyentuh server penyimpanan. Catat siapa yang masuk ke server itu, lalu pulihkan "
        "berkasnya dari backup; pemeriksaan berikutnya mengenalinya sendiri."
    )
    parts = [
        big(subject),
        p(_("Ditemukan %(when)s. SHA-256 semula:") % {"when": wib(content.found_at)}),
        item(content.sha256),
        p(todo),
        go(_("Buka brankas bukti"), settings.PUBLIC_BASE_URL.rstrip("/") + reverse("vault")),
        small(_("Pesan ini dikirim sekali untuk setiap temuan.")),
    ]
    html = as_html(subject, parts) if message.channel == Message.Channel.MAIL else ""
    return Composed(subject, as_text(parts), html)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    ALARM: Composer(
        gettext_lazy("Tanda bahaya: barang bukti berubah atau hilang"),
        one_by_one(_compose),
        repeat_once=True,
    )
}
