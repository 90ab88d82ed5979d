"""What a document of others says, as the draft of a recommendation. The original is kept beside."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from secops.rules.secrets import without_secrets
from secops.rules.tlp import Marking

MOST_TEXT = 20_000
MOST_REFERENCES = 50


class Remark(StrEnum):
    """What the office should know before it makes a recommendation of it."""

    FILE_NAME = "file_name"
    NO_MARKING = "no_marking"
    STRICTER_IN_WORDS = "stricter_in_words"
    IS_DRAFT = "is_draft"
    SHORTENED = "shortened"
    SECRETS_TAKEN_OUT = "secrets_taken_out"
    CREDENTIALS_LEFT_OUT = "credentials_left_out"
    INDICATORS_LEFT_OUT = "indicators_left_out"
    REFERENCES_LEFT_OUT = "references_left_out"


class Urgent(StrEnum):
    """How soon; the values are those of a recommendation."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Draft:
    """A recommendation to be, and what its source says of itself."""

    title: str
    text: str
    marking: Marking
    urgency: Urgent
    source_id: str
    source_version: str
    publisher: str
    references: tuple[tuple[str, str], ...] = ()
    #: (remark, what it is about)
    remarks: tuple[tuple[Remark, str], ...] = ()


def kept(text: str) -> tuple[str, list[tuple[Remark, str]]]:
    """The words as they may be kept, and what was done to them."""
    clean, changed = without_secrets(text.strip())
    remarks = [(Remark.SECRETS_TAKEN_OUT, "")] if changed else []
    if len(clean) > MOST_TEXT:
        remarks.append((Remark.SHORTENED, ""))
    return clean[:MOST_TEXT], remarks


def kept_references(
    rows: list[tuple[str, str]],
) -> tuple[tuple[tuple[str, str], ...], list[tuple[Remark, str]]]:
    """Addresses one may follow, each once; others are counted, not kept."""
    good = {
        url: what[:200]
        for what, url in rows
        if url.startswith(("https://", "http://")) and len(url) <= 500
    }
    some = [(what, url) for url, what in good.items()][:MOST_REFERENCES]
    lost = len({url for _what, url in rows}) - len(some)
    return tuple(some), [(Remark.REFERENCES_LEFT_OUT, str(lost))] if lost else []
