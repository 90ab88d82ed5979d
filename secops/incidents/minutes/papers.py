"""The official minutes of a meeting or a review: a document with number, PDF and QR code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from accounts.models import User
from secops.documents import spelling
from secops.documents.actions import DocumentRefused, draft_document
from secops.documents.models import Document
from secops.incidents.minutes.models import FollowUp
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.words import owner_words
from secops.rules.document import GONE


def stands(document: Document | None) -> bool:
    """Whether there is a paper that was neither given up nor taken back."""
    return document is not None and document.state not in GONE


def draft_paper(
    kind: str, minutes: Any, *, subject: str, fields: dict[str, Any], by: User, at: datetime
) -> Document:
    """Draft the paper of these minutes. Raises DeskRefused with words for the page."""
    try:
        return draft_document(
            kind, subject=subject, fields=fields, about_url=minutes.get_absolute_url(), by=by, at=at
        )
    except DocumentRefused as refused:
        raise DeskRefused(str(refused)) from refused


def present_rows(present: Iterable[str]) -> list[list[str]]:
    """``Leo Contoh, ketua tim, Diskominfo`` in the columns of who was there."""
    rows = []
    for one in present:
        name, _comma, rest = one.partition(",")
        title, _comma, body = rest.strip().partition(",")
        rows.append([name.strip(), title.strip(), body.strip()])
    return rows


def line_rows(lines: Iterable[FollowUp]) -> list[list[str]]:
    """Each line with who does it and by when, as far as something was made of it."""
    rows = []
    for line in lines:
        who, due = "", None
        if line.task is not None:
            who, due = owner_words(line.task), line.task.due_at
        elif line.directive is not None:
            who, due = f"Arahan {line.directive.code}", line.directive.due_at
        rows.append([line.text, who, spelling.moment_in_full(due) if due else ""])
    return rows
