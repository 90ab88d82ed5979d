"""Doors: what owner and office do with one application."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires, user_of
from accounts.models import User
from accounts.roles import Permission
from secops.compliance.retirements import actions
from secops.compliance.retirements.backing import proven_backup
from secops.compliance.retirements.case_page import STEPS, step_words
from secops.compliance.retirements.forms import (
    AgreeForm,
    BackForm,
    CallForm,
    FollowerForm,
    KeepForm,
    ReceiptForm,
    StepForm,
    TickForm,
)
from secops.compliance.retirements.models import Follower, Retirement
from secops.compliance.retirements.views.cases import GET_OR_POST, find, words_of
from secops.house.forms import problems
from secops.rules.refusal import MoveRefused
from secops.rules.retirement import State, may_move

P = Permission


def _given(request: HttpRequest) -> tuple[Any, Any]:
    """What was posted, also where that is nothing; None where the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _act(request: HttpRequest, found: Retirement, form: Form, act: Callable[[], object]) -> bool:
    """Take a step, or say on the form why not."""
    try:
        act()
    except MoveRefused as refused:
        form.add_error(None, words_of(refused))
        return False
    messages.success(request, _("Tercatat."))
    return True


def _form_page(
    request: HttpRequest, found: Retirement, form: Form, title: str, submit: str, **more: Any
) -> HttpResponse:
    name = found.application.name
    context = {
        "title": title,
        "breadcrumbs": [(name, found.get_absolute_url()), (title, "")],
        "form": form,
        "facts": [(_("Aplikasi"), name), (_("Pemilik"), str(found.application.owner or "–"))],
        "submit_label": submit,
        "cancel_url": found.get_absolute_url(),
        **more,
    }
    return render(
        request,
        more.get("template", "house/confirm.html"),
        context,
        status=422 if form.errors else 200,
    )


@GET_OR_POST
@requires(P.ANSWER_RETIREMENT, P.RETIRE_APPLICATION)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner's answer: his own, or what the office heard and writes down."""
    found, user, at = find(request, pk), user_of(request), timezone.now()
    owner = found.application.owner_id
    himself = owner is not None and user.may(P.ANSWER_RETIREMENT, owner)
    which = request.POST.get("answer") or request.GET.get("answer", "")
    keeps = which == "keep"
    make = KeepForm if keeps else AgreeForm
    form = make(*_given(request), recorded=not himself)
    posted = request.method == "POST" and which in ("keep", "agree") and form.is_valid()
    if posted and _act(request, found, form, lambda: _take_answer(found, form, user, at)):
        return redirect(found)
    title = _("Jawaban pemilik") if not himself else _("Jawaban Anda")
    return _form_page(
        request, found, form, title, _("Simpan jawaban"),
        template="retirements/answer.html", which=which, retirement=found, himself=himself,
        application=found.application,
    )  # fmt: skip


def _take_answer(found: Retirement, form: AgreeForm | KeepForm, user: User, at: Any) -> None:
    if isinstance(form, KeepForm):
        actions.keep_in_use(found, form.keeping(), **form.given(), by=user, at=at)
    else:
        actions.agree(found, **form.given(), by=user, at=at)


@GET_OR_POST
@requires(P.RETIRE_APPLICATION)
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One of the office's steps, with its proof."""
    found, user, at = find(request, pk), user_of(request), timezone.now()
    target = STEPS.get(name)
    if target is None:
        raise Http404
    if not may_move(found.law_state, target):
        messages.error(request, _("Langkah ini tidak dapat diambil dari keadaan sekarang."))
        return redirect(found)
    plan = proven_backup(found.application, at=at) if target is State.DATA_BACKED_UP else ""
    hosts = (
        list(found.followers.filter(kind=Follower.Kind.HOST, done_at=None, dropped_at=None))
        if target is State.DNS_REMOVED
        else None
    )
    form = StepForm(*_given(request), hosts=hosts, needs_files=not plan)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.given()
        if hosts is not None:
            ticked = set(form.cleaned_data["hosts"])
            given["hosts"] = [one for one in hosts if str(one.pk) in ticked]
        act = _STEPS[target]
        if _act(request, found, form, lambda: act(found, **given, by=user, at=at)):
            return redirect(found)
    return _form_page(
        request, found, form, step_words(target), step_words(target),
        lead=_lead(target, plan), template="retirements/step.html",
        followers=found.followers.filter(done_at=None, dropped_at=None)
        if target is State.ARCHIVED
        else [],
    )  # fmt: skip


_STEPS: dict[State, Callable[..., object]] = {
    State.SUSPENDED: actions.suspend,
    State.DATA_BACKED_UP: actions.note_backup,
    State.DNS_REMOVED: actions.remove_names,
    State.ARCHIVED: actions.archive,
}


def _lead(target: State, plan: str) -> str:
    if target is State.DATA_BACKED_UP:
        if plan:
            return _("Cadangan data (backup) yang terbukti: %(plan)s.") % {"plan": plan}
        return _(
            "Belum ada cadangan data (backup) yang terbukti. Unggah bukti dukung uji pemulihan."
        )
    return {
        State.SUSPENDED: _(
            "Aplikasi sudah dimatikan, datanya belum dihapus. Yang harus ikut didaftar otomatis."
        ),
        State.DNS_REMOVED: _("Alamatnya sudah tidak dapat dicari."),
        State.ARCHIVED: _("Setelah diarsipkan, langkah ini tidak dapat dibatalkan."),
    }[target]


@GET_OR_POST
@requires(P.RETIRE_APPLICATION)
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """ "Kembalikan menjadi aktif": undo before the archive."""
    found, user, at = find(request, pk), user_of(request), timezone.now()
    form = BackForm(*_given(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if _act(
            request, found, form,
            lambda: actions.back_to_active(found, reason=reason, by=user, at=at),
        ):  # fmt: skip
            return redirect(found)
    lead = _(
        "Akun yang ditutup bersama aplikasi ini kembali menurut data sistemnya. Langkah yang sudah "
        "diambil tetap tercatat."
    )
    title = _("Kembalikan menjadi aktif")
    return _form_page(request, found, form, title, title, lead=lead)


@GET_OR_POST
@requires(P.RETIRE_APPLICATION)
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed receipt of the letter: the owner's time runs from there."""
    found, user, at = find(request, pk), user_of(request), timezone.now()
    form = ReceiptForm(*_given(request), prefix="receipt")
    if request.method == "POST" and form.is_valid():
        given = form.given()
        if _act(
            request, found, form,
            lambda: actions.note_receipt(found, **given, by=user, at=at),
        ):  # fmt: skip
            return redirect(found)
    return _form_page(request, found, form, _("Catat surat diterima"), _("Simpan tanda terima"))


@GET_OR_POST
@requires(P.RETIRE_APPLICATION)
def called(request: HttpRequest, pk: int) -> HttpResponse:
    """The office has called the owner who asked for it."""
    found, user, at = find(request, pk), user_of(request), timezone.now()
    form = CallForm(*_given(request))
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if _act(request, found, form, lambda: actions.note_call(found, note=note, by=user, at=at)):
            return redirect(found)
    return _form_page(request, found, form, _("Catat telepon"), _("Catat"))


@require_POST
@requires(P.RETIRE_APPLICATION)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Something that must follow and that the inventory does not know."""
    found, user = find(request, pk), user_of(request)
    form = FollowerForm(request.POST, prefix="new")
    if form.is_valid():
        given = form.cleaned_data
        _act(
            request, found, form,
            lambda: actions.add_follower(found, **given, by=user, at=timezone.now()),
        )  # fmt: skip
    _say(request, form)
    return redirect(found)


@GET_OR_POST
@requires(P.RETIRE_APPLICATION)
def tick(request: HttpRequest, pk: int) -> HttpResponse:
    """One thing has followed."""
    user = user_of(request)
    rows = Follower.objects.filter(retirement__in=Retirement.objects.visible_to(user))
    follower = get_object_or_404(rows.select_related("retirement__application__owner"), pk=pk)
    found = follower.retirement
    form = TickForm(*_given(request))
    if request.method == "POST" and form.is_valid():
        given = form.given()
        if _act(
            request, found, form,
            lambda: actions.tick(follower, **given, by=user, at=timezone.now()),
        ):  # fmt: skip
            return redirect(found)
    title = follower.words
    return _form_page(request, found, form, title, _("Catat selesai"))


def _say(request: HttpRequest, form: Form) -> None:
    """What is wrong with a small form, on the page it came from."""
    for problem in problems(form):
        messages.error(request, problem.message)
