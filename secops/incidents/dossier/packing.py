"""The dossier as one ZIP: a PDF to read, an XLSX to work with, the files, and the hash of each."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO

import xlsxwriter
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from secops.audit.actions import record
from secops.house.export import harmless
from secops.house.pdf import pdf, tall_row
from secops.house.text import local, wib
from secops.incidents.dossier.sampling import check_reader
from secops.incidents.dossier.sections import Section, marking_of, sections_of
from secops.incidents.models import Incident

HERE = Path(__file__).parent
#: What a line right across the paper holds.
_SIGNS = 185
#: A longer word is broken (`dossier.typ`).
_UNBROKEN = 19
_SHEET = re.compile(r"[\[\]:*?/\\]")


@transaction.atomic
def export_dossier(incident: Incident, *, by: User, at: datetime) -> IO[bytes]:
    """Put the dossier together and note it; an export that is not noted does not leave."""
    check_reader(by)
    out = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    with override("id"):
        sections = sections_of(incident, at=at)
        names, sha256 = _pack(out, incident, sections, by=by, at=at)
    record("dossier.exported", incident, by=by, at=at, files=len(names), sha256=sha256, names=names)
    out.seek(0)
    return out


def _pack(
    out: IO[bytes], incident: Incident, sections: list[Section], *, by: User, at: datetime
) -> tuple[list[str], str]:
    """Write the files; return their names and the hash of the list of hashes."""
    sums: dict[str, str] = {}
    moment = local(at).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(name, date_time=moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
            sums[name] = hashlib.sha256(content).hexdigest()

        put(f"berkas-{incident.code}.pdf", _paper(incident, sections, by=by, at=at))
        put(f"berkas-{incident.code}.xlsx", _sheets(sections))
        told = []
        for section in sections:
            for file in section.files:
                name = f"{section.key}/{Path(file.name).name}"
                put(name, file.read())
                told.append({"file": name, "kept_under": file.sha256, "found": sums[name]})
        manifest = {
            "incident": incident.code,
            "merged": [one.code for one in incident.family[1:]],
            "title": incident.title,
            "exported_at": at.isoformat(),
            "exported_by": by.audit_label,
            "city": settings.CITY_NAME,
            "marking": marking_of(sections),
            "sections": [
                {"key": one.key, "title": one.title, "rows": len(one.rows)} for one in sections
            ],
            "kept_files": told,
            "files": dict(sums),
        }
        put("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
        put("SHA256SUMS", listed.encode())
    return list(sums), sums["SHA256SUMS"]


def _paper(incident: Incident, sections: list[Section], *, by: User, at: datetime) -> bytes:
    data = {
        "lang": "id",
        "title": _("Berkas pemeriksaan %(code)s") % {"code": incident.code},
        "heading": _("BERKAS PEMERIKSAAN INSIDEN SIBER"),
        "city": settings.CITY_NAME,
        "office": settings.OFFICE_NAME,
        "code": incident.code,
        "name": incident.title,
        "made": _("Disusun %(when)s oleh %(who)s. Data pribadi disamarkan.")
        % {"when": wib(at), "who": by.audit_label},
        "marking": marking_of(sections),
        "rows": _("Baris"),
        "empty": _("Tidak ada data."),
        "page": _("Halaman"),
        "of": _("dari"),
        "contents": _("Isi"),
        "sections": [
            {
                "title": section.title,
                "note": section.note,
                "columns": section.columns,
                "rows": [
                    {"cells": row, "tall": tall_row(row, weights, signs=_SIGNS)}
                    for row in section.rows
                ],
                "weights": weights,
            }
            for section, weights in ((section, _weights(section)) for section in sections)
        ],
    }
    return pdf(HERE / "dossier.typ", data)


def _weights(section: Section) -> list[int]:
    """How wide each column is, in signs: first its longest word, then what is left of the line by
    what stands in it. One long text among short ones widens its column by the root of its length.
    """
    words, wishes = [], []
    for place, head in enumerate(section.columns):
        cells = [row[place] for row in section.rows]
        lengths = sorted(map(len, cells))
        usual = lengths[int(len(lengths) * 0.9)] if lengths else 0
        longest = max((len(word) for cell in (head, *cells) for word in cell.split()), default=0)
        words.append(int(min(longest, _UNBROKEN) * 1.15) + 2)
        wishes.append(max(min(usual, 60), int(3 * (lengths[-1] if lengths else 0) ** 0.5)))
    more = [max(0, wish - word) for word, wish in zip(words, wishes, strict=True)]
    left = max(0, _SIGNS - sum(words))
    return [word + left * wish // (sum(more) or 1) for word, wish in zip(words, more, strict=True)]


def _sheets(sections: list[Section]) -> bytes:
    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for section in sections:
            sheet = book.add_worksheet(_SHEET.sub(" ", section.title)[:31])
            sheet.freeze_panes(1, 0)
            for place, (head, weight) in enumerate(
                zip(section.columns, _weights(section), strict=True)
            ):
                sheet.write_string(0, place, head, bold)
                sheet.set_column(place, place, min(60, weight + 4), wrapped)
            for number, row in enumerate(section.rows, start=1):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, harmless(cell)[:32_000])
    return made.getvalue()
