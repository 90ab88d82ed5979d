"""Doors of recommendations: read them, read one, post one."""

from __future__ import annotations

import hashlib
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Header, Query, Router, Status

from accounts.roles import ApiScope
from secops.advisories.actions import note_reading
from secops.api.bearer import PersonalToken, caller_of
from secops.api.frame import refuse_unknown
from secops.api.keys import checked_key
from secops.api.posting import post_recommendation
from secops.api.problems import Refused, form_problems, unfit, wrong_field
from secops.api.reading import Reader, narrowed, readable
from secops.api.schemas import (
    Problem,
    RecommendationFilters,
    RecommendationGiven,
    RecommendationPage,
    RecommendationText,
)
from secops.house.paging import keyset_page, unpack

#: The order in which they were entered: what comes in meanwhile stands at the end of the walk.
ORDER = ("pk",)

router = Router(tags=["recommendations"])
READ = PersonalToken(ApiScope.READ_RECOMMENDATIONS)
WRITE = PersonalToken(ApiScope.WRITE_RECOMMENDATIONS)


@router.get(
    "/recommendations",
    auth=READ,
    url_name="api-recommendations",
    operation_id="listRecommendations",
    summary="List recommendations",
    response={200: RecommendationPage, 401: Problem, 403: Problem, 422: Problem},
)
def list_recommendations(
    request: HttpRequest, wanted: Query[RecommendationFilters]
) -> RecommendationPage:
    """What the pages of the token's owner list, the oldest entry first."""
    refuse_unknown(request, RecommendationFilters.model_fields)
    user = caller_of(request).user
    if wanted.cursor and unpack(wanted.cursor, len(ORDER)) is None:
        words = "must be the next_cursor of the page before"
        raise Refused(unfit([wrong_field("cursor", wanted.cursor, words)]))
    found = narrowed(wanted, user)
    if not found.form.is_valid():
        raise Refused(unfit(form_problems(found.form)))
    page = keyset_page(found.qs, ORDER, wanted.cursor or "", wanted.limit)
    reader = Reader.of(user, page.rows)
    return RecommendationPage(
        items=[reader.line(row) for row in page.rows],
        next_cursor=page.next.removeprefix("cursor=") or None,
    )


@router.get(
    "/recommendations/{code}",
    auth=READ,
    url_name="api-recommendation",
    operation_id="readRecommendation",
    summary="Read one recommendation",
    response={200: RecommendationText, 401: Problem, 403: Problem, 404: Problem},
)
def read_recommendation(request: HttpRequest, code: str) -> RecommendationText:
    """One recommendation with its text; its author is told that it was read, as on the page."""
    user = caller_of(request).user
    found = readable(user).filter(code=code).first() if code.isprintable() else None
    if found is None:
        raise Http404
    note_reading(found, by=user, at=timezone.now())
    return Reader.of(user, [found]).text(found)


@router.post(
    "/recommendations",
    auth=WRITE,
    url_name="api-recommendations",
    operation_id="postRecommendation",
    summary="Post a recommendation",
    response={
        201: RecommendationText, 200: RecommendationText, 400: Problem, 401: Problem, 403: Problem,
        409: Problem, 413: Problem, 415: Problem, 422: Problem,
    },
)  # fmt: skip
def post(
    request: HttpRequest,
    response: HttpResponse,
    given: RecommendationGiven,
    idempotency_key: Header[str] = "",
) -> Status[RecommendationText]:
    """Post a recommendation as the owner of the token, in the name of his organisation.

    The same key and body again answer 200 with what the first made; another body is a conflict.
    """
    caller = caller_of(request)
    posted = post_recommendation(
        given,
        caller=caller,
        key=checked_key(idempotency_key),
        sha256=hashlib.sha256(request.body).hexdigest(),
        at=timezone.now(),
    )
    found = readable(caller.user).filter(code=posted.code).first()
    if found is None:
        raise Http404
    response["Location"] = reverse("api-recommendation", args=[found.code])
    status = HTTPStatus.OK if posted.again else HTTPStatus.CREATED
    return Status(status.value, Reader.of(caller.user, [found]).text(found))
