"""Page-shaped reads of consultations."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from secops.advisories.consultations.models import Consultation, Invitation
from secops.advisories.portal import Asked
from secops.advisories.queries import own_organisations
from secops.house.text import wib
from secops.incidents.models import Incident


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


def told_by_consultation(user: User) -> QuerySet[Incident]:
    """Incidents about which the user was invited to a consultation that was not called off."""
    if user.person is None:
        return Incident.objects.none()
    return Incident.objects.filter(
        consultations__cancelled_at=None,
        consultations__invitations__person=user.person,
        consultations__invitations__organisation__in=own_organisations(user),
    )


#: How a partner is told by it.
BY_CONSULTATION = gettext_lazy("%(code)s (konsultasi)")


def asked_to_meet(user: User, at: datetime) -> list[Asked]:
    """The meetings that a partner is invited to and that are not over, the next one first."""
    if user.person is None:
        return []
    coming = Invitation.objects.filter(
        person=user.person,
        organisation__in=own_organisations(user),
        consultation__cancelled_at=None,
        consultation__ends_at__gt=at,
    )
    return [
        Asked(
            _("%(code)s: rapat %(when)s, %(place)s. Saran dapat dikirim sejak sekarang.")
            % {"code": one.code, "when": wib(one.starts_at), "place": one.place},
            reverse("recommendation-new"),
        )
        for one in Consultation.objects.filter(pk__in=coming.values("consultation")).order_by(
            "starts_at"
        )
    ]
