"""Letters on paper for whom no channel reaches, each with its own receipt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from secops.documents.papers import letterhead
from secops.documents.spelling import day
from secops.house.pdf import pdf
from secops.house.text import local
from secops.incidents.privacy.actions.listing import shown_name
from secops.incidents.privacy.actions.writing import approved_text
from secops.incidents.privacy.composers import parts_of, subject_line
from secops.incidents.privacy.models import Notice
from secops.incidents.privacy.people import Told, people_of
from secops.rules.privacy import BY_HAND_NEXT

TEMPLATE = Path(__file__).parent / "slips.typ"
#: So many letters in one file.
MOST = 500


def by_hand_next(people: Iterable[Told]) -> list[Told]:
    """Those whom nobody reaches but a human being, in their order."""
    return [one for one in people if one.standing in BY_HAND_NEXT]


@override("id")
def slips_pdf(notice: Notice, part: int = 1, *, at: datetime) -> bytes | None:
    """One page a person, the `part`-th 500 of them; None where no text is approved or nobody is
    left to be told on paper."""
    text = approved_text(notice)
    people = by_hand_next(people_of(notice))[(part - 1) * MOST : part * MOST]
    if text is None or not people:
        return None
    return pdf(
        TEMPLATE,
        letterhead()
        | {
            "title": subject_line(),
            "lang": "id",
            "number": f"{notice.code} v{text.version}",
            "date": f"{settings.CITY_SEAT}, {day(local(at).date())}",
            "people": [_("Yth. %(name)s") % {"name": shown_name(one.name)} for one in people],
            "paragraphs": [part.words for part in parts_of(text, on_paper=True)[1:]],
            "receipt": _("Tanda terima"),
            "signs": [_("Nama dan tanda tangan"), _("Hari, tanggal, jam")],
        },
    )
