"""The vendor's page behind his link: the window, agree or another time. Looking changes nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import AnswerLink, User
from secops.compliance.rotations.models import Schedule
from secops.compliance.rotations.refusals import RotationRefused
from secops.compliance.rotations.schedules.actions import agree_as_vendor, decline_window
from secops.compliance.rotations.schedules.words import window
from secops.house.text import wib_clock
from secops.inventory.models import ServiceSheet
from secops.outbox.actions import mark_reached


class Knock(Protocol):
    """What the door hands over (see `dashboard.door.purposes`)."""

    @property
    def request(self) -> HttpRequest: ...
    @property
    def link(self) -> AnswerLink: ...
    @property
    def here(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def is_post(self) -> bool: ...
    def address(self, **query: object) -> str: ...


def schedule_door(knock: Knock) -> HttpResponse:
    """Show the window of a link, or take the vendor's answer."""
    schedule = (
        Schedule.objects.select_related("rotation__application", "rotation__account")
        .filter(pk=knock.link.subjects.get("schedule"))
        .first()
    )
    if schedule is None or knock.link.revoked_at is not None or not _keeps(knock, schedule):
        over = {"over": _("Tautan ini sudah tidak berlaku.")}
        return _page(knock, _("Tautan ini sudah tidak berlaku."), over, status=404)
    error = _answer(knock, schedule) if knock.is_post else ""
    schedule.refresh_from_db()
    context = {
        "schedule": schedule,
        "application": schedule.rotation.application.name,
        "window": window(schedule.window_from, schedule.window_to),
        "error": error,
        "over": _("Usul ini sudah diganti atau ditolak.") if schedule.declined_at else "",
    }
    title = _("Jadwal ganti kata sandi akun layanan %(name)s") % {"name": context["application"]}
    return _page(knock, title, context, status=422 if error else 200)


def _keeps(knock: Knock, schedule: Schedule) -> bool:
    """Whether the person is still the vendor's contact of that account."""
    sheets = ServiceSheet.objects.filter(account=schedule.rotation.account_id)
    return sheets.filter(vendor=knock.link.person).exists()


def _answer(knock: Knock, schedule: Schedule) -> str:
    """Take the answer; return what is wrong with it, empty where nothing is."""
    by = User.objects.system().acting_as(knock.link.person.name)
    step = knock.request.POST.get("step", "")
    try:
        if step == "agree":
            agree_as_vendor(schedule, way=Schedule.Way.LINK, by=by, at=knock.at, link=knock.link)
        elif step == "other":
            why = knock.request.POST.get("why", "")[:300]
            decline_window(
                schedule, side=Schedule.Side.VENDOR, why=why, by=by, at=knock.at, link=knock.link
            )
        else:
            return _("Pilih jawaban Anda.")
    except RotationRefused as refused:
        return str(refused)
    message = knock.link.subjects.get("message")
    if message is not None:
        mark_reached(message, at=knock.at)
    return ""


def _page(knock: Knock, title: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    other = "id" if (get_language() or "id").startswith("en") else "en"
    frame = {
        "title": title,
        "here": knock.address(),
        "clock": wib_clock(knock.at),
        "city": settings.CITY_NAME,
        "office": settings.OFFICE_NAME,
        "help_phone": settings.HELP_DESK_PHONE,
        "other_language": other,
        "other_language_url": f"{knock.here}?bahasa={other}",
    }
    response = HttpResponse(
        render_to_string("rotations/schedule_door.html", frame | context), status=status
    )
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
