"""Everything that changes a report of a false message."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.house.photos import Photo, PhotoRefused, check_photo
from secops.incidents.models import FalseMessage
from secops.rules.public_words import trimmed
from secops.rules.secrets import without_our_links

SCREENSHOT_MEGABYTES: Final = 5
TEXT_SIGNS: Final = 4000
#: The same words within so long are the same report, whoever pressed twice.
SAME_WITHIN: Final = timedelta(hours=1)
#: Pictures taken within a day from all the world; beyond it the words alone are kept.
SCREENSHOTS_A_DAY: Final = 300
_LOCK: Final = 0xFA15E


class ReportRefused(Exception):
    """The report cannot be taken; the words are fit for the page."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says about a message he got."""

    channel: FalseMessage.Channel
    sender: str = ""
    text: str = ""
    reporter: str = ""


@transaction.atomic
def report_false_message(
    told: Told,
    *,
    screenshot: UploadedFile[Any] | None = None,
    by: User | None = None,
    at: datetime,
) -> FalseMessage:
    """Keep what somebody reports; the same again within the hour is the first report."""
    if not trimmed(told.text) and screenshot is None:
        raise ReportRefused(_("Tempel teks pesannya atau unggah tangkapan layar."))
    picture = _checked(screenshot)
    text = without_our_links(trimmed(told.text))[:TEXT_SIGNS]
    digest = _digest(told, text, picture)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    before = FalseMessage.objects.filter(digest=digest, reported_at__gt=at - SAME_WITHIN).first()
    if before is not None:
        return before
    found = FalseMessage(
        channel=told.channel,
        sender=trimmed(told.sender, 200),
        text=text,
        reporter=trimmed(told.reporter, 200),
        reported_by=by,
        reported_at=at,
        digest=digest,
    )
    if picture is not None and _room_for_pictures(at):
        found.screenshot_type, found.screenshot_sha256 = picture.type, picture.sha256
        found.screenshot = picture.file("tangkapan")
    found.save()
    speaking = by or User.objects.system().acting_as(found.reporter or _("tanpa nama"))
    record("false_message.reported", found, by=speaking, at=at, channel=found.channel)
    return found


@transaction.atomic
def judge_false_message(
    found: FalseMessage, finding: FalseMessage.Finding, note: str, *, by: User, at: datetime
) -> FalseMessage:
    """Say whether it is ours; a second officer is told what the first one found."""
    check(by, Permission.WRITE_INCIDENT)
    found = FalseMessage.objects.select_for_update().get(pk=found.pk)
    if found.handled_at is not None:
        raise ReportRefused(
            _("Sudah diperiksa: %(finding)s.") % {"finding": found.get_finding_display()}
        )
    found.finding, found.note = finding, trimmed(note, 500)
    found.handled_by, found.handled_at = by, at
    found.save(update_fields=["finding", "note", "handled_by", "handled_at"])
    record("false_message.judged", found, by=by, at=at, finding=str(finding.label))
    return found


def _digest(told: Told, text: str, picture: Photo | None) -> str:
    parts = (told.channel, trimmed(told.sender), text, picture.sha256 if picture else "")
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _room_for_pictures(at: datetime) -> bool:
    today = FalseMessage.objects.filter(reported_at__gt=at - timedelta(days=1))
    return today.exclude(screenshot="").count() < SCREENSHOTS_A_DAY


def _checked(upload: UploadedFile[Any] | None) -> Photo | None:
    """The screenshot, where there is one; ReportRefused where it is no picture or too large."""
    if upload is None:
        return None
    try:
        return check_photo(upload, megabytes=SCREENSHOT_MEGABYTES)
    except PhotoRefused as refused:
        raise ReportRefused(str(refused)) from refused
