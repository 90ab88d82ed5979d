"""The vendor's page behind his link: the window, agree or another time. Looking changes nothing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.door import Knock, door_page
from accounts.models import User
from secops.compliance.rotations.models import Schedule
from secops.compliance.rotations.refusals import RotationRefused
from secops.compliance.rotations.schedules.actions import agree_as_vendor, decline_window
from secops.compliance.rotations.schedules.words import window
from secops.house.text import wib_clock
from secops.inventory.models import ServiceSheet
from secops.outbox.actions import mark_reached


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
        "past": schedule.window_to <= knock.at,
        "over": _over(schedule),
    }
    title = _("Jadwal ganti kata sandi akun layanan %(name)s") % {"name": context["application"]}
    return _page(knock, title, context, status=422 if error else 200)


def _over(schedule: Schedule) -> str:
    """Why there is nothing to answer any more; empty where there is."""
    if schedule.declined_at is None:
        return _("Sudah selesai, terima kasih.") if schedule.checked_at else ""
    if schedule.declined_side == Schedule.Side.VENDOR:
        return _("Terima kasih. Kami mengusulkan waktu lain.")
    return _("Usul ini sudah diganti. Tunggu usul berikutnya.")


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
            agree_as_vendor(schedule, way=Schedule.Way.LINK, by=by, at=knock.at, himself=True)
        elif step == "other":
            why = knock.request.POST.get("why", "")[:300]
            decline_window(
                schedule, side=Schedule.Side.VENDOR, why=why, by=by, at=knock.at, himself=True
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
    more = {"clock": wib_clock(knock.at)} | context
    return door_page(knock, "rotations/schedule_door.html", title, more, status=status)
