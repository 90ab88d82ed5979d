"""The office's decisions on a recommendation."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from secops.advisories import queries
from secops.advisories.actions import (
    RecommendationRefused,
    accept_recommendation,
    merge_recommendation,
    order_recommendation,
    reject_recommendation,
)
from secops.advisories.forms import DecisionForm, MergeForm, ToOrderForm
from secops.advisories.models import Recommendation
from secops.advisories.views.recommendations import crumbs, find
from secops.compliance.duties.actions import OrderRefused
from secops.house.pages import form_page
from secops.rules.tlp import Marking


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_RECOMMENDATION)
def recommendation_order(request: HttpRequest, code: str) -> HttpResponse:
    """ "Terima dan buat arahan": one act; the next page shows whom the order reaches."""
    found = find(request, code)
    closed = Marking(found.tlp) in (Marking.AMBER_STRICT, Marking.RED)
    first = {} if closed else {"title": found.title, "text": found.text}
    form = ToOrderForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            directive = order_recommendation(
                found, form.order(), form.targets(), by=user_of(request), at=timezone.now()
            )
        except (OrderRefused, RecommendationRefused) as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("directive-send", directive.code)
    lead = ""
    if closed:
        lead = _("Tandanya %(tlp)s: tulis arahan dengan kata sendiri, tanpa isi rekomendasi.") % {
            "tlp": found.get_tlp_display()
        }
    return _form_page(
        request, found, form, _("Terima dan buat arahan"), _("Terima dan buat arahan"), lead
    )


@require_POST
@requires(Permission.DECIDE_RECOMMENDATION)
def recommendation_accept(request: HttpRequest, code: str) -> HttpResponse:
    """Accept without an order."""
    found = find(request, code)
    try:
        accept_recommendation(found, by=user_of(request), at=timezone.now())
    except RecommendationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Rekomendasi diterima. Penulisnya dikabari."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_RECOMMENDATION)
def recommendation_reject(request: HttpRequest, code: str) -> HttpResponse:
    """Reject with the reason that the author reads."""
    found = find(request, code)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            reject_recommendation(
                found, reason=form.cleaned_data["reason"], by=user_of(request), at=timezone.now()
            )
        except RecommendationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Alasannya disampaikan kepada penulis."))
            return redirect(found)
    return _form_page(request, found, form, _("Tolak rekomendasi"), _("Tolak"))


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_RECOMMENDATION)
def recommendation_merge(request: HttpRequest, code: str) -> HttpResponse:
    """Treat it as one with another."""
    found, user = find(request, code), user_of(request)
    form = MergeForm(request.POST or None, others=queries.mergeable(found, user))
    if request.method == "POST" and form.is_valid():
        try:
            merge_recommendation(found, form.cleaned_data["into"], by=user, at=timezone.now())
        except RecommendationRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(found)
    return _form_page(request, found, form, _("Gabung dengan rekomendasi lain"), _("Gabung"))


def _form_page(
    request: HttpRequest, found: Recommendation, form: BaseForm, title: str, submit: str,
    lead: str = "",
) -> HttpResponse:  # fmt: skip
    return form_page(
        request, form, title, submit, found.get_absolute_url(), crumbs(found, title),
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}", lead=lead,
    )  # fmt: skip
