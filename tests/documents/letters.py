"""The least a letter needs, and a letter that went out."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from secops.documents.actions import approve_document, draft_document
from secops.documents.models import Document

NOON = datetime(2026, 11, 27, 5, 0, tzinfo=UTC)  # 12.00 WIB


def draft(by: User, *, kind: str = "letter", at: datetime = NOON, **more: Any) -> Document:
    given: dict[str, Any] = {
        "subject": "Undangan rapat evaluasi",
        "fields": {"text": "Mohon hadir pada rapat evaluasi."},
        "addressees": ["Kepala Dinas Sosial"],
    }
    return draft_document(kind, **(given | more), by=by, at=at)


def approved(by: User, lead: User, *, at: datetime = NOON, **more: Any) -> Document:
    number = more.pop("number", None)
    return approve_document(draft(by, at=at, **more), by=lead, at=at, number=number)
