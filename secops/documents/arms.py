"""The city's arms on the letterhead: read once, looked at before the first letter needs them.

Plain Python, because the settings ask here too: a wrong file stops the start, not a letter.
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

#: More than this in every letter nobody wants to send; arms are drawings, not photographs.
MOST_BYTES = 2_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "{http://www.w3.org/2000/svg}svg"


class ArmsRefused(ValueError):
    """The file cannot stand on a letter; the words name it and say why."""


@cache
def read_arms(path: str) -> bytes:
    """The picture at that path; nothing for an empty path."""
    if not path:
        return b""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise ArmsRefused(f"there is no readable file {path} ({error.strerror}).") from None
    if len(content) > MOST_BYTES:
        raise ArmsRefused(f"{path} has more than {MOST_BYTES:,} bytes.")
    why = _wrong_png(content) if content.startswith(_PNG) else _wrong_svg(content)
    if why:
        raise ArmsRefused(f"{path} {why}")
    return content


def _wrong_png(content: bytes) -> str:
    """Why these bytes are no whole PNG; empty where they are."""
    place, last = len(_PNG), b""
    while place + 12 <= len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        body = content[place + 4 : place + 8 + length]
        checksum = content[place + 8 + length : place + 12 + length]
        if checksum != struct.pack(">I", zlib.crc32(body)):
            break
        place, last = place + 12 + length, body[:4]
    return "" if last == b"IEND" else "is a PNG that is cut off or damaged."


def _wrong_svg(content: bytes) -> str:
    """Why these bytes are no SVG; empty where they are."""
    if b"<!ENTITY" in content:
        return "is an SVG with entities of its own; save it as plain SVG."
    try:
        root = ElementTree.fromstring(content)
    except ElementTree.ParseError:
        return "is neither a PNG nor an SVG picture."
    return "" if root.tag == _SVG else "is XML, but no SVG picture."
