"""Page-shaped reads of reviews; the panel of an incident; what keeps it from being closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.models import Directive
from secops.compliance.duties.origins import Origin
from secops.house.text import wib
from secops.incidents.folds import fold_line
from secops.incidents.lessons.models import Action, Review, ReviewQuerySet
from secops.incidents.models import Incident
from secops.incidents.paper import Paper, Part
from secops.incidents.tasks.words import shown_title
from secops.rules.incident import Phase


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action, and what became of it."""

    action: Action
    became: str
    url: str


def reviews_for(user: User) -> ReviewQuerySet:
    """The reviews the user may read, with their actions counted."""
    rows = Review.objects.visible_to(user).select_related("incident", "recorded_by__person")
    return rows.counted()


def actions_of(review: Review) -> list[ActionLine]:
    """Each action with the task or order it became."""
    found = []
    for one in review.actions.select_related("task", "directive"):
        if one.task is not None:
            found.append(ActionLine(one, shown_title(one.task), one.task.get_absolute_url()))
        elif one.directive is not None:
            order = one.directive
            found.append(ActionLine(one, str(order), order.get_absolute_url()))
        else:
            found.append(ActionLine(one, "", ""))
    return found


def minutes_of(review: Review, *, at: datetime) -> bytes:
    """The minutes as a PDF, as they stand now."""
    nobody = _("belum ada data")
    rows = [
        (str(n), one.action.text, one.became or _("belum ditindaklanjuti"))
        for n, one in enumerate(actions_of(review), start=1)
    ]
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
            Part(
                _("Tindakan"),
                columns=(_("No."), _("Tindakan"), _("Menjadi")),
                widths=("12mm", "1fr", "52mm"),
                rows=rows,
                empty=nobody,
            ),
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
    left = Action.objects.filter(review__incident__in=incident.family, task=None, directive=None)
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
