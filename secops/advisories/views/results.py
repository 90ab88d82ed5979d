"""What became of advice: the stakeholder's own page, the receipt, the yearly table."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.advisories import portal, queries, yearly
from secops.advisories.adoption import adoption_of
from secops.advisories.papers import receipt_pdf
from secops.advisories.tables import YearTable
from secops.advisories.views.recommendations import READERS, find
from secops.house.files import pdf_answer
from secops.house.lists import Empty, list_page
from secops.house.text import angka, wib


@require_GET
@requires(Permission.POST_RECOMMENDATION)
def partner(request: HttpRequest) -> HttpResponse:
    """What is asked of us, what we advised, what became of it, evidence handed to us."""
    user, now = user_of(request), timezone.now()
    evidence, where = portal.evidence_count(user)
    context = {
        "title": _("Ringkasan mitra"),
        "subtitle": wib(now),
        "organisations": queries.own_organisations(user),
        "asked": portal.asked_of(user, at=now),
        "lines": portal.lines(user, at=now),
        "evidence": evidence,
        "evidence_url": where,
    }
    return render(request, "advisories/partner.html", context)


@require_GET
@requires(*READERS)
def recommendation_receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt of its follow-up, once the office confirmed the end."""
    found = find(request, code)
    adoption = adoption_of(found, at=timezone.now())
    if adoption is None or (found.merged_into or found).finished_at is None:
        raise Http404
    return pdf_answer(receipt_pdf(found, adoption), f"{found.code}.pdf")


@require_GET
@requires(Permission.READ_RECOMMENDATION)
def recommendation_year(request: HttpRequest) -> HttpResponseBase:
    """A year's advice per stakeholder, for the inspectorate."""
    user, now = user_of(request), timezone.now()
    known = yearly.years(user) or [timezone.localdate().year]
    asked = request.GET.get("year", "")
    year = next((one for one in known if str(one) == asked), known[0])
    lines = yearly.year_of(user, year, at=now)
    return list_page(
        request,
        title=_("Rekomendasi per mitra %(year)s") % {"year": year},
        subtitle=_("Tanpa rekomendasi yang tidak boleh Anda baca. %(when)s") % {"when": wib(now)},
        table=YearTable,
        queryset=lines,
        order=("name", "pk"),
        breadcrumbs=[(_("Rekomendasi mitra"), reverse("recommendations")), (str(year), "")],
        empty=Empty(_("Belum ada rekomendasi")),
        export_name=f"rekomendasi-{year}",
        on_export=log_export(user),
        template="advisories/year.html",
        extra={"years": known, "year": year, "sums": _sums(lines)},
    )


def _sums(lines: list[yearly.Year]) -> str:
    """What the table adds up to, in one sentence; empty for an empty table."""
    if not lines:
        return ""
    sums = {name: angka(n) for name, n in yearly.together(lines).items()}
    return (
        _(
            "%(given)s rekomendasi dari %(partners)s mitra: %(accepted)s diterima (%(fit)s sesuai, "
            "%(open)s belum selesai, %(cannot)s tidak dapat ditindaklanjuti), %(declined)s ditolak "
            "atau bukan wewenang, %(waiting)s menunggu keputusan."
        )
        % sums
    )
