"""The key under which a body is stored once."""

from __future__ import annotations

from http import HTTPStatus

from secops.api.problems import Refused, problem

KEY_LENGTH = 100


def checked_key(key: str) -> str:
    """Return the key; Refused where it is missing, too long, or holds signs nobody sees."""
    if not 0 < len(key) <= KEY_LENGTH or not key.isprintable():
        raise Refused(
            problem(HTTPStatus.BAD_REQUEST, f"Idempotency-Key of 1 to {KEY_LENGTH} signs is needed")
        )
    return key
