"""The page of an agent to whom the head passed a duty: he reports with evidence, and that is all.

The link can only report. It states nothing, sees nobody else's duty, and signs in nobody.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.door import Knock, door_page
from secops.compliance.duties.actions import promise_numbers, report_duty
from secops.compliance.duties.forms import ReportForm
from secops.compliance.duties.hands import capacities
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Duty
from secops.compliance.duties.numbers import picture
from secops.compliance.duties.queries import refusal_words
from secops.compliance.rotations.refusals import RotationRefused
from secops.house.text import wib_clock
from secops.outbox.actions import mark_reached
from secops.rules.duty import Actor, State, may_move
from secops.rules.refusal import MoveRefused

#: Who may report by a link.
_REPORTERS = {Actor.AGENT, Actor.APPLICATION_ADMINISTRATOR}


def report_door(knock: Knock) -> HttpResponse:
    """Show what is asked with the form of a report, or take the report that was posted."""
    rows = Duty.objects.select_related("directive__campaign", "department", "application")
    duty = rows.filter(pk=knock.link.subjects.get("duty")).first()
    actors = set(capacities(knock.link.person, duty, at=knock.at)) if duty else set()
    if duty is None or knock.link.revoked_at is not None or not actors & _REPORTERS:
        return _page(knock, "door_over.html", _("Tautan ini sudah tidak berlaku."), status=404)
    state = duty.state_at(knock.at)
    if not any(may_move(state, State.REPORTED, by=one, kind=duty.kind) for one in actors):
        said = _("Tugas ini sudah dilaporkan atau selesai. Terima kasih.")
        return _page(knock, "door_over.html", said)
    if knock.is_post:
        return _take(knock, duty)
    return _show(knock, duty, ReportForm(duty=duty))


def _take(knock: Knock, duty: Duty) -> HttpResponse:
    form = ReportForm(knock.request.POST, knock.request.FILES, duty=duty)
    if not form.is_valid():
        return _show(knock, duty, form)
    link = knock.link
    by = link.actor
    try:
        report_duty(duty, **form.given(), by=by, at=knock.at, person=link.person)
    except (MoveRefused, RotationRefused) as refused:
        form.add_error(None, refusal_words(refused))
        return _show(knock, duty, form)
    promise_numbers(duty, at=knock.at)
    message = link.subjects.get("message")
    if message is not None:
        mark_reached(message, at=knock.at)
    said = _("Laporan tercatat %(at)s. Kepala OPD diminta menyatakannya.")
    return _page(knock, "door_done.html", said % {"at": wib_clock(knock.at)})


def _show(knock: Knock, duty: Duty, form: ReportForm) -> HttpResponse:
    context = {
        "duty": duty,
        "form": form,
        "picture": picture(duty, numbers_of(duty, at=knock.at)),
    }
    title = _("Laporkan: %(title)s") % {"title": duty.directive.title}
    return _page(knock, "door_report.html", title, context, status=422 if form.errors else 200)


def _page(
    knock: Knock,
    template: str,
    title: str,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    return door_page(knock, f"duties/{template}", title, context or {}, status=status)
