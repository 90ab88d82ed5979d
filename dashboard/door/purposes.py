"""What a link is for, and who answers the door then. `secops/wiring.py` fills the table.

An app above adds a purpose by one line: purpose -> a function that gets the knock and answers it.
Of GET and HEAD it changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language

from accounts.door import LANGUAGE, other_language, unseen
from accounts.models import AnswerLink


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody stands at the door with a link that exists."""

    request: HttpRequest
    link: AnswerLink
    #: The address of this page, for forms and links.
    here: str
    #: He typed the code instead of opening the link.
    by_code: bool
    at: datetime

    @property
    def is_post(self) -> bool:
        return self.request.method == "POST"

    def address(self, **query: object) -> str:
        """This page with a query, in the language that was chosen."""
        chosen = self.request.GET.get(LANGUAGE)
        parts = {LANGUAGE: chosen} if chosen in dict(settings.LANGUAGES) else {}
        text = "&".join(f"{name}={value}" for name, value in (query | parts).items())
        return f"{self.here}?{text}" if text else self.here


Purpose = Callable[[Knock], HttpResponse]

#: purpose of a link -> who answers
PURPOSES: dict[str, Purpose] = {}


def page(
    template: str, context: dict[str, Any], *, knock: Knock | None = None, status: int = 200
) -> HttpResponse:
    """A whole page that extends `house/door.html`, without session and menu."""
    other = other_language()
    frame = {
        "city": settings.CITY_NAME,
        "office": settings.OFFICE_NAME,
        "help_phone": settings.HELP_DESK_PHONE,
        "short_name": settings.PUBLIC_SHORT_NAME,
        "other_language": other,
        "other_language_url": f"{knock.here if knock else ''}?{LANGUAGE}={other}",
    }
    return _answer(render_to_string(template, frame | context), status)


def framed(
    template: str, context: dict[str, Any], *, knock: Knock | None = None, status: int = 200
) -> HttpResponse:
    """A page whose template is only what stands inside `<main>`; the frame is rendered once.

    Every phone in the city may open this page within the same hour.
    """
    before, middle, after = _frame(
        get_language() or "id",
        str(context["title"]),
        settings.CITY_NAME,
        settings.OFFICE_NAME,
        settings.HELP_DESK_PHONE,
    )
    url = f"{knock.here if knock else ''}?{LANGUAGE}={other_language()}"
    content = render_to_string(template, context)
    return _answer(f"{before}{escape(url)}{middle}{content}{after}", status)


@lru_cache(maxsize=128)
def _frame(language: str, title: str, city: str, office: str, phone: str) -> tuple[str, str, str]:
    """The page up to the language switch, up to the content, and after it."""
    frame = {
        "title": title,
        "city": city,
        "office": office,
        "help_phone": phone,
        "other_language": other_language(),
        "other_language_url": "LANGUAGE-URL",
    }
    whole = render_to_string("door/frame.html", frame)
    before, rest = whole.split("LANGUAGE-URL")
    middle, after = rest.split("<!--content-->")
    return before, middle, after


def _answer(html: str, status: int) -> HttpResponse:
    return unseen(HttpResponse(html, status=status))
