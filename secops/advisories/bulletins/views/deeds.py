"""The steps of an advisory: to a second person, out, back, closed, withdrawn, reminded, ordered."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import requires, user_of
from accounts.models import Person
from accounts.roles import Permission
from secops.advisories.bulletins import queries
from secops.advisories.bulletins.actions import (
    answer_bulletin,
    approve_bulletin,
    close_bulletin,
    order_bulletin,
    pull_bulletin_back,
    remind_silent,
    return_bulletin,
    submit_bulletin,
    take_bulletin_back,
    withdraw_bulletin,
)
from secops.advisories.bulletins.actions.holding import actor_of
from secops.advisories.bulletins.forms import PhoneAnswerForm, ReasonForm, order_from
from secops.advisories.bulletins.models import Answer, Bulletin
from secops.advisories.bulletins.page import marking_words, references_of
from secops.advisories.bulletins.recipients import plan_of
from secops.advisories.bulletins.views.office import GET_OR_POST, crumbs, find
from secops.compliance.duties.views.directives import write_order
from secops.house.pages import form_page
from secops.house.text import angka
from secops.incidents.doors import tried
from secops.incidents.refused import DeskRefused
from secops.rules import bulletin as law

P = Permission


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_submit(request: HttpRequest, code: str) -> HttpResponse:
    """Whom it would reach, in counts; then to a second person."""
    title = _("Ajukan untuk disetujui")
    return _look(request, code, law.State.SUBMITTED, submit_bulletin, title,
                 _("Diajukan. Orang kedua menyetujui dan mengirimnya."))  # fmt: skip


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_approve(request: HttpRequest, code: str) -> HttpResponse:
    """The second person sees the same, and sends it."""
    title = _("Setujui dan kirim")
    return _look(request, code, law.State.SENT, approve_bulletin, title,
                 _("Disetujui. Pesannya dikirim lewat pesan keluar."))  # fmt: skip


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_return(request: HttpRequest, code: str) -> HttpResponse:
    """Back to its author, with the reason."""
    return _with_reason(request, code, law.State.RETURNED, return_bulletin, _("Kembalikan"))


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Taken back; who was told is told why."""
    return _with_reason(request, code, law.State.WITHDRAWN, withdraw_bulletin, _("Tarik imbauan"),
                        _("OPD yang menerimanya dikabari dengan alasan ini."))  # fmt: skip


@require_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_pull(request: HttpRequest, code: str) -> HttpResponse:
    """Take it back before it is decided."""
    return _plain(request, code, pull_bulletin_back, _("Ditarik kembali; silakan diubah."))


@require_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_close(request: HttpRequest, code: str) -> HttpResponse:
    """No more answers."""
    return _plain(request, code, close_bulletin, _("Imbauan ditutup."))


@require_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_remind(request: HttpRequest, code: str) -> HttpResponse:
    """ "Ingatkan yang belum menjawab", once a day."""
    found = find(request, code)
    try:
        n = remind_silent(found, by=user_of(request), at=timezone.now())
    except DeskRefused as refused:
        messages.error(request, str(refused))
    else:
        words = ngettext("%(n)s orang diingatkan.", "%(n)s orang diingatkan.", n)
        messages.success(request, words % {"n": angka(n)})
    return redirect(found)


@require_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_undo(request: HttpRequest, code: str) -> HttpResponse:
    """ "Batalkan" while the messages wait."""
    words = _("Pengiriman dibatalkan. Imbauannya menunggu disetujui lagi.")
    return _plain(request, code, take_bulletin_back, words)


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_phone(request: HttpRequest, code: str) -> HttpResponse:
    """ "Catat jawaban telepon": in the name of who said it, marked so."""
    found, user, now = find(request, code), user_of(request), timezone.now()
    speakers = queries.speakers_of(found, at=now)
    form = PhoneAnswerForm(request.POST or None, speakers=speakers)

    def deed() -> None:
        addressee, person = form.who()
        answer_bulletin(
            found.addressees.get(pk=addressee), form.reply(), person=Person.objects.get(pk=person),
            channel=Answer.Channel.PHONE, by=user, at=now,
        )  # fmt: skip

    if form.is_bound and form.is_valid() and tried(form, deed):
        messages.success(request, _("Jawaban telepon tercatat."))
        return redirect(found)
    title = _("Catat jawaban telepon")
    return form_page(
        request, form, title, _("Simpan jawaban"), found.get_absolute_url(), crumbs(title, found),
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}",
        lead="" if speakers else _("Semua OPD sudah menjawab, atau tidak ada orangnya."),
    )  # fmt: skip


@GET_OR_POST
@requires(P.RUN_CAMPAIGN)
def bulletin_order(request: HttpRequest, code: str) -> HttpResponse:
    """ "Jadikan arahan" for those whom it concerns."""
    found, user, now = find(request, code), user_of(request), timezone.now()
    concerned = queries.departments_of_list(found).filter(queries.STANDS["concerns"])
    departments = list(concerned.values_list("department", flat=True))
    if not departments:
        raise Http404
    return write_order(
        request,
        order_from(found, departments),
        link=lambda directive: order_bulletin(found, directive, by=user, at=now),
        crumbs=crumbs("", found)[:-1],
    )


def _look(
    request: HttpRequest,
    code: str,
    target: law.State,
    act: Callable[..., Bulletin],
    title: str,
    done: str,
) -> HttpResponse:
    found, user, now = find(request, code), user_of(request), timezone.now()
    if request.method == "POST":
        try:
            act(found, by=user, at=now)
        except DeskRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, done)
        return redirect(found)
    if not law.may_move(found.standing, target, by=actor_of(found, user)):
        return redirect(found)
    return form_page(
        request, None, title, title, found.get_absolute_url(), crumbs(title, found),
        template="bulletins/bulletin_look.html", bulletin=found, plan=plan_of(found, at=now),
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}",
        marking=marking_words(found), references=references_of(found),
    )  # fmt: skip


def _with_reason(
    request: HttpRequest,
    code: str,
    target: law.State,
    act: Callable[..., Bulletin],
    title: str,
    lead: str = "",
) -> HttpResponse:
    found, user = find(request, code), user_of(request)
    if not law.may_move(found.standing, target, by=actor_of(found, user)):
        messages.error(request, _("Langkah ini bukan bagian tugas Anda, atau sudah lewat."))
        return redirect(found)
    form = ReasonForm(request.POST or None)

    def deed() -> None:
        act(found, form.cleaned_data["reason"], by=user, at=timezone.now())

    if form.is_bound and form.is_valid() and tried(form, deed):
        return redirect(found)
    told = lead if found.standing in law.OUT else ""
    return form_page(
        request, form, title, title, found.get_absolute_url(), crumbs(title, found), lead=told,
        subtitle=f"{found.get_tlp_display()} · {found.code} {found.title}", danger=bool(told),
    )  # fmt: skip


def _plain(
    request: HttpRequest, code: str, act: Callable[..., Bulletin], done: str
) -> HttpResponse:
    found = find(request, code)
    try:
        act(found, by=user_of(request), at=timezone.now())
    except DeskRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(found)
