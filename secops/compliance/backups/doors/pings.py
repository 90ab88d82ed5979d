"""Ping addresses: the protocol of Healthchecks, which every backup tool already speaks.

Who knows the address reports a run, nothing else: no session, no sign-in. What differs from the
reference server on purpose: other methods than GET, HEAD and POST are refused (405), and the
question of a browser (OPTIONS) is answered without counting as a run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from accounts.access import network_address, open_to_all
from secops.compliance.backups.actions import (
    PingRefused,
    Target,
    Told,
    make_by_ping,
    take_ping,
    target_of,
    targets_by_slug,
)
from secops.compliance.backups.bodies import is_dear
from secops.compliance.backups.models import BODY_LIMIT, Ping

METHODS = ("GET", "HEAD", "POST")
#: So much of a longer body is read and thrown away, so that the caller is not cut off.
_READ_AT_MOST = 5 * 1024 * 1024
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)
_SLUG = re.compile(r"[a-z0-9_-]{1,100}")
LARGEST_EXIT_STATUS = 255

Door = Callable[..., HttpResponse]


def _of_the_protocol(door: Door) -> Door:
    """What all answers of the protocol have in common."""

    @wraps(door)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "OPTIONS":
            response = HttpResponse("OK")
            response["Access-Control-Allow-Methods"] = ", ".join(METHODS)
        elif request.method not in METHODS:
            response = HttpResponse("method not allowed", status=405)
        else:
            return door(request, *args, **kwargs)
        response["Allow"] = ", ".join((*METHODS, "OPTIONS"))
        return _marked(response)

    return answer


@open_to_all("who knows the address of a plan reports a run of it; nothing is shown")
@csrf_exempt
@never_cache
@_of_the_protocol
def ping(
    request: HttpRequest, code: UUID, kind: str = "success", exit_status: int | None = None
) -> HttpResponse:
    """A run of the plan with this address began, succeeded, failed, or has a line for the log."""
    problem, body = _problem(request, exit_status), _body(request)
    if problem is None and not is_dear(body.first):
        return _take(request, code, kind, exit_status, body)
    target = target_of(code)
    if target is None:
        return _refused("not found", 404)
    return problem or _take(request, target, kind, exit_status, body)


@open_to_all("who knows the ping key of a department reports runs of its plans; nothing is shown")
@csrf_exempt
@never_cache
@_of_the_protocol
def ping_by_slug(
    request: HttpRequest,
    key: str,
    slug: str,
    kind: str = "success",
    exit_status: int | None = None,
) -> HttpResponse:
    """The same by ping key and slug; with "?create=1" the plan is made where there is none."""
    if not _SLUG.fullmatch(slug):
        return _refused("invalid url format", 400)
    found = targets_by_slug(key, slug)
    if len(found) > 1:
        return _refused("ambiguous slug", 409)
    problem, body = _problem(request, exit_status), _body(request)
    if found:
        return problem or _take(request, found[0], kind, exit_status, body)
    if request.GET.get("create") != "1":
        return _refused("not found", 404)
    made = None if problem else make_by_ping(key, slug, at=timezone.now())
    if made is None:
        return problem or _refused("not found", 404)
    response = _take(request, made, kind, exit_status, body)
    if response.status_code == 200:
        response.content, response.status_code = b"Created", 201
    return response


@dataclass(frozen=True, slots=True)
class _Body:
    """The start of what was sent along, and how long the whole was."""

    first: bytes
    total: int


def _take(
    request: HttpRequest, target: Target | UUID, kind: str, exit_status: int | None, body: _Body
) -> HttpResponse:
    rid = request.GET.get("rid")
    told = Told(
        kind=Ping.Kind.FAIL if exit_status else Ping.Kind(kind),
        exit_status=exit_status,
        rid=UUID(rid) if rid is not None else None,
        body=body.first,
        total=body.total,
        remote_address=network_address(request),
        user_agent=request.headers.get("User-Agent", ""),
        method=request.method or "",
    )
    try:
        take_ping(target, told, at=timezone.now())
    except PingRefused:
        return _refused("not found", 404)
    return _marked(HttpResponse("OK"))


def _problem(request: HttpRequest, exit_status: int | None) -> HttpResponse | None:
    """What is wrong with the address, in the words of the reference server."""
    if exit_status is not None and exit_status > LARGEST_EXIT_STATUS:
        return _refused("invalid url format", 400)
    rid = request.GET.get("rid")
    if rid is not None and not _UUID.fullmatch(rid):
        return _refused("invalid uuid format", 400)
    return None


def _body(request: HttpRequest) -> _Body:
    """Read the body to its end, and keep its start."""
    first = request.read(BODY_LIMIT)
    total = len(first)
    while total < _READ_AT_MOST and (more := request.read(65_536)):
        total += len(more)
    declared = request.headers.get("Content-Length", "")
    return _Body(
        first, max(total, int(declared) if declared.isascii() and declared.isdigit() else 0)
    )


def _refused(words: str, status: int) -> HttpResponse:
    return HttpResponse(words, status=status)


def _marked(response: HttpResponse) -> HttpResponse:
    response["Ping-Body-Limit"] = str(BODY_LIMIT)
    response["Access-Control-Allow-Origin"] = "*"
    return response
