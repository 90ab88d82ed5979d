"""What somebody who signs in gets from us, and what of it he may stop."""

from __future__ import annotations

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in, user_of
from secops.outbox.optional import choices_of, is_optional, resume_mail, stop_mail


@signed_in("everybody may choose his own optional mail")
@require_http_methods(["GET", "HEAD", "POST"])
def own_mail(request: HttpRequest) -> HttpResponse:
    """Surat yang saya terima."""
    user, kind = user_of(request), request.POST.get("kind", "")
    if request.method == "POST":
        if user.person is None or not is_optional(kind):
            notes.error(request, _("Pilihan ini tidak dikenal."))
        elif request.POST.get("step") == "again":
            resume_mail(user.person, kind, by=user, at=timezone.now())
            notes.success(request, _("Surat ini dikirim lagi kepada Anda."))
        else:
            stop_mail(user.person, kind, how="page", by=user, at=timezone.now())
            notes.success(request, _("Surat ini tidak dikirim lagi kepada Anda."))
        return redirect("own-mail")
    context = {
        "title": _("Surat yang saya terima"),
        "choices": choices_of(user.person) if user.person else [],
        "breadcrumbs": [(_("Akun saya"), reverse("profile")), (_("Surat yang saya terima"), "")],
    }
    return render(request, "outbox/own_mail.html", context)
