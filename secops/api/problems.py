"""Errors as `application/problem+json` (RFC 9457): what is wrong, and in which row and column."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse


def problem(
    status: HTTPStatus,
    title: str,
    *,
    detail: str = "",
    errors: Sequence[dict[str, Any]] = (),
    headers: dict[str, str] | None = None,
) -> JsonResponse:
    """One answer that refuses; `errors` name row (from 1), column, value and problem."""
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status.value}
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = list(errors)
    answer = JsonResponse(
        body, status=status.value, content_type="application/problem+json", headers=headers
    )
    answer["Cache-Control"] = "no-store"
    return answer
