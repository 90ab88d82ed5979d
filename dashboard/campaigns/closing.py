"""The closing report of a campaign: what was reached, what was given up and why, by whom."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission, Reach
from secops.audit.models import Entry
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries import Ending, ending_of
from secops.compliance.rotations.words import say
from secops.house.text import angka, shown_login, wib
from secops.rules.rotation import DONE, State


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def report(request: HttpRequest, code: str) -> HttpResponse:
    """Printable; a department reads its own part. Before the end it says that it is none yet."""
    user, at = user_of(request), timezone.now()
    campaigns = Campaign.objects.visible_to(user).exclude(state=Campaign.State.DRAFT)
    campaign = get_object_or_404(campaigns.prefetch_related("applications"), code=code)
    whole = user.scope(Permission.SEE_DEPARTMENTS).reach is Reach.ALL
    ending = ending_of(campaign, user)
    closed = campaign.closed_at is not None
    context = {
        "title": _("Laporan penutupan %(name)s") % {"name": campaign.name},
        "subtitle": wib(campaign.closed_at)
        if closed
        else _("Belum ditutup; keadaan pada %(when)s") % {"when": wib(at)},
        "breadcrumbs": [
            (pgettext("list", "Penggantian serentak"), reverse("campaigns")),
            (campaign.name, campaign.get_absolute_url()),
            (_("Laporan penutupan"), ""),
        ],
        "office": f"{settings.OFFICE_NAME}, {settings.CITY_NAME}",
        "closed": closed,
        "sentence": sentence_of(ending),
        "about": about(campaign),
        "numbers": numbers(ending),
        "units": ending.units,
        "given_up": ending.given_up,
        "exemptions": [
            {
                "login": shown_login(one.rotation.account.username),
                "application": one.rotation.application.name,
                "reason": one.reason,
                "until": one.until,
                "control": one.compensating_control,
                "by": one.approved_by.display_name,
            }
            for one in ending.exemptions
        ],
        "samples": ending.samples if whole else [],
    }
    return render(request, "dashboard/closing.html", context)


def sentence_of(ending: Ending) -> str:
    """``388 dari 400 akun terbukti atau selesai, 9 lulus uji petik, 3 dikeluarkan.``"""
    return _(
        "%(done)s dari %(all)s akun terbukti atau selesai, %(attested)s dinyatakan dan lulus uji "
        "petik, %(off)s dikeluarkan dari hitungan."
    ) % {
        "done": angka(ending.of(DONE)),
        "all": angka(ending.total),
        "attested": angka(ending.of([State.ATTESTED])),
        "off": angka(ending.written_off),
    }


def numbers(ending: Ending) -> list[tuple[str, int]]:
    """Every state that somebody ended in, and those written off; they add up to the total."""
    rows = [(say(state), ending.states[state]) for state in State if ending.states.get(state)]
    return [*rows, (_("Dikeluarkan dari hitungan"), ending.written_off)]


def about(campaign: Campaign) -> list[tuple[str, str]]:
    """What was ordered, by whom it was started and closed."""
    names = ", ".join(application.name for application in campaign.applications.all())
    pairs = [
        (_("Aplikasi"), names),
        (_("Nomor surat"), campaign.letter_number or "–"),
        (_("Dimulai"), _by(campaign, "campaign.started", wib(campaign.ordered_at))),
    ]
    if campaign.closed_at is not None:
        pairs.append((_("Ditutup"), _by(campaign, "campaign.closed", wib(campaign.closed_at))))
    return pairs


def _by(campaign: Campaign, verb: str, when: str) -> str:
    """The moment, and who did it as the trail says."""
    trail = Entry.objects.filter(object_type=campaign._meta.label_lower, object_id=str(campaign.pk))
    who = trail.filter(verb=verb).values_list("actor_label", flat=True).first()
    return f"{when}, {who}" if who else when
