"""Errors as `application/problem+json` (RFC 9457): what is wrong, and where."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import JsonResponse

NAMED = 100


class Refused(Exception):
    """A door of the API refuses; `answer` is how it says so."""

    def __init__(self, answer: JsonResponse) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


def problem(
    status: HTTPStatus,
    title: str,
    *,
    detail: str = "",
    errors: Sequence[dict[str, Any]] = (),
    headers: dict[str, str] | None = None,
) -> JsonResponse:
    """One answer that refuses; `errors` name the place (a row from 1 and its column, or a field),
    value and problem."""
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


def wrong_field(field: str, value: Any, words: str) -> dict[str, Any]:
    """One field that cannot be taken. Long texts are not repeated: they may hold what is secret."""
    shown = "" if value is None or isinstance(value, dict | list) else str(value)
    return {"field": field, "value": shown if len(shown) <= 60 else "", "problem": words}


def unfit(errors: Sequence[dict[str, Any]]) -> JsonResponse:
    """The answer to fields that cannot be taken; all of them are named at once, up to `NAMED`."""
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY, "Some fields cannot be taken", errors=errors[:NAMED]
    )


def form_problems(form: forms.Form) -> list[dict[str, Any]]:
    """What a form of the pages could not take, field by field."""
    return [
        wrong_field("" if name == NON_FIELD_ERRORS else name, "", str(words))
        for name, all_words in form.errors.items()
        for words in all_words
    ]
