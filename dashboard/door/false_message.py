"""`/lapor/`: anybody reports a message that copies ours. No sign-in, no script, no cookie."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import network_address, open_to_all
from accounts.limits import count
from accounts.models import User
from dashboard.door.purposes import framed
from dashboard.door.views import comes_from_elsewhere, language_of
from secops.incidents.false_messages.actions import ReportRefused, report_false_message
from secops.incidents.false_messages.forms import ReportForm
from secops.incidents.false_messages.words import signs
from secops.incidents.models import FalseMessage

#: A whole department sits behind one address; a machine stops here.
REPORTS_PER_HOUR = 30


@open_to_all("a report is only taken, never shown; limited by the hour and network address")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """How the real ones are known, and the form for those that are not."""
    with translation.override(language_of(request, None)):
        if request.method != "POST":
            return _page(request, {}, "")
        if comes_from_elsewhere(request):
            return framed("door/refused.html", {"title": _("Laporan tidak diterima")}, status=403)
        if count("false-messages", network_address(request), at=timezone.now()) > REPORTS_PER_HOUR:
            words = _("Terlalu banyak laporan dari jaringan ini. Telepon Posko Siber.")
            return _page(request, request.POST, words, status=429)
        return _take(request)


def _take(request: HttpRequest) -> HttpResponse:
    form = ReportForm(request.POST, request.FILES)
    if not form.is_valid():
        words = _("Pilih saluran pesannya. Teks paling panjang 4.000 huruf.")
        return _page(request, request.POST, words, status=422)
    user = request.user if isinstance(request.user, User) else None
    try:
        report_false_message(
            form.told(), screenshot=form.cleaned_data["screenshot"], by=user, at=timezone.now()
        )
    except ReportRefused as refused:
        return _page(request, request.POST, str(refused), status=422)
    return HttpResponseRedirect(f"{reverse('report-message')}?tercatat=1")


def _page(request: HttpRequest, typed: Any, problem: str, *, status: int = 200) -> HttpResponse:
    context = {
        "title": _("Laporkan pesan palsu"),
        "done": "tercatat" in request.GET and not problem,
        "problem": problem,
        "typed": typed,
        "signs": signs(),
        "channels": FalseMessage.Channel.choices,
    }
    return framed("door/false_message.html", context, status=status)
