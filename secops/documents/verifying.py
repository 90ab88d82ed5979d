"""`/v/CODE`: whether a paper is genuine. No sign-in; nothing of its content is told.

Works without a script: the page says which SHA-256 to compare. With one, a file is compared in the
reader's own browser and goes nowhere.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import network_address, open_to_all
from accounts.limits import count, counted, next_hour
from accounts.links import GUESSES_PER_HOUR, WRONG_CODES_PER_HOUR
from secops.documents.queries import verification

WRONG = "wrong-documents"


@open_to_all("a public question; only wrong codes are limited, by the hour and network")
@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """For those who hold the paper and no camera: type the code."""
    typed = request.GET.get("code", "")[:40]
    code = "".join(sign for sign in typed if sign.isalnum() or sign == "-")
    return redirect("verify", code=code) if code else _enter_page(request)


@open_to_all("60 random bits of the code; no content is told; wrong codes are limited")
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the code's document is, whether it still holds, and which hash its file has."""
    address, now = network_address(request), timezone.now()
    wrong = counted(WRONG, address, at=now)
    if wrong >= GUESSES_PER_HOUR:
        # Before the code is looked at: neither the words nor the time tell a right one.
        words = _(
            "Dari jaringan ini sudah terlalu banyak kode yang salah. Coba lagi satu jam lagi."
        )
        response = _enter_page(request, code, words, status=429)
        response["Retry-After"] = str(max(1, int((next_hour(now) - now).total_seconds())))
        return response
    found = verification(code)
    if found is None:
        count(WRONG, address, at=now)
        words = _(
            "Tidak ada dokumen kami dengan kode ini. Periksa lagi kedua belas tandanya. Bila "
            "kodenya sudah benar, dokumen itu bukan dari kami."
        )
        return _enter_page(request, code, words, 429 if wrong >= WRONG_CODES_PER_HOUR else 404)
    context = {"title": _("Keaslian dokumen"), "found": found, "code": code}
    return _private(render(request, "documents/verify.html", context))


def _enter_page(
    request: HttpRequest, typed: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    context = {"title": _("Periksa keaslian dokumen"), "typed": typed[:40], "problem": problem}
    return _private(render(request, "documents/verify_code.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
