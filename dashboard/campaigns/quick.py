"""The first hour's order to the heads: a campaign over all leaked accounts on one page (J1.6).

The wizard asks for more; here only what a first order needs, with the policy's dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from dashboard.campaigns.scope import preview_scope
from secops.compliance.duties.actions import start_campaign_with_duties
from secops.compliance.duties.actions.campaigns import named
from secops.compliance.duties.models import Directive
from secops.compliance.rotations.actions import (
    DueDates,
    Plan,
    RotationRefused,
    draft_campaign,
    due_dates,
)
from secops.compliance.rotations.models import Campaign
from secops.house.inputs import MomentInput
from secops.inventory.models import AccountFacts, Application
from secops.reminders.calendar import city_calendar
from secops.rules.duty import Kind
from secops.rules.working_time import close_of, working_day_from


class QuickForm(forms.Form):
    """What a first order needs."""

    letter_number = forms.CharField(
        label=gettext_lazy("Nomor surat"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Misalnya 000.6/123/2026. Dicantumkan dalam setiap pesan."),
    )
    due = forms.DateTimeField(
        label=gettext_lazy("Batas waktu pegawai"),
        widget=MomentInput(),
        help_text=gettext_lazy("Waktu Indonesia Barat."),
    )
    ask_username = forms.BooleanField(
        label=gettext_lazy("Nama pengguna (username) juga diganti"), required=False
    )
    to = forms.ChoiceField(
        label=gettext_lazy("Arahan ke"),
        widget=forms.RadioSelect,
        choices=[
            ("everybody", gettext_lazy("Semua Kepala OPD, juga yang akunnya belum diketahui")),
            ("holding", gettext_lazy("Hanya Kepala OPD yang akunnya diketahui bocor")),
        ],
        initial="everybody",
    )

    def clean_due(self) -> datetime:
        """A first order lies ahead."""
        due: datetime = self.cleaned_data["due"]
        if due <= timezone.now():
            raise forms.ValidationError(_("Pilih waktu yang akan datang."))
        return due


@dataclass(frozen=True, slots=True)
class Made:
    """What was started, and the order to send; None where no department is to be ordered."""

    campaign: Campaign
    order: Directive | None


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def quick(request: HttpRequest) -> HttpResponse:
    """ "Langkah 2: arahan ke OPD": one page, then whom it reaches."""
    user, at = user_of(request), timezone.now()
    running = Campaign.objects.running().order_by("-ordered_at", "-pk").first()
    if running is not None:
        return redirect("campaign-orders", running.code)
    applications = list(leaked_applications())
    form = QuickForm(request.POST or None, initial=_proposed(at))
    if form.is_bound and form.is_valid():
        try:
            made = start_first_campaign(applications, form.cleaned_data, by=user, at=at)
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        else:
            if made.order is not None:
                return redirect("directive-send", made.order.code)
            messages.warning(request, _("Belum ada OPD yang akunnya diketahui bocor."))
            return redirect("campaign-orders", made.campaign.code)
    context = {
        "title": _("Langkah 2: arahan ke OPD"),
        "breadcrumbs": [(_("Hari ini"), reverse("today")), (_("Arahan ke OPD"), "")],
        "form": form,
        "applications": applications,
        "preview": preview_scope(applications, [], exposed_only=True),
    }
    return render(
        request, "dashboard/campaign_quick.html", context, status=422 if form.errors else 200
    )


@transaction.atomic
def start_first_campaign(
    applications: list[Application], typed: dict[str, Any], *, by: User, at: datetime
) -> Made:
    """Draft, start and order in one transaction."""
    plan = Plan(
        name=_("Penggantian kata sandi %(applications)s") % {"applications": named(applications)},
        applications=applications,
        ask_username=typed["ask_username"],
        due=DueDates(exposed=typed["due"]),
        letter_number=typed["letter_number"],
    )
    campaign = draft_campaign(plan, by=by, at=at)
    made = start_campaign_with_duties(
        campaign,
        calendar=city_calendar(),
        everybody=typed["to"] == "everybody",
        by=by,
        at=at,
    )
    return Made(made.started.campaign, made.rotation)


def leaked_applications() -> Any:
    """Applications of which accounts are known to have leaked."""
    leaked = AccountFacts.objects.filter(account__application=OuterRef("pk"), exposures__gt=0)
    found = Application.objects.exclude(status=Application.Status.RETIRED)
    return found.filter(Exists(leaked)).order_by("sort_name", "pk")


def _proposed(at: datetime) -> dict[str, Any]:
    """The letter of the lock, and 16.00 of the working day on which the policy's term ends."""
    lock = Directive.objects.filter(kind=Kind.LOCK).order_by("-pk").first()
    policy = due_dates(DueDates(), ordered_at=at, calendar=city_calendar()).exposed
    assert policy is not None
    return {
        "letter_number": lock.letter_number if lock else "",
        "due": close_of(working_day_from(timezone.localtime(policy).date(), city_calendar())),
        "to": "everybody",
    }
