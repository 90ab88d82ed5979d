"""The registers of the made-up city as files, read by the same importers as a real city's."""

import csv
import hashlib
import io
import struct
import zlib
from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile

from secops.house.files import Checked, check_one


def csv_file(rows: Iterable[dict[str, str]]) -> io.BytesIO:
    """Rows as a CSV file in UTF-8; columns are those of all rows together."""
    kept = list(rows)
    columns = list(dict.fromkeys(name for row in kept for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(kept)
    return io.BytesIO(text.getvalue().encode())


def sha256(content: bytes) -> str:
    """The fingerprint of a file."""
    return hashlib.sha256(content).hexdigest()


def grey_picture(width: int, height: int) -> bytes:
    """A PNG as large as a screen, with nothing of anybody on it."""
    rows = b"".join(b"\0" + bytes([200 - 80 * row // height]) * width for row in range(height))

    def part(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = part(b"IHDR", head) + part(b"IDAT", zlib.compress(rows)) + part(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def checked(name: str, content: bytes) -> Checked:
    """A file as if somebody had uploaded it."""
    return check_one(SimpleUploadedFile(name, content))
