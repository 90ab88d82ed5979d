"""What a person chose for himself, as a browser keeps it."""

from django.conf import settings
from django.http import HttpResponse

from accounts.models import User
from secops.house.context import THEME_COOKIE

A_YEAR = 365 * 24 * 3600


def bring_choices(response: HttpResponse, user: User) -> None:
    """Give this browser the person's language and looks."""
    keep_choices(response, language=user.language, theme=user.theme)


def keep_choices(response: HttpResponse, *, language: str, theme: str) -> None:
    """Keep a language and looks in this browser for a year."""
    for name, value in ((settings.LANGUAGE_COOKIE_NAME, language), (THEME_COOKIE, theme)):
        response.set_cookie(
            name, value, max_age=A_YEAR, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
