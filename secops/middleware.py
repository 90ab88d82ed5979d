"""What every answer carries: headers, and the word that something typed was taken out."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from secops.house.cuts import cut_words
from secops.rules.secrets import noticing


class HeadersMiddleware:
    """Features of the browser that no page of ours needs are switched off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(), microphone=(), payment=()"
        )
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class CutsMiddleware:
    """Whoever sends a form reads on the next page what of his text was taken out.

    Only where the form was taken: one that comes back still holds what he typed. Pages that answer
    a form at once say it themselves (the answer door, the preview of pasted lines).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return self.get_response(request)
        with noticing() as cuts:
            response = self.get_response(request)
        taken = 300 <= response.status_code < 400 or "HX-Redirect" in response.headers
        if cuts and taken and request.user.is_authenticated:
            messages.warning(request, cut_words(cuts))
        return response
