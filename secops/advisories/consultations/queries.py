"""Page-shaped reads of consultations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from secops.advisories.consultations.actions import invitation_holds
from secops.advisories.consultations.models import Consultation, Invitation, Word
from secops.advisories.portal import Asked
from secops.advisories.queries import own_organisations
from secops.house.text import wib
from secops.incidents.models import Incident


def consultations_for(user: User) -> QuerySet[Consultation]:
    """What the user may read, with the invited counted."""
    rows = Consultation.objects.visible_to(user).select_related(
        "incident", "meeting", "created_by__person"
    )
    standing = Q(invitations__withdrawn_at=None)
    return rows.annotate(n_invited=Count("invitations", filter=standing))


def look_of(found: Consultation, *, at: datetime) -> tuple[str, str, str]:
    """Tone, symbol and word of where it stands."""
    if found.cancelled_at is not None:
        return "quiet", "■", _("Dibatalkan")
    if found.meeting_id is not None:
        return "ok", "✓", _("Notula tercatat")
    if found.ends_at <= at:
        return "late", "▲", _("Notula belum dicatat")
    return "info", "●", _("Diundang")


def guest_look(found: Consultation, *, at: datetime) -> tuple[str, str, str]:
    """The same for who was invited: our minutes are no concern of his."""
    if found.cancelled_at is None and found.ends_at <= at:
        return "quiet", "○", _("Sudah lewat")
    return look_of(found, at=at)


def facts_of(found: Consultation) -> list[tuple[str, object]]:
    return [
        (_("Waktu"), f"{wib(found.starts_at)} – {wib(found.ends_at)}"),
        (_("Tempat"), found.place),
        (_("Tanda"), found.get_tlp_display()),
        (_("Perubahan undangan"), found.sequence),
        (_("Dibuat"), f"{wib(found.created_at)}, {found.created_by.display_name}"),
    ]


def consultations_of(family: Sequence[Incident]) -> QuerySet[Consultation]:
    """Those about these incidents, whose letters belong to their dossier."""
    return Consultation.objects.filter(incident__in=family)


def letters_of(found: Consultation) -> list[tuple[str, str]]:
    """The organisations whose letter is drafted, and where it is."""
    rows = found.invitations.exclude(letter=None).select_related("organisation", "letter")
    return list(
        {
            one.organisation.name: one.letter.get_absolute_url()
            for one in rows
            if one.letter is not None
        }.items()
    )


def told_by_consultation(user: User) -> QuerySet[Incident]:
    """Incidents about which the user was invited to a consultation that was not called off."""
    if user.person is None:
        return Incident.objects.none()
    return Incident.objects.filter(
        consultations__cancelled_at=None,
        consultations__invitations__person=user.person,
        consultations__invitations__withdrawn_at=None,
        consultations__invitations__organisation__in=own_organisations(user),
    )


def own_invitations(user: User) -> QuerySet[Invitation]:
    """The user's own, for an organisation that he speaks for today; not those taken back."""
    if user.person is None:
        return Invitation.objects.none()
    rows = Invitation.objects.standing().filter(
        person=user.person, organisation__in=own_organisations(user)
    )
    return rows.select_related("consultation", "person", "organisation")


#: How a partner is told by it.
BY_CONSULTATION = gettext_lazy("%(code)s (konsultasi)")


def asked_to_meet(user: User, at: datetime) -> list[Asked]:
    """The meetings that a partner is invited to and that are not over, the next one first."""
    coming = own_invitations(user).filter(
        consultation__cancelled_at=None, consultation__ends_at__gt=at
    )
    return [
        Asked(
            _("%(code)s: rapat %(when)s, %(place)s. Saran dapat dikirim sejak sekarang.")
            % {"code": one.code, "when": wib(one.starts_at), "place": one.place},
            reverse("partner-meeting", args=[one.code]),
        )
        for one in Consultation.objects.filter(pk__in=coming.values("consultation")).order_by(
            "starts_at"
        )
    ]


def words_to_confirm(user: User, at: datetime) -> list[Asked]:
    """What the minute-taker wrote in his name and he has not confirmed yet."""
    return [
        Asked(
            _("%(code)s: pastikan saran yang kami catat atas nama Anda")
            % {"code": one.invitation.consultation.code},
            reverse("partner-word", args=[one.pk]),
        )
        for one in unconfirmed_of(user).order_by("typed_at")
        if invitation_holds(one.invitation, at)
    ]


def unconfirmed_of(user: User) -> QuerySet[Word]:
    """Words typed in the user's own name that wait for him."""
    if user.person is None:
        return Word.objects.none()
    rows = Word.objects.filter(
        invitation__person=user.person,
        invitation__organisation__in=own_organisations(user),
        confirmed_at=None,
    )
    return rows.select_related("invitation__consultation")
