"""Page-shaped reads of reviews; the panel of an incident; what keeps it from being closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.models import Directive
from secops.compliance.duties.origins import Origin
from secops.house.text import wib
from secops.incidents.folds import fold_line
from secops.incidents.lessons.models import Action, Review, ReviewQuerySet
from secops.incidents.minutes.queries import FollowUpLine, became, printed
from secops.incidents.models import Incident
from secops.incidents.paper import Paper, Part
from secops.rules.incident import OVER, Phase


def reviews_for(user: User) -> ReviewQuerySet:
    """The reviews the user may read, with their actions counted."""
    rows = Review.objects.visible_to(user).select_related(
        "incident", "document", "recorded_by__person"
    )
    return rows.counted()


def actions_of(review: Review, user: User | None = None) -> list[FollowUpLine]:
    """Each action with the task or order it became; an open one with the buttons of the user."""
    lines = []
    for one in review.actions.select_related("task", "directive"):
        found = became(one)
        asked = user if not found.url else None
        lines.append(FollowUpLine(one, found, _buttons(review, one, asked) if asked else ()))
    return lines


def _buttons(review: Review, one: Action, user: User) -> list[tuple[str, str]]:
    """A task needs an incident that is handled; an order outlives it."""
    if not user.may(Permission.WRITE_INCIDENT):
        return []
    key, buttons = [review.code, one.rank], []
    if Phase(review.incident.phase) not in OVER:
        buttons.append((_("Jadikan tugas"), reverse("lesson-task", args=key)))
    if user.may(Permission.RUN_CAMPAIGN):
        buttons.append((_("Jadikan arahan"), reverse("lesson-order", args=key)))
    return buttons


@override("id")
def minutes_of(review: Review, *, at: datetime) -> bytes:
    """The minutes as a PDF, as they stand now."""
    nobody = _("belum ada data")
    return Paper(
        heading=_("Notula Pembelajaran Insiden"),
        number=review.code,
        facts=[
            (_("Insiden"), str(review.incident)),
            (_("Waktu"), wib(review.held_at)),
            (_("Tempat"), review.place or nobody),
            (_("Dipimpin oleh"), review.chair),
            (_("Dicatat oleh"), review.recorded_by.display_name),
        ],
        parts=[
            Part(_("Hadir"), lines=review.present, empty=nobody),
            Part(_("Yang terjadi"), lines=review.happened.splitlines(), empty=nobody),
            Part(_("Yang berjalan baik"), lines=review.went_well, empty=nobody),
            Part(_("Yang tidak berjalan baik"), lines=review.went_badly, empty=nobody),
            Part(_("Akar masalah"), lines=review.root_cause.splitlines(), empty=nobody),
            printed(_("Tindakan"), actions_of(review), empty=nobody),
        ],
        signs=(_("Pimpinan"), _("Notulis")),
        footer=f"{review.code} · {wib(at)}",
    ).made()


def lessons_panel(
    incident: Incident, user: User, at: datetime
) -> tuple[str, dict[str, Any]] | None:
    """The reviews of an incident; once it is being learnt from, that one is asked for."""
    if not user.scope(Permission.READ_INCIDENT).everything:
        return None
    phase, found = Phase(incident.phase), list(reviews_for(user).filter(incident=incident))
    refuted = phase is Phase.REFUTED or incident.merged_into_id is not None
    writes = user.may(Permission.WRITE_INCIDENT) and not refuted
    asked = phase is Phase.LESSONS and not found
    if not found and not (writes and phase in (Phase.RECOVERY, Phase.LESSONS, Phase.CLOSED)):
        return None
    return "lessons/_incident.html", {
        "reviews": found,
        "asked": asked,
        "fold": fold_line(len(found), [_("diminta tahap ini")] if asked else []),
        "new": reverse("lessons-new", args=[incident.code]) if writes else "",
    }


def lessons_missing(incident: Incident, at: datetime) -> list[str]:
    """In its last phase an incident asks for its lessons, and for what becomes of each action."""
    if incident.phase != Phase.LESSONS or incident.merged_into_id is not None:
        return []
    if not Review.objects.filter(incident__in=incident.family).exists():
        return [_("pembelajaran belum dicatat")]
    left = Action.objects.left().filter(review__incident__in=incident.family)
    return [
        _("tindakan dari %(code)s belum menjadi tugas atau arahan: %(text)s")
        % {"code": one.review.code, "text": one.text}
        for one in left.select_related("review")
    ]


def lessons_of_order(directive: Directive, user: User) -> Origin | None:
    """The review an order comes from."""
    if not user.may(Permission.READ_INCIDENT):
        return None
    found = Review.objects.visible_to(user).filter(actions__directive=directive)
    links = [(one.code, one.get_absolute_url()) for one in found.distinct()]
    return Origin(_("Dari pembelajaran insiden"), links) if links else None
