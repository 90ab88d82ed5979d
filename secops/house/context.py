"""What every page of the house needs to know: names, theme, and where the switches lead.

The menu itself (``nav``, ``user_menu``) is not made here: the house knows no permission.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "theme"


def theme_of(request: HttpRequest) -> str:
    """The theme that this browser asked for, ``auto`` until it did."""
    chosen = request.COOKIES.get(THEME_COOKIE, "auto")
    return chosen if chosen in THEMES else "auto"


def address(name: str) -> str:
    """The address of a named page, empty where this installation has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def house(request: HttpRequest) -> dict[str, Any]:
    """Context processor, named in the settings."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "product": getattr(settings, "PRODUCT_NAME", "Siaga"),
        "city": getattr(settings, "CITY_NAME", ""),
        "office": getattr(settings, "OFFICE_NAME", ""),
        "help_phone": getattr(settings, "HELP_DESK_PHONE", ""),
        "theme": theme_of(request),
        "theme_url": address("house:theme"),
        "language_url": address("set_language"),
        "logout_url": address("account_logout"),
        "error_base": "house/base.html" if signed_in else "house/door.html",
    }
