"""What is done about an infected computer; an account used on it is not safe before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Department, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.rotations.derive import derive_for_facts
from secops.house.photos import check_photo
from secops.house.text import wib
from secops.inventory.facts import derive_exposures
from secops.inventory.models import Device, Exposure


class DeviceRefused(Exception):
    """The mark cannot be set; the message is fit for the page."""


class PhotoMissing(DeviceRefused):
    """Neither a photo of the cleaned computer nor a reason why there is none."""


@transaction.atomic
def mark_disconnected(device: Device, *, by: User, at: datetime) -> None:
    """The computer is off the network."""
    device = _own(device, by)
    if device.disconnected_at is None:
        device.disconnected_at = at
        device.save(update_fields=["disconnected_at"])
        record("device.disconnected", device, by=by, at=at)


def _told_of_again(device: Device, cleaned_at: datetime) -> bool:
    """Whether a report named the computer after it was cleaned: then it may be cleaned anew."""
    found = Exposure.objects.filter(device_id=device.pk, received_at__gt=cleaned_at)
    return found.exists()


@transaction.atomic
def mark_cleaned(
    device: Device,
    *,
    by: User,
    at: datetime,
    note: str = "",
    how: Device.CleanedHow = Device.CleanedHow.CLEANED,
    photo: UploadedFile[Any] | None = None,
    no_photo_why: str = "",
) -> None:
    """The computer was cleaned or reinstalled: what was told of it before counts no more as open.

    A photo is kept with its SHA-256; PhotoRefused where it is none, PhotoMissing where there is
    neither a photo nor a reason. Of a private computer none is kept: what stands in somebody's
    home is not our business.
    """
    device = _own(device, by)
    if device.cleaned_at is not None and not _told_of_again(device, device.cleaned_at):
        raise DeviceRefused(
            _("Komputer ini sudah dicatat bersih pada %(when)s.") % {"when": wib(device.cleaned_at)}
        )
    if device.private:
        photo, no_photo_why = None, ""
    elif photo is None and not no_photo_why.strip():
        raise PhotoMissing(_("Unggah fotonya, atau tuliskan mengapa tidak ada foto."))
    device.cleaned_at = at
    device.cleaned_how = how
    device.disconnected_at = device.disconnected_at or at
    device.note = note.strip()[:300]
    if photo is not None:
        kept = check_photo(photo)
        device.photo, device.photo_sha256 = kept.file("komputer"), kept.sha256
        no_photo_why = ""
    else:  # what was shown of an earlier cleaning shows nothing of this one
        device.photo, device.photo_sha256 = "", ""
    device.no_photo_why = no_photo_why.strip()[:200]
    device.save()
    _derive(device, at)
    record("device.cleaned", device, by=by, at=at, how=how.value, photo=device.photo_sha256)


@transaction.atomic
def remove_mark(device: Device, why: str, *, by: User, at: datetime) -> None:
    """The mark was wrong: the computer is infected again."""
    device = _own(device, by)
    if not why.strip():
        raise DeviceRefused(_("Tuliskan mengapa tanda ini ditarik."))
    device.cleaned_at = device.disconnected_at = None
    device.cleaned_how = ""
    device.save(update_fields=["cleaned_at", "disconnected_at", "cleaned_how"])
    _derive(device, at)
    record("device.mark_removed", device, by=by, at=at, why=why.strip()[:200])


@transaction.atomic
def set_private(device: Device, private: bool, *, by: User, at: datetime) -> None:
    """Whether the computer is somebody's own; then he is guided, and no photo is asked for."""
    device = _own(device, by)
    if device.private != private:
        device.private = private
        device.save(update_fields=["private"])
        verb = "device.marked_private" if private else "device.marked_official"
        record(verb, device, by=by, at=at)


@transaction.atomic
def set_department(
    device: Device, department: Department | None, *, by: User, at: datetime
) -> None:
    """Whose computer it is."""
    check(by, Permission.IMPORT)
    Device.objects.filter(pk=device.pk).update(department=department)
    record("device.department_set", device, by=by, at=at, department=str(department or "–"))


def guess_departments() -> None:
    """Computers nobody claimed belong where most of their accounts do; after an import."""
    with connection.cursor() as cursor:
        cursor.execute(_GUESS)


_GUESS = """
UPDATE inventory_device d SET department_id = most.department_id
FROM (
    SELECT DISTINCT ON (m.device_id) m.device_id, a.department_id
    FROM leak_machine m
    JOIN inventory_sighting s ON s.device_id = m.device_id
    JOIN inventory_exposure e ON e.id = s.exposure_id
    JOIN inventory_account a ON a.id = e.account_id
    WHERE a.department_id IS NOT NULL
    GROUP BY m.device_id, a.department_id
    ORDER BY m.device_id, count(DISTINCT a.id) DESC, a.department_id
) most
WHERE d.id = most.device_id AND d.department_id IS NULL
"""


def _own(device: Device, by: User) -> Device:
    """The locked row, if this user may say something about it.

    The office may; a department only where the computer is its own or shows its accounts.
    """
    check(by, Permission.ANSWER_FOR)
    if not Device.objects.visible_to(by).filter(pk=device.pk).exists():
        raise DeviceRefused(_("Komputer ini bukan milik OPD Anda."))
    return Device.objects.select_for_update(of=("self",)).get(pk=device.pk)


def _derive(device: Device, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS device_touched")
        cursor.execute(
            "CREATE TEMP TABLE device_touched ON COMMIT DROP AS SELECT DISTINCT e.account_id "
            "FROM inventory_sighting s JOIN inventory_exposure e ON e.id = s.exposure_id "
            "WHERE s.device_id = %s AND e.account_id IS NOT NULL",
            [device.pk],
        )
    derive_exposures("device_touched")
    derive_for_facts("device_touched", at=at)
