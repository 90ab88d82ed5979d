"""The public pages by their path: the application and its static copy say exactly the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from dashboard.status import feeds
from dashboard.status.content import Content, language, public_content
from secops import house
from secops.incidents.models import PublicStatement
from secops.incidents.statements.paper import statement_paper

ROOT = "/status/"
STYLE = Path(__file__).with_name("status.css")
MARK = Path(house.__file__).parent / "static" / "house" / "mark.svg"
LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class Public:
    """One public file."""

    body: bytes
    content_type: str


HTML = "text/html; charset=utf-8"


def base(of: str) -> str:
    """Where the pages of a language begin."""
    return ROOT if of == "id" else f"{ROOT}{of}/"


def front(content: Content) -> Public:
    """The first page."""
    return _page("status/front.html", content, "")


def archive(content: Content) -> Public:
    """Everything that was said."""
    return _page("status/archive.html", content, "archive/")


def single(content: Content, code: str) -> Public | None:
    """One statement; None where nothing of that number is public."""
    line = next((one for one in content.lines if one.code == code), None)
    if line is None:
        return None
    answers = [one for one in content.answers if one.code == code]
    return _page("status/single.html", content, f"{code}/", line=line, asked=answers)


def paper(code: str) -> Public | None:
    """One statement as PDF, in Indonesian."""
    row = PublicStatement.objects.out().filter(code=code).first()
    return None if row is None else Public(statement_paper(row), "application/pdf")


def style() -> Public:
    """The stylesheet."""
    return Public(STYLE.read_bytes(), "text/css; charset=utf-8")


def mark() -> Public:
    """The mark in the browser's tab."""
    return Public(MARK.read_bytes(), "image/svg+xml")


def atom_feed(content: Content) -> Public:
    """The Atom feed."""
    return Public(feeds.atom(content), "application/atom+xml; charset=utf-8")


def rss_feed(content: Content) -> Public:
    """The RSS feed."""
    return Public(feeds.rss(content), "application/rss+xml; charset=utf-8")


def pages(*, at: datetime) -> dict[str, Public]:
    """Every page, feed and the stylesheet by path below ``/status/``; papers are made apart."""
    found: dict[str, Public] = {"status.css": style(), "mark.svg": mark()}
    for of in LANGUAGES:
        with translation.override(of):
            content = public_content(at=at)
            before = "" if of == "id" else f"{of}/"
            found[f"{before}index.html"] = front(content)
            found[f"{before}archive/index.html"] = archive(content)
            for line in content.lines:
                made = single(content, line.code)
                assert made is not None
                found[f"{before}{line.code}/index.html"] = made
            if of == "id":
                found["feed.rss"] = rss_feed(content)
                found["feed.atom"] = atom_feed(content)
    return found


def _page(template: str, content: Content, path: str, **more: Any) -> Public:
    of = language()
    other = "en" if of == "id" else "id"
    context = {
        "content": content,
        "base": base(of),
        "root": ROOT,
        "other": other,
        "other_url": f"{base(other)}{path}",
        "language": of,
        "city": settings.CITY_NAME,
        "office": settings.OFFICE_NAME,
        "help_phone": settings.HELP_DESK_PHONE,
        **more,
    }
    return Public(render_to_string(template, context).encode(), HTML)
