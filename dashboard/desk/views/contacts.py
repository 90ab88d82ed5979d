"""Addresses of many people on screen."""

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
from dashboard.desk.contacts import PER_PAGE, lines_of, save
from secops.compliance.rotations.personal import is_personal_shown
from secops.compliance.rotations.queries import desk_of
from secops.house.lists import whole_number
from secops.house.text import angka


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_FOR)
def contacts(request: HttpRequest) -> HttpResponse:
    """Who has no address yet (or everybody who is still asked), with two fields each."""
    user, at = user_of(request), timezone.now()
    everybody = bool(request.GET.get("all"))
    whole = is_personal_shown(request, at=at)
    lines = lines_of(desk_of(user, at=at), everybody=everybody, whole=whole)
    pages = max(1, -(-len(lines) // PER_PAGE))
    number = min(whole_number(request.GET.get("page", "1")), pages)
    shown = lines[(number - 1) * PER_PAGE : number * PER_PAGE]
    if request.method == "POST":
        # Who was shown may stand on another page by now: what was typed is looked up by person.
        posted = {key: str(value) for key, value in request.POST.items()}
        asked = [line for line in lines if f"v-{line.person.pk}" in posted]
        n = save(asked, posted, by=user, at=at)
        if n:
            words = ngettext("Kontak %(n)s orang diperbarui.", "Kontak %(n)s orang diperbarui.", n)
            messages.success(request, words % {"n": angka(n)})
        wrong = [line for line in asked if line.problems]
        if not wrong:
            if not n:
                messages.info(request, _("Tidak ada yang diisi."))
            return redirect(request.get_full_path())
        shown = wrong
    context = {
        "title": _("Kontak pegawai"),
        "breadcrumbs": [(_("Pekerjaan saya"), reverse("my-work")), (_("Kontak"), "")],
        "lines": shown,
        "total": len(lines),
        "everybody": everybody,
        "doubtful": any(line.doubtful for line in lines),
        "number": number,
        "pages": pages,
        "whole": whole,
        "may_see_whole": user.may(Permission.SEE_PERSONAL),
        "problems": request.method == "POST",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/contacts.html", context, status=status)
