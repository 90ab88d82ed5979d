"""Limits on a ZIP (an XLSX is one), checked on its directory before anything is unpacked."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO, Final

from .refusals import refused

ZIP_BYTES: Final = 512 * 1024 * 1024
XLSX_BYTES: Final = 64 * 1024 * 1024
TOTAL_BYTES: Final = 4 * 1024 * 1024 * 1024
XLSX_TOTAL_BYTES: Final = 384 * 1024 * 1024
ENTRY_BYTES: Final = 256 * 1024 * 1024
ENTRIES: Final = 100_000
XLSX_ENTRIES: Final = 2_000
RATIO: Final = 250
"""Unpacked to packed size; text packs at most about 1:50, a bomb 1:1000."""
RATIO_FROM: Final = 4 * 1024 * 1024
"""Small files may pack as well as they like."""

COLUMNS: Final = 256
CELLS: Final = 12_000_000

# What a limit counts, in both languages.
MEGABYTES: Final = ("ukuran dalam MB", "size in MB")
FILES: Final = ("jumlah berkas", "number of files")
ONE_FILE: Final = ("ukuran satu berkas dalam MB", "size of one file in MB")
PACKED: Final = ("kali lipat saat dibuka", "times larger when unpacked")
UNPACKED: Final = ("ukuran setelah dibuka dalam MB", "size when unpacked in MB")
WIDTH: Final = ("jumlah kolom", "number of columns")
GRID: Final = ("jumlah sel", "number of cells")

_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,4})(\d{1,8})["']""")


def open_zip(file: BinaryIO, *, xlsx: bool) -> zipfile.ZipFile:
    """The ZIP, if it keeps the limits. Raises FileRefused."""
    file.seek(0, 2)
    size = file.tell()
    _hold(MEGABYTES, size >> 20, (XLSX_BYTES if xlsx else ZIP_BYTES) >> 20)
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise refused("zip_broken") from None
    entries = archive.infolist()
    _hold(FILES, len(entries), XLSX_ENTRIES if xlsx else ENTRIES)
    total = 0
    for entry in entries:
        if entry.flag_bits & 0x1 and not xlsx:
            raise refused("zip_locked")
        _hold(ONE_FILE, entry.file_size >> 20, ENTRY_BYTES >> 20)
        if entry.file_size > RATIO_FROM:
            _hold(PACKED, entry.file_size // max(1, entry.compress_size), RATIO)
        total += entry.file_size
    _hold(UNPACKED, total >> 20, (XLSX_TOTAL_BYTES if xlsx else TOTAL_BYTES) >> 20)
    if total > RATIO_FROM:
        _hold(PACKED, total // max(1, size), RATIO)
    return archive


def check_sheets(archive: zipfile.ZipFile) -> None:
    """Refuse a sheet whose cells lie so far apart that a full grid would not fit in memory.

    The reader makes a grid of rows x columns, so one cell in XFD1048576 is a bomb of 8 kB.
    """
    for entry in archive.infolist():
        if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", entry.filename, re.IGNORECASE):
            continue
        widest = deepest = 0
        with archive.open(entry) as sheet:
            carry = b""
            while data := sheet.read(1024 * 1024):
                text = carry + data
                for letters, digits in set(_CELL.findall(text)):
                    widest = max(widest, _column(letters))
                    deepest = max(deepest, int(digits))
                carry = text[-32:]
        _hold(WIDTH, widest, COLUMNS)
        _hold(GRID, widest * deepest, CELLS)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _hold(what: tuple[str, str], found: int, limit: int) -> None:
    if found > limit:
        raise refused("zip_too_big", what=what, found=found, limit=limit)


BROKEN: Final = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)
"""What reading a damaged or strange entry raises, beside zlib.error."""
