"""The letter to an owner and the minutes of each step, as PDF. A signature is never drawn.

They are documents of the office, so they speak Indonesian whoever downloads them.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from secops.compliance.retirements.models import Retirement, Step
from secops.compliance.retirements.words import say
from secops.house.pdf import pdf
from secops.house.text import angka, wib
from secops.rules.retirement import State

HERE = Path(__file__).parent


def letter_pdf(retirement: Retirement) -> bytes:
    """The letter as it was sent."""
    application = retirement.application
    return letter_of(
        number=retirement.letter_number,
        owner=str(application.owner or "–"),
        name=application.name,
        text=retirement.letter_text,
        sent_at=retirement.sent_at,
    )


@override("id")
def letter_of(*, number: str, owner: str, name: str, text: str, sent_at: datetime | None) -> bytes:
    """A letter with these words; also for the preview."""
    data = _frame(_("Surat pertanyaan tentang aplikasi %(name)s") % {"name": name}) | {
        "number_label": _("Nomor"),
        "number": number or "–",
        "about_label": _("Hal"),
        "about": _("Aplikasi %(name)s: masih dipakai atau dihentikan") % {"name": name},
        "date": wib(sent_at.date()) if sent_at else _("rancangan, belum dikirim"),
        "to_label": _("Yth."),
        "to": _("Kepala %(owner)s") % {"owner": owner},
        "paragraphs": [part.strip() for part in text.split("\n\n") if part.strip()],
        "sign": _("Tanda tangan pejabat yang berwenang"),
    }
    return pdf(HERE / "letter.typ", data)


@override("id")
def minutes_pdf(step: Step) -> bytes:
    """The minutes of one step: what, who, on which facts, with the SHA-256 of every proof."""
    retirement = step.retirement
    application = retirement.application
    facts: list[tuple[str, str]] = [
        (_("Aplikasi"), f"{application.name} ({application.code})"),
        (_("Pemilik"), str(application.owner or _("belum diketahui"))),
        (_("Dari keadaan"), say(State(step.from_state))),
        (_("Menjadi"), say(State(step.to_state))),
        (_("Dicatat"), wib(step.at)),
        (_("Dilaksanakan"), wib(step.done_on) if step.done_on else wib(step.at)),
        (_("Dicatat oleh"), step.by_label),
    ]
    if step.speaker:
        way = f" ({step.get_channel_display()})" if step.channel else ""
        facts.append((_("Atas jawaban"), f"{step.speaker.name}{way}"))
    if step.reason:
        facts.append((_("Keterangan"), step.reason))
    facts += _known(step)
    proofs = list(step.proofs.all())
    data = _frame(_("Berita acara %(number)s") % {"number": step.number}) | {
        "heading": _("BERITA ACARA"),
        "subject": f"{application.name}: {say(State(step.to_state))}",
        "number": step.number,
        "facts": facts,
        "proofs_heading": _("Bukti dukung"),
        "proofs": [
            {"name": one.name, "size": angka(one.bytes), "sha256": one.sha256} for one in proofs
        ],
        "no_proofs": _("Langkah ini tidak memerlukan berkas."),
        "bytes": "byte",
        "signs": [_("Petugas kantor"), _("Pemilik aplikasi")],
        "sign_note": _("Ditandatangani di atas kertas atau secara elektronik; bukan oleh sistem."),
    }
    return pdf(HERE / "minutes.typ", data)


def _known(step: Step) -> list[tuple[str, str]]:
    """What was known at the step, as lines."""
    names = {
        "letter": _("Nomor surat"),
        "version": _("Versi surat"),
        "reasons": _("Alasan bertanya"),
        "to": _("Ditujukan kepada"),
        "how": _("Bukti surat diterima"),
        "backup": _("Cadangan data (backup) terbukti"),
        "hosts": _("Alamat yang dihapus"),
        "followers": _("Yang sudah ikut"),
    }
    moments = {"delivered_at": _("Surat diterima"), "due_at": _("Batas waktu jawaban")}
    found = []
    for key, value in step.facts.items():
        if not value:
            continue
        if key in moments:
            found.append((moments[key], wib(datetime.fromisoformat(value))))
        elif key in names:
            shown = "; ".join(value) if isinstance(value, list) else str(value)
            found.append((names[key], shown))
    return found


def _frame(title: str) -> dict[str, Any]:
    return {
        "title": title,
        "lang": "id",
        "city": settings.CITY_NAME,
        "office": settings.OFFICE_NAME,
        "phone": settings.HELP_DESK_PHONE,
    }
