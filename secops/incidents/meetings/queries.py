"""Page-shaped reads of meetings; the panel of an incident; what the daily report takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.models import Directive
from secops.compliance.duties.origins import Origin
from secops.house.text import wib
from secops.house.words import mark
from secops.incidents.folds import fold_line
from secops.incidents.meetings.models import Decision, Meeting, MeetingQuerySet
from secops.incidents.minutes.queries import Became, FollowUpLine, became, printed
from secops.incidents.models import Incident
from secops.incidents.paper import Paper, Part
from secops.rules.incident import OVER, Phase
from secops.rules.intervals import day_end, day_start
from secops.rules.labels import label
from secops.rules.tlp import Marking


@dataclass(frozen=True, slots=True)
class SaidInMeeting:
    """What one meeting gives to the report of its day."""

    meeting: Meeting
    present: list[str]
    facts: list[str]
    decisions: list[str]
    next_at: datetime | None


def meetings_for(user: User) -> MeetingQuerySet:
    """The meetings the user may read, with their decisions counted."""
    rows = Meeting.objects.visible_to(user).select_related(
        "incident", "document", "recorded_by__person"
    )
    followed = Q(decisions__in=Decision.objects.followed())
    return rows.annotate(
        n_decisions=Count("decisions"), n_became=Count("decisions", filter=followed)
    )


def decisions_of(meeting: Meeting, user: User | None = None) -> list[FollowUpLine]:
    """Each decision with the task, order or advice it became; an open one with the buttons of the
    user, as long as the incident is handled."""
    handled = Phase(meeting.incident.phase) not in OVER
    lines = []
    for one in meeting.decisions.select_related("task", "directive"):
        found = _became(one)
        asked = user if handled and not found.url else None
        lines.append(FollowUpLine(one, found, _buttons(meeting, one, asked) if asked else ()))
    return lines


def _became(one: Decision) -> Became:
    """Advice is named by its number alone: its title is marked, the number is not."""
    if not one.advice:
        return became(one)
    return Became(_("Rekomendasi"), one.advice, reverse("recommendation", args=[one.advice]))


def _buttons(meeting: Meeting, one: Decision, user: User) -> list[tuple[str, str]]:
    if not user.may(Permission.WRITE_INCIDENT):
        return []
    key = [meeting.code, one.rank]
    buttons = [(_("Jadikan tugas"), reverse("decision-task", args=key))]
    if user.may(Permission.RUN_CAMPAIGN):
        buttons.append((_("Jadikan arahan"), reverse("decision-order", args=key)))
    if user.may(Permission.POST_RECOMMENDATION_FOR):
        asked = urlencode({"meeting": meeting.code, "decision": one.rank})
        buttons.append((_("Jadikan rekomendasi"), f"{reverse('recommendation-new')}?{asked}"))
    return buttons


def look_of(marking: Marking | None) -> tuple[str, str, str] | None:
    """How the marking of a meeting looks; None where it has none."""
    return mark(label(marking)) if marking is not None else None


def said_on(day: date, *, about: Sequence[Incident]) -> list[SaidInMeeting]:
    """What the meetings of one day (WIB) about these incidents give to its report."""
    rows = Meeting.objects.filter(
        incident__in=about, held_at__gte=day_start(day), held_at__lte=day_end(day)
    )
    return [
        SaidInMeeting(
            one,
            list(one.present),
            list(one.facts),
            [decision.text for decision in one.decisions.all()],
            one.next_at,
        )
        for one in rows.prefetch_related("decisions").order_by("held_at", "pk")
    ]


@override("id")
def minutes_of(meeting: Meeting, *, at: datetime) -> bytes:
    """The minutes as a PDF, as they stand now."""
    nobody = _("belum ada data")
    facts = [
        (_("Insiden"), str(meeting.incident)),
        (_("Waktu"), wib(meeting.held_at)),
        (_("Tempat"), meeting.place or nobody),
        (_("Pimpinan rapat"), meeting.chair),
        (_("Rapat berikutnya"), wib(meeting.next_at) if meeting.next_at else nobody),
        (_("Dicatat oleh"), meeting.recorded_by.display_name),
        *([(_("Tanda (TLP)"), meeting.get_tlp_display())] if meeting.tlp else []),
    ]
    return Paper(
        heading=_("Notula Rapat Evaluasi"),
        number=meeting.code,
        facts=facts,
        parts=[
            Part(_("Hadir"), lines=meeting.present, empty=nobody),
            Part(_("Fakta"), lines=meeting.facts, empty=nobody),
            printed(_("Keputusan"), decisions_of(meeting), empty=nobody),
        ],
        signs=(_("Pimpinan rapat"), _("Notulis")),
        footer=f"{meeting.code} · {wib(at)}",
        marking=meeting.get_tlp_display(),
    ).made()


def meeting_panel(
    incident: Incident, user: User, at: datetime
) -> tuple[str, dict[str, Any]] | None:
    """The meetings about an incident, the newest first, and when the next one is."""
    if not user.scope(Permission.READ_INCIDENT).everything:
        return None
    found = list(meetings_for(user).filter(incident=incident).order_by("-held_at", "-pk"))
    writes = user.may(Permission.WRITE_INCIDENT)
    if not found and not writes:
        return None
    handled = Phase(incident.phase) not in OVER
    coming = found[0].next_at if found and handled else None
    words = _("berikutnya lewat: %(when)s") if coming and coming <= at else _("berikutnya %(when)s")
    return "meetings/_incident.html", {
        "fold": fold_line(len(found), [words % {"when": wib(coming)}] if coming else []),
        "meetings": found,
        "next": wib(coming) if coming and coming > at else "",
        "overdue": wib(coming) if coming and coming <= at else "",
        "new": reverse("meeting-new", args=[incident.code]) if writes else "",
    }


def meeting_of_order(directive: Directive, user: User) -> Origin | None:
    """The meeting that decided on an order."""
    if not user.may(Permission.READ_INCIDENT):
        return None
    found = Meeting.objects.visible_to(user).filter(decisions__directive=directive)
    links = [(one.code, one.get_absolute_url()) for one in found.distinct()]
    return Origin(_("Diputuskan dalam rapat"), links) if links else None
