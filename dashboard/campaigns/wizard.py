"""The steps towards a campaign: whom, by when, in what words, start. Nothing is sent on the way.

The first step writes a draft; the others change it, so that one can go away and come back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, user_of
from accounts.models import Person, User
from accounts.roles import Permission
from dashboard.campaigns.forms import DatesForm, MessageForm, ScopeForm, StartForm
from dashboard.campaigns.scope import ScopePreview, preview_scope
from secops.compliance.duties.actions import start_campaign_with_duties
from secops.compliance.rotations.actions import (
    DueDates,
    Plan,
    RotationRefused,
    change_draft,
    draft_campaign,
    due_dates,
)
from secops.compliance.rotations.models import Campaign
from secops.house.text import angka, wib
from secops.outbox.composers import Composed
from secops.outbox.passages import own_texts
from secops.reminders.calendar import city_calendar
from secops.reminders.composers import example
from secops.reminders.items import example_items
from secops.rules.intervals import WIB
from secops.rules.ladder import from_data
from secops.rules.working_time import Calendar, working_days_between

STEPS = (
    gettext_lazy("Akun"),
    gettext_lazy("Batas waktu"),
    gettext_lazy("Pesan"),
    pgettext_lazy("step", "Mulai"),
)
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


class _Begun(Exception):
    """The campaign is no draft any more: it was started, in another tab or by somebody else."""

    def __init__(self, campaign: Campaign) -> None:
        super().__init__(campaign.code)
        self.campaign = campaign


def _of_a_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead from a step of a campaign that was started meanwhile to its page, and say why."""

    @wraps(view)
    def step(request: HttpRequest, code: str) -> HttpResponse:
        try:
            return view(request, code)
        except _Begun as begun:
            messages.info(
                request,
                _("Penggantian serentak ini sudah dimulai dan tidak dimulai dua kali."),
            )
            return redirect(begun.campaign)

    return step


@GET_OR_POST
@requires(Permission.RUN_CAMPAIGN)
def new(request: HttpRequest) -> HttpResponse:
    """Step 1 of a new campaign."""
    initial = {"whom": "exposed", "applications": request.GET.getlist("application")}
    form = ScopeForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            campaign = draft_campaign(form.plan(), by=user_of(request), at=timezone.now())
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("campaign-dates", campaign.code)
    return _step(request, 1, form, None, preview=_typed_preview(request, form))


@GET_OR_POST
@requires(Permission.RUN_CAMPAIGN)
@_of_a_draft
def scope(request: HttpRequest, code: str) -> HttpResponse:
    """Step 1 of a draft."""
    campaign = _draft(request, code)
    form = ScopeForm(request.POST or None, initial=ScopeForm.of(campaign))
    if form.is_bound and form.is_valid():
        typed = form.plan()
        kept = plan_of(campaign)
        plan = replace(
            typed,
            due=kept.due,
            letter_number=kept.letter_number,
            reason_id=kept.reason_id,
            reason_en=kept.reason_en,
            ladder=kept.ladder,
        )
        change_draft(campaign, plan, by=user_of(request), at=timezone.now())
        return redirect("campaign-dates", code)
    return _step(request, 1, form, campaign, preview=_preview_of(campaign))


@require_safe
@requires(Permission.RUN_CAMPAIGN)
def count(request: HttpRequest) -> HttpResponse:
    """The number of accounts for what is ticked right now."""
    form = ScopeForm(request.GET)
    preview = _typed_preview(request, form)
    return render(request, "dashboard/campaign_count.html", {"preview": preview})


@GET_OR_POST
@requires(Permission.RUN_CAMPAIGN)
@_of_a_draft
def dates(request: HttpRequest, code: str) -> HttpResponse:
    """Step 2: due dates by class, with what the policy would set."""
    campaign, at = _draft(request, code), timezone.now()
    form = DatesForm(request.POST or None, initial=DatesForm.of(campaign))
    if form.is_bound and form.is_valid():
        plan = replace(plan_of(campaign), due=form.due())
        change_draft(campaign, plan, by=user_of(request), at=at)
        return redirect("campaign-message", code)
    policy = due_dates(DueDates(), ordered_at=at, calendar=city_calendar())
    return _step(request, 2, form, campaign, terms=terms_of(policy, at=at))


@GET_OR_POST
@requires(Permission.RUN_CAMPAIGN)
@_of_a_draft
def message(request: HttpRequest, code: str) -> HttpResponse:
    """Step 3: the words, with the message as its reader sees it, in both languages."""
    campaign, user, at = _draft(request, code), user_of(request), timezone.now()
    form = MessageForm(request.POST or None, initial=MessageForm.of(campaign))
    if form.is_bound and form.is_valid():
        plan = replace(plan_of(campaign), **form.cleaned_data)
        change_draft(campaign, plan, by=user, at=at)
        return redirect("campaign-message" if "look" in request.POST else "campaign-start", code)
    return _step(request, 3, form, campaign, examples=_examples(campaign, by=user, at=at))


@GET_OR_POST
@requires(Permission.RUN_CAMPAIGN)
@_of_a_draft
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Step 4: everything at a glance, and the start. Holders are told later, or from a set time."""
    campaign, user, at = _draft(request, code), user_of(request), timezone.now()
    preview = _preview_of(campaign)
    form = StartForm(request.POST or None, overlapping=bool(preview.overlapping))
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        told_from = typed["messages_from"] if typed["tell"] == "at" else None
        plan = replace(plan_of(campaign), messages_from=told_from)
        try:
            change_draft(campaign, plan, by=user, at=at)
            made = start_campaign_with_duties(
                campaign,
                calendar=city_calendar(),
                overlap=typed.get("overlap", False),
                by=user,
                at=at,
            )
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _started(made.started.rotations, made.started.departments))
            for warning in made.started.warnings:
                messages.warning(request, warning)
            return redirect("campaign-orders", code)
    chosen = DueDates(campaign.due_privileged, campaign.due_exposed, campaign.due_others)
    due = due_dates(chosen, ordered_at=at, calendar=city_calendar())
    return _step(
        request,
        4,
        form,
        campaign,
        preview=preview,
        terms=terms_of(due, at=at),
        phone=settings.HELP_DESK_PHONE,
    )


# --- what the steps show -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Term:
    """A due date in full, what is left of it, and what one should look at again."""

    label: str
    due: str
    left: str
    warning: str


def terms_of(due: DueDates, *, at: datetime) -> list[Term]:
    """The three classes with their dates in words."""
    classes = (
        (_("Akun istimewa (administrator)"), due.privileged),
        (_("Akun bocor"), due.exposed),
        (_("Akun lainnya"), due.others),
    )
    calendar = city_calendar()
    return [
        Term(label, wib(moment), left_of(moment, calendar, at=at), _warning(moment, calendar, at))
        for label, moment in classes
        if moment is not None
    ]


def left_of(moment: datetime, calendar: Calendar, *, at: datetime) -> str:
    """``sisa 2 hari kerja``; under a working day in hours."""
    if moment <= at:
        return _("sudah lewat")
    days = working_days_between(at.astimezone(WIB).date(), moment.astimezone(WIB).date(), calendar)
    if days:
        return ngettext("sisa %(n)s hari kerja", "sisa %(n)s hari kerja", days) % {"n": angka(days)}
    hours = int((moment - at).total_seconds() // 3600)
    return ngettext("sisa %(n)s jam", "sisa %(n)s jam", hours) % {"n": angka(hours)}


def _warning(moment: datetime, calendar: Calendar, at: datetime) -> str:
    day = moment.astimezone(WIB).date()
    if moment <= at:
        return _("Batas waktu ini sudah lewat.")
    if not calendar.is_working_day(day):
        return _("Jatuh pada hari libur.")
    if not calendar.is_complete(day):
        return _("Hari libur tahun %(year)s belum lengkap.") % {"year": day.year}
    return ""


def _step(
    request: HttpRequest, number: int, form: Any, campaign: Campaign | None, **more: Any
) -> HttpResponse:
    names = ("scope", "dates", "message", "start")
    context = {
        "title": campaign.name if campaign else _("Buat penggantian serentak"),
        "breadcrumbs": [
            (pgettext("list", "Penggantian serentak"), reverse("campaigns")),
            (campaign.name if campaign else _("Buat"), ""),
        ],
        "steps": [str(step) for step in STEPS],
        "number": number,
        "form": form,
        "campaign": campaign,
        "back": reverse(f"campaign-{names[number - 2]}", args=[campaign.code])
        if campaign and number > 1
        else "",
        **more,
    }
    template = f"dashboard/campaign_step{number}.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _draft(request: HttpRequest, code: str) -> Campaign:
    campaign = get_object_or_404(Campaign.objects.visible_to(user_of(request)), code=code)
    if campaign.state != Campaign.State.DRAFT:
        raise _Begun(campaign)
    return campaign


def plan_of(campaign: Campaign) -> Plan:
    """What a draft says so far."""
    return Plan(
        name=campaign.name,
        applications=list(campaign.applications.all()),
        departments=list(campaign.departments.all()),
        exposed_only=campaign.exposed_only,
        cutoff=campaign.cutoff,
        ask_username=campaign.ask_username,
        due=DueDates(campaign.due_privileged, campaign.due_exposed, campaign.due_others),
        letter_number=campaign.letter_number,
        reason_id=campaign.reason_id,
        reason_en=campaign.reason_en,
        messages_from=campaign.messages_from,
        ladder=from_data(campaign.ladder),
    )


def _preview_of(campaign: Campaign) -> ScopePreview:
    return preview_scope(
        list(campaign.applications.all()),
        list(campaign.departments.all()),
        exposed_only=campaign.exposed_only,
    )


def _typed_preview(request: HttpRequest, form: ScopeForm) -> ScopePreview:
    """The count for a form that may be half filled in."""
    if form.is_bound:
        form.is_valid()
        typed = form.cleaned_data
        return preview_scope(
            list(typed.get("applications") or []),
            list(typed.get("departments") or []),
            exposed_only=typed.get("whom") != "all",
        )
    return ScopePreview()


def _examples(campaign: Campaign, *, by: User, at: datetime) -> dict[str, Composed]:
    """The first message by language, with the reader's own name and no real code."""
    items = example_items(campaign)
    if not items:
        return {}
    person = by.person or Person(name=by.display_name)
    with own_texts():
        return {one: example({"items": items}, person, one, at) for one in ("id", "en")}


def _started(accounts: int, departments: int) -> str:
    return _("Penggantian serentak dimulai: %(n)s akun di %(all)s OPD. Belum ada yang diberi tahu."
             ) % {"n": angka(accounts), "all": angka(departments)}  # fmt: skip
