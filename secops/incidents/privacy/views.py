"""Doors of a data-protection notice. Departments do not see them: names of all of them are in."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.files import pdf_answer
from secops.house.lists import list_page, row_ids
from secops.incidents.models import Incident
from secops.incidents.privacy import actions
from secops.incidents.privacy.actions import NoticeRefused
from secops.incidents.privacy.forms import (
    AgencyForm,
    ListForm,
    PublicForm,
    SendForm,
    TextForm,
    ToldForm,
)
from secops.incidents.privacy.models import Notice
from secops.incidents.privacy.page import notice_page, standings
from secops.incidents.privacy.people import people_of
from secops.incidents.privacy.slips import slips_pdf
from secops.incidents.privacy.tables import PeopleTable

READ, WRITE = Permission.READ_INCIDENT, Permission.WRITE_INCIDENT
_TEXT = ("which_data", "when_and_how", "handling", "advice", "contact")


def _incident(request: HttpRequest, code: str) -> Incident:
    """An incident, for who reads the whole register; others get 403, unknown ones 404."""
    user = user_of(request)
    found = get_object_or_404(Incident.objects.visible_to(user), code=code)
    if not user.scope(READ).everything:
        raise PermissionDenied
    return found


def _notice(request: HttpRequest, code: str) -> Notice:
    found = Notice.objects.select_related("incident", "batch", "public_by", "agency_document")
    return get_object_or_404(found, incident=_incident(request, code))


def _page(
    request: HttpRequest, notice: Notice, form: forms.Form, title: str, submit: str, lead: str = "",
    template: str = "house/confirm.html", **extra: object,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "breadcrumbs": _crumbs(notice.incident, title),
        "submit_label": submit,
        "cancel_url": notice.get_absolute_url(),
    }
    return render(request, template, context | extra, status=422 if form.errors else 200)


def _crumbs(incident: Incident, *last: str) -> list[tuple[str, str]]:
    here = _("Pemberitahuan pelindungan data")
    way = [
        (pgettext("list", "Insiden"), reverse("incidents")),
        (incident.code, incident.get_absolute_url()),
    ]
    way.append((here, reverse("privacy", args=[incident.code]) if last else ""))
    return [*way, *((one, "") for one in last)]


def _done(request: HttpRequest, form: forms.Form, act: Callable[[], object]) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except NoticeRefused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _said(request: HttpRequest, act: Callable[[], object], words: str) -> None:
    try:
        act()
    except NoticeRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, words)


@require_GET
@requires(READ)
def privacy(request: HttpRequest, code: str) -> HttpResponse:
    """How far the notice is; where none was begun, how to begin."""
    incident, user = _incident(request, code), user_of(request)
    notice = Notice.objects.select_related("incident", "public_by", "agency_document").filter(
        incident=incident
    ).first()  # fmt: skip
    context = {
        "title": _("Pemberitahuan pelindungan data"),
        "subtitle": str(incident),
        "breadcrumbs": _crumbs(incident),
        "incident": incident,
        "notice": notice,
        "writes": user.may(WRITE),
        "letters": user.may(Permission.WRITE_DOCUMENT),
        "page": notice_page(notice, user, at=timezone.now()) if notice else None,
    }
    return render(request, "privacy/privacy.html", context)


@require_POST
@requires(WRITE)
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """ "Mulai pemberitahuan"."""
    incident, who = _incident(request, code), user_of(request)
    _said(
        request,
        lambda: actions.open_notice(incident, by=who, at=timezone.now()),
        _("Daftar orang dibuat dari akun bocor insiden ini."),
    )
    return redirect("privacy", code)


@require_GET
@requires(READ)
def people(request: HttpRequest, code: str) -> HttpResponseBase:
    """Everybody on the list, each with the proof."""
    notice, user = _notice(request, code), user_of(request)
    asked = request.GET.get("standing", "")
    rows = [one for one in people_of(notice) if not asked or one.standing == asked]
    return list_page(
        request,
        title=_("Orang yang datanya terungkap"),
        subtitle=str(notice),
        breadcrumbs=_crumbs(notice.incident, _("Orang")),
        table=PeopleTable,
        queryset=rows,
        order=("name", "pk"),
        exclude=() if user.may(WRITE) else ("pick",),
        export_name="pemberitahuan-pelindungan-data",
        personal=user.may(Permission.SEE_PERSONAL),
        on_export=log_export(user),
        template="privacy/people.html",
        extra={
            "incident": notice.incident,
            "writes": user.may(WRITE),
            "standings": standings(),
            "asked": asked,
        },
    )


@require_http_methods(["GET", "POST"])
@requires(WRITE)
def add_list(request: HttpRequest, code: str) -> HttpResponse:
    """A list somebody gave."""
    notice, form = _notice(request, code), ListForm(request.POST or None, request.FILES or None)
    counted: list[tuple[int, int]] = []
    who = user_of(request)
    if _done(request, form, lambda: counted.append(
        actions.add_listed(notice, form.cleaned_data["text"], by=who, at=timezone.now())
    )):  # fmt: skip
        words = _("%(n)s orang ditambahkan, %(unknown)s tanpa kontak yang kami kenal.")
        messages.success(request, words % {"n": counted[0][0], "unknown": counted[0][1]})
        return redirect(notice)
    return _page(request, notice, form, _("Tambah dari daftar"), _("Tambahkan"))


@require_http_methods(["GET", "POST"])
@requires(WRITE)
def told(request: HttpRequest, code: str) -> HttpResponse:
    """Those who were ticked were told by a human being."""
    notice, who, now = _notice(request, code), user_of(request), timezone.now()
    subjects = list(notice.subjects.filter(pk__in=row_ids(request.POST or request.GET)))
    given = request.POST if "how" in request.POST else None
    form = ToldForm(given, initial={"told_at": now})
    if _done(
        request,
        form,
        lambda: actions.note_told(subjects, **form.cleaned_data, by=who, at=now),
    ):
        actions.settle(notice, at=now)
        return redirect(notice)
    title = _("Catat diberi tahu secara langsung")
    return _page(
        request, notice, form, title, _("Catat"), template="privacy/told.html", subjects=subjects
    )


@require_GET
@requires(WRITE)
def slips(request: HttpRequest, code: str) -> HttpResponse:
    """A letter a page for those no channel reaches, with a place for the receipt."""
    given = request.GET.get("part", "1")
    part = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1
    made = slips_pdf(_notice(request, code), max(1, part), at=timezone.now())
    if made is None:
        raise Http404
    return pdf_answer(made, f"lembar-pemberitahuan-{code}.pdf")


@require_http_methods(["GET", "POST"])
@requires(WRITE)
def text(request: HttpRequest, code: str) -> HttpResponse:
    """A new version of the text; it starts from the newest."""
    notice, who = _notice(request, code), user_of(request)
    newest = notice.texts.order_by("-version").first()
    first = {name: getattr(newest, name) for name in _TEXT} if newest else {}
    form = TextForm(request.POST or None, initial=first)
    if _done(
        request,
        form,
        lambda: actions.write_text(notice, **form.cleaned_data, by=who, at=timezone.now()),
    ):
        messages.success(request, _("Tersimpan. Orang lain dapat menyetujuinya sekarang."))
        return redirect(notice)
    lead = _("Tiga hal pertama diwajibkan Pasal 46 ayat (2) UU 27/2022.")
    return _page(request, notice, form, _("Tulis teks"), _("Simpan versi baru"), lead)


@require_POST
@requires(WRITE)
def approve(request: HttpRequest, code: str) -> HttpResponse:
    """The second person approves the newest version."""
    notice, who = _notice(request, code), user_of(request)
    newest = notice.texts.order_by("-version").first()
    if newest is None:
        raise Http404
    _said(
        request,
        lambda: actions.approve_text(newest, by=who, at=timezone.now()),
        _("Teks versi %(n)s disetujui.") % {"n": newest.version},
    )
    return redirect(notice)


@require_POST
@requires(WRITE)
def example(request: HttpRequest, code: str) -> HttpResponse:
    """ "Kirim contoh ke saya"."""
    notice, who = _notice(request, code), user_of(request)
    _said(
        request,
        lambda: actions.send_example(notice, by=who, at=timezone.now()),
        _("Contoh sedang dikirim ke alamat Anda."),
    )
    return redirect(notice)


@require_http_methods(["GET", "POST"])
@requires(WRITE)
def send(request: HttpRequest, code: str) -> HttpResponse:
    """The counts once more; then the send, with thirty seconds to undo it."""
    notice, who, now = _notice(request, code), user_of(request), timezone.now()
    form = SendForm(request.POST if request.method == "POST" else None)
    batches: list[int] = []
    if _done(request, form, lambda: batches.append(
        actions.send_notice(notice, **form.cleaned_data, by=who, at=now).pk
    )):  # fmt: skip
        return redirect("batch", batches[0])
    page = notice_page(notice, who, at=now)
    return _page(
        request, notice, form, _("Kirim pemberitahuan"), _("Kirim sekarang"),
        template="privacy/send.html", page=page,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(WRITE)
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """That the agency was told, with its proof."""
    notice, who, now = _notice(request, code), user_of(request), timezone.now()
    form = AgencyForm(request.POST or None, initial={"sent_at": now})
    if _done(
        request, form, lambda: actions.note_agency(notice, **form.cleaned_data, by=who, at=now)
    ):
        return redirect(notice)
    return _page(request, notice, form, _("Catat surat kepada lembaga"), _("Catat terkirim"))


@require_POST
@requires(WRITE)
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """ "Buat surat kepada lembaga": a draft among the documents."""
    notice, who = _notice(request, code), user_of(request)
    try:
        made = actions.draft_agency_letter(notice, by=who, at=timezone.now())
    except NoticeRefused as refused:
        messages.error(request, str(refused))
        return redirect(notice)
    return redirect(made)


@require_http_methods(["GET", "POST"])
@requires(Permission.DECIDE)
def public(request: HttpRequest, code: str) -> HttpResponse:
    """The lead decides whether the public is told."""
    notice, who, now = _notice(request, code), user_of(request), timezone.now()
    form = PublicForm(request.POST or None)
    if _done(
        request, form, lambda: actions.decide_public(notice, **form.cleaned_data, by=who, at=now)
    ):
        return redirect(notice)
    return _page(request, notice, form, _("Pengumuman kepada masyarakat"), _("Putuskan"))
