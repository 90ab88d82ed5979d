"""Tokens with which an application pushes its own open sessions."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import ApiToken, User
from accounts.tokens import make_token
from secops.audit.actions import record
from secops.compliance.sessions.actions import check_manages
from secops.inventory.models import Application

PURPOSE = "sessions"
#: How long a token may last, in days (policy).
DAYS = (30, 90, 365)


def tokens_of(application: Application) -> QuerySet[ApiToken]:
    """All tokens ever made for an application, the newest first."""
    return ApiToken.objects.filter(purpose=PURPOSE, subject_id=application.pk)


@transaction.atomic
def make_push_token(
    application: Application, name: str, *, days: int, by: User, at: datetime
) -> tuple[ApiToken, str]:
    """Make a token that brings the open sessions of this application and nothing else."""
    check_manages(by, application)
    assert days in DAYS
    token, plain = make_token(
        name.strip(), PURPOSE, application.pk, lasts=timedelta(days=days), by=by, at=at
    )
    record(
        "api_token.made", application, by=by, at=at, department_id=application.owner_id,
        name=token.name, days=days,
    )  # fmt: skip
    return token, plain


@transaction.atomic
def revoke_push_token(
    application: Application, token_id: int, *, by: User, at: datetime
) -> ApiToken | None:
    """End a token; None where the application has no such token."""
    check_manages(by, application)
    token = tokens_of(application).select_for_update().filter(pk=token_id).first()
    if token is not None and token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record(
            "api_token.revoked", application, by=by, at=at, department_id=application.owner_id,
            name=token.name,
        )  # fmt: skip
    return token
