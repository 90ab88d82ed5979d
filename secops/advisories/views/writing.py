"""Doors of who writes: a recommendation, its newer text, words below it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.advisories import queries
from secops.advisories.actions import (
    RecommendationRefused,
    answer_recommendation,
    discard_recommendation,
    may_revise,
    object_to_decision,
    revise_recommendation,
    send_recommendation,
    set_naming,
    submit_recommendation,
)
from secops.advisories.forms import (
    AdviceForForm,
    AdviceForm,
    AnswerForm,
    DecisionForm,
    NamingForm,
    ReviseForm,
)
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.told import incidents_told
from secops.advisories.views.recommendations import crumbs, find
from secops.house.pages import form_page
from secops.incidents.meetings.models import Decision, Meeting
from secops.incidents.refused import DeskRefused
from secops.rules.recommendation import DECIDED, OPEN
from secops.rules.tlp import Marking

WRITERS = (Permission.POST_RECOMMENDATION, Permission.POST_RECOMMENDATION_FOR)


@require_http_methods(["GET", "POST"])
@requires(Permission.POST_RECOMMENDATION, Permission.POST_RECOMMENDATION_FOR)
def recommendation_new(request: HttpRequest) -> HttpResponse:
    """Post one's own, or type in what came by letter."""
    user, now = user_of(request), timezone.now()
    own = user.may(Permission.POST_RECOMMENDATION)
    organisations = queries.own_organisations(user) if own else Organisation.objects.all()
    decision = None if own else _decision_of(request, user)
    form: AdviceForm
    if own:
        form = AdviceForm(
            request.POST or None, request.FILES or None, organisations=organisations,
            incidents=incidents_told(user),
        )  # fmt: skip
    else:
        form = AdviceForForm(
            request.POST or None, request.FILES or None, organisations=organisations,
            decision=decision,
        )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        author = user.person if own else form.cleaned_data["author"]
        organisation = form.organisation()
        if organisation is None or author is None:
            raise PermissionDenied
        try:
            made = submit_recommendation(
                form.advice(),
                organisation,
                author,
                files=form.cleaned_data["attachments"],
                draft="draft" in request.POST,
                decision=decision,
                by=user,
                at=now,
            )
        except (RecommendationRefused, DeskRefused) as refused:
            form.add_error(None, str(refused))
        else:
            if made.state == Recommendation.State.DRAFT:
                return redirect(made)
            return redirect(f"{reverse('recommendation', args=[made.code])}?received=1")
    return render(
        request,
        "advisories/recommendation_new.html",
        {
            "form": form,
            "title": _("Kirim rekomendasi"),
            "breadcrumbs": [(_("Rekomendasi mitra"), reverse("recommendations")),
                            (_("Kirim rekomendasi"), "")],
            "organisations": organisations if own else (),
            "may_draft": True,
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


def _decision_of(request: HttpRequest, user: User) -> Decision | None:
    """ "Jadikan rekomendasi": the decision of a meeting it comes from, while nothing came of it."""
    code, number = request.GET.get("meeting", ""), request.GET.get("decision", "")
    if not code or not number.isdecimal():
        return None
    rows = Decision.objects.left().filter(meeting__in=Meeting.objects.visible_to(user))
    return get_object_or_404(
        rows.select_related("meeting__incident"), meeting__code=code, rank=int(number[:4])
    )


@require_http_methods(["GET", "POST"])
@requires(*WRITERS)
def recommendation_edit(request: HttpRequest, code: str) -> HttpResponse:
    """A newer text, before it is decided."""
    found, user = find(request, code), user_of(request)
    if not may_revise(found, user) or found.state not in OPEN:
        raise Http404
    form = ReviseForm(request.POST or None, request.FILES or None, found=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            revise_recommendation(
                found, form.advice(), why=given["why"], files=given["attachments"],
                by=user, at=timezone.now(),
            )  # fmt: skip
        except RecommendationRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(found)
    title = _("Ubah rekomendasi")
    return form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), crumbs(found, title),
        template="advisories/recommendation_new.html",
        subtitle=f"{found.get_tlp_display()} · {found.code}",
    )  # fmt: skip


@require_POST
@requires(*WRITERS)
def recommendation_send(request: HttpRequest, code: str) -> HttpResponse:
    """Send a draft."""
    found = find(request, code)
    if found.entered_by_id != user_of(request).pk:
        raise Http404
    try:
        send_recommendation(found, by=user_of(request), at=timezone.now())
    except RecommendationRefused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    return redirect(f"{found.get_absolute_url()}?received=1")


@require_http_methods(["GET", "POST"])
@requires(*WRITERS)
def recommendation_discard(request: HttpRequest, code: str) -> HttpResponse:
    """ "Buang konsep": its writer throws it away."""
    found, user = find(request, code), user_of(request)
    if found.entered_by_id != user.pk or found.state != Recommendation.State.DRAFT:
        raise Http404
    if request.method == "POST":
        discard_recommendation(found, by=user, at=timezone.now())
        messages.success(request, _("Konsep %(code)s dibuang.") % {"code": found.code})
        return redirect("recommendations")
    title = _("Buang konsep")
    return form_page(
        request, None, title, title, found.get_absolute_url(), crumbs(found, title), danger=True,
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}",
        lead=_("Teks dan lampirannya dihapus dan tidak dapat dikembalikan; nomornya tidak dipakai "
               "lagi."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.POST_RECOMMENDATION)
def recommendation_naming(request: HttpRequest, code: str) -> HttpResponse:
    """ "Nama lembaga": shown to other partners, or hidden."""
    found = find(request, code)
    form = NamingForm(request.POST or None, initial={"named": "named" if found.named else "hidden"})
    if request.method == "POST" and form.is_valid():
        named = form.cleaned_data["named"] == "named"
        set_naming(found, named=named, by=user_of(request), at=timezone.now())
        messages.success(
            request,
            _("Nama lembaga Anda boleh disebut.") if named
            else _("Nama lembaga Anda disembunyikan dari mitra lain."),
        )  # fmt: skip
        return redirect(found)
    title = _("Nama lembaga")
    return form_page(
        request, form, title, _("Simpan"), found.get_absolute_url(), crumbs(found, title),
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.POST_RECOMMENDATION)
def recommendation_object(request: HttpRequest, code: str) -> HttpResponse:
    """Object to a decision."""
    found = find(request, code)
    if found.state not in DECIDED:
        raise Http404
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            object_to_decision(
                found, text=form.cleaned_data["reason"], by=user_of(request), at=timezone.now()
            )
        except RecommendationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Keberatan Anda tercatat dan dibaca posko."))
            return redirect(found)
    title = _("Nyatakan keberatan")
    return form_page(
        request, form, title, _("Kirim keberatan"), found.get_absolute_url(), crumbs(found, title),
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}",
    )  # fmt: skip


@require_POST
@requires(Permission.POST_RECOMMENDATION, Permission.DECIDE_RECOMMENDATION)
def recommendation_answer(request: HttpRequest, code: str) -> HttpResponse:
    """ "Beri tanggapan": a word below it."""
    found = find(request, code)
    user, now = user_of(request), timezone.now()
    form = AnswerForm(request.POST, found=found, user=user, at=now)
    if form.is_valid():
        given = form.cleaned_data
        try:
            answer_recommendation(
                found,
                text=given["text"],
                tlp=Marking(given["tlp"]),
                by=user,
                at=now,
            )
        except RecommendationRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(found)
    title = _("Beri tanggapan")
    return form_page(
        request, form, title, _("Kirim tanggapan"), found.get_absolute_url(), crumbs(found, title),
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}",
    )  # fmt: skip
