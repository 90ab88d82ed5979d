"""Accounts that other departments hand over: accept them, or refuse with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from dashboard.desk.queries import transfer_lines, transfers_to
from secops.compliance.rotations.actions import RotationRefused, decide_transfers
from secops.compliance.rotations.bulk import AT_ONCE
from secops.compliance.rotations.personal import is_personal_shown
from secops.compliance.rotations.queries import desk_of
from secops.house.lists import row_ids
from secops.house.text import angka


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_FOR)
def transfers(request: HttpRequest) -> HttpResponse:
    """What waits for this desk, and the two answers."""
    user, at = user_of(request), timezone.now()
    waiting = transfers_to(desk_of(user, at=at))
    problem, status = "", 200
    ids = row_ids(request.POST)
    if request.method == "POST":
        chosen = list(waiting.filter(pk__in=ids[:AT_ONCE]))
        accept = request.POST.get("verb") == "accept"
        try:
            if not chosen:
                raise RotationRefused("none", _("Pilih sedikitnya satu akun."))
            n = decide_transfers(
                chosen, accept=accept, why=request.POST.get("why", ""), by=user, at=at
            )
        except RotationRefused as refused:
            problem, status = str(refused), 422
        else:
            accepted = ngettext("%(n)s akun diterima.", "%(n)s akun diterima.", n)
            refused_words = ngettext("%(n)s akun ditolak.", "%(n)s akun ditolak.", n)
            messages.success(request, (accepted if accept else refused_words) % {"n": angka(n)})
            return redirect("my-work-transfers")
    context = {
        "title": _("Akun dari OPD lain"),
        "breadcrumbs": [(_("Pekerjaan saya"), reverse("my-work")), (_("Dari OPD lain"), "")],
        "lines": transfer_lines(waiting, whole=is_personal_shown(request, at=at), ticked=ids),
        "problem": problem,
        "may_see_whole": user.may(Permission.SEE_PERSONAL),
        "whole": is_personal_shown(request, at=at),
    }
    return render(request, "desk/transfers.html", context, status=status)
