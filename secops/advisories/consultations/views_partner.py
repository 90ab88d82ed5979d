"""The doors of consultations for the partner himself, signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.advisories.consultations import queries
from secops.advisories.consultations.actions import confirm_word
from secops.advisories.consultations.calendar import entry, mail_of
from secops.advisories.looks import look_of_marking
from secops.advisories.models import Recommendation
from secops.house.pages import form_page
from secops.incidents.refused import DeskRefused


@require_safe
@requires(Permission.POST_RECOMMENDATION)
def partner_meeting(request: HttpRequest, code: str) -> HttpResponse:
    """What he is invited to, signed in: agenda, time, place, its entry, what he said there."""
    user, now = user_of(request), timezone.now()
    invitation = get_object_or_404(queries.own_invitations(user), consultation__code=code)
    found = invitation.consultation
    said = Recommendation.objects.visible_to(user).filter(said__invitation=invitation)
    return render(
        request,
        "consultations/partner_meeting.html",
        {
            "title": f"{found.code} {found.subject}",
            "breadcrumbs": [(_("Ringkasan mitra"), reverse("partner")), (found.code, "")],
            "consultation": found,
            "marking": look_of_marking(found.tlp),
            "state": queries.guest_look(found, at=now),
            "about": queries.facts_of(found)[:3],
            "open": found.cancelled_at is None and found.ends_at > now,
            "said": said.order_by("pk"),
        },
    )


@require_safe
@requires(Permission.POST_RECOMMENDATION)
def partner_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The entry for his own calendar, as it stands now."""
    own = queries.own_invitations(user_of(request))
    found = get_object_or_404(own, consultation__code=code)
    made = entry(found.consultation, found, mail_of(found), timezone.now())
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.consultation.code}.ics"'
    response["Cache-Control"] = "no-store"
    return response


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
