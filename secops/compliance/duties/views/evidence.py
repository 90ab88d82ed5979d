"""Doors of evidence: handing in, replacing, removing, opening."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.compliance.duties import queries
from secops.compliance.duties.actions import (
    EvidenceRefused,
    add_evidence,
    record_evidence_view,
    remove_evidence,
)
from secops.compliance.duties.forms import EvidenceForm, ReasonForm
from secops.compliance.duties.models import Duty, Evidence
from secops.compliance.duties.views.duties import OF_DEPARTMENT, find_duty
from secops.house.files import hand_out
from secops.rules.refusal import MoveRefused


def _find(request: HttpRequest, pk: int) -> Evidence:
    """The piece of evidence, if the user may see its duty; else 404."""
    mine = Evidence.objects.filter(duty__in=Duty.objects.visible_to(user_of(request)))
    return get_object_or_404(mine.select_related("duty__directive", "duty__department"), pk=pk)


@require_http_methods(["GET", "POST"])
@requires(*OF_DEPARTMENT, Permission.RUN_CAMPAIGN)
def evidence_add(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Tambah bukti dukung"; with `?replaces=` a newer version of one piece."""
    found, now = find_duty(request, pk), timezone.now()
    wanted = request.GET.get("replaces", "")
    before = found.evidence.standing().filter(pk=int(wanted)).first() if wanted.isdigit() else None
    days = found.directive.evidence_days
    holds = timezone.localdate(now) + timedelta(days=days) if days else None
    typed = request.method == "POST"
    form = EvidenceForm(
        request.POST if typed else None,
        request.FILES if typed else None,
        initial={"valid_until": holds},
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_evidence(found, form.handed(before), by=user_of(request), at=now)
        except (EvidenceRefused, MoveRefused) as refused:
            form.add_error(None, queries.refusal_words(refused))
        else:
            messages.success(request, _("Bukti dukung tersimpan."))
            return redirect(found)
    title = _("Versi baru: %(name)s") % {"name": before} if before else _("Tambah bukti dukung")
    return render(
        request,
        "duties/evidence_add.html",
        {
            "form": form,
            "duty": found,
            "title": title,
            "breadcrumbs": [*queries.duty_crumbs(found)[:-1], queries.crumb_of(found), (title, "")],
        },
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(*OF_DEPARTMENT, Permission.RUN_CAMPAIGN)
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Hapus": it counts no more; what was stated on it is opened again."""
    piece, now = _find(request, pk), timezone.now()
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["reason"]
        try:
            remove_evidence(piece, why=why, by=user_of(request), at=now)
        except (EvidenceRefused, MoveRefused) as refused:
            messages.error(request, queries.refusal_words(refused))
        else:
            messages.success(request, _("Bukti dukung dihapus; berkasnya tetap ada di riwayat."))
        return redirect(piece.duty)
    return render(
        request,
        "house/confirm.html",
        {
            "form": form,
            "title": _("Hapus bukti dukung: %(name)s") % {"name": piece},
            "lead": _(
                "Bukti ini tidak lagi dihitung. Pernyataan yang memakainya dibuka kembali untuk "
                "bukti ini saja."
            ),
            "submit_label": _("Hapus bukti dukung"),
            "cancel_url": piece.duty.get_absolute_url(),
            "danger": True,
        },
        status=422 if form.errors else 200,
    )


@require_GET
@requires(Permission.SEE_DEPARTMENTS)
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out one piece, a file never inside a page, a note on one; the view is noted."""
    piece = _find(request, pk)
    record_evidence_view(piece, by=user_of(request), at=timezone.now())
    if piece.form == Evidence.Form.LINK:
        return redirect(piece.words)
    if piece.form == Evidence.Form.NOTE:
        return render(
            request,
            "duties/evidence_note.html",
            {
                "title": piece.name,
                "breadcrumbs": [
                    (str(piece.duty.directive), piece.duty.get_absolute_url()),
                    (piece.name, ""),
                ],
                "piece": piece,
            },
        )
    return hand_out(piece.file, piece.name, piece.content_type)
