"""The demo's mailbox: what left the product, so that a stranger sees it and can answer.

Only with `DEMO`: the mails hold answer links and sign-in codes of made-up people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.access import open_to_all

#: The newest so many are listed.
SHOWN = 60
#: Names that `secops.mailbox` gives its files: nanoseconds since 1970.
NAME = re.compile(r"\d{10,20}")
LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Mail:
    """One caught mail."""

    name: str
    at: datetime
    to: str
    subject: str
    text: str


@open_to_all("only with DEMO: mails of a made-up city, caught before they leave the machine")
def mails(request: HttpRequest) -> HttpResponse:
    """The newest mails."""
    found = sorted(_folder().glob("*.eml"), reverse=True)[:SHOWN]
    shown = [_read(path) for path in found if NAME.fullmatch(path.stem)]
    return render(
        request, "dashboard/mails.html", {"title": _("Email yang ditangkap"), "mails": shown}
    )


@open_to_all("only with DEMO: mails of a made-up city, caught before they leave the machine")
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail, its text part alone; addresses of this product can be followed."""
    path = _folder() / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise Http404
    found = _read(path)
    context = {"title": found.subject, "mail": found, "text": _with_links(found.text)}
    return render(request, "dashboard/mail.html", context)


def _folder() -> Path:
    if not settings.DEMO:
        raise Http404
    folder: Path = settings.VAR_DIR / "mail"
    return folder


def _read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain",))
    return Mail(
        path.stem,
        datetime.fromtimestamp(int(path.stem) / 1e9, tz=UTC),
        str(message["To"] or ""),
        str(message["Subject"] or _("(tanpa judul)")),
        body.get_content() if body is not None else "",
    )


def _with_links(text: str) -> SafeString:
    """The text, escaped; only addresses of this product become links, of this machine."""
    pieces: list[SafeString] = []
    start = 0
    for match in LINK.finditer(text):
        address = match[0].rstrip(".,)")
        if not address.startswith(f"{settings.PUBLIC_BASE_URL}/"):
            continue
        pieces.append(format_html("{}", text[start : match.start()]))
        place = address.removeprefix(settings.PUBLIC_BASE_URL)
        pieces.append(format_html('<a href="{}">{}</a>', place, address))
        start = match.start() + len(address)
    pieces.append(format_html("{}", text[start:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
