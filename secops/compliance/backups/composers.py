"""The words about a backup that broke, and about one that works again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secops.compliance.backups.actions.telling import KIND_BROKEN, KIND_WELL
from secops.compliance.backups.models import Standing
from secops.compliance.backups.words import since_words
from secops.house.text import angka
from secops.house.words import say
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, go, item, p, small
from secops.outbox.models import Message
from secops.rules.backup import BROKEN, State

#: So many plans are named; the list holds all.
NAMED = 20


def _compose_broken(message: Message, at: datetime) -> Words:
    rows = _standings(message, broken=True)
    if not rows:
        return Dropped(_("Backup-nya sudah berjalan lagi."))
    subject = ngettext(
        "%(n)s backup gagal atau lewat batas waktu",
        "%(n)s backup gagal atau lewat batas waktu",
        len(rows),
    ) % {"n": angka(len(rows))}
    todo = _(
        "Periksa server dan jalankan ulang. Setelah berhasil, keadaannya berubah sendiri dan Anda "
        "dikabari sekali."
    )
    return _letter(message, subject, rows, todo, reverse("backups") + "?state=broken")


def _compose_well(message: Message, at: datetime) -> Words:
    rows = _standings(message, broken=False)
    if not rows:
        return Dropped(_("Backup-nya gagal lagi; itu dikabarkan tersendiri."))
    subject = ngettext("%(n)s backup berjalan lagi", "%(n)s backup berjalan lagi", len(rows)) % {
        "n": angka(len(rows))
    }
    todo = _("Tidak ada yang perlu Anda lakukan.")
    return _letter(message, subject, rows, todo, reverse("backups"))


def _standings(message: Message, *, broken: bool) -> list[Standing]:
    """The plans of the message that are still so at the moment of sending."""
    rows = (
        Standing.objects.filter(plan__in=message.payload.get("plans", []), plan__ended_at=None)
        .select_related("plan", "plan__department")
        .order_by("plan__department__sort_name", "plan__name", "pk")
    )
    return [row for row in rows if (row.state in BROKEN) is broken]


def _letter(
    message: Message, subject: str, rows: Sequence[Standing], todo: str, path: str
) -> Composed:
    lines = [
        f"{row.plan.name} ({row.plan.department.name}): {say(State(row.state))}. {since_words(row)}"
        for row in rows[:NAMED]
    ]
    if len(rows) > NAMED:
        lines.append(_("dan %(n)s lainnya") % {"n": angka(len(rows) - NAMED)})
    parts = [
        big(subject),
        *(item(line) for line in lines),
        p(todo),
        go(_("Buka daftar backup"), settings.PUBLIC_BASE_URL.rstrip("/") + path),
        small(_("Pesan ini dikirim sekali bila keadaan berubah, bukan setiap hari.")),
    ]
    html = as_html(subject, parts) if message.channel == Message.Channel.MAIL else ""
    return Composed(subject, as_text(parts), html)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    KIND_BROKEN: Composer(
        gettext_lazy("Backup gagal atau lewat batas waktu"),
        one_by_one(_compose_broken),
        repeat_once=True,
    ),
    KIND_WELL: Composer(
        gettext_lazy("Backup berjalan lagi"), one_by_one(_compose_well), repeat_once=True
    ),
}
