"""The office's list of advisories, the page of one, and its form."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.advisories.bulletins import queries
from secops.advisories.bulletins.actions import draft_bulletin, revise_bulletin
from secops.advisories.bulletins.forms import BulletinForm
from secops.advisories.bulletins.models import Bulletin
from secops.advisories.bulletins.page import office_page, tiles
from secops.advisories.bulletins.tables import (
    AddresseeFilter,
    AddresseeTable,
    BulletinFilter,
    BulletinTable,
)
from secops.advisories.models import Recommendation
from secops.house.lists import Empty, list_page
from secops.house.pages import form_page
from secops.house.text import wib
from secops.incidents.doors import Crumbs, tried
from secops.rules import bulletin as law
from secops.rules.tlp import MAIL, MailRule

P = Permission
#: Columns of an export alone; on the page they would push the answers out of sight.
ON_PAPER = ("first_reader", "reminded_at", "tlp")
GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def find(request: HttpRequest, code: str) -> Bulletin:
    return get_object_or_404(queries.bulletins_for(user_of(request)), code=code)


def crumbs(last: str, found: Bulletin | None = None) -> Crumbs:
    way = [(_("Imbauan keamanan"), reverse("bulletins"))]
    if found is not None:
        way.append((found.code, found.get_absolute_url()))
    return [*way, (last, "")]


@require_safe
@requires(P.READ_RECOMMENDATION)
def bulletin_list(request: HttpRequest) -> HttpResponseBase:
    """Advisories to departments, the newest first."""
    user = user_of(request)
    return list_page(
        request,
        title=_("Imbauan keamanan"),
        subtitle=wib(timezone.now()),
        table=BulletinTable,
        queryset=queries.bulletins_for(user),
        filterset=BulletinFilter,
        order=("-written_at", "-pk"),
        empty=Empty(
            _("Belum ada imbauan"),
            _("Imbauan ke OPD, dari rekomendasi mitra atau dari kami sendiri, dengan jawaban "
              "setiap OPD, muncul di sini."),
        ),
        export_name="imbauan",
        on_export=log_export(user),
        template="bulletins/bulletins.html",
        extra={"may_write": user.may(P.DECIDE_RECOMMENDATION)},
    )  # fmt: skip


@require_safe
@requires(P.READ_RECOMMENDATION)
def bulletin(request: HttpRequest, code: str) -> HttpResponseBase:
    """One advisory: its text and marking, and what each department says."""
    found, user, now = find(request, code), user_of(request), timezone.now()
    page = office_page(found, user, at=now)
    return list_page(
        request,
        title=f"{found.code} {found.title}",
        breadcrumbs=[*crumbs("", found)[:-2], (found.code, "")],
        table=AddresseeTable,
        queryset=queries.departments_of_list(found),
        filterset=AddresseeFilter,
        order=("department__sort_name", "pk"),
        exclude=() if request.GET.get("export") else ON_PAPER,
        empty=Empty(_("Belum dikirim"), _("Jawaban setiap OPD muncul di sini setelah disetujui.")),
        export_name=f"imbauan-{found.code}",
        on_export=log_export(user),
        template="bulletins/bulletin.html",
        extra={"bulletin": found, "page_of": page, "tiles": tiles(page.counts)},
    )


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_new(request: HttpRequest) -> HttpResponse:
    """Write one, from the recommendation named in the address or of our own."""
    user, now, source = user_of(request), timezone.now(), _source(request)
    first = BulletinForm.from_source(source) if source is not None else {}
    form = BulletinForm(request.POST or None, initial=first, user=user, source=source)
    made: list[Bulletin] = []

    def deed() -> None:
        made.append(draft_bulletin(form.wanted(), source, by=user, at=now))

    if form.is_bound and form.is_valid() and tried(form, deed):
        return redirect("bulletin-submit", made[0].code)
    return _form(request, form, _("Tulis imbauan"), source)


@GET_OR_POST
@requires(P.DECIDE_RECOMMENDATION)
def bulletin_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a draft, or one that came back."""
    found, user, now = find(request, code), user_of(request), timezone.now()
    if found.standing not in law.WRITABLE or found.written_by_id != user.pk:
        raise Http404
    source = found.recommendation
    form = BulletinForm(
        request.POST or None, initial=BulletinForm.of(found), user=user, source=source
    )

    def deed() -> None:
        revise_bulletin(found, form.wanted(), by=user, at=now)

    if form.is_bound and form.is_valid() and tried(form, deed):
        return redirect("bulletin-submit", found.code)
    return _form(request, form, _("Ubah imbauan"), source, found)


def _source(request: HttpRequest) -> Recommendation | None:
    code = request.GET.get("from", "")
    if not code:
        return None
    rows = Recommendation.objects.visible_to(user_of(request))
    source: Recommendation = get_object_or_404(rows, code=code)
    if not queries.may_write_from(source, user_of(request)):
        raise Http404
    return source


def _form(
    request: HttpRequest,
    form: BulletinForm,
    title: str,
    source: Recommendation | None,
    found: Bulletin | None = None,
) -> HttpResponse:
    lead = ""
    if source is not None and MAIL[source.marking] is not MailRule.FULL:
        lead = _(
            "Rekomendasi asalnya %(tlp)s: tulis imbauan dengan kata sendiri, tanpa isinya."
        ) % {"tlp": source.get_tlp_display()}
    back = found or source
    return form_page(
        request, form, title, _("Simpan dan lihat penerimanya"),
        back.get_absolute_url() if back is not None else reverse("bulletins"),
        crumbs(title, found), template="bulletins/bulletin_form.html", lead=lead, source=source,
    )  # fmt: skip
