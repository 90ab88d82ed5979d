"""Printed code slips: printing them, and ticking who has his."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from dashboard.desk.forms import HandOverForm
from dashboard.desk.queries import (
    accounts_url,
    photos_for,
    picked,
    slip_lines,
    slips_to_hand_over,
)
from secops.audit.actions import record
from secops.compliance.rotations.actions import keep_slip_photo
from secops.compliance.rotations.bulk import AT_ONCE
from secops.compliance.rotations.personal import is_personal_shown
from secops.compliance.rotations.queries import desk_of
from secops.house.lists import row_ids
from secops.house.photos import PhotoRefused, type_of
from secops.house.text import angka, local
from secops.reminders.slips import make_slips, note_handed_over, slips_pdf


@require_POST
@requires(Permission.ANSWER_FOR)
def print_slips(request: HttpRequest) -> HttpResponse:
    """Make the codes and hand over the sheets; nothing of them stays here."""
    user, at = user_of(request), timezone.now()
    rows = picked(desk_of(user, at=at), request.POST)
    made = make_slips(rows, by=user, at=at) if 0 < len(rows) <= AT_ONCE else []
    if not made:
        messages.warning(
            request,
            _("Tidak ada lembar yang dicetak: pilih akun yang diketahui pemegangnya.")
            if len(rows) <= AT_ONCE
            else _("Paling banyak %(n)s akun sekaligus. Persempit filternya.")
            % {"n": angka(AT_ONCE)},
        )
        return redirect(accounts_url())
    response = HttpResponse(slips_pdf(made), content_type="application/pdf")
    name = f"lembar-kode-{local(at):%Y%m%d-%H%M}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ANSWER_FOR)
def hand_over(request: HttpRequest) -> HttpResponse:
    """The slips that are still on the desk; tick those that were handed over, signed for."""
    user, at = user_of(request), timezone.now()
    waiting = slips_to_hand_over(desk_of(user, at=at))
    form = HandOverForm(request.POST or None, request.FILES or None)
    ids = row_ids(request.POST)
    if request.method == "POST" and form.is_valid():
        slips = list(waiting.filter(pk__in=ids))
        if not slips:
            form.add_error(None, _("Pilih sedikitnya satu lembar."))
        else:
            try:
                upload = form.cleaned_data["photo"]
                photo = keep_slip_photo(upload, by=user, at=at) if upload else None
                n = note_handed_over(slips, photo=photo, by=user, at=at)
            except PhotoRefused as refused:
                form.add_error("photo", str(refused))
            else:
                words = ngettext(
                    "%(n)s lembar tercatat sampai.", "%(n)s lembar tercatat sampai.", n
                )
                messages.success(request, words % {"n": angka(n)})
                return redirect("my-work-slips")
    whole = is_personal_shown(request, at=at)
    context = {
        "title": _("Lembar kode yang belum diserahkan"),
        "breadcrumbs": [(_("Pekerjaan saya"), reverse("my-work")), (_("Lembar kode"), "")],
        "slips": slip_lines(waiting, whole=whole, ticked=ids),
        "form": form,
        "whole": whole,
        "may_see_whole": user.may(Permission.SEE_PERSONAL),
    }
    return render(request, "desk/slips.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.SEE_PERSONAL)
@transaction.atomic
def slip_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The picture of signed slips, to who sees an account it stands for; each look is noted."""
    user, at = user_of(request), timezone.now()
    photo = get_object_or_404(photos_for(user), pk=pk)
    record("slip_photo.viewed", photo, by=user, at=at)
    return FileResponse(
        photo.file.open("rb"), as_attachment=True, content_type=type_of(photo.file.name or "")
    )
