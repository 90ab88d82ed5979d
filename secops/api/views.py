"""Doors of the API: a token, a body, an answer in JSON."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from accounts.access import open_to_all
from accounts.tokens import find_token
from secops.api.described import PREFIX, description
from secops.api.keys import checked_key
from secops.api.problems import Refused, problem
from secops.api.pushes import KeyReused, PushRefused, push_sessions
from secops.compliance.sessions.tokens import PURPOSE
from secops.intake.tabular import FileRefused

#: Of Swagger's own page, which reads them from an element of the page, not from a script.
SWAGGER = {
    "url": f"{PREFIX}openapi.json",
    "deepLinking": True,
    "persistAuthorization": False,
    "defaultModelsExpandDepth": 0,
}


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
    try:
        key = checked_key(request.headers.get("Idempotency-Key", ""))
        given = json.loads(request.body)
    except Refused as refused:
        return refused.answer
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


@require_safe
@open_to_all("leads to the description, which holds no data")
def front(request: HttpRequest) -> HttpResponse:
    """Whoever types the bare address wants to read how it works."""
    return redirect("api-docs")


@require_safe
@open_to_all("the description of the API holds no data")
def openapi(request: HttpRequest) -> HttpResponse:
    """What the API takes and says, for programs."""
    return JsonResponse(description())


@require_safe
@open_to_all("the description of the API holds no data")
def docs(request: HttpRequest) -> HttpResponse:
    """The description to read and to try out."""
    return render(request, "api/docs.html", {"swagger": SWAGGER})


@csrf_exempt
@open_to_all("says that nothing is there")
def unknown(request: HttpRequest, name: str) -> HttpResponse:
    """An address that the API does not know."""
    return problem(HTTPStatus.NOT_FOUND, "The API knows no such address; see /api/v1/docs")
