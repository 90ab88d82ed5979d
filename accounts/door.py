"""What every page behind an answer link shares: who knocks, and the frame of the page.

The door itself stands in `dashboard.door`; an app that answers a purpose of its own speaks to it
through this, and imports nothing from above.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from accounts.models import AnswerLink

#: How the other language is asked for, without a cookie.
LANGUAGE = "bahasa"


class Knock(Protocol):
    """Somebody stands at the door with a link that exists (see `dashboard.door.purposes`)."""

    @property
    def request(self) -> HttpRequest: ...
    @property
    def link(self) -> AnswerLink: ...
    @property
    def here(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def is_post(self) -> bool: ...
    def address(self, **query: object) -> str: ...


def other_language() -> str:
    """The one of the two languages that this page is not in."""
    return "id" if (get_language() or "id").startswith("en") else "en"


def door_page(
    knock: Knock, template: str, title: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page that extends `house/door.html`: no session, no menu, no token in its forms (the link
    is the secret), kept by nobody on the way."""
    other = other_language()
    frame = {
        "title": title,
        "here": knock.address(),
        "city": settings.CITY_NAME,
        "office": settings.OFFICE_NAME,
        "help_phone": settings.HELP_DESK_PHONE,
        "other_language": other,
        "other_language_url": f"{knock.here}?{LANGUAGE}={other}",
    }
    return unseen(HttpResponse(render_to_string(template, frame | context), status=status))


def unseen(response: HttpResponse) -> HttpResponse:
    """The answer, to be neither indexed nor kept."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
