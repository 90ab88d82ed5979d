"""Tokens of machines: made once, shown once, found by their digest, ended.

Who may make one for which subject is asked by the app whose subject it is.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from accounts.models import ApiToken, User

PREFIX = "siaga_"
#: A token's use is noted at most once in so long: a push a minute is not a write a minute.
NOTED_EVERY = timedelta(minutes=5)


def make_token(
    name: str,
    purpose: str,
    subject_id: int,
    *,
    lasts: timedelta,
    scopes: Iterable[str] = (),
    by: User,
    at: datetime,
) -> tuple[ApiToken, str]:
    """A new token and its only plain copy: 256 bits, so a plain digest cannot be guessed back."""
    plain = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=name[:100],
        purpose=purpose,
        subject_id=subject_id,
        shown=plain[: len(PREFIX) + 4],
        digest=_digest(plain),
        scopes=sorted(scopes),
        made_at=at,
        made_by=by,
        expires_at=at + lasts,
    )
    return token, plain


def find_token(plain: str, purpose: str, *, at: datetime) -> ApiToken | None:
    """The token that opens this purpose now; None for all others, whatever is wrong with them."""
    token = ApiToken.objects.filter(digest=_digest(plain), purpose=purpose).first()
    if token is None or not token.opens(at):
        return None
    if token.used_at is None or at - token.used_at >= NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(used_at=at)
    return token


def _digest(plain: str) -> bytes:
    return hashlib.sha256(plain.encode()).digest()
