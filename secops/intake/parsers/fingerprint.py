"""The only thing that outlives a leaked password: a keyed hash of login and secret.

It tells "seen before" and "same password again", nothing else. The place (application or host)
is not part of it, so that the same password at two places can be told; the store's key is
(fingerprint, place).
"""

from __future__ import annotations

import hashlib
from typing import Final

_BLOCK: Final = 64
_INNER: Final = bytes(byte ^ 0x36 for byte in range(256))
_OUTER: Final = bytes(byte ^ 0x5C for byte in range(256))
LEAST_KEY: Final = 16


class Fingerprinter:
    """HMAC-SHA256 (RFC 2104) whose two keyed states are made once and copied per row.

    Three times faster than `hmac.new` per row; the tests hold it equal to the library's.
    """

    __slots__ = ("_inner", "_outer", "_undated_inner", "_undated_outer")

    def __init__(self, key: str | bytes) -> None:
        """`key` is SECRET_FINGERPRINT_KEY: 16 signs or more, else ValueError."""
        raw = key.encode() if isinstance(key, str) else key
        if len(raw) < LEAST_KEY:
            raise ValueError("the fingerprint key needs 16 signs or more")
        self._inner, self._outer = _states(_derived(raw, b"secret"))
        # A key of its own: no login + day can ever equal some login + secret.
        self._undated_inner, self._undated_outer = _states(_derived(raw, b"sighting"))

    def of_secret(self, login_key: str, secret: str) -> str:
        """32 hex signs (128 bits; a UUID's text) for login + secret."""
        inner = self._inner.copy()
        inner.update(f"{login_key}\0{secret}".encode())
        outer = self._outer.copy()
        outer.update(inner.digest())
        return outer.hexdigest()[:32]

    def of_sighting(self, login_key: str, kind: str, day: str) -> str:
        """32 hex signs where the source gives no secret: login + kind of source + own day."""
        inner = self._undated_inner.copy()
        inner.update(f"{login_key}\0{kind}\0{day}".encode())
        outer = self._undated_outer.copy()
        outer.update(inner.digest())
        return outer.hexdigest()[:32]

    def __repr__(self) -> str:
        return "Fingerprinter(key hidden)"


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hashlib.sha256(b"leak row fingerprint 1\0" + purpose + b"\0" + key).digest()


def _states(key: bytes) -> tuple[hashlib._Hash, hashlib._Hash]:
    padded = key.ljust(_BLOCK, b"\0")
    return hashlib.sha256(padded.translate(_INNER)), hashlib.sha256(padded.translate(_OUTER))
