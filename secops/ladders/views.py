"""Doors of the office's ladders: read by who runs campaigns, changed by the administrator."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.models import Department
from accounts.roles import Permission
from secops.ladders import queries
from secops.ladders.actions import LadderRefused, change_ladder, reset_ladder
from secops.ladders.forms import SimulationForm, ladder_forms
from secops.ladders.people import reach_of_departments
from secops.ladders.simulation import Course, Simulation, simulate
from secops.ladders.words import NAMES
from secops.outbox.voices import calendar_of, city_calendar, holiday_names
from secops.rules.ladder import Ladder, LadderKind
from secops.rules.working_time import add_working_days, close_of

READ = (Permission.RUN_CAMPAIGN, Permission.MANAGE_PEOPLE)


@require_safe
@requires(*READ)
def ladders(request: HttpRequest) -> HttpResponse:
    """The three ladders, each step in a sentence."""
    context = {
        "title": _("Jenjang pengingat"),
        "subtitle": _("Berlaku untuk yang dimulai sesudahnya; yang berjalan tidak berubah."),
        "ladders": queries.shown_ladders(),
        "may_change": user_of(request).may(Permission.MANAGE_PEOPLE),
    }
    return render(request, "ladders/ladders.html", context)


@require_safe
@requires(*READ)
def ladder_page(request: HttpRequest, ladder: str) -> HttpResponse:
    """One ladder: its steps, who would get what on which day, its versions."""
    kind = _kind(ladder)
    shown, now = queries.shown_ladder(kind), timezone.now()
    form = SimulationForm(
        request.GET if "start" in request.GET else None, initial=_example(kind, now)
    )
    start, due = _example(kind, now).values()
    unit: Department | None = None
    if form.is_bound and form.is_valid():
        start, due = form.cleaned_data["start"], form.cleaned_data["due"]
        unit = form.cleaned_data.get("unit")
    context = {
        "title": str(NAMES[kind]),
        "subtitle": shown.version_line,
        "shown": shown,
        "versions": queries.versions(kind),
        "form": form,
        "plan": None if form.errors else _plan(kind, shown.ladder, start, due, unit, at=now),
        "may_change": user_of(request).may(Permission.MANAGE_PEOPLE),
        "breadcrumbs": [(_("Jenjang pengingat"), reverse("ladders")), (str(NAMES[kind]), "")],
    }
    return render(request, "ladders/ladder.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.MANAGE_PEOPLE)
def ladder_change(request: HttpRequest, ladder: str) -> HttpResponse:
    """Change the steps: nothing that runs is touched."""
    kind = _kind(ladder)
    shown = queries.shown_ladder(kind)
    data = request.POST if request.method == "POST" else None
    editor = ladder_forms(kind, shown.ladder, data)
    refusal = ""
    if data is not None and "more" not in data and editor.is_valid():
        try:
            version = int(data.get("version") or 0)
            changed = change_ladder(
                kind, editor.ladder, version=version, by=user_of(request), at=timezone.now()
            )
        except (LadderRefused, ValueError) as refused:
            refusal = str(refused)
        else:
            messages.success(
                request, _("Jenjang pengingat disimpan: versi %(n)s.") % {"n": changed.version}
            )
            return redirect("ladder", kind.value)
    context = {
        "title": _("Ubah jenjang: %(name)s") % {"name": NAMES[kind]},
        "shown": shown,
        "editor": editor,
        "refusal": refusal,
        "breadcrumbs": [
            (_("Jenjang pengingat"), reverse("ladders")),
            (str(NAMES[kind]), reverse("ladder", args=[kind.value])),
            (_("Ubah"), ""),
        ],
    }
    wrong = data is not None and "more" not in data
    return render(request, "ladders/change.html", context, status=422 if wrong else 200)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def ladder_reset(request: HttpRequest, ladder: str) -> HttpResponse:
    """Back to the ladder as delivered; the former one stays among the versions."""
    kind = _kind(ladder)
    try:
        version = int(request.POST.get("version") or 0)
        reset_ladder(kind, version=version, by=user_of(request), at=timezone.now())
    except (LadderRefused, ValueError) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Jenjang pengingat kembali ke bawaan."))
    return redirect("ladder", kind.value)


def _kind(given: str) -> LadderKind:
    try:
        return LadderKind(given)
    except ValueError:
        raise Http404 from None


def _example(kind: LadderKind, now: datetime) -> dict[str, Any]:
    """A start now, and the due time that is usual for the ladder."""
    start = timezone.localtime(now).replace(second=0, microsecond=0)
    if kind is LadderKind.HOURS:
        return {"start": start, "due": start + timedelta(hours=24)}
    return {"start": start, "due": close_of(add_working_days(start.date(), 10, city_calendar()))}


def _plan(
    kind: LadderKind,
    ladder: Ladder,
    start: datetime,
    due: datetime,
    unit: Department | None,
    *,
    at: datetime,
) -> Simulation:
    departments = [unit.pk] if unit else None
    reach = {} if kind is LadderKind.HOLDERS else reach_of_departments(departments, at=at)
    return simulate(
        [Course("", ladder, start, due, reach)],
        hours=calendar_of(unit.pk if unit else None),
        holidays=holiday_names(),
    )
