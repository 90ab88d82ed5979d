"""Letters on paper for whom no channel reaches, each with its own receipt."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from secops.house.pdf import pdf
from secops.incidents.privacy.actions.writing import approved_text
from secops.incidents.privacy.composers import parts_of, subject_line
from secops.incidents.privacy.models import Notice
from secops.incidents.privacy.people import people_of
from secops.rules.privacy import BY_HAND_NEXT

TEMPLATE = Path(__file__).parent / "slips.typ"
#: So many letters in one file.
MOST = 500


@override("id")
def slips_pdf(notice: Notice) -> bytes | None:
    """One page a person; None where no text is approved or nobody needs one."""
    text = approved_text(notice)
    people = [one for one in people_of(notice) if one.standing in BY_HAND_NEXT][:MOST]
    if text is None or not people:
        return None
    return pdf(
        TEMPLATE,
        {
            "title": subject_line(),
            "lang": "id",
            "city": settings.CITY_NAME,
            "office": settings.OFFICE_NAME,
            "number": f"{notice.code} v{text.version}",
            "people": [_("Yth. %(name)s") % {"name": one.name} for one in people],
            "paragraphs": [part.words for part in parts_of(text)[1:]],
            "receipt": _("Tanda terima"),
            "signs": [_("Nama dan tanda tangan"), _("Hari, tanggal, jam")],
        },
    )
