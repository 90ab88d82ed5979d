"""Answer links and short codes: making them, finding them, ending them."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils.encoding import force_bytes

from accounts.models import AnswerLink, ConfirmationCode, Person

#: Crockford's base 32: no 0/O, 1/I/L to mix up when typed from a slip of paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
TOKEN_BYTES = 16
#: Only wrong codes are limited: a whole department sits behind one address.
WRONG_CODES_PER_HOUR = 30
SIX_DIGITS_VALID = timedelta(minutes=15)
SIX_DIGITS_TRIES = 5


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """The only moment at which link and code exist in plain: while a message is composed."""

    link: AnswerLink
    token: str
    code: str

    @property
    def url(self) -> str:
        return f"{settings.PUBLIC_BASE_URL}/k/{self.token}"

    @property
    def code_shown(self) -> str:
        return f"{self.code[:4]}-{self.code[4:]}"


def issue_link(
    person: Person, purpose: str, subjects: dict[str, Any], *, channel: str = "", at: datetime
) -> IssuedLink:
    """Make a link and a code for one person and one question (`purpose`).

    `subjects` names the rows it answers for, as ids. Raises nothing; store nothing of the result.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    code = "".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH))
    link = AnswerLink.objects.create(
        purpose=purpose,
        person=person,
        channel=channel,
        token_digest=_token_digest(token),
        code_digest=_code_digest(code),
        subjects=subjects,
        issued_at=at,
    )
    return IssuedLink(link, token, code)


def find_by_token(token: str) -> AnswerLink | None:
    """The link of a token, or None. Changes nothing."""
    return (
        AnswerLink.objects.filter(token_digest=_token_digest(token))
        .select_related("person")
        .first()
    )


def find_by_code(text: str) -> AnswerLink | None:
    """The link of a typed code; blanks, dashes, case and look-alikes are forgiven."""
    code = tidy_code(text)
    if len(code) != CODE_LENGTH:
        return None
    return (
        AnswerLink.objects.filter(code_digest=_code_digest(code)).select_related("person").first()
    )


def tidy_code(text: str) -> str:
    """A typed code as it was printed."""
    return "".join(text.split()).replace("-", "").upper()


def too_many_wrong_codes(address: str) -> bool:
    """Whether this network address has typed too many wrong codes within the hour."""
    return int(cache.get(f"wrong-codes:{address}", 0)) >= WRONG_CODES_PER_HOUR


def count_wrong_code(address: str) -> None:
    """Remember one wrong code of a network address."""
    key = f"wrong-codes:{address}"
    cache.add(key, 0, timeout=3600)
    cache.incr(key)


def issue_six_digits(
    person: Person, purpose: str, *, link: AnswerLink | None = None, at: datetime
) -> str:
    """Six digits for a second step; the caller sends them by another channel than the link."""
    digits = f"{secrets.randbelow(10**6):06d}"
    ConfirmationCode.objects.create(
        link=link, person=person, purpose=purpose, digest=_six_digest(person, digits), issued_at=at
    )
    return digits


def use_six_digits(person: Person, purpose: str, digits: str, *, at: datetime) -> bool:
    """Whether the digits are the newest ones for this purpose; a right one is used up."""
    newest = (
        ConfirmationCode.objects.select_for_update()
        .filter(person=person, purpose=purpose, used_at=None, issued_at__gt=at - SIX_DIGITS_VALID)
        .order_by("-pk")
        .first()
    )
    if newest is None or newest.wrong_tries >= SIX_DIGITS_TRIES:
        return False
    typed = "".join(digits.split())
    if not hmac.compare_digest(bytes(newest.digest), _six_digest(person, typed)):
        newest.wrong_tries += 1
        newest.save(update_fields=["wrong_tries"])
        return False
    newest.used_at = at
    newest.save(update_fields=["used_at"])
    return True


def _token_digest(token: str) -> bytes:
    return hashlib.sha256(force_bytes(token)).digest()


def _code_digest(code: str) -> bytes:
    # Forty bits can be tried out offline, so the short code is keyed.
    return hmac.digest(force_bytes(settings.SECRET_KEY), b"code:" + force_bytes(code), "sha256")


def _six_digest(person: Person, digits: str) -> bytes:
    message = f"six:{person.pk}:{digits}"
    return hmac.digest(force_bytes(settings.SECRET_KEY), force_bytes(message), "sha256")
