"""From a file of any size to lines of text: encodings, line ends and the line limit.

Constant memory: at most one chunk and one line of 64 KiB are held. What cannot be read as text
comes out as None in its place, so that line numbers and counts stay true.
"""

from __future__ import annotations

import codecs
import io
import os
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO, Final, Self

LINE_LIMIT: Final = 64 * 1024
"""Bytes of one line (as UTF-8, without its line end); longer ones are rejected unread."""

CHUNK: Final = 256 * 1024
HEAD: Final = 64 * 1024

Given = str | os.PathLike[str] | BinaryIO
"""A path, or a binary file object read from where it stands."""


class Source:
    """One file, read once from front to back; `head` may be looked at before that."""

    def __init__(self, given: Given) -> None:
        if isinstance(given, (str, os.PathLike)):
            self._file: BinaryIO = open(given, "rb")  # noqa: SIM115  closed by close()
            self._own = True
        else:
            self._file = given
            self._own = False
        self.head: bytes = self._read_fully(HEAD)

    def _read_fully(self, size: int) -> bytes:
        """Sockets and pipes give less than asked; the format is judged on a full head."""
        parts: list[bytes] = []
        while size > 0 and (part := self._file.read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def chunks(self) -> Iterator[bytes]:
        yield self.head
        while data := self._file.read(CHUNK):
            yield data

    def whole(self, limit: int) -> BinaryIO | None:
        """The same bytes as a seekable file (a ZIP is read from its end), or None over `limit`."""
        if self._own:
            self._file.seek(0)
            return self._file
        rest = self._read_fully(limit + 1 - len(self.head))
        if len(self.head) + len(rest) > limit:
            return None
        return io.BytesIO(self.head + rest)

    def close(self) -> None:
        if self._own:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def guess_encoding(head: bytes) -> str:
    """`utf-8`, `utf-16-le` or `utf-16-be`. Windows-1252 is found line by line instead.

    UTF-16 without a mark: Latin letters leave every other byte zero.
    """
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = head[:4096]
    pairs = len(sample) // 2
    if pairs >= 2:
        first, second = sample[0::2].count(0), sample[1::2].count(0)
        if second > 0.6 * pairs and first < 0.1 * pairs:
            return "utf-16-le"
        if first > 0.6 * pairs and second < 0.1 * pairs:
            return "utf-16-be"
    return "utf-8"


class Lines:
    """Chunks of lines: `(number of the first line, [text or None, ...])`.

    None stands for a line that is unreadable; `too_long` tells the over-long among them (by
    number, until the next chunk is asked for). `encoding` is for the receipt.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.encoding = guess_encoding(source.head)
        self.too_long: set[int] = set()
        self._single_bytes = self.encoding == "utf-8"

    def __iter__(self) -> Iterator[tuple[int, list[str | None]]]:
        number = 1
        carry = b""
        skipping = False  # inside a line that is already over the limit
        for data, last in self._utf8():
            buffer = carry + data
            held = b""
            if not last and buffer.endswith(b"\r"):
                buffer, held = buffer[:-1], b"\r"  # its \n may open the next chunk
            if b"\r" in buffer:
                buffer = buffer.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
            cut = len(buffer) if last else buffer.rfind(b"\n")
            if cut < 0:
                carry = buffer
            else:
                block, carry = buffer[:cut], buffer[cut + 1 :]
                if not last or block or skipping:
                    lines = self._read(block, number, skipping)
                    skipping = False
                    yield number, lines
                    number += len(lines)
            if skipping or len(carry) > LINE_LIMIT:
                skipping, carry = True, b""
            carry += held

    def _utf8(self) -> Iterator[tuple[bytes, bool]]:
        """The file as UTF-8 bytes without its mark, then an empty last chunk."""
        chunks = self._source.chunks()
        if self.encoding == "utf-8":
            first = next(chunks, b"")
            yield first.removeprefix(codecs.BOM_UTF8), False
            for data in chunks:
                yield data, False
        else:
            decoder = codecs.getincrementaldecoder(self.encoding)("replace")
            for data in chunks:
                # A broken pair becomes U+FFFD, and its line None in _read.
                yield decoder.decode(data).encode("utf-8", "replace"), False
            yield decoder.decode(b"", True).encode("utf-8", "replace"), False
        yield b"", True

    def _read(self, block: bytes, number: int, first_too_long: bool) -> list[str | None]:
        lines: list[str | None]
        clean = True
        try:
            text = block.decode("utf-8")
        except UnicodeDecodeError:
            lines = [self._read_line(line) for line in block.split(b"\n")]
            clean = False
        else:
            if "\ufeff" in text:  # files glued together carry a mark at each seam
                text = text.replace("\ufeff", "")
            clean = "\0" not in text and (self._single_bytes or "\ufffd" not in text)
            lines = list(text.split("\n"))
        self.too_long = set()
        if not clean:
            lines = [self._without_nul(line) for line in lines]
        # A sign takes up to four bytes: only lines near the limit are measured.
        if max(len(line) if line else 0 for line in lines) > LINE_LIMIT // 4:
            for at, line in enumerate(lines):
                if line is not None and len(line.encode("utf-8", "replace")) > LINE_LIMIT:
                    lines[at] = None
                    self.too_long.add(number + at)
        if first_too_long:
            lines[0] = None
            self.too_long.add(number)
        return lines

    def _read_line(self, line: bytes) -> str | None:
        """One line of a chunk that is not all UTF-8: dumps glue encodings together."""
        try:
            return line.decode("utf-8").replace("\ufeff", "")
        except UnicodeDecodeError:
            if not self._single_bytes:
                return None
        try:
            text = line.decode("windows-1252")
        except UnicodeDecodeError:
            return None
        self.encoding = "windows-1252"
        return text

    def _without_nul(self, line: str | None) -> str | None:
        """Padding is dropped; a NUL inside a line means it is not text (nor storable)."""
        if line is None:
            return None
        line = line.strip("\0")
        if "\0" in line or (not self._single_bytes and "\ufffd" in line):
            return None
        return line
