"""The page "Kondisi sistem"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import requires, user_of
from accounts.roles import Permission
from dashboard.system.queries import state_of_system
from secops.house.text import wib


@requires(Permission.RUN_CAMPAIGN, Permission.MANAGE_PEOPLE)
def system_state(request: HttpRequest) -> HttpResponse:
    """Each part of the product in a sentence."""
    at = timezone.now()
    user = user_of(request)
    lines = state_of_system(at=at, reader=user)
    context = {
        "title": _("Kondisi sistem"),
        "subtitle": _("Diperiksa %(when)s") % {"when": wib(at)},
        "lines": lines,
        "bad": [line for line in lines if line.tone in ("late", "soon")],
        "silent": [line for line in lines if line.tone == "unknown"],
        "may_verify": user.may(Permission.VERIFY_TRAIL),
    }
    return render(request, "dashboard/system.html", context)
