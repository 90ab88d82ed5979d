"""A document as PDF: letterhead, body, places to sign, and what proves it genuine.

The paper speaks Indonesian whoever makes it. Texts reach typst as data and are never run.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import segno
from django.conf import settings

from secops.documents import spelling
from secops.documents.arms import read_arms
from secops.documents.blocks import Place
from secops.documents.kinds import KINDS, Given, Style
from secops.documents.models import Document
from secops.house.pdf import pdf, pictures
from secops.rules.document import CONFIDENTIAL, NUMBERED, Nature, State
from secops.rules.labels import label
from secops.rules.tlp import PRINTED, Marking, named_in, strictest

HERE = Path(__file__).parent / "typst"
#: More addressees than this stand on a page of their own.
LISTED = 6
DRAFT = "KONSEP"


def preview_pdf(document: Document) -> bytes:
    """The paper as it would look now, marked as a draft on every page."""
    return pdf(_template(document), _data(document, watermark=DRAFT))


def approved_pdf(document: Document) -> bytes:
    """The paper as it goes out; number, date and code are set."""
    return pdf(_template(document), _data(document, watermark=""))


def sheets(document: Document, *, dots: int = 110) -> list[bytes]:
    """The pages of the paper as pictures, as they stand now; a draft's are marked."""
    draft = State(document.state) not in NUMBERED
    data = _data(document, watermark=DRAFT if draft else "")
    return pictures(_template(document), data, dots=dots)


def sheet_count(document: Document) -> int:
    """How many pages the paper has."""
    return len(sheets(document, dots=8))


def as_kept(document: Document) -> bool:
    """Whether the paper still comes out as the file that was approved, to the byte: the letterhead
    or its setting may have changed since."""
    return hashlib.sha256(approved_pdf(document)).hexdigest() == document.sha256


def verification_url(document: Document) -> str:
    """Where anybody can see whether a copy is genuine."""
    return f"{settings.PUBLIC_BASE_URL}/v/{document.code}"


def letterhead() -> dict[str, Any]:
    """The city's letterhead, from the settings; for papers of other apps too."""
    return {
        "city": f"Pemerintah {settings.CITY_NAME}".upper(),
        "office": settings.OFFICE_NAME,
        "office_capitals": settings.OFFICE_NAME.upper(),
        "address": [line for line in (settings.OFFICE_ADDRESS, settings.OFFICE_CONTACT) if line],
        "arms": list(read_arms(settings.CITY_ARMS)),
        "arms_alt": f"Lambang {settings.CITY_NAME}",
    }


def _template(document: Document) -> Path:
    minutes = KINDS[document.kind].style is Style.MINUTES
    return HERE / ("minutes.typ" if minutes else "letter.typ")


def _data(document: Document, *, watermark: str) -> dict[str, Any]:
    kind = KINDS[document.kind]
    body = kind.compose(_given(document))
    to, appendices = _addressees(document)
    number = document.number or "………………"
    attachments = document.attachments
    if attachments and kind.style is not Style.LETTER:
        appendices.append(_appendix(document, number, "Lampiran", attachments))
    return letterhead() | {
        "title": f"{document.number} {document.subject}".strip(),
        "style": kind.style.value,
        "heading": kind.heading,
        "number": number,
        "subject": document.subject,
        "place_and_date": f"{settings.CITY_SEAT}, {spelling.day(document.dated) or '………………'}",
        "head": [
            ["Nomor", number],
            ["Sifat", label(Nature(document.nature)).id],
            ["Lampiran", _counted(attachments)],
        ],
        "to_label": "Yth.",
        "to": to,
        "to_place": "tempat",
        "blocks": body.blocks,
        "places": [one.data() for one in body.places],
        "witnesses": [one.data() for one in body.witnesses],
        "signatory": Place(
            title=document.signatory_title,
            name=document.signatory_name,
            id=f"NIP {document.signatory_id}" if document.signatory_id else "",
        ).data(),
        "copies": document.copies,
        "appendices": appendices,
        "watermark": watermark,
        "marking": _marking(document),
        "footer": _footer(document, watermark),
        **_proof(document, watermark),
    }


def _given(document: Document) -> Given:
    return Given(
        subject=document.subject,
        fields=document.fields,
        dated=document.dated,
        signatory=(
            document.signatory_title, document.signatory_name, document.signatory_id
        ),
    )  # fmt: skip


def _addressees(document: Document) -> tuple[list[str], list[dict[str, Any]]]:
    """Who stands at the head; a long list goes on a page of its own."""
    names = [str(name) for name in document.addressees]
    if len(names) <= LISTED:
        return names, []
    number = document.number or "………………"
    page = _appendix(document, number, "Daftar penerima surat", names)
    return ["Daftar penerima terlampir"], [page]


def _appendix(document: Document, number: str, title: str, lines: list[str]) -> dict[str, Any]:
    facts = [["Lampiran", document.subject], ["Nomor", number],
             ["Tanggal", spelling.day(document.dated) or "………………"]]  # fmt: skip
    return {"title": title, "facts": facts, "lines": lines}


def _counted(attachments: list[str]) -> str:
    if not attachments:
        return "–"
    if len(attachments) == 1:
        return attachments[0]
    listed = "; ".join(attachments)
    return f"{len(attachments)} ({spelling.spelled(len(attachments))}) berkas: {listed}"


def _footer(document: Document, watermark: str) -> str:
    known = f"{watermark}, belum berlaku" if watermark else document.number
    return f"{known} · {document.subject}"[:90]


def tlp_of(document: Document) -> Marking | None:
    """The strictest TLP marking that its subject or a field names."""
    words = [document.subject, json.dumps(document.fields, ensure_ascii=False, default=str)]
    named = [marking for text in words for marking in named_in(text)]
    return strictest(named) if named else None


def _marking(document: Document) -> str:
    """What stands at head and foot of every page of a paper that is not for everybody."""
    nature, tlp = Nature(document.nature), tlp_of(document)
    marks = [label(nature).id.upper()] if nature in CONFIDENTIAL else []
    return " · ".join([*marks, *([PRINTED[tlp]] if tlp else [])])


def _proof(document: Document, watermark: str) -> dict[str, Any]:
    if watermark:
        return {"proof": [], "qr": "", "qr_alt": ""}
    url = verification_url(document)
    return {
        "proof": [
            "Periksa keaslian dokumen ini: pindai kode di samping, atau buka "
            f"{settings.PUBLIC_SHORT_NAME}/v lalu ketik",
            document.code,
        ],
        "qr": qr_svg(url),
        "qr_alt": f"Kode QR ke {url}",
    }


def qr_svg(text: str) -> str:
    """A QR code as SVG with its quiet zone; black on white, whatever the page's colours."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=False, border=2, dark="#000", light="#fff", omitsize=True
    )
    return out.getvalue().decode()
