"""What every door of the typed API shares: English, problems, and answers that did not change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError, ValidationErrorContext

from accounts.access import open_to_all
from secops.api.bearer import unknown_token
from secops.api.problems import Refused, problem, unfit, wrong_field

#: Their values are never repeated: whoever typed a password into them should not find it in a log.
UNREPEATED = frozenset({"text", "title"})


class Api(NinjaAPI):
    """Ninja, speaking RFC 9457."""

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """Keep what was sent beside what is wrong with it."""
        return ValidationError(
            [
                _said(one)
                for context in error_contexts
                for one in context.pydantic_validation_error.errors(include_url=False)
            ]
        )

    def set_default_exception_handlers(self) -> None:
        """Every refusal is a problem; whatever else goes wrong is Django's business, and logged."""
        for kind, answer in HANDLERS:
            self.add_exception_handler(kind, answer)


def _said(one: Any) -> dict[str, Any]:
    # The first part of a place is the name of our own argument.
    place = [str(part) for part in one["loc"]][1:]
    kept_back = one["type"] in ("missing", "extra_forbidden") or UNREPEATED & set(place)
    return wrong_field(".".join(place)[:60], None if kept_back else one["input"], one["msg"])


HANDLERS: tuple[tuple[type[Exception], Callable[[HttpRequest, Any], HttpResponse]], ...] = (
    (Refused, lambda request, error: error.answer),
    (ValidationError, lambda request, error: unfit(error.errors)),
    (AuthenticationError, lambda request, error: unknown_token()),
    (HttpError, lambda request, error: problem(HTTPStatus.BAD_REQUEST, "The body is no JSON")),
    (Http404, lambda request, error: not_found()),
    (
        PermissionDenied,
        lambda request, error: problem(
            HTTPStatus.FORBIDDEN, "The owner of this token may not do this"
        ),
    ),
    (
        RequestDataTooBig,
        lambda request, error: problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is over 5 MiB"
        ),
    ),
)


def not_found() -> HttpResponse:
    """The answer for what is not there, or not for the caller: nobody learns which."""
    return problem(
        HTTPStatus.NOT_FOUND, "There is nothing of that name for the owner of this token"
    )


def refuse_unknown(request: HttpRequest, known: Iterable[str]) -> None:
    """Raise Refused for a parameter nobody knows, or that came twice: left out in silence it would
    widen the answer."""
    names = sorted(known)
    errors = [
        wrong_field(name[:60], None, f"unknown parameter; known are {', '.join(names)}")
        for name in request.GET
        if name not in names
    ] + [
        wrong_field(name, None, "give it once")
        for name in names
        if len(request.GET.getlist(name)) > 1
    ]
    if errors:
        raise Refused(unfit(errors))


def framed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A door of ninja as a door of ours."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override("en"):
            answer = _answered(view, request, *args, **kwargs)
        answer["Content-Language"] = "en"
        answer["Cache-Control"] = "no-store"
        return answer

    return open_to_all("a person's bearer token; it opens what the pages open to him")(door)


def _answered(
    view: Callable[..., HttpResponseBase], request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if request.method == "POST" and request.content_type != "application/json":
        return problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be sent as application/json"
        )
    answer = view(request, *args, **kwargs)
    if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = ", ".join(sorted(answer["Allow"].split(", ")))
        return problem(
            HTTPStatus.METHOD_NOT_ALLOWED,
            f"Only {allowed} are known here" if "," in allowed else f"Only {allowed} is known here",
            headers={"Allow": allowed},
        )
    if request.method == "GET" and isinstance(answer, HttpResponse) and answer.status_code == 200:
        answer["ETag"] = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
        return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer
    return answer
