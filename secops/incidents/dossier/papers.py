"""The section of letters and minutes that were made about the incident, with the papers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from secops.compliance.duties.models import Directive
from secops.compliance.rotations.models import Campaign
from secops.documents.models import Document
from secops.documents.papers import tlp_of
from secops.documents.queries import kind_title, look_of_state
from secops.house.text import wib, wib_short
from secops.incidents.dossier.sections import Attached, Section
from secops.incidents.lessons.models import Review
from secops.incidents.meetings.models import Meeting
from secops.incidents.models import Incident, PublicStatement
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.vault.models import Disposal, Handover
from secops.rules.tlp import Marking


def of_incidents(family: Sequence[Incident]) -> Iterable[models.Model]:
    """What belongs to these incidents and may have letters and minutes of its own."""
    for kept in (Meeting, Review, OutgoingRequest, PublicStatement, Handover):
        yield from kept.objects.filter(incident__in=family)
    yield from Disposal.objects.filter(items__incident__in=family).distinct()
    for ordered in (Directive, Campaign):
        yield from ordered.objects.filter(incidents__in=family).distinct()


#: Higher parts add theirs in `secops/wiring.py`.
SUBJECTS: list[Callable[[Sequence[Incident]], Iterable[models.Model]]] = [of_incidents]


def documents(incident: Incident, at: datetime) -> Section:
    """Every paper about it: number, state, hash; the PDF as approved and the signed copies.

    Of a paper under TLP:RED neither subject nor file goes along.
    """
    family = incident.family
    subjects = [one for source in SUBJECTS for one in source(family)]
    about = Q(about_url__in=[one.get_absolute_url() for one in subjects])  # type: ignore[attr-defined]
    for one in family:
        about |= Q(about_url__startswith=one.get_absolute_url())
    rows: list[tuple[str, ...]] = []
    files: list[Attached] = []
    markings: set[Marking] = set()
    found = Document.objects.filter(about).prefetch_related("signed_copies")
    for paper in found.order_by("drafted_at", "pk"):
        withdrawn = f"{wib_short(paper.withdrawn_at)}: {paper.withdrawn_why}"
        tlp = tlp_of(paper)
        red = tlp is Marking.RED
        markings |= {tlp} if tlp and not red else set()
        subject = _("tidak disalin (TLP:RED), baca di Dokumen") if red else paper.subject
        rows.append(
            (paper.number or "–", kind_title(paper.kind), subject,
             look_of_state(paper.state)[2], wib(paper.dated) if paper.dated else "",
             str(paper.approved_by or ""), paper.code, paper.sha256,
             withdrawn if paper.withdrawn_at else "")
        )  # fmt: skip
        if red:
            continue
        if paper.pdf:
            files.append(Attached(f"{paper.code}.pdf", _reader(paper.pdf), paper.sha256))
        for copy in paper.signed_copies.all():
            name = f"{paper.code}-bertanda-tangan-{copy.pk}-{copy.name}"
            files.append(Attached(name, _reader(copy.file), copy.sha256))
    heads = (_("Nomor"), _("Jenis"), _("Hal"), _("Keadaan"), _("Tanggal"), _("Disetujui"),
             _("Kode /v/"), "SHA-256", _("Ditarik"))  # fmt: skip
    title = _("Surat dan berita acara")
    return Section("naskah", title, heads, rows, files=files, markings=frozenset(markings))


def _reader(file: FieldFile) -> Callable[[], bytes]:
    """Reads it when the dossier is packed; a file that is gone is told as an empty one."""

    def read() -> bytes:
        try:
            with file.open("rb") as opened:
                return bytes(opened.read())
        except FileNotFoundError:
            return b""

    return read
