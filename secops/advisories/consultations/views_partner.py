"""The doors of consultations for the partner himself, signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.advisories.consultations import queries
from secops.advisories.consultations.actions import confirm_word
from secops.house.pages import form_page
from secops.incidents.refused import DeskRefused


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.POST_RECOMMENDATION)
def partner_word(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Benar, ini saran kami": what was typed in his name becomes his recommendation."""
    user = user_of(request)
    word = get_object_or_404(queries.unconfirmed_of(user), pk=pk)
    if request.method == "POST":
        try:
            found = confirm_word(word, by=user, at=timezone.now()).recommendation
        except DeskRefused as refused:
            messages.error(request, str(refused))
            return redirect("partner")
        assert found is not None
        return redirect(f"{found.get_absolute_url()}?received=1")
    consultation = word.invitation.consultation
    title = _("Benarkah ini saran Anda?")
    crumbs = [(_("Ringkasan mitra"), reverse("partner")), (title, "")]
    return form_page(
        request, None, title, _("Benar, ini saran kami"), reverse("partner"), crumbs,
        subtitle=f"{consultation.get_tlp_display()} · {consultation.code} {consultation.subject}",
        lead=_("Dicatat notulis atas nama Anda:"), facts=[(_("Saran"), word.text)],
    )  # fmt: skip
