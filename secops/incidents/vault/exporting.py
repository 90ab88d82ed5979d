"""Items as one ZIP that is written while it is sent, with a manifest `sha256sum -c` reads."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from secops.house.export import harmless
from secops.house.text import wib
from secops.incidents.vault import store
from secops.incidents.vault.models import Item
from secops.rules.tlp import PRINTED

MANIFEST: Final = "SHA256SUMS"


class _Outgoing(io.RawIOBase):
    """What the ZIP writes and the answer takes away; nothing else is held."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def zip_of(items: Sequence[Item], folder: str, *, at: datetime) -> Iterator[bytes]:
    """The items, their records and their chains. The manifest holds the hashes of when they were
    taken in, so that a content changed since then fails at the receiver too."""
    out = _Outgoing()
    sums: list[tuple[str, str]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for item in items:
            name = f"{folder}/{item.file_name}"
            with archive.open(_entry(name, at), "w", force_zip64=True) as entry:
                for piece in store.chunks_of(item.content.sha256):
                    entry.write(piece)
                    yield out.take()
            sums.append((item.content.sha256, item.file_name))
        for name, lines in (("daftar.csv", _records(items)), ("riwayat.csv", _chains(items))):
            made = _csv(lines)
            sums.append((hashlib.sha256(made).hexdigest(), name))
            archive.writestr(_entry(f"{folder}/{name}", at), made)
        manifest = "".join(f"{digest}  {name}\n" for digest, name in sums)
        archive.writestr(_entry(f"{folder}/{MANIFEST}", at), manifest.encode())
        yield out.take()
    yield out.take()


def _entry(name: str, at: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, at.timetuple()[:6])
    entry.external_attr = 0o444 << 16
    return entry


def _records(items: Sequence[Item]) -> list[list[str]]:
    rows = [
        [
            _("Nomor"), _("Nama berkas"), _("Byte"), "SHA-256", _("Uraian"), _("Asal"),
            _("Diperoleh"), _("Oleh"), _("Cara"), _("Media"), _("Nomor segel"), "TLP",
        ]
    ]  # fmt: skip
    rows += [
        [
            item.code, item.shown_name, str(item.content.bytes), item.content.sha256,
            item.description, item.source, wib(item.acquired_at), item.acquired_by, item.how,
            item.medium, item.seal_number, PRINTED[item.marking],
        ]
        for item in items
    ]  # fmt: skip
    return rows


def _chains(items: Sequence[Item]) -> list[list[str]]:
    rows = [[_("Nomor"), "#", _("Waktu"), _("Kejadian"), _("Oleh"), _("Alasan"), "SHA-256"]]
    rows += [
        [
            item.code, str(event.number), wib(event.at), str(event.get_kind_display()),
            event.by_label, event.reason, event.digest,
        ]
        for item in items
        for event in item.custody.all()
    ]  # fmt: skip
    return rows


def _csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([[harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")
