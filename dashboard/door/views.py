"""The answer door: `/k/TOKEN` and `/k/` for those who rather type a code. No sign-in, no script.

The 128 bits of the address are the secret, so the forms carry no token of their own (in-app
browsers drop cookies); a form that another site sends is told by its Origin and refused.
"""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.access import network_address, open_to_all
from accounts.door import LANGUAGE
from accounts.limits import next_hour
from accounts.links import (
    GUESSES_PER_HOUR,
    WRONG_CODES_PER_HOUR,
    count_wrong_code,
    find_by_code,
    find_by_token,
    wrong_codes_of,
)
from accounts.models import AnswerLink
from dashboard.door.cuts import told_of_cuts
from dashboard.door.purposes import PURPOSES, Knock, framed

#: A typed code opens the door for a day, on a link of its own; the code itself stays out of it.
CODE_OPENS_FOR = 24 * 3600
_signer = TimestampSigner(salt="answer-door", sep="~")

LANGUAGES = dict(settings.LANGUAGES)


@open_to_all("the 128 random bits of the address, of which only a digest is stored")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """One person's questions of one message."""
    link, by_code = _link_of(token)
    with translation.override(language_of(request, link)):
        if request.method == "POST" and comes_from_elsewhere(request):
            return _refused()
        if link is None or link.purpose not in PURPOSES:
            return framed("door/unknown.html", {"title": _("Tautan tidak dikenal")}, status=404)
        here = reverse("answer", args=[token])
        knock = Knock(request, link, here, by_code, timezone.now())
        return told_of_cuts(request, PURPOSES[link.purpose](knock))


@open_to_all("eight signs of the code; only wrong ones are limited, by the hour and network")
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """For those who rightly open no links: type the code."""
    with translation.override(language_of(request, None)):
        if request.method != "POST":
            return _code_page()
        if comes_from_elsewhere(request):
            return _refused()
        return _try_code(request, request.POST.get("code", "")[:40], timezone.now())


def _try_code(request: HttpRequest, typed: str, at: datetime) -> HttpResponse:
    address = network_address(request)
    wrong = wrong_codes_of(address, at=at)
    if wrong >= GUESSES_PER_HOUR:
        # Before the code is looked at: neither the words nor the time tell a right one.
        return _no_codes_now(at)
    link = find_by_code(typed)
    if link is not None and link.purpose in PURPOSES:
        token = _signer.sign(str(link.pk))
        chosen = request.GET.get(LANGUAGE, "")
        query = f"?{LANGUAGE}={chosen}" if chosen in LANGUAGES else ""
        return HttpResponseRedirect(reverse("answer", args=[token]) + query)
    if not typed.strip():
        return _code_page(typed, _("Ketik kode dari pesan atau lembar Anda."), status=422)
    count_wrong_code(address, at=at)
    if wrong >= WRONG_CODES_PER_HOUR:
        words = _(
            "Kode ini tidak dikenal, dan sudah banyak kode salah dari jaringan ini. Kode yang "
            "benar tetap diterima: periksa kedelapan tandanya, atau telepon Posko Siber."
        )
        return _code_page(typed, words, status=429)
    words = _("Kode ini tidak dikenal. Periksa lagi kedelapan tandanya.")
    return _code_page(typed, words, status=422)


def _code_page(typed: str = "", problem: str = "", *, status: int = 200) -> HttpResponse:
    context = {"title": _("Masukkan kode Anda"), "typed": typed, "problem": problem}
    return framed("door/code.html", context, status=status)


def _no_codes_now(at: datetime) -> HttpResponse:
    again = next_hour(at)
    context = {"title": _("Kode belum dapat diterima"), "again": again}
    response = framed("door/no_codes_now.html", context, status=429)
    response["Retry-After"] = str(max(1, int((again - at).total_seconds())))
    return response


def _refused() -> HttpResponse:
    return framed("door/refused.html", {"title": _("Jawaban tidak diterima")}, status=403)


def _link_of(token: str) -> tuple[AnswerLink | None, bool]:
    """The link, and whether a typed code led to it."""
    if "~" not in token:
        return find_by_token(token), False
    try:
        pk = int(_signer.unsign(token, max_age=CODE_OPENS_FOR))
    except (BadSignature, ValueError):
        return None, True
    return AnswerLink.objects.filter(pk=pk).select_related("person").first(), True


def language_of(request: HttpRequest, link: AnswerLink | None) -> str:
    """What he chose on the page, else his own language, else that of the browser's cookie."""
    chosen = request.GET.get(LANGUAGE)
    if chosen in LANGUAGES:
        return chosen
    if link is not None and link.person.language in LANGUAGES:
        return link.person.language
    return translation.get_language() or settings.LANGUAGE_CODE


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site sent the form. None or `null` passes: phones' in-app browsers."""
    origin = request.headers.get("Origin", "")
    if origin in ("", "null"):
        return False
    ours = {request.get_host(), urlsplit(settings.PUBLIC_BASE_URL).netloc}
    return urlsplit(origin).netloc not in ours
