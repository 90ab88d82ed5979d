"""The page of one campaign."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission, Reach
from dashboard.campaigns.queries import UnitRow, campaign_page, text_of_campaign, with_risky
from secops.compliance.rotations.filters import NOWHERE
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.sentences import change_since
from secops.compliance.rotations.tables import accounts_url
from secops.house.text import wib
from secops.rules.rotation import State


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def campaign(request: HttpRequest, code: str) -> HttpResponse:
    """Five answers, the burn-down, the funnel, and who is behind. A draft leads to its steps."""
    user, at = user_of(request), timezone.now()
    visible = with_risky(Campaign.objects.visible_to(user)).prefetch_related("applications")
    found: Campaign = get_object_or_404(visible, code=code)
    if found.state == Campaign.State.DRAFT:
        return redirect("campaign-scope", code)
    page = campaign_page(found, user, at=at)
    reach = user.scope(Permission.SEE_DEPARTMENTS).reach
    running = found.state == Campaign.State.RUNNING
    context = {
        "title": found.name,
        "subtitle": _("Keadaan pada %(when)s") % {"when": wib(at)},
        "breadcrumbs": [
            (pgettext("list", "Penggantian serentak"), reverse("campaigns")),
            (found.name, ""),
        ],
        "campaign": found,
        "page": page,
        "chat": text_of_campaign(page),
        "all_url": accounts_url(found),
        "usable_trend": change_since(page.counts.usable, page.usable_yesterday),
        "usable_url": accounts_url(found, mark="usable"),
        "late_url": accounts_url(found, stage="late"),
        "alarm_url": accounts_url(found, mark="alarm"),
        "risk_url": accounts_url(found, mark="risk"),
        "contradicted_url": accounts_url(found, state=State.CONTRADICTED.value),
        "done_url": accounts_url(found, stage="done"),
        "departments": [
            _row(found, row, "department", reach is not Reach.OWN_APPLICATIONS)
            for row in page.departments
        ],
        "applications": [
            _row(found, row, "application", reach is not Reach.OWN) for row in page.applications
        ],
        "terms": _terms(found),
        "may_open": True,
        "may_see_messages": user.may(Permission.RUN_CAMPAIGN),
        "has_yesterday": any(row.since_yesterday is not None for row in page.departments),
        "may_report": found.state == Campaign.State.CLOSED,
        "may_run": running and user.may(Permission.RUN_CAMPAIGN),
        "letters": running and user.may(Permission.WRITE_DOCUMENT),
    }
    return render(request, "dashboard/campaign.html", context)


def _row(campaign: Campaign, row: UnitRow, key: str, has_page: bool) -> dict[str, Any]:
    """A department or application with the lists of exactly its numbers.

    `has_page`: its own page opens for this reader.
    """
    unit = row.unit
    part = {key: unit.code or NOWHERE}
    return {
        "name": unit.name or _("Belum diketahui OPD-nya"),
        "counts": unit.counts,
        "since": row.since_yesterday,
        "url": reverse(key, args=[unit.code]) if unit.code and has_page else "",
        "all_url": accounts_url(campaign, **part),
        "usable_url": accounts_url(campaign, mark="usable", **part),
        "late_url": accounts_url(campaign, stage="late", **part),
    }


def _terms(campaign: Campaign) -> list[tuple[str, str]]:
    """What was ordered, in full."""
    asked = _("Kata sandi (password)")
    if campaign.ask_username:
        asked = _("Kata sandi (password) dan nama pengguna (username)")
    names = ", ".join(application.name for application in campaign.applications.all())
    pairs = [
        (_("Kode"), campaign.code),
        (_("Aplikasi"), names),
        (_("Yang diganti"), asked),
        (_("Nomor surat"), campaign.letter_number or "–"),
        (_("Dimulai"), wib(campaign.ordered_at)),
        (_("Batas waktu akun istimewa"), wib(campaign.due_privileged)),
        (_("Batas waktu akun bocor"), wib(campaign.due_exposed)),
    ]
    if not campaign.exposed_only:
        pairs.append((_("Batas waktu akun lainnya"), wib(campaign.due_others)))
    if campaign.cutoff:
        pairs.append((_("Dihitung sejak"), wib(campaign.cutoff)))
    if campaign.closed_at:
        pairs.append((_("Ditutup"), wib(campaign.closed_at)))
    return pairs
