"""The tests of CSAF 2.0 that depend on the profile (6.1.26, 6.1.27)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from secops.rules.exchange.csaf_walk import Document, groups, vulnerabilities

Test = Callable[[Document], Iterable[str]]

INFORMATIONAL: Final = "csaf_informational_advisory"
RESPONSE: Final = "csaf_security_incident_response"
SECURITY: Final = "csaf_security_advisory"
VEX: Final = "csaf_vex"
KNOWN: Final = frozenset({"csaf_base", INFORMATIONAL, RESPONSE, SECURITY, VEX})
_TELLING: Final = frozenset({"description", "details", "general", "summary"})
_BARE: Final = {re.sub(r"[-_\s]", "", name.removeprefix("csaf_")) for name in KNOWN} - {"base"}


def category(doc: Document) -> str:
    return str(doc["document"]["category"])


def _of(profiles: set[str], test: Test) -> Test:
    return lambda doc: test(doc) if category(doc) in profiles else ()


def _prohibited(doc: Document) -> Iterator[str]:
    name = category(doc)
    bare = re.sub(r"[-_\s]", "", name.lower()).removeprefix("csaf")
    if name not in KNOWN and (name.lower().startswith("csaf_") or bare in _BARE):
        yield "/document/category"


def _no_note(doc: Document) -> Iterator[str]:
    if not _TELLING & {one["category"] for one in doc["document"].get("notes", [])}:
        yield "/document/notes"


def _no_reference(doc: Document) -> Iterator[str]:
    rows = doc["document"].get("references", [])
    if not any(one.get("category", "external") == "external" for one in rows):
        yield "/document/references"


def _has_vulnerabilities(doc: Document) -> Iterator[str]:
    if "vulnerabilities" in doc:
        yield "/vulnerabilities"


def _missing(key: str) -> Test:
    return lambda doc: () if key in doc else [f"/{key}"]


def _each(lacks: Callable[[dict[str, Any]], bool]) -> Test:
    return lambda doc: [where for where, one in vulnerabilities(doc) if lacks(one)]


def _no_vex_status(one: dict[str, Any]) -> bool:
    wanted = {"fixed", "known_affected", "known_not_affected", "under_investigation"}
    return not wanted & one.get("product_status", {}).keys()


def _covered(doc: Document, one: dict[str, Any], parts: list[dict[str, Any]]) -> set[str]:
    members = {row["group_id"]: row["product_ids"] for row in groups(doc)}
    found = {name for row in parts for name in row.get("product_ids", [])}
    return found.union(*(members.get(g, []) for row in parts for g in row.get("group_ids", [])))


def _no_impact(doc: Document) -> Iterator[str]:
    for where, one in vulnerabilities(doc):
        wanted = set(one.get("product_status", {}).get("known_not_affected", []))
        threats = [row for row in one.get("threats", []) if row["category"] == "impact"]
        if wanted - _covered(doc, one, [*threats, *one.get("flags", [])]):
            yield where


def _no_action(doc: Document) -> Iterator[str]:
    for where, one in vulnerabilities(doc):
        wanted = set(one.get("product_status", {}).get("known_affected", []))
        if wanted - _covered(doc, one, one.get("remediations", [])):
            yield where


PROFILE_TESTS: Final[dict[str, Test]] = {
    "6.1.26": _prohibited,
    "6.1.27.1": _of({INFORMATIONAL, RESPONSE}, _no_note),
    "6.1.27.2": _of({INFORMATIONAL, RESPONSE}, _no_reference),
    "6.1.27.3": _of({INFORMATIONAL}, _has_vulnerabilities),
    "6.1.27.4": _of({SECURITY, VEX}, _missing("product_tree")),
    "6.1.27.5": _of({SECURITY, VEX}, _each(lambda one: "notes" not in one)),
    "6.1.27.6": _of({SECURITY}, _each(lambda one: "product_status" not in one)),
    "6.1.27.7": _of({VEX}, _each(_no_vex_status)),
    "6.1.27.8": _of({VEX}, _each(lambda one: not one.keys() & {"cve", "ids"})),
    "6.1.27.9": _of({VEX}, _no_impact),
    "6.1.27.10": _of({VEX}, _no_action),
    "6.1.27.11": _of({SECURITY, VEX}, _missing("vulnerabilities")),
}
