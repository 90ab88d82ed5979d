"""Doors of the API: a token, a body, an answer in JSON."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from accounts.access import open_to_all
from accounts.tokens import find_token
from secops.api.problems import problem
from secops.api.pushes import KeyReused, PushRefused, push_sessions
from secops.compliance.sessions.tokens import PURPOSE
from secops.intake.tabular import FileRefused

KEY_LENGTH = 100


@csrf_exempt
@open_to_all("a bearer token that opens this alone, for one application")
def sessions(request: HttpRequest) -> HttpResponse:
    """POST /api/v1/sessions: the open sessions of the token's application."""
    if request.method != "POST":
        return problem(
            HTTPStatus.METHOD_NOT_ALLOWED, "Only POST is known here", headers={"Allow": "POST"}
        )
    at = timezone.now()
    kind, _blank, plain = request.headers.get("Authorization", "").partition(" ")
    token = find_token(plain.strip(), PURPOSE, at=at) if kind.casefold() == "bearer" else None
    if token is None:
        return problem(
            HTTPStatus.UNAUTHORIZED,
            "A valid bearer token is needed",
            headers={"WWW-Authenticate": 'Bearer realm="sessions"'},
        )
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= KEY_LENGTH or not key.isprintable():
        return problem(
            HTTPStatus.BAD_REQUEST, f"Idempotency-Key of 1 to {KEY_LENGTH} signs is needed"
        )
    try:
        given = json.loads(request.body)
    except RequestDataTooBig:
        return problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is over 5 MiB; send it in parts"
        )
    except (ValueError, RecursionError):
        return problem(HTTPStatus.BAD_REQUEST, "The body is no JSON")
    try:
        pushed = push_sessions(request.body, given, token=token, key=key, at=at)
    except KeyReused:
        return problem(
            HTTPStatus.CONFLICT, "This Idempotency-Key stood for another body; choose a new one"
        )
    except FileRefused as refused:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, refused.sentence_en)
    except PushRefused as refused:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, str(refused), errors=refused.errors)
    answer = JsonResponse(
        {"file": pushed.file.pk, "again": pushed.again, **pushed.file.counts},
        status=HTTPStatus.OK if pushed.again else HTTPStatus.CREATED,
    )
    answer["Cache-Control"] = "no-store"
    return answer
