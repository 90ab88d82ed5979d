"""What an approved public statement fills into a press release: its words and answers, no more."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy

from accounts.models import User
from secops.documents.bases import Basis, Ready, office_contact
from secops.incidents.models import PublicStatement
from secops.rules.statement import State

#: Another person has agreed to the words, and they still hold.
RELEASED = frozenset({State.APPROVED, State.PUBLISHED})


def _rows(user: User) -> list[PublicStatement]:
    states = [state.value for state in RELEASED]
    rows = PublicStatement.objects.visible_to(user).filter(state__in=states)
    return list(rows.order_by("-written_at", "-pk"))


def offered(user: User) -> list[tuple[str, str]]:
    """The statements that hold, the newest first."""
    return [(one.code, f"{one.code} {headline(one)}") for one in _rows(user)]


def headline(statement: PublicStatement) -> str:
    """The first sentence of its words."""
    first = " ".join(statement.text.split()).split(". ")[0].rstrip(".")
    return first if len(first) <= 200 else f"{first[:199].rsplit(' ', 1)[0]}…"


def release_of(code: str, user: User, at: datetime) -> Ready | None:
    """The words as they were agreed, the approved answers, the next word that was promised."""
    found = next((one for one in _rows(user) if one.code == code), None)
    if found is None:
        return None
    answers = found.answers.filter(approved_at__isnull=False, withdrawn_at=None)
    text = found.text + (f"\n\nRalat: {found.correction}" if found.correction else "")
    ahead = found.next_word_at if found.next_word_at and found.next_word_at > at else None
    return Ready(
        subject=headline(found),
        about_url=found.get_absolute_url(),
        fields={
            "text": text,
            "questions": [[one.question, one.answer] for one in answers],
            "next_word_at": ahead,
            "contact": office_contact(),
        },
    )


RELEASE = Basis(gettext_lazy("Dari pernyataan resmi yang disetujui"), offered, release_of)
