"""The doors of the channels: only they know the secret, and they may knock twice."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.conf import settings
from django.contrib import messages as notes
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import open_to_all, requires, user_of
from accounts.roles import Permission
from secops.inbox.actions import read_new, take_in
from secops.inbox.hooks import telegram, whatsapp
from secops.inbox.hooks.registering import RegisterRefused, register_at_telegram

log = logging.getLogger(__name__)


@open_to_all("Meta alone can sign the body; what is not signed is not looked at")
@csrf_exempt
@require_http_methods(["GET", "POST"])
def whatsapp_hook(request: HttpRequest) -> HttpResponse:
    """Replies and statuses of WhatsApp; GET is Meta asking whether the door is ours."""
    if request.method == "GET":
        return _handshake(request)
    body = _body(request)
    if body is None or not whatsapp.is_signed(body, request.headers.get("X-Hub-Signature-256", "")):
        return HttpResponse(status=403)
    now = timezone.now()
    take_in(whatsapp.told_by(_json(body), at=now), at=now)
    read_new(at=now, again=False)
    return HttpResponse()


@open_to_all("Telegram alone knows the secret of the header; without it nothing is looked at")
@csrf_exempt
@require_POST
def telegram_hook(request: HttpRequest) -> HttpResponse:
    """Replies and pressed buttons of Telegram."""
    body = _body(request)
    secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if body is None or not telegram.is_ours(secret):
        return HttpResponse(status=403)
    now, payload = timezone.now(), _json(body)
    take_in(telegram.told_by(payload, at=now), at=now)
    read_new(at=now, again=False)
    return JsonResponse(telegram.answer_to(payload))


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def telegram_register(request: HttpRequest) -> HttpResponse:
    """Daftarkan alamat ini di Telegram."""
    try:
        register_at_telegram(by=user_of(request), at=timezone.now())
    except RegisterRefused as refused:
        notes.error(request, str(refused))
    else:
        notes.success(request, _("Telegram menyerahkan balasan ke alamat ini."))
    return redirect("channel", channel="telegram")


def _handshake(request: HttpRequest) -> HttpResponse:
    given = request.GET
    wanted = settings.WHATSAPP_VERIFY_TOKEN
    if (
        given.get("hub.mode") == "subscribe"
        and wanted
        and constant_time_compare(given.get("hub.verify_token", ""), wanted)
    ):
        return HttpResponse(given.get("hub.challenge", "")[:200], content_type="text/plain")
    return HttpResponse(status=403)


def _body(request: HttpRequest) -> bytes | None:
    try:
        return request.body
    except RequestDataTooBig:
        return None


def _json(body: bytes) -> Any:
    """What was sent; a body that is no JSON says nothing, and is not sent again and again."""
    try:
        return json.loads(body)
    except ValueError:
        log.warning("a channel sent %s bytes that are no JSON", len(body))
        return {}
