"""The section of letters and minutes that were made about the incident, with the papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from secops.documents.models import Document
from secops.documents.queries import kind_title, look_of_state
from secops.house.text import wib, wib_short
from secops.incidents.dossier.sections import Attached, Section
from secops.incidents.models import Incident


def documents(incident: Incident, at: datetime) -> Section:
    """Every paper about it: number, state, hash; the PDF as approved and the signed copies."""
    about = Q()
    for one in incident.family:
        about |= Q(about_url__startswith=one.get_absolute_url())
    rows: list[tuple[str, ...]] = []
    files: list[Attached] = []
    found = Document.objects.filter(about).prefetch_related("signed_copies")
    for paper in found.order_by("drafted_at", "pk"):
        withdrawn = f"{wib_short(paper.withdrawn_at)}: {paper.withdrawn_why}"
        rows.append(
            (paper.number or "–", kind_title(paper.kind), paper.subject,
             look_of_state(paper.state)[2], wib(paper.dated) if paper.dated else "",
             str(paper.approved_by or ""), paper.code, paper.sha256,
             withdrawn if paper.withdrawn_at else "")
        )  # fmt: skip
        if paper.pdf:
            files.append(Attached(f"{paper.code}.pdf", _reader(paper.pdf), paper.sha256))
        for copy in paper.signed_copies.all():
            name = f"{paper.code}-bertanda-tangan-{copy.pk}-{copy.name}"
            files.append(Attached(name, _reader(copy.file), copy.sha256))
    heads = (_("Nomor"), _("Jenis"), _("Hal"), _("Keadaan"), _("Tanggal"), _("Disetujui"),
             _("Kode /v/"), "SHA-256", _("Ditarik"))  # fmt: skip
    return Section("naskah", _("Surat dan berita acara"), heads, rows, files=files)


def _reader(file: FieldFile) -> Callable[[], bytes]:
    """Reads it when the dossier is packed; a file that is gone is told as an empty one."""

    def read() -> bytes:
        try:
            with file.open("rb") as opened:
                return bytes(opened.read())
        except FileNotFoundError:
            return b""

    return read
