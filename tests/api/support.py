"""Calling the API as somebody."""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.actions.tokens import PURPOSE
from accounts.models import ApiToken, User
from accounts.roles import ApiScope
from accounts.tokens import make_token

LIST = "/api/v1/recommendations"
BOTH = tuple(ApiScope)


def token_of(user: User, *, scopes: Collection[ApiScope] = BOTH, at: datetime | None = None) -> str:
    """A token that he made when he might, whatever he may today."""
    made = at or timezone.now() - timedelta(days=1)
    return make_token(
        "skrip", PURPOSE, user.pk, lasts=timedelta(days=30), scopes=scopes, by=user, at=made
    )[1]


def newest() -> ApiToken:
    return ApiToken.objects.latest("pk")


def get(
    token: str, address: str = LIST, query: dict[str, Any] | None = None, **headers: str
) -> Any:
    return Client().get(address, query, headers={"Authorization": f"Bearer {token}"} | headers)


def post(token: str, body: Any, *, key: str = "a", kind: str = "application/json") -> Any:
    sent = body if isinstance(body, str | bytes) else json.dumps(body)
    return Client().post(
        LIST, sent, content_type=kind,
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
    )  # fmt: skip


def wrong(answer: Any, status: int) -> dict[str, Any]:
    """The problem of an answer that refuses so."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    return told


def fields(answer: Any) -> dict[str, dict[str, str]]:
    """What is wrong with which field."""
    return {one["field"]: one for one in wrong(answer, 422)["errors"]}


def walk(token: str, **query: Any) -> list[str]:
    """The codes of all pages."""
    codes: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        answer = get(token, query=query | ({"cursor": cursor} if cursor else {}))
        assert answer.status_code == 200, answer.content
        page = answer.json()
        codes += [one["code"] for one in page["items"]]
        cursor = page["next_cursor"]
    return codes
