"""The doors of what leaves: the files of a recommendation, and the public feed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import open_to_all, requires, user_of
from accounts.roles import Permission
from secops.advisories.looks import look_of_marking
from secops.advisories.models import Recommendation
from secops.advisories.queries import recommendations_for
from secops.advisories.sharing import queries
from secops.advisories.sharing.actions import SharingRefused, clear, publish, take_out
from secops.advisories.sharing.forms import PublishForm
from secops.advisories.sharing.models import Publication
from secops.house.pages import form_page

P = Permission


def _find(request: HttpRequest, code: str) -> Recommendation:
    """By the rows the pages show, so that no file says more than they do."""
    return get_object_or_404(recommendations_for(user_of(request)), code=code)


def _crumbs(found: Recommendation, *last: str) -> list[tuple[str, str]]:
    way = [
        (_("Rekomendasi mitra"), reverse("recommendations")),
        (found.code, found.get_absolute_url()),
    ]
    return [*way, *((one, "") for one in last)]


@require_GET
@requires(P.DECIDE_RECOMMENDATION)
def sharing(request: HttpRequest, code: str) -> HttpResponse:
    """The files of one recommendation, with their versions."""
    found, user = _find(request, code), user_of(request)
    return render(
        request,
        "sharing/sharing.html",
        {
            "title": _("Bagikan %(code)s") % {"code": found.code},
            "breadcrumbs": _crumbs(found, _("Bagikan")),
            "recommendation": found,
            "marking": look_of_marking(found.tlp),
            "rule": queries.how_it_leaves(found.marking),
            "why_not": queries.why_not(found),
            "lines": queries.lines_of(found, user),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(P.DECIDE_RECOMMENDATION)
def sharing_publish(request: HttpRequest, code: str) -> HttpResponse:
    """ "Susun berkas": the next version of one document."""
    found, back = _find(request, code), reverse("sharing", args=[code])
    form = PublishForm(request.POST or None, initial={"profile": Publication.Profile.INFORMATIONAL})
    if form.is_bound and form.is_valid():
        try:
            publish(found, **form.cleaned_data, by=user_of(request), at=timezone.now())
        except SharingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Berkas tersusun."))
            return redirect(back)
    title = _("Susun berkas")
    lead = queries.why_not(found) or queries.how_it_leaves(found.marking)
    return form_page(request, form, title, title, back, _crumbs(found, title), lead=lead)


@require_POST
@requires(P.DECIDE_RECOMMENDATION)
def publication_clear(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Setujui keluar": by somebody else than who published it."""
    found = get_object_or_404(queries.publications_for(user_of(request)), pk=pk)
    try:
        clear(found, by=user_of(request), at=timezone.now())
    except SharingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Berkas boleh keluar."))
    return redirect("sharing", found.recommendation.code)


@require_POST
@requires(P.DECIDE_RECOMMENDATION)
def publication_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, noted before it leaves."""
    found = get_object_or_404(queries.publications_for(user_of(request)), pk=pk)
    try:
        content = take_out(found, by=user_of(request), at=timezone.now())
    except SharingRefused as refused:
        messages.error(request, str(refused))
        return redirect("sharing", found.recommendation.code)
    response = HttpResponse(content, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response["Cache-Control"] = "no-store"
    return response


@open_to_all("the feed holds TLP:CLEAR alone")
@require_http_methods(["GET", "HEAD"])
def feed(request: HttpRequest) -> HttpResponse:
    """What anybody may read, as Atom."""
    made = queries.feed(at=timezone.now())
    return HttpResponse(made, content_type="application/atom+xml; charset=utf-8")


@open_to_all("documents marked TLP:CLEAR alone")
@require_http_methods(["GET", "HEAD"])
def feed_document(request: HttpRequest, file: str) -> HttpResponse:
    """One public CSAF document, under the name the standard gives it."""
    found = Publication.objects.public().filter(name=file).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type="application/json")
    response["X-Content-Type-Options"] = "nosniff"
    return response
