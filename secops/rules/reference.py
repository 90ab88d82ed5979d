"""What a recommendation refers to: a CVE, a CWE, an address, a clause of a standard or a law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

#: So many are enough for one text.
MOST = 20
LONGEST = 300


class Kind(StrEnum):
    """The kinds of reference; the order in which they are tried."""

    CVE = "cve"
    CWE = "cwe"
    URL = "url"
    CLAUSE = "clause"


@dataclass(frozen=True, slots=True)
class Reference:
    """One checked reference, written as its makers write it."""

    kind: Kind
    text: str


class ReferenceRefused(Exception):
    """A line is no reference that we know; fit for the page."""

    def __init__(self, line: str) -> None:
        """Name the line and how it should look."""
        super().__init__(
            f"“{line[:60]}” bukan rujukan yang dikenal. Contoh: CVE-2026-12345, CWE-521, "
            "https://…, ISO/IEC 27001 A.8.5."
        )
        self.english = (
            f"“{line[:60]}” is no reference we know. Examples: CVE-2026-12345, CWE-521, "
            "https://…, ISO/IEC 27001 A.8.5."
        )


_CVE = re.compile(r"CVE-(?:1999|20\d\d)-\d{4,19}", re.IGNORECASE)
_CWE = re.compile(r"CWE-[1-9]\d{0,4}", re.IGNORECASE)
_URL = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?",
                  re.IGNORECASE)  # fmt: skip
_CLAUSE = re.compile(
    r"(?:ISO(?:/IEC)?|SNI|NIST|CIS|OWASP|PCI|RFC|UU|PP|Perpres|Permen\w*|Peraturan|Perwal|Perda|"
    r"Surat Edaran|SE)\b[^<>\x00-\x1f]*\d[^<>\x00-\x1f]*",
    re.IGNORECASE,
)


def parse(line: str) -> Reference:
    """Return one reference; ReferenceRefused says how one looks."""
    line = " ".join(line.split())
    if len(line) <= LONGEST:
        if _CVE.fullmatch(line):
            return Reference(Kind.CVE, line.upper())
        if _CWE.fullmatch(line):
            return Reference(Kind.CWE, line.upper())
        if _URL.fullmatch(line):
            return Reference(Kind.URL, line)
        if _CLAUSE.fullmatch(line):
            return Reference(Kind.CLAUSE, line)
    raise ReferenceRefused(line)


def parse_all(words: str) -> list[Reference]:
    """Return the references of a text, one a line, each once, in their order."""
    found = {parse(line): None for line in words.splitlines() if line.strip()}
    if len(found) > MOST:
        raise ReferenceRefused(f"{len(found)} > {MOST}")
    return list(found)


def address(reference: Reference) -> str:
    """Return where it can be read; empty for a clause."""
    if reference.kind is Kind.CVE:
        return f"https://www.cve.org/CVERecord?id={reference.text}"
    if reference.kind is Kind.CWE:
        return f"https://cwe.mitre.org/data/definitions/{reference.text[4:]}.html"
    return reference.text if reference.kind is Kind.URL else ""
