"""The list of campaigns, and closing one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.compliance.rotations.actions import RotationRefused, close_campaign
from secops.compliance.rotations.forms import CloseForm
from secops.compliance.rotations.listed import campaigns_for
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries import Holding, holding_open
from secops.compliance.rotations.tables import CampaignTable, accounts_url
from secops.compliance.rotations.words import look_of, say_turn
from secops.house.lists import Empty, list_page
from secops.house.text import wib
from secops.rules.rotation import State, Turn


@requires(Permission.SEE_DEPARTMENTS)
def campaign_list(request: HttpRequest) -> HttpResponseBase:
    """Every campaign with how far it is and where it leads, as far as the user sees it."""
    user, at = user_of(request), timezone.now()
    may_run = user.may(Permission.RUN_CAMPAIGN)
    return list_page(
        request,
        title=pgettext("list", "Penggantian serentak"),
        subtitle=_("Keadaan pada %(when)s") % {"when": wib(at)},
        table=CampaignTable,
        queryset=campaigns_for(user, at=at),
        order=("order", "-pk"),
        empty=Empty(
            _("Belum ada penggantian serentak"),
            _("Di sini terlihat siapa yang diminta mengganti kata sandi, dan siapa yang terbukti."),
            _("Buat penggantian serentak") if may_run else "",
            reverse("campaign-new") if may_run else "",
            "refresh",
        ),
        export_name="penggantian-serentak",
        template="rotations/campaigns.html",
        extra={"may_run": may_run},
    )


@requires(Permission.RUN_CAMPAIGN)
def close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a campaign for good; its code is typed, and what is still open is said."""
    user, at = user_of(request), timezone.now()
    campaigns = Campaign.objects.visible_to(user).running()
    campaign = get_object_or_404(campaigns, code=code)
    form = CloseForm(request.POST or None, code=campaign.code)
    if form.is_bound and form.is_valid():
        try:
            close_campaign(campaign, by=user, at=at)
        except RotationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)s ditutup.") % {"name": campaign.name})
            return redirect(campaign)
    context = {
        "title": _("Tutup %(name)s") % {"name": campaign.name},
        "lead": _(
            "Setelah ditutup, jawaban tidak diterima lagi dan angkanya tetap seperti saat ini."
        ),
        "form": form,
        "submit_label": _("Tutup penggantian serentak ini"),
        "cancel_url": campaign.get_absolute_url(),
        "danger": True,
        "holding": [_holding(campaign, one) for one in holding_open(campaign.pk)],
        "may_decide": user.may(Permission.DECIDE),
    }
    return render(request, "rotations/close.html", context, status=422 if form.errors else 200)


def _holding(campaign: Campaign, one: Holding) -> dict[str, object]:
    """One line of what keeps it open: how many, why, whose turn, and the one act that helps."""
    words, url = _act(campaign, one)
    return {
        "look": look_of(one.state),
        "turn": say_turn(one.turn),
        "n": one.n,
        "url": accounts_url(campaign, stage="open", state=one.state.value, turn=one.turn.value),
        "act": words,
        "act_url": url,
    }


def _act(campaign: Campaign, one: Holding) -> tuple[str, str]:
    if one.state in (State.NEEDS_HELP, State.DISOWNED):
        return _("Buka antrean kendala"), reverse("trouble")
    said = one.state is State.CLAIMED or one.turn is not Turn.HOLDER
    if one.turn is Turn.AGENT:
        where = accounts_url(campaign, stage="open", state=one.state.value, turn=one.turn.value)
        return _("Lihat, per OPD"), where
    if (said and not one.can_read) or one.turn is Turn.OFFICE:
        return _("Uji petik"), reverse("sample-draws", args=[campaign.code])
    if said:
        return _("Muat data dari sistem"), reverse("readings-files")
    return _("Kirim pengingat…"), reverse("campaign-messages", args=[campaign.code])
