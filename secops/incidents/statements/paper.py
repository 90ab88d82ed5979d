"""A public statement on paper, as it is handed to the press."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from secops.house.pdf import pdf
from secops.house.text import wib
from secops.incidents.models import PublicStatement
from secops.incidents.statements.words import next_word
from secops.rules.public_words import plain
from secops.rules.statement import State

TEMPLATE = Path(__file__).with_name("statement.typ")


def statement_paper(statement: PublicStatement) -> bytes:
    """The PDF. No officer's name stands on it; the office speaks."""
    return pdf(TEMPLATE, _data(statement))


def _data(statement: PublicStatement) -> dict[str, Any]:
    state = State(statement.state)
    day = statement.published_at or statement.written_at
    answers = statement.answers.filter(approved_at__isnull=False, withdrawn_at=None)
    return {
        "lang": (get_language() or "id")[:2],
        "title": _("Pernyataan resmi %(code)s") % {"code": statement.code},
        "city": settings.CITY_NAME,
        "office": settings.OFFICE_NAME,
        "number": statement.code,
        "when": wib(day),
        "state": _state_words(statement, state),
        "paragraphs": [plain(one) for one in statement.text.split("\n") if one.strip()],
        "correction": plain(statement.correction),
        "correction_label": _("Ralat"),
        "next": next_word(statement.next_word_at, at=day),
        "answers_label": _("Tanya jawab"),
        "answers": [[plain(one.question), plain(one.answer)] for one in answers],
        "note": _("Keterangan terbaru: %(address)s. Pertanyaan: %(phone)s.")
        % {
            "address": f"{settings.PUBLIC_BASE_URL.rstrip('/')}/status/",
            "phone": settings.HELP_DESK_PHONE or settings.OFFICE_NAME,
        },
    }


def _state_words(statement: PublicStatement, state: State) -> str:
    if state is State.PUBLISHED:
        return ""
    if state is State.SUPERSEDED:
        newer = statement.successors.out().order_by("-published_at").first()
        return _("Sudah diganti oleh %(code)s.") % {"code": newer.code if newer else "–"}
    return _("RANCANGAN, belum untuk diterbitkan")
