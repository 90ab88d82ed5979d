"""Reading CSAF 2.0 as the draft of a recommendation; the document has passed `csaf_tests`."""

from __future__ import annotations

import re
from typing import Any, Final

from secops.rules.exchange.csaf_out import file_name
from secops.rules.exchange.incoming import Draft, Remark, Urgent, kept, kept_references
from secops.rules.tlp import Marking

_TLP: Final = {
    "WHITE": Marking.CLEAR, "GREEN": Marking.GREEN, "AMBER": Marking.AMBER, "RED": Marking.RED,
}  # fmt: skip
_STRICT: Final = re.compile(r"TLP\s*:\s*AMBER\s*\+\s*STRICT", re.I)
_WORDS: Final = {
    "critical": Urgent.TODAY, "kritis": Urgent.TODAY, "hari ini": Urgent.TODAY,
    "high": Urgent.WEEK, "important": Urgent.WEEK, "tinggi": Urgent.WEEK, "minggu ini": Urgent.WEEK,
}  # fmt: skip
_NOTES: Final = ("summary", "description", "details", "general")


def draft_of(document: dict[str, Any], name: str) -> Draft:
    """The draft; `name` is what the file was called."""
    head = document["document"]
    tracking = head["tracking"]
    marking, remarks = _marking(head)
    text, more = kept("\n\n".join(_paragraphs(document)) or head["title"])
    references, lost = kept_references(_references(document))
    expected = file_name(tracking["id"])
    if name != expected:
        remarks.append((Remark.FILE_NAME, expected))
    if tracking["status"] == "draft":
        remarks.append((Remark.IS_DRAFT, ""))
    return Draft(
        title=kept(head["title"])[0][:200],
        text=text,
        marking=marking,
        urgency=_urgency(head, document),
        source_id=tracking["id"][:200],
        source_version=tracking["version"][:64],
        publisher=head["publisher"]["name"][:200],
        references=references,
        remarks=(*remarks, *more, *lost),
    )


def _marking(head: dict[str, Any]) -> tuple[Marking, list[tuple[Remark, str]]]:
    """The label; words may close further than the label can say, never open."""
    distribution = head.get("distribution", {})
    label = distribution.get("tlp", {}).get("label")
    marking = _TLP.get(label, Marking.AMBER)
    remarks = [] if label else [(Remark.NO_MARKING, "")]
    words = [distribution.get("text", ""), *(one["text"] for one in head.get("notes", []))]
    if marking is Marking.AMBER and any(_STRICT.search(text) for text in words):
        return Marking.AMBER_STRICT, [*remarks, (Remark.STRICTER_IN_WORDS, "")]
    return marking, remarks


def _paragraphs(document: dict[str, Any]) -> list[str]:
    """Notes of the document, then of each vulnerability what to do."""
    notes = document["document"].get("notes", [])
    found = [one["text"] for kind in _NOTES for one in notes if one["category"] == kind]
    for one in document.get("vulnerabilities", []):
        name = one.get("cve") or one.get("title") or ""
        steps = [row["details"] for row in one.get("remediations", [])]
        words = [row["text"] for row in one.get("notes", []) if row["category"] in _NOTES]
        line = "\n".join([*words[:1], *steps])
        if name or line:
            found.append(f"{name}: {line}" if name and line else name or line)
    return found


def _references(document: dict[str, Any]) -> list[tuple[str, str]]:
    rows = list(document["document"].get("references", []))
    found = []
    for one in document.get("vulnerabilities", []):
        rows += one.get("references", [])
        if "cve" in one:
            found.append((one["cve"], f"https://www.cve.org/CVERecord?id={one['cve']}"))
    return found + [(one["summary"], one["url"]) for one in rows]


def _urgency(head: dict[str, Any], document: dict[str, Any]) -> Urgent:
    said = head.get("aggregate_severity", {}).get("text", "").strip().lower()
    if said in _WORDS:
        return _WORDS[said]
    scores = [
        one["cvss_v3"]["baseScore"]
        for row in document.get("vulnerabilities", [])
        for one in row.get("scores", [])
        if "cvss_v3" in one
    ]
    worst = max(scores, default=0)
    return Urgent.TODAY if worst >= 9 else Urgent.WEEK if worst >= 7 else Urgent.MONTH
