"""A person's own API tokens: made by himself alone, acting as him, ended with his way in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import ApiToken, User
from accounts.roles import SCOPES, ApiScope
from accounts.tokens import find_token, make_token
from secops.audit.actions import record
from secops.rules.refusal import MoveRefused

PURPOSE = "person"
#: How long a token may last, in days, and how many one person may have open (policy).
DAYS = (30, 90, 365)
MOST = 10


def own_tokens(user: User) -> QuerySet[ApiToken]:
    """All tokens a user ever made for himself, the newest first."""
    return ApiToken.objects.filter(purpose=PURPOSE, subject_id=user.pk)


def scopes_for(user: User) -> list[ApiScope]:
    """The scopes that would open anything to him today."""
    return [one for one, needs in SCOPES.items() if any(user.may(need) for need in needs)]


@transaction.atomic
def make_own_token(
    name: str, scopes: Collection[ApiScope], *, days: int, by: User, at: datetime
) -> tuple[ApiToken, str]:
    """Make a token that acts as its maker within these scopes; the second value is shown once.

    Raises PermissionDenied for a scope that opens nothing to him, MoveRefused past `MOST`.
    """
    assert days in DAYS
    if not scopes or not set(scopes) <= set(scopes_for(by)):
        raise PermissionDenied
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    open_ones = own_tokens(by).filter(revoked_at=None, expires_at__gt=at)
    if open_ones.count() >= MOST:
        raise MoveRefused(
            "too_many_tokens",
            f"Anda sudah memiliki {MOST} kunci yang berlaku. Cabut yang tidak dipakai.",
            f"You already have {MOST} valid tokens. Withdraw those you do not use.",
        )
    token, plain = make_token(
        name.strip(), PURPOSE, by.pk, lasts=timedelta(days=days), scopes=scopes, by=by, at=at
    )
    record(
        "own_token.made", by, by=by, at=at, name=token.name, days=days,
        scopes=", ".join(token.scopes),
    )  # fmt: skip
    return token, plain


@transaction.atomic
def withdraw_own_token(token_id: int, *, by: User, at: datetime) -> ApiToken | None:
    """End one of one's own tokens; None where he has none of that number."""
    token = own_tokens(by).select_for_update().filter(pk=token_id).first()
    if token is not None and token.revoked_at is None:
        _withdraw([token], by, by=by, at=at)
    return token


@transaction.atomic
def withdraw_tokens_of(user: User, *, by: User, at: datetime) -> int:
    """End all tokens of somebody with his other ways in; return how many."""
    rows = own_tokens(user).select_for_update().filter(revoked_at=None, expires_at__gt=at)
    return _withdraw(list(rows), user, by=by, at=at)


def _withdraw(tokens: list[ApiToken], owner: User, *, by: User, at: datetime) -> int:
    for token in tokens:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record("own_token.withdrawn", owner, by=by, at=at, name=token.name)
    return len(tokens)


def who_acts(plain: str, *, at: datetime) -> tuple[ApiToken, User] | None:
    """The token and whom it acts as; None where it does not open, or he holds no position today."""
    token = find_token(plain, PURPOSE, at=at)
    if token is None:
        return None
    user = User.objects.filter(pk=token.subject_id, is_active=True).first()
    if user is None or not user.held_positions:
        return None
    return token, user
