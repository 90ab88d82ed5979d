"""The statements as RSS 2.0 and Atom (RFC 4287): ids that stay, text that is text."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as xml

from django.conf import settings
from django.utils.translation import gettext as _

from dashboard.status.content import Content, PublicLine
from secops.house.text import wib
from secops.incidents.checks.showing import PublicState
from secops.rules.intervals import WIB

ATOM = "http://www.w3.org/2005/Atom"
#: So many statements a feed holds.
HELD = 50
#: Signs that no XML 1.0 document may hold.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(content: Content) -> bytes:
    """The Atom feed; its `updated` turns whenever the public page says something else."""
    lines, states = content.lines, content.states
    xml.register_namespace("", ATOM)
    feed = xml.Element(f"{{{ATOM}}}feed", {"xml:lang": "id"})
    _add(feed, "id", _address())
    _add(feed, "title", _title())
    _add(feed, "updated", _iso(_newest(content)))
    _add(feed, "link", rel="self", type="application/atom+xml", href=_address("feed.atom"))
    _add(feed, "link", rel="alternate", type="text/html", href=_address())
    author = xml.SubElement(feed, f"{{{ATOM}}}author")
    _add(author, "name", f"{settings.OFFICE_NAME}, {settings.CITY_NAME}")
    for line in lines[:HELD]:
        entry = xml.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "id", entry_id(line))
        _add(entry, "title", _heading(line))
        _add(entry, "published", _iso(line.published_at))
        _add(entry, "updated", _iso(line.changed_at))
        _add(entry, "link", rel="alternate", type="text/html", href=_address(f"{line.code}/"))
        _add(entry, "content", _words(line), type="text")
    for state in states[:HELD]:
        entry = xml.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "id", state_id(state))
        _add(entry, "title", f"{state.name}: {state.state}")
        _add(entry, "published", _iso(state.shown_at))
        _add(entry, "updated", _iso(state.changed_at))
        _add(entry, "link", rel="alternate", type="text/html", href=_address())
        _add(entry, "content", _checked(state), type="text")
    return _document(feed)


def rss(content: Content) -> bytes:
    """The RSS feed."""
    lines, states = content.lines, content.states
    root = xml.Element("rss", {"version": "2.0"})
    channel = xml.SubElement(root, "channel")
    for name, words in (
        ("title", _title()),
        ("link", _address()),
        ("description", _("Pernyataan resmi tentang insiden siber")),
        ("language", "id"),
        ("lastBuildDate", format_datetime(_newest(content).astimezone(WIB))),
    ):
        xml.SubElement(channel, name).text = _clean(words)
    link = {"rel": "self", "type": "application/rss+xml", "href": _address("feed.rss")}
    xml.register_namespace("atom", ATOM)
    xml.SubElement(channel, f"{{{ATOM}}}link", link)
    for line in lines[:HELD]:
        item = xml.SubElement(channel, "item")
        xml.SubElement(item, "title").text = _clean(_heading(line))
        xml.SubElement(item, "link").text = _address(f"{line.code}/")
        xml.SubElement(item, "guid", {"isPermaLink": "false"}).text = entry_id(line)
        xml.SubElement(item, "pubDate").text = format_datetime(line.published_at.astimezone(WIB))
        xml.SubElement(item, "description").text = _clean(_words(line))
    for state in states[:HELD]:
        item = xml.SubElement(channel, "item")
        xml.SubElement(item, "title").text = _clean(f"{state.name}: {state.state}")
        xml.SubElement(item, "link").text = _address()
        xml.SubElement(item, "guid", {"isPermaLink": "false"}).text = state_id(state)
        xml.SubElement(item, "pubDate").text = format_datetime(state.changed_at.astimezone(WIB))
        xml.SubElement(item, "description").text = _clean(_checked(state))
    return _document(root)


def entry_id(line: PublicLine) -> str:
    """An id that stays, wherever the page moves (RFC 4151)."""
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"
    return f"tag:{host},{line.published_at.astimezone(WIB):%Y-%m-%d}:{line.code}"


def state_id(state: PublicState) -> str:
    """Each look that is shown is an entry of its own; its id stays when it turns."""
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"
    return f"tag:{host},{state.shown_at.astimezone(WIB):%Y-%m-%d}:service-{state.pk}"


def _checked(state: PublicState) -> str:
    words = _("%(name)s: %(state)s, diperiksa %(when)s.")
    return words % {"name": state.name, "state": state.state, "when": wib(state.checked_at)}


def _heading(line: PublicLine) -> str:
    words = _("Pernyataan resmi %(code)s") % {"code": line.code}
    return f"{words} ({_('diganti yang baru')})" if line.superseded_at else words


def _words(line: PublicLine) -> str:
    parts = [line.text]
    if line.correction:
        parts.append(_("Ralat: %(words)s") % {"words": line.correction})
    if line.next_word:
        parts.append(line.next_word)
    if line.superseded_at:
        words = _("Diganti oleh %(code)s pada %(when)s.")
        parts.append(words % {"code": line.newer or "–", "when": wib(line.superseded_at)})
    return "\n\n".join(parts)


def _title() -> str:
    return _("%(city)s: pernyataan resmi") % {"city": settings.CITY_NAME}


def _newest(content: Content) -> datetime:
    moments = [one.changed_at for one in content.lines]
    moments += [one.changed_at for one in content.states]
    if content.taken_back_at is not None:
        moments.append(content.taken_back_at)
    return max(moments, default=datetime(2026, 1, 1, tzinfo=WIB))


def _address(path: str = "") -> str:
    return f"{settings.PUBLIC_BASE_URL.rstrip('/')}/status/{path}"


def _iso(moment: datetime) -> str:
    return moment.astimezone(WIB).isoformat(timespec="seconds")


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("", words)


def _add(parent: xml.Element, name: str, words: str = "", **attributes: str) -> None:
    element = xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if words:
        element.text = _clean(words)


def _document(root: xml.Element) -> bytes:
    made: bytes = xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return made
