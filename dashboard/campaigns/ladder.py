"""The ladder of a campaign: chosen and simulated while it is a draft, read when it runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from dashboard.campaigns.scope import accounts_in_scope
from dashboard.campaigns.wizard import plan_of
from secops.compliance.rotations.actions import DueDates, change_draft, due_dates
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import Account
from secops.ladders.forms import ladder_forms
from secops.ladders.people import reach_of
from secops.ladders.queries import office_ladder, shown_rungs
from secops.ladders.simulation import Course, Simulation, simulate
from secops.outbox.voices import city_calendar, holiday_names
from secops.rules.ladder import Audience, Ladder, LadderKind, from_data

H = LadderKind.HOLDERS


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def ladder(request: HttpRequest, code: str) -> HttpResponse:
    """A draft follows the office's ladder or a copy of its own; a running one shows what it
    froze."""
    user, now = user_of(request), timezone.now()
    campaign = get_object_or_404(Campaign.objects.visible_to(user), code=code)
    is_draft = campaign.state == Campaign.State.DRAFT
    steps = from_data(campaign.ladder) if campaign.ladder else office_ladder(H)
    data = request.POST if request.method == "POST" else None
    if data is not None and not is_draft:
        messages.error(request, _("Jenjang pengingat ini sudah dibekukan saat mulai."))
        return redirect("campaign-ladder", code)
    own = data is not None and data.get("choice") == "own"
    editor = ladder_forms(H, steps, data if own else None)
    saves = data is not None and not {"more", "look"} & set(data)
    if saves and (not own or editor.is_valid()):
        plan = replace(plan_of(campaign), ladder=editor.ladder if own else ())
        change_draft(campaign, plan, by=user, at=now)
        messages.success(request, _("Jenjang pengingat draf ini disimpan."))
        return redirect("campaign-ladder", code)
    if own and editor.is_valid():
        steps = editor.ladder
    elif data is not None and not own:
        steps = office_ladder(H)
    context = {
        "title": _("Jenjang pengingat"),
        "subtitle": campaign.name,
        "campaign": campaign,
        "is_draft": is_draft,
        "own": own or (data is None and bool(campaign.ladder)),
        "editor": editor,
        "rungs": shown_rungs(steps),
        "plan": simulation_of(campaign, steps, at=now),
        "breadcrumbs": [
            (pgettext("list", "Penggantian serentak"), reverse("campaigns")),
            (campaign.name, campaign.get_absolute_url()),
            (_("Jenjang pengingat"), ""),
        ],
    }
    wrong = saves and own
    return render(request, "dashboard/campaign_ladder.html", context, status=422 if wrong else 200)


def simulation_of(campaign: Campaign, steps: Ladder, *, at: datetime) -> Simulation:
    """Who of this campaign gets what on which day, by class of account; a draft as if it started
    now."""
    ordered = campaign.ordered_at or at
    start = campaign.messages_from or ordered
    courses = []
    for name, due, people, accounts in _classes(campaign, ordered):
        if due is None or not accounts:
            continue
        reach = {Audience.HOLDER: reach_of(people)}
        courses.append(Course(name, steps, max(start, ordered), due, reach, ordered))
    return simulate(courses, holidays=holiday_names())


def _classes(
    campaign: Campaign, ordered: datetime
) -> list[tuple[str, datetime | None, set[int], int]]:
    """The three classes: name, due time, their holders, how many accounts."""
    chosen = DueDates(campaign.due_privileged, campaign.due_exposed, campaign.due_others)
    due = due_dates(chosen, ordered_at=ordered, calendar=city_calendar())
    found = []
    for name, moment, privileged, exposed in (
        (_("Akun istimewa"), due.privileged, True, None),
        (_("Akun bocor"), due.exposed, False, True),
        (_("Akun lainnya"), due.others, False, False),
    ):
        rows = _accounts(campaign).filter(privileged=privileged)
        if exposed is not None:
            rows = rows.filter(facts__newest_exposure__isnull=not exposed)
        ids = list(rows.annotate(asked=_PRESENT_HOLDER).values_list("asked", flat=True))
        found.append((name, moment, {pk for pk in ids if pk is not None}, len(ids)))
    return found


#: The law's `PRESENT_HOLDER`, over accounts.
_PRESENT_HOLDER: Any = Case(
    When(kind=Account.Kind.PERSON, then=F("holder_id")), default=Coalesce("owner_id", "holder_id")
)


def _accounts(campaign: Campaign) -> QuerySet[Account]:
    """Those it would take in, or has and still asks."""
    if campaign.state == Campaign.State.DRAFT:
        return accounts_in_scope(
            list(campaign.applications.all()),
            list(campaign.departments.all()),
            exposed_only=campaign.exposed_only,
        )
    asked = Rotation.objects.open().filter(campaign=campaign)
    return Account.objects.filter(pk__in=asked.values("account_id"))
