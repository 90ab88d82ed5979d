"""The mandatory tests of CSAF 2.0, section 6.1, as a table: number -> where a document fails it.

They are run on what has the form (`csaf_schema`). What is not in the table is named in `LEFT_OUT`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from secops.rules.exchange import csaf_versions as versions
from secops.rules.exchange import csaf_walk as walk
from secops.rules.exchange.csaf_profiles import PROFILE_TESTS
from secops.rules.exchange.csaf_schema import form_faults, moment
from secops.rules.exchange.csaf_walk import Document, repeated, vulnerabilities


@dataclass(frozen=True, slots=True)
class Fault:
    """A test that a document fails ("form": the schema), and where."""

    test: str
    where: str


Test = Callable[[Document], Iterable[str]]

#: So many faults tell what is wrong.
MOST: Final = 8
#: Tests that only matter to who computes with the values; we copy none of them anywhere.
LEFT_OUT: Final[dict[str, str]] = {
    "6.1.9": "computes CVSS scores anew; we show no score of others as ours",
    "6.1.10": "compares CVSS properties with the vector",
    "6.1.11": "names of CWE entries",
    "6.1.12": "registered language tags; the schema knows their form",
    "6.1.13": "package URLs; the schema knows their form",
}


def faults(document: Document) -> list[Fault]:
    """What keeps the document from being CSAF 2.0; empty when it is."""
    found = [Fault("form", where) for where in form_faults(document)]
    if not found:
        found = [Fault("form", where) for where in _long_versions(document)]
    if found:
        return found
    for number, test in TESTS.items():
        found += [Fault(number, where) for where in test(document)]
        if len(found) >= MOST:
            break
    return found[:MOST]


def _long_versions(doc: Document) -> Iterator[str]:
    tracking = doc["document"]["tracking"]
    texts = [tracking["version"], *(row["number"] for row in tracking["revision_history"])]
    if any(len(text) > versions.LONGEST or text != text.strip() for text in texts):
        yield "/document/tracking/version"


def _undefined(named: Iterable[walk.Place], known: Iterable[str]) -> Iterator[str]:
    there = set(known)
    return (where for where, name in named if name not in there)


def _groups(doc: Document) -> list[str]:
    return [str(one["group_id"]) for one in walk.groups(doc)]


_STATUS: Final = {
    "first_affected": "affected", "known_affected": "affected", "last_affected": "affected",
    "known_not_affected": "not", "first_fixed": "fixed", "fixed": "fixed",
    "under_investigation": "open",
}  # fmt: skip


def _contradicting(doc: Document) -> Iterator[str]:
    for where, one in vulnerabilities(doc):
        said: dict[str, str] = {}
        for key, names in one.get("product_status", {}).items():
            kind = _STATUS.get(key)
            for name in names if kind else ():
                if said.setdefault(name, str(kind)) != kind:
                    yield f"{where}/product_status/{key}"


def _two_scores(doc: Document) -> Iterator[str]:
    for where, one in vulnerabilities(doc):
        said = [
            f"{name} {score[kind].get('version', kind)}"
            for score in one.get("scores", [])
            for kind in ("cvss_v2", "cvss_v3")
            if kind in score
            for name in score["products"]
        ]
        if repeated(said):
            yield f"{where}/scores"


def _history(doc: Document) -> list[dict[str, Any]]:
    """The revisions by their dates; of the same moment by their numbers."""
    rows = doc["document"]["tracking"]["revision_history"]
    return sorted(rows, key=lambda row: (_at(row["date"]), versions.read(row["number"]).order))


def _at(text: str) -> float:
    at = moment(text)
    return at.timestamp() if at is not None else 0.0


def _unsorted(doc: Document) -> Iterator[str]:
    orders = [versions.read(row["number"]).order for row in _history(doc)]
    if orders != sorted(orders):
        yield "/document/tracking/revision_history"


def _not_latest(doc: Document) -> Iterator[str]:
    tracking = doc["document"]["tracking"]
    draft = tracking["status"] == "draft"
    last = versions.without_build(_history(doc)[-1]["number"], pre=not draft)
    if versions.without_build(tracking["version"], pre=not draft) != last:
        yield "/document/tracking/version"


def _version(doc: Document) -> versions.Version:
    return versions.read(doc["document"]["tracking"]["version"])


def _status(doc: Document) -> str:
    return str(doc["document"]["tracking"]["status"])


def _not_draft(doc: Document) -> Iterator[str]:
    if _version(doc).before_release and _status(doc) != "draft":
        yield "/document/tracking/status"


def _released_early(doc: Document) -> Iterator[str]:
    if _status(doc) in ("final", "interim"):
        for number, row in enumerate(doc["document"]["tracking"]["revision_history"]):
            if versions.read(row["number"]).major == 0:
                yield f"/document/tracking/revision_history/{number}"


def _pre_in_history(doc: Document) -> Iterator[str]:
    for number, row in enumerate(doc["document"]["tracking"]["revision_history"]):
        if versions.read(row["number"]).pre:
            yield f"/document/tracking/revision_history/{number}/number"


def _pre_released(doc: Document) -> Iterator[str]:
    if _status(doc) in ("final", "interim") and _version(doc).pre:
        yield "/document/tracking/version"


def _missing_revision(doc: Document) -> Iterator[str]:
    rows = doc["document"]["tracking"]["revision_history"]
    majors = sorted({versions.read(row["number"]).major for row in rows})
    if majors[0] not in (0, 1) or majors != list(range(majors[0], majors[0] + len(majors))):
        yield "/document/tracking/revision_history"


def _two_revisions(doc: Document) -> Iterator[str]:
    rows = doc["document"]["tracking"]["revision_history"]
    if repeated([row["number"] for row in rows]):
        yield "/document/tracking/revision_history"


def _mixed_versions(doc: Document) -> Iterator[str]:
    tracking = doc["document"]["tracking"]
    texts = [tracking["version"], *(row["number"] for row in tracking["revision_history"])]
    if len({versions.read(text).whole for text in texts}) > 1:
        yield "/document/tracking/version"


def _two_cves(doc: Document) -> list[str]:
    names = [one["cve"] for _where, one in vulnerabilities(doc) if "cve" in one]
    return [f"/vulnerabilities ({name})" for name in repeated(names)]


def _two_involvements(doc: Document) -> Iterator[str]:
    for where, one in vulnerabilities(doc):
        rows = one.get("involvements", [])
        if repeated([f"{row['party']} {_at(row['date'])}" for row in rows if "date" in row]):
            yield f"{where}/involvements"


def _two_hashes(doc: Document) -> Iterator[str]:
    for product in walk.products(doc):
        for row in product.get("product_identification_helper", {}).get("hashes", []):
            if repeated([one["algorithm"] for one in row["file_hashes"]]):
                yield f"/product_tree ({product['product_id']})"


def _translation(doc: Document) -> Iterator[str]:
    head = doc["document"]
    if head["publisher"]["category"] == "translator" and "source_lang" not in head:
        yield "/document/source_lang"


def _same_language(doc: Document) -> Iterator[str]:
    head = doc["document"]
    if "source_lang" in head and head["source_lang"].lower() == head.get("lang", "").lower():
        yield "/document/lang"


def _nameless(part: str) -> Test:
    def test(doc: Document) -> Iterator[str]:
        for where, one in vulnerabilities(doc):
            for number, row in enumerate(one.get(part, [])):
                if not row.keys() & {"product_ids", "group_ids"}:
                    yield f"{where}/{part}/{number}"

    return test


_RANGE: Final = re.compile(
    r"[<>]|\b(all|any|before|after|prior|earlier|later|until|through|versions?)\b", re.I
)


def _ranges(doc: Document) -> Iterator[str]:
    for one in walk.branches(doc):
        if one["category"] == "product_version" and _RANGE.search(one["name"]):
            yield f"/product_tree/branches ({one['name'][:40]})"


def _two_flags(doc: Document) -> Iterator[str]:
    members = {one["group_id"]: one["product_ids"] for one in walk.groups(doc)}
    for where, one in vulnerabilities(doc):
        said: list[str] = []
        for row in one.get("flags", []):
            grouped = [
                name for group in row.get("group_ids", []) for name in members.get(group, [])
            ]
            said += sorted({*row.get("product_ids", []), *grouped})
        if repeated(said):
            yield f"{where}/flags"


TESTS: Final[dict[str, Test]] = {
    "6.1.1": lambda doc: _undefined(walk.named_products(doc), walk.product_ids(doc)),
    "6.1.2": lambda doc: [f"/product_tree ({one})" for one in repeated(walk.product_ids(doc))],
    "6.1.3": lambda doc: [f"/product_tree/relationships ({one})" for one in walk.circular(doc)],
    "6.1.4": lambda doc: _undefined(walk.named_groups(doc), _groups(doc)),
    "6.1.5": lambda doc: [f"/product_tree ({one})" for one in repeated(_groups(doc))],
    "6.1.6": _contradicting,
    "6.1.7": _two_scores,
    "6.1.14": _unsorted,
    "6.1.15": _translation,
    "6.1.16": _not_latest,
    "6.1.17": _not_draft,
    "6.1.18": _released_early,
    "6.1.19": _pre_in_history,
    "6.1.20": _pre_released,
    "6.1.21": _missing_revision,
    "6.1.22": _two_revisions,
    "6.1.23": _two_cves,
    "6.1.24": _two_involvements,
    "6.1.25": _two_hashes,
    **PROFILE_TESTS,
    "6.1.28": _same_language,
    "6.1.29": _nameless("remediations"),
    "6.1.30": _mixed_versions,
    "6.1.31": _ranges,
    "6.1.32": _nameless("flags"),
    "6.1.33": _two_flags,
}
