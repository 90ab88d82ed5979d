"""The public doors: no sign-in, no cookie, no script; only GET."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from accounts.access import open_to_all
from dashboard.status import site
from dashboard.status.content import Content, public_content
from dashboard.status.site import Public

#: So long a copy on the way may be shown: a new word is everywhere within two minutes.
FRESH = 60
WHY = "only what was published is read here"


def _answer(request: HttpRequest, made: Public | None, name: str = "") -> HttpResponse:
    """A public file, with what lets copies on the way be asked whether they still hold."""
    if made is None:
        raise Http404
    response = HttpResponse(made.body, content_type=made.content_type)
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    # Whoever is signed in gets it too, but no shared copy is made of an answer to him.
    shared = settings.SESSION_COOKIE_NAME not in request.COOKIES
    response["Cache-Control"] = f"{'public' if shared else 'private'}, max-age={FRESH}"
    if not name:
        etag = quote_etag(hashlib.sha256(made.body).hexdigest()[:32])
        response["ETag"] = etag
        answer = get_conditional_response(request, etag=etag, response=response)
        return answer or response
    return response


def _page(
    request: HttpRequest, language: str, make: Callable[[Content], Public | None]
) -> HttpResponse:
    with translation.override(language):
        return _answer(request, make(public_content(at=timezone.now())))


@open_to_all(WHY)
@require_safe
def front(request: HttpRequest, language: str = "id") -> HttpResponse:
    """How things are, and what was said."""
    return _page(request, language, site.front)


@open_to_all(WHY)
@require_safe
def archive(request: HttpRequest, language: str = "id") -> HttpResponse:
    """Everything that was said."""
    return _page(request, language, site.archive)


@open_to_all(WHY)
@require_safe
def single(request: HttpRequest, code: str, language: str = "id") -> HttpResponse:
    """One statement."""
    return _page(request, language, lambda content: site.single(content, code))


@open_to_all(WHY)
@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """One statement as PDF."""
    with translation.override("id"):
        return _answer(request, site.paper(code), f"{code.lower()}.pdf")


@open_to_all(WHY)
@require_safe
def rss(request: HttpRequest) -> HttpResponse:
    """The statements as RSS."""
    return _page(request, "id", site.rss_feed)


@open_to_all(WHY)
@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """The statements as Atom."""
    return _page(request, "id", site.atom_feed)


@open_to_all("the mark in the browser's tab")
@require_safe
def mark(request: HttpRequest) -> HttpResponse:
    """The mark."""
    return _answer(request, site.mark())


@open_to_all("the stylesheet of the public page")
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """The stylesheet."""
    return _answer(request, site.style())
