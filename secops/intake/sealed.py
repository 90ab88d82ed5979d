"""Files sealed to the worker's public key, chunk by chunk, so that none lies on a disk in plain.

A sealed file: the mark, an ephemeral X25519 public key, then chunks of 64 KiB, each encrypted with
ChaCha20-Poly1305. The key is HKDF-SHA256 of the shared secret; the nonce is the chunk's number and
a last byte that is 1 for the last chunk only, so that a chunk left out, moved or cut off at the end
is noticed (the STREAM construction, Hoang et al. 2015). Web processes hold the public key only.
"""

from __future__ import annotations

import base64
import binascii
import io
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

MARK: Final = b"sealed1\n"
CHUNK: Final = 64 * 1024
_TAG: Final = 16
_KEY: Final = 32


class SealBroken(Exception):
    """The sealed file was cut off, changed, or sealed to another key."""


def _raw_key(name: str) -> bytes:
    text = str(getattr(settings, name, ""))
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != _KEY:
        raise ImproperlyConfigured(
            f"{name} is not set or not 32 bytes in base64. `make setup` writes a pair into .env."
        )
    return raw


def public_key() -> X25519PublicKey:
    """The key web processes seal to. Raises ImproperlyConfigured."""
    return X25519PublicKey.from_public_bytes(_raw_key("INTAKE_PUBLIC_KEY"))


def private_key() -> X25519PrivateKey:
    """The key workers open with. Raises ImproperlyConfigured, as in a web process."""
    return X25519PrivateKey.from_private_bytes(_raw_key("INTAKE_PRIVATE_KEY"))


def _cipher(shared: bytes, ephemeral: bytes, recipient: bytes) -> ChaCha20Poly1305:
    derive = HKDF(SHA256(), 32, salt=ephemeral + recipient, info=b"intake upload 1")
    return ChaCha20Poly1305(derive.derive(shared))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


def _raw(key: X25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


class Sealer:
    """Writes what it is given, sealed, to a file. Without `finish` the file cannot be opened."""

    def __init__(self, out: BinaryIO, recipient: X25519PublicKey) -> None:
        ephemeral = X25519PrivateKey.generate()
        own = _raw(ephemeral.public_key())
        self._cipher = _cipher(ephemeral.exchange(recipient), own, _raw(recipient))
        self._out = out
        self._number = 0
        self._held = bytearray()
        out.write(MARK + own)

    def write(self, data: bytes) -> None:
        """Seal some more; at most one chunk is held in memory."""
        self._held += data
        while len(self._held) > CHUNK:  # the last chunk is known only at the end
            self._seal(bytes(self._held[:CHUNK]), last=False)
            del self._held[:CHUNK]

    def finish(self) -> None:
        """Seal the last chunk."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, MARK))
        self._number += 1


class SealedReader(io.RawIOBase):
    """A sealed file as a stream of its content, opened chunk by chunk in memory.

    Raises SealBroken while reading.
    """

    def __init__(self, file: BinaryIO, key: X25519PrivateKey) -> None:
        super().__init__()
        self._file = file
        if file.read(len(MARK)) != MARK:
            raise SealBroken("no sealed file")
        ephemeral = file.read(_KEY)
        try:
            shared = key.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        except ValueError:
            raise SealBroken("no key in the sealed file") from None
        self._cipher = _cipher(shared, ephemeral, _raw(key.public_key()))
        self._number = 0
        self._next = file.read(CHUNK + _TAG)
        self._content = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._content and self._next:
            self._open_next()
        taken = min(len(buffer), len(self._content))
        buffer[:taken] = self._content[:taken]
        self._content = self._content[taken:]
        return taken

    def _open_next(self) -> None:
        sealed, self._next = self._next, self._file.read(CHUNK + _TAG)
        nonce = _nonce(self._number, last=not self._next)
        try:
            content = self._cipher.decrypt(nonce, sealed, MARK)
        except InvalidTag:
            raise SealBroken(f"chunk {self._number} was changed or the file cut off") from None
        self._number += 1
        self._content = memoryview(content)

    def close(self) -> None:
        self._file.close()
        super().close()


def open_sealed(path: Path) -> BinaryIO:
    """The content of a sealed file as a stream; nothing is written. Raises SealBroken, OSError."""
    return io.BufferedReader(SealedReader(path.open("rb"), private_key()), 4 * CHUNK)
