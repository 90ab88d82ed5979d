"""The office's decisions on a recommendation."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
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
    confirm_adoption,
    merge_recommendation,
    order_recommendation,
    pass_recommendation_on,
    reject_recommendation,
    review_recommendation,
)
from secops.advisories.adoption import adoption_of
from secops.advisories.forms import ConfirmForm, DecisionForm, MergeForm, ToOrderForm
from secops.advisories.models import Recommendation
from secops.advisories.views.recommendations import crumbs, find
from secops.compliance.duties.actions import OrderRefused
from secops.house.pages import form_page
from secops.rules.adoption import Word
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
    elif found.marking is not Marking.CLEAR:
        lead = _(
            "Tandanya %(tlp)s: arahan yang memuat kalimatnya membawa tanda itu di judul dan "
            "isinya. Dengan kata sendiri, arahan tidak bertanda."
        ) % {"tlp": found.get_tlp_display()}
    title = _("Terima dan buat arahan")
    return form_page(
        request, form, title, title, found.get_absolute_url(), crumbs(found, title), lead=lead,
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}",
        marking=found.get_tlp_display(), template="advisories/order_form.html",
    )  # fmt: skip


@require_POST
@requires(Permission.DECIDE_RECOMMENDATION)
def recommendation_accept(request: HttpRequest, code: str) -> HttpResponse:
    """Accept without an order."""
    words = _("Rekomendasi diterima. Penulisnya dikabari.")
    return _plain(request, code, accept_recommendation, words)


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
def recommendation_not_ours(request: HttpRequest, code: str) -> HttpResponse:
    """Say whose it is instead."""
    found = find(request, code)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, user = form.cleaned_data["reason"], user_of(request)
        try:
            pass_recommendation_on(found, reason=reason, by=user, at=timezone.now())
        except RecommendationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Alasannya disampaikan kepada penulis."))
            return redirect(found)
    lead = _("Tuliskan siapa yang berwenang, agar penulis tahu ke mana sarannya dibawa.")
    return _form_page(request, found, form, _("Bukan wewenang kami"), _("Simpan"), lead)


@require_POST
@requires(Permission.DECIDE_RECOMMENDATION)
def recommendation_review(request: HttpRequest, code: str) -> HttpResponse:
    """Take it under review, or up again after an objection."""
    return _plain(request, code, review_recommendation, _("Sedang ditelaah."))


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE_RECOMMENDATION)
def recommendation_result(request: HttpRequest, code: str) -> HttpResponse:
    """Confirm what became of it."""
    found, now = find(request, code), timezone.now()
    adoption = adoption_of(found, at=now)
    if adoption is None or found.merged_into_id is not None:
        raise Http404
    form = ConfirmForm(request.POST or None, initial={"word": adoption.word.value})
    if request.method == "POST" and form.is_valid():
        word, note = Word(form.cleaned_data["word"]), form.cleaned_data["note"]
        try:
            confirm_adoption(found, word, note=note, by=user_of(request), at=now)
        except RecommendationRefused as refused:
            form.add_error("word", str(refused))
        else:
            messages.success(request, _("Hasilnya tercatat."))
            return redirect(found)
    return _form_page(request, found, form, _("Pastikan hasil"), _("Pastikan"), adoption.sentence)


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


def _plain(
    request: HttpRequest, code: str, act: Callable[..., Recommendation], done: str
) -> HttpResponse:
    found = find(request, code)
    try:
        act(found, by=user_of(request), at=timezone.now())
    except RecommendationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(found)


def _form_page(
    request: HttpRequest, found: Recommendation, form: BaseForm, title: str, submit: str,
    lead: str = "",
) -> HttpResponse:  # fmt: skip
    return form_page(
        request, form, title, submit, found.get_absolute_url(), crumbs(found, title),
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}", lead=lead,
    )  # fmt: skip
