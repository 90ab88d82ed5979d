"""The doors of recommendations: a stakeholder's portal, and the office's desk."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.advisories import queries
from secops.advisories.actions import (
    note_reading,
    record_file_view,
)
from secops.advisories.filters import OwnFilter, RecommendationFilter
from secops.advisories.forms import (
    AnswerForm,
)
from secops.advisories.models import Attachment, Recommendation
from secops.advisories.page import recommendation_page
from secops.advisories.tables import RecommendationTable
from secops.house.lists import Empty, list_page
from secops.house.text import wib, wib_clock

READERS = (Permission.READ_RECOMMENDATION, Permission.POST_RECOMMENDATION)


def find(request: HttpRequest, code: str) -> Recommendation:
    return get_object_or_404(queries.recommendations_for(user_of(request)), code=code)


def crumbs(found: Recommendation, *last: str) -> list[tuple[str, str]]:
    way = [(_("Rekomendasi mitra"), reverse("recommendations"))]
    if not last:
        return [*way, (found.code, "")]
    return [*way, (found.code, found.get_absolute_url()), *((one, "") for one in last)]


@require_GET
@requires(*READERS)
def recommendation_list(request: HttpRequest) -> HttpResponseBase:
    """All for the office; for a stakeholder what his organisation gave."""
    user = user_of(request)
    office = user.may(Permission.READ_RECOMMENDATION)
    return list_page(
        request,
        title=_("Rekomendasi mitra") if office else _("Rekomendasi kami"),
        subtitle=wib(timezone.now()),
        table=RecommendationTable,
        queryset=queries.recommendations_for(user),
        filterset=RecommendationFilter if office else OwnFilter,
        order=("-submitted_at", "-pk"),
        exclude=() if office else ("organisation",),
        empty=Empty(
            _("Belum ada rekomendasi"),
            _("Saran tertulis dari perguruan tinggi, kepolisian dan badan nasional, dengan "
              "keputusan kami dan hasilnya, muncul di sini."),
        ),
        export_name="rekomendasi",
        on_export=log_export(user_of(request)),
        template="advisories/recommendations.html",
        extra={
            "may_post": user.may(Permission.POST_RECOMMENDATION),
            "may_post_for": user.may(Permission.POST_RECOMMENDATION_FOR),
            "for_office": office,
        },
    )  # fmt: skip


@require_GET
@requires(*READERS)
def recommendation(request: HttpRequest, code: str) -> HttpResponse:
    """One recommendation: its text and marking, our decision, what became of it."""
    found, now = find(request, code), timezone.now()
    note_reading(found, by=user_of(request), at=now)
    page = recommendation_page(found, user_of(request), at=now)
    received = ""
    if request.GET.get("received") and found.decide_by and found.submitted_at and page.undecided:
        received = _(
            "Rekomendasi %(code)s diterima %(at)s. Keputusan paling lambat %(due)s. Anda akan "
            "dikabari."
        ) % {
            "code": found.code,
            "at": wib_clock(found.submitted_at),
            "due": wib(timezone.localdate(found.decide_by)),
        }
    return render(
        request,
        "advisories/recommendation.html",
        {
            "title": f"{found.code} {found.title}",
            "breadcrumbs": crumbs(found),
            "recommendation": found,
            "page": page,
            "received": received,
            "form": AnswerForm(found=found, user=user_of(request), at=now),
        },
    )


@require_GET
@requires(*READERS)
def recommendation_file(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out one attachment, never to be shown inside a page; the view is noted."""
    visible = Recommendation.objects.visible_to(user_of(request))
    found = get_object_or_404(Attachment.objects.filter(recommendation__in=visible), pk=pk)
    record_file_view(found, by=user_of(request), at=timezone.now())
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type=found.content_type,
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response
