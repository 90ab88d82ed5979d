"""The door that keeps the sealed original of a leak report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.roles import Permission
from secops.incidents.vault.actions import EvidenceRefused, keep_original
from secops.incidents.vault.views.pages import who
from secops.intake.models import Upload


@require_POST
@requires(Permission.IMPORT)
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Simpan asli ke brankas"."""
    upload = get_object_or_404(Upload, pk=pk, purpose=Upload.Purpose.LEAK)
    try:
        item = keep_original(upload, **who(request))
    except EvidenceRefused as refused:
        messages.error(request, str(refused))
        return redirect("leak-upload", pk)
    words = _("%(code)s tersimpan di brankas, tetap tersegel.")
    messages.success(request, words % {"code": item.code})
    return redirect("leak-upload", pk)
