"""Page-shaped reads of consultations."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from secops.advisories.consultations.models import Consultation
from secops.house.text import wib


def consultations_for(user: User) -> QuerySet[Consultation]:
    """What the user may read, with the invited counted."""
    rows = Consultation.objects.visible_to(user).select_related(
        "incident", "meeting", "letter", "created_by__person"
    )
    return rows.annotate(n_invited=Count("invitations"))


def look_of(found: Consultation, *, at: datetime) -> tuple[str, str, str]:
    """Tone, symbol and word of where it stands."""
    if found.cancelled_at is not None:
        return "quiet", "■", _("Dibatalkan")
    if found.meeting_id is not None:
        return "ok", "✓", _("Notula tercatat")
    if found.ends_at <= at:
        return "late", "▲", _("Notula belum dicatat")
    return "info", "●", _("Diundang")


def facts_of(found: Consultation) -> list[tuple[str, object]]:
    return [
        (_("Waktu"), f"{wib(found.starts_at)} – {wib(found.ends_at)}"),
        (_("Tempat"), found.place),
        (_("Tanda"), found.get_tlp_display()),
        (_("Perubahan undangan"), found.sequence),
        (_("Dibuat"), f"{wib(found.created_at)}, {found.created_by.display_name}"),
    ]
