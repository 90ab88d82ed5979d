"""Signed in or not, how long a session may idle, and in which language the page speaks."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User

SEEN = "seen_at"
#: Last activity is stored at most this often, and never for the polled parts of a page.
SEEN_STEP = timedelta(minutes=5)


class SignedInMiddleware(LoginRequiredMiddleware):
    """Asks for a sign-in everywhere but on declared doors, and ends idle sessions.

    A part of a page that is fetched while signed out sends the whole browser to the sign-in
    instead of swapping the sign-in page into the part.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[Any, Any],
    ) -> HttpResponseBase | None:
        if request.user.is_authenticated:
            self._end_if_idle(request)
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None and request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(settings.LOGIN_REDIRECT_URL)
        return answer

    def _end_if_idle(self, request: HttpRequest) -> None:
        now = timezone.now()
        seen = request.session.get(SEEN)
        idle = now - datetime.fromisoformat(seen) if seen else timedelta(0)
        if idle > timedelta(seconds=settings.SESSION_IDLE_SECONDS):
            logout(request)
        elif not seen or (idle >= SEEN_STEP and not request.headers.get("HX-Trigger-Name")):
            request.session[SEEN] = now.isoformat()
            User.objects.filter(email=request.user.get_username()).update(last_seen_at=now)


class LanguageMiddleware:
    """The language of the cookie, else Indonesian; a sign-in brings that of the profile.

    Never the browser's wish: phones in the city are often set to English by the shop.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        language = wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response = response.render()
        response.headers.setdefault("Content-Language", language)
        return response
