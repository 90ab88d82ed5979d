"""The form for handling a cyber incident, filled from the register.

The agency sends such a form with its warning; its official layout is not public, so ours holds the
fields that we have and says so.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from secops.house.text import wib
from secops.house.words import say
from secops.incidents.models import Incident
from secops.incidents.notices.models import Notice
from secops.incidents.paper import Paper, Part
from secops.incidents.papers import moment_words
from secops.incidents.queries import chronology_of
from secops.rules.incident import DetectionBasis, Phase, Risk, Rsit
from secops.rules.tlp import PRINTED, Marking


@override("id")
def form_of(notice: Notice, *, at: datetime) -> bytes:
    """The form as a PDF, as the register stands now."""
    incident = notice.incident
    marking = PRINTED[Marking(notice.tlp)]
    facts = [
        (_("Nomor peringatan"), notice.number or _("tanpa nomor")),
        (_("Pengirim"), notice.sender),
        (_("Diterima"), wib(notice.received_at)),
        (_("Kode distribusi"), marking),
        (_("Jenis indikasi"), notice.indication),
        (_("Hasil pemeriksaan"), str(notice.get_finding_display())),
        (_("Keterangan hasil"), notice.finding_why or _("belum ada data")),
        (_("Dijawab"), wib(notice.answered_at) if notice.answered_at else _("belum ada data")),
    ]
    parts = [
        Part(_("Sistem dan aset yang terdampak"), lines=_lines(notice.assets)),
        Part(_("Rekomendasi yang diterima"), lines=_lines(notice.advice),
             empty=_("belum ada data")),
    ]  # fmt: skip
    if incident is not None:
        parts += _of_incident(incident)
    return Paper(
        heading=_("Form Penanganan Insiden Siber"),
        number=notice.code,
        facts=facts,
        parts=parts,
        note=_(
            "Susunan resmi formulir BSSN tidak tersedia bagi kami. Lembar ini memuat data yang "
            "sudah ada di register; salin ke formulir yang dikirim bersama peringatan bila ada."
        ),
        footer=f"{notice.code} · {wib(at)}",
        marking=marking,
    ).made()


def _of_incident(incident: Incident) -> list[Part]:
    none = _("belum ada data")
    iiv = {True: _("ya"), False: _("tidak"), None: none}[incident.on_iiv]
    names = [str(one) for one in incident.applications.all()]
    rows = [
        (_("Nomor insiden"), incident.code),
        (_("Judul"), incident.title),
        (_("Pelapor"), incident.reporter_name or none),
        (_("Kontak pelapor"), incident.reporter_contact or none),
        (_("Ditemukan"), wib(incident.found_at)),
        (_("Terjadi"), wib(incident.occurred_at) if incident.occurred_at else none),
        (_("Dasar penetapan"), say(DetectionBasis(incident.detection_basis))),
        (_("Infrastruktur informasi vital (IIV)"), iiv),
        (_("Risiko"), say(Risk(incident.risk)) if incident.risk else none),
        (_("Kelas (RSIT)"), say(Rsit(incident.rsit_class)) if incident.rsit_class else none),
        (_("Tahap"), say(Phase(incident.phase))),
        (_("Aplikasi"), ", ".join(names) or none),
        (_("Uraian"), incident.description),
        (_("Dampak"), incident.impact or none),
    ]
    chronology = [
        (
            moment_words(row),
            row.shown_event,
            row.shown_source or "–",
            row.person or "–",
        )
        for row in chronology_of(incident)
    ]
    return [
        Part(_("Insiden"), columns=(_("Hal"), _("Isi")), widths=("52mm", "1fr"), rows=rows),
        Part(
            _("Kronologi"),
            columns=(_("Waktu"), _("Kejadian"), _("Sumber bukti"), _("Petugas")),
            widths=("34mm", "1fr", "34mm", "30mm"),
            rows=chronology,
            empty=none,
        ),
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
