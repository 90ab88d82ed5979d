"""Doors of the inventory: applications and accounts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.personal import is_personal_shown
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page
from secops.house.text import angka, wib
from secops.inventory.models import Account, Application
from secops.inventory.panels import panels_of
from secops.inventory.queries import (
    application_rows,
    newest_files,
    numbers_of,
)
from secops.inventory.tables import (
    AccountFilter,
    AccountTable,
    ApplicationFilter,
    ApplicationTable,
    accounts_url,
)
from secops.inventory.words import criticality_word, reading_look, status_look, yes_no
from secops.rules.session import ABSOLUTE_HOURS, IDLE_MINUTES

P = Permission


@requires(P.SEE_DEPARTMENTS)
@require_safe
def applications(request: HttpRequest) -> HttpResponseBase:
    """Aplikasi."""
    user = user_of(request)
    return list_page(
        request,
        title=pgettext("list", "Aplikasi"),
        table=ApplicationTable,
        queryset=application_rows(user),
        filterset=ApplicationFilter,
        order=("sort_name", "pk"),
        export_name="aplikasi",
        on_export=log_export(user),
        template="inventory/applications.html",
        extra={"may_import": user.may(P.IMPORT)},
        empty=Empty(
            _("Belum ada aplikasi"),
            _("Aplikasi datang dari daftar aplikasi, atau dibuat dari laporan kebocoran."),
            _("Unggah daftar aplikasi") if user.may(P.IMPORT) else "",
            reverse("register-upload") + "?kind=applications" if user.may(P.IMPORT) else "",
            "apps",
        ),
    )


@requires(P.SEE_DEPARTMENTS)
@require_safe
def application(request: HttpRequest, code: str) -> HttpResponseBase:
    """One application: owner, hosts, session policy, accounts, what its system tells."""
    user, now = user_of(request), timezone.now()
    found = get_object_or_404(
        Application.objects.visible_to(user).select_related("owner"), code=code
    )
    numbers = numbers_of(found)
    return render(
        request,
        "inventory/application.html",
        {
            "title": found.name,
            "subtitle": found.owner or _("pemilik belum diketahui"),
            "breadcrumbs": [
                (pgettext("list", "Aplikasi"), reverse("applications")),
                (found.name, ""),
            ],
            "application": found,
            "status": status_look(found.status),
            "facts": [
                (_("Kode"), found.code),
                (_("Kepentingan"), criticality_word(found.criticality)),
                (_("Data pribadi"), yes_no(found.personal_data)),
                (_("Infrastruktur informasi vital (IIV)"), yes_no(found.iiv)),
                (_("Penyedia"), found.vendor or None),
                (_("Terakhir dipakai"), wib(found.last_used_on) if found.last_used_on else None),
                (
                    _("Terakhir diperbarui"),
                    wib(found.last_deployed_on) if found.last_deployed_on else None,
                ),
            ],
            "hosts": found.hosts.all(),
            "sessions": _sessions(found),
            "numbers": numbers,
            "reading": reading_look(found, numbers.read_at),
            "files": newest_files(found) if user.may(P.IMPORT) else [],
            "links": {
                "all": accounts_url(found),
                **{
                    name: accounts_url(found, **more)
                    for name, more in {
                        "exposed": {"exposed": "yes"},
                        "changed": {"known": "changed"},
                        "unchanged": {"known": "unchanged"},
                        "disabled": {"known": "disabled"},
                        "alive": {"known": "alive"},
                        "unread": {"known": "unread"},
                        "nobody": {"known": "nobody"},
                    }.items()
                },
            },
            "unread": numbers.accounts - numbers.read,
            "unchanged": numbers.exposed - numbers.changed,
            "panels": panels_of(found, user, now),
        },
    )


def _sessions(found: Application) -> list[tuple[str, str | None, tuple[str, str, str]]]:
    """The session policy beside what the office asks: name, value, look."""
    unknown = ("unknown", "", _("belum ada data"))

    def within(value: int | None, target: int) -> tuple[str, str, str]:
        if value is None:
            return unknown
        return ("ok", "", _("sesuai")) if 0 < value <= target else ("soon", "", _("terlalu lama"))

    ends = yes_no(found.kills_sessions_on_password_change)
    idle, whole = found.idle_timeout_minutes, found.absolute_timeout_hours
    return [
        (
            _("Keluar sendiri saat diam (paling lama %(n)s menit)") % {"n": IDLE_MINUTES},
            None
            if idle is None
            else ngettext("%(n)s menit", "%(n)s menit", idle) % {"n": angka(idle)},
            within(idle, IDLE_MINUTES),
        ),
        (
            _("Sesi login paling lama (%(n)s jam)") % {"n": ABSOLUTE_HOURS},
            None
            if whole is None
            else ngettext("%(n)s jam", "%(n)s jam", whole) % {"n": angka(whole)},
            within(whole, ABSOLUTE_HOURS),
        ),
        (
            _("Semua sesi login berakhir saat kata sandi diganti"),
            ends,
            unknown
            if ends is None
            else ("ok", "", _("sesuai"))
            if found.kills_sessions_on_password_change == "yes"
            else ("soon", "", _("sesi login lama tetap terbuka")),
        ),
        (
            _("Sistem melaporkan sesi login"),
            _("ya") if found.reports_sessions else _("tidak"),
            ("ok", "", _("sesuai"))
            if found.reports_sessions
            else ("soon", "", _("akhir sesi login tidak dapat dibuktikan")),
        ),
    ]


@requires(P.SEE_DEPARTMENTS)
@require_safe
def accounts(request: HttpRequest) -> HttpResponseBase:
    """Akun."""
    user = user_of(request)
    may_see_names = user.may(P.SEE_PERSONAL)
    whole = is_personal_shown(request, at=timezone.now())
    rows = Account.objects.visible_to(user).select_related(
        "application", "department", "holder", "owner", "facts"
    )
    return list_page(
        request,
        title=_("Akun"),
        table=AccountTable,
        queryset=rows,
        filterset=AccountFilter,
        order=("application_id", "login_key", "pk"),
        paging="keyset",
        table_kwargs={"whole": whole},
        personal=may_see_names,
        export_name="akun",
        on_export=log_export(user),
        template="inventory/accounts.html",
        extra={"may_see_names": may_see_names, "names_shown": whole},
        empty=Empty(
            _("Belum ada akun"),
            _("Akun datang dari daftar akun, atau dibuat dari laporan kebocoran."),
            icon="key",
        ),
    )
