"""Reading a MISP event as the draft of a recommendation.

Taken: title, reports, courses of action, comments of outside analysis, tags, links. Never taken:
credentials, persons, accounts. Other indicators are counted, not copied: they belong into a sensor.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from secops.rules.exchange.incoming import Draft, Remark, Urgent, kept, kept_references
from secops.rules.tlp import Marking, strictest

_TLP: Final = {
    "white": Marking.CLEAR, "clear": Marking.CLEAR, "green": Marking.GREEN,
    "amber": Marking.AMBER, "amber+strict": Marking.AMBER_STRICT, "red": Marking.RED,
}  # fmt: skip
_THREAT: Final = {"1": Urgent.TODAY, "2": Urgent.WEEK}
_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
#: Objects and types about people and what opens their accounts.
_SECRET_OBJECTS: Final = frozenset(
    {"credential", "person", "user-account", "victim", "ail-leak", "leaked-document", "passport"}
)
_SECRET_CATEGORIES: Final = frozenset({"Person", "Targeting data", "Financial fraud"})
_SECRET_TYPES: Final = re.compile(r"password|email|phone|target-|name|passport|account", re.I)
_WORD_TYPES: Final = frozenset({"comment", "text"})


class NoEvent(Exception):
    """It is JSON, and no MISP event; `where` says what is missing or wrong."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where


def draft_of(document: dict[str, Any]) -> Draft:
    """The draft of an event; NoEvent where it is none."""
    event = _mapping(document.get("Event"), "Event")
    title = _text(event, "info")
    uuid = _text(event, "uuid")
    if not title.strip():
        raise NoEvent("Event.info")
    if not _UUID.fullmatch(uuid):
        raise NoEvent("Event.uuid")
    if event.get("extends_uuid") and str(event["extends_uuid"]).lower() == uuid.lower():
        raise NoEvent("Event.extends_uuid")
    marking, remarks = _marking(event)
    words, links, left = _content(event)
    text, more = kept("\n\n".join(words) or title)
    references, lost = kept_references(links)
    remarks += [(remark, str(n)) for remark, n in sorted(left.items()) if n]
    return Draft(
        title=kept(title)[0][:200],
        text=text,
        marking=marking,
        urgency=_THREAT.get(str(event.get("threat_level_id", "")), Urgent.MONTH),
        source_id=uuid.lower(),
        source_version=_text(event, "timestamp")[:64],
        publisher=_text(_mapping(event.get("Orgc", {}), "Event.Orgc"), "name")[:200],
        references=references,
        remarks=(*remarks, *more, *lost),
    )


def _content(
    event: dict[str, Any],
) -> tuple[list[str], list[tuple[str, str]], Counter[Remark]]:
    """Words, links, and how much was left out of which kind."""
    left: Counter[Remark] = Counter()
    words = [_text(one, "content") for one in _rows(event, "EventReport") if not _gone(one)]
    links: list[tuple[str, str]] = []
    for one in _rows(event, "Object"):
        name = _text(one, "name")
        if name in _SECRET_OBJECTS:
            left[Remark.CREDENTIALS_LEFT_OUT] += 1
        elif name == "course-of-action" and not _gone(one):
            words += [_text(row, "value") for row in _rows(one, "Attribute") if _tells(row)]
        else:
            left[Remark.INDICATORS_LEFT_OUT] += len(_rows(one, "Attribute"))
    for one in _rows(event, "Attribute"):
        kind, value = _text(one, "type"), _text(one, "value")
        if _gone(one):
            continue
        if _SECRET_TYPES.search(kind) or _text(one, "category") in _SECRET_CATEGORIES:
            left[Remark.CREDENTIALS_LEFT_OUT] += 1
        elif kind in _WORD_TYPES:
            words.append(value)
        elif kind == "link" or (kind == "vulnerability" and value.upper().startswith("CVE-")):
            links.append((value, value) if kind == "link" else _cve(value.upper()))
        else:
            left[Remark.INDICATORS_LEFT_OUT] += 1
    return [one.strip() for one in words if one.strip()], links, left


def _cve(name: str) -> tuple[str, str]:
    return name, f"https://www.cve.org/CVERecord?id={name}"


def _tells(row: dict[str, Any]) -> bool:
    return _text(row, "object_relation") in ("name", "description", "objective")


def _gone(row: dict[str, Any]) -> bool:
    return row.get("deleted") in (True, "1", 1)


def _marking(event: dict[str, Any]) -> tuple[Marking, list[tuple[Remark, str]]]:
    """The strictest of its tags, of the event and of whatever is in it."""
    rows = [event]
    for key in ("Attribute", "Object", "EventReport"):
        rows += _rows(event, key)
    rows += [one for found in _rows(event, "Object") for one in _rows(found, "Attribute")]
    names = [_text(tag, "name").lower() for row in rows for tag in _rows(row, "Tag")]
    known = [_TLP[name[4:]] for name in names if name.startswith("tlp:") and name[4:] in _TLP]
    if not known:
        return Marking.AMBER, [(Remark.NO_MARKING, "")]
    return strictest(known), []


def _mapping(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise NoEvent(where)
    return value


def _rows(row: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = row.get(key) or []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise NoEvent(key)
    return value


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    return "" if value is None or isinstance(value, dict | list) else str(value)
