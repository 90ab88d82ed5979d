"""Doors: the switch of the looks at hosts, and a look now."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.compliance.retirements.models import ProbeSwitch
from secops.compliance.retirements.probe.rounds import look_now, switch
from secops.compliance.retirements.views.cases import GET_OR_POST, find, words_of
from secops.house.text import wib
from secops.rules.refusal import MoveRefused

P = Permission


@GET_OR_POST
@requires(P.MANAGE_PEOPLE)
def probe(request: HttpRequest) -> HttpResponse:
    """Whether hosts are looked at by themselves, and which may be."""
    if request.method == "POST":
        on = request.POST.get("on") == "yes"
        switch(on, by=user_of(request), at=timezone.now())
        messages.success(request, _("Dinyalakan.") if on else _("Dimatikan."))
        return redirect("retirement-probe")
    found = ProbeSwitch.objects.first()
    context = {
        "title": _("Pemeriksaan alamat aplikasi"),
        "switch": found,
        "facts": [
            (_("Domain yang boleh diperiksa"), ", ".join(settings.GOVERNMENT_DOMAINS) or None),
            (
                _("Jaringan sendiri yang boleh diperiksa"),
                ", ".join(settings.GOVERNMENT_NETWORKS) or _("tidak ada, hanya jaringan publik"),
            ),
            (_("Putaran terakhir"), wib(found.looked_at) if found and found.looked_at else None),
        ],
    }
    return render(request, "retirements/probe.html", context)


@require_POST
@requires(P.RETIRE_APPLICATION)
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Periksa sekarang": a worker looks at the hosts of one application."""
    found = find(request, pk)
    try:
        look_now(found.application, by=user_of(request), at=timezone.now())
    except MoveRefused as refused:
        messages.error(request, words_of(refused))
    else:
        messages.success(request, _("Alamatnya sedang diperiksa. Muat ulang sebentar lagi."))
    return redirect(found)
