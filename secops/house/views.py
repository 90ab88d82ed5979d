"""The theme switch, and the gallery that shows every part of the house on one page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from secops.house import samples
from secops.house.context import THEME_COOKIE, THEMES
from secops.house.lists import Empty, list_page


@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or auto in this browser and go back."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            theme,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            httponly=True,
            secure=getattr(settings, "SESSION_COOKIE_SECURE", False),
        )
    return response


@require_safe
def gallery(request: HttpRequest) -> HttpResponseBase:
    """All parts with made-up data; only wired in development and in tests."""
    return list_page(
        request,
        title="Hari ini",
        subtitle=samples.SUBTITLE,
        table=samples.DepartmentTable,
        queryset=samples.departments(),
        filterset=None,
        order=("name",),
        per_page=7,
        empty=Empty("Belum ada OPD"),
        export_name="galeri",
        template="house/gallery.html",
        extra=samples.context(),
    )
