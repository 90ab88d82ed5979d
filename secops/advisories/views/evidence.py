"""Doors of handed-over evidence: the office opens and closes, the stakeholder fetches."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import network_address, requires, user_of
from accounts.roles import Permission
from secops.advisories.evidence import ShareRefused, end_share, fetch, share_handover
from secops.advisories.models import EvidenceShare, Organisation
from secops.house.files import hand_out
from secops.incidents.vault.actions import EvidenceRefused
from secops.incidents.vault.actions.custody import gone_words
from secops.incidents.vault.models import Handover, Item
from secops.incidents.vault.views.leaving import as_file

HANDLE, RECEIVE = Permission.HANDLE_EVIDENCE, Permission.RECEIVE_EVIDENCE


class ShareForm(forms.Form):
    """For whom."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("Mitra penerima")
    )


@require_http_methods(["GET", "POST"])
@requires(HANDLE)
def handover_share(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Buka untuk mitra"."""
    found = get_object_or_404(Handover.objects.visible_to(user_of(request)), pk=pk)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            organisation = form.cleaned_data["organisation"]
            share_handover(found, organisation, by=user_of(request), at=timezone.now())
        except ShareRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(found)
    context = {
        "form": form,
        "title": _("Buka untuk mitra"),
        "lead": _("Orang mitra ini dapat mengunduhnya setelah masuk; setiap unduhan tercatat."),
        "submit_label": _("Buka"),
        "cancel_url": found.get_absolute_url(),
    }
    return render(request, "house/confirm.html", context, status=422 if form.errors else 200)


@require_POST
@requires(HANDLE)
def share_end(request: HttpRequest, pk: int, share: int) -> HttpResponse:
    """Close it again."""
    handovers = Handover.objects.visible_to(user_of(request))
    found = get_object_or_404(EvidenceShare, pk=share, handover__in=handovers.filter(pk=pk))
    end_share(found, by=user_of(request), at=timezone.now())
    return redirect(found.handover)


@require_GET
@requires(RECEIVE)
def received(request: HttpRequest) -> HttpResponse:
    """ "Barang bukti diserahkan kepada Anda"."""
    shares = (
        EvidenceShare.objects.received_by(user_of(request))
        .select_related("handover__document", "organisation")
        .prefetch_related("handover__items__content")
    )
    count = sum(len(share.handover.items.all()) for share in shares)
    context = {
        "title": _("Barang bukti diserahkan kepada Anda (%(n)s)") % {"n": count},
        "shares": [(share, _lines(share)) for share in shares],
    }
    return render(request, "advisories/received.html", context)


def _lines(share: EvidenceShare) -> list[tuple[Item, str]]:
    """Each item, and what is to be said of it where it was disposed of."""
    items = list(share.handover.items.all())
    gone = gone_words(items)
    return [(item, gone.get(item.pk, "")) for item in items]


@require_POST
@requires(RECEIVE)
def received_download(request: HttpRequest, code: str) -> HttpResponseBase:
    """ "Unduh"; who, when and from where is noted."""
    user, where = user_of(request), network_address(request)
    try:
        return as_file(fetch(user, code, at=timezone.now(), where=where))
    except EvidenceRefused as refused:
        messages.error(request, str(refused))
        return redirect("evidence-received")


@require_GET
@requires(RECEIVE)
def received_minutes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """ "Berita acara serah terima"."""
    shares = EvidenceShare.objects.received_by(user_of(request)).select_related(
        "handover__document"
    )
    document = get_object_or_404(shares, handover=pk).handover.document
    return hand_out(document.pdf, f"{document.number.replace('/', '-')}.pdf", "application/pdf")
