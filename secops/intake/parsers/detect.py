"""What kind of file this is, by its content; names and endings are not asked."""

from __future__ import annotations

import codecs
import re
from typing import Final

from .decode import Source, guess_encoding
from .grid import sniff_delimiter
from .mapping import find_header, is_title
from .refusals import refused
from .stealer import label_of

FORMATS: Final = ("auto", "table", "stealer", "ulp", "shadowserver")

_MAGIC: Final = (
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM\x36", "picture"),
    (b"RIFF", "picture"),
    (b"%PDF", "pdf"),
    (b"-----BEGIN PGP", "pgp"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_PGP_PACKETS: Final = b"\x84\x85\x8c\xc1\xc3\xd2"
_SAMPLE_LINES: Final = 200


def container(source: Source) -> str:
    """`zip` or `text`. Raises FileRefused for anything that is neither, and for nothing at all."""
    head = source.head
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise refused("empty")
    if head.startswith(_ZIP):
        return "zip"
    for magic, code in _MAGIC:
        if head.startswith(magic):
            raise refused(code)
    if guess_encoding(head) == "utf-8":
        sample = head[:8192].rstrip(b"\0")  # padding is no content
        controls = sum(sample.count(byte) for byte in _CONTROLS)
        if controls > 8 and controls * 10 > len(sample):
            raise refused("pgp" if head[0] in _PGP_PACKETS else "binary")
    return "text"


# Bytes no text holds often. NUL counts too: UTF-16 was ruled out before.
_CONTROLS: Final = [bytes([n]) for n in range(32) if n not in (9, 10, 13, 12, 27)]


def sample_lines(source: Source) -> list[str]:
    """The first lines of a text, for looking at its shape; the last one may be cut."""
    encoding = guess_encoding(source.head)
    head = source.head
    if encoding == "utf-8":
        try:
            codecs.getincrementaldecoder("utf-8")().decode(head)
            text = head.decode("utf-8", "ignore")
        except UnicodeDecodeError:
            text = head.decode("windows-1252", "replace")
    else:
        text = head.decode(encoding, "replace")
    lines = text.lstrip("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    whole = lines.split("\n")
    if len(whole) > 1 and len(head) >= 60_000:
        whole.pop()  # cut off in the middle
    return [line[:4096] for line in whole if line.strip()][:_SAMPLE_LINES]


def text_format(lines: list[str]) -> str:
    """`table`, `stealer`, `ulp` or `shadowserver`. Raises FileRefused where no shape fits."""
    if not lines:
        raise refused("empty")
    if is_shadowserver(lines[0]):
        return "shadowserver"
    roles = [label_of(line)[0] for line in lines]
    if (roles.count("host") or roles.count("login") >= 2) and (
        roles.count("login") or roles.count("secret")
    ):
        return "stealer"
    delimiter = sniff_delimiter(lines, is_title)
    if delimiter:
        rows = [line.split(delimiter) for line in lines]
        if find_header([[cell.strip('" ') for cell in row] for row in rows]) >= 0:
            return "table"
        # Lists without titles and with up to three fields are read as such; commas or four
        # columns and more only stand in tables.
        widths = [len(row) for row in rows]
        common = max(set(widths), key=widths.count)
        steady = widths.count(common) * 10 >= len(widths) * 8
        if steady and (common >= 4 or (delimiter == "," and common >= 3)):
            return "table"
    elif find_header([[cell] for cell in lines[:1]]) >= 0:
        return "table"
    first = lines[0].lstrip()[:200].casefold()
    if first.startswith(("<!doctype", "<html", "<?xml", "{", "[{")):
        raise refused("web_page")
    if any(_LISTED.search(line) for line in lines):
        return "ulp"
    raise refused("unknown_format")


_LISTED = re.compile(r"\w://\S|[^\s:;|]+\.[^\s:;|]+[/:;|\t]\S|[^\s:;|]{3,}[:;|\t][^\s:;|]{3,}")
_SHADOWSERVER: Final = {"source_url", "infection", "http_host", "hostname", "asn"}


def is_shadowserver(line: str) -> bool:
    """Its title row: `timestamp` first, and columns only its reports have."""
    titles = [cell.strip('" \ufeff').casefold() for cell in line.split(",")]
    return titles[0] == "timestamp" and "tag" in titles and len(_SHADOWSERVER & set(titles)) >= 2
