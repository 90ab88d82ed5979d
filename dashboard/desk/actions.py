"""What an agent records for many accounts at once, each by the action of the app that owns it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Department, Person, User
from accounts.roles import Permission
from dashboard.account.actions import keep_shared
from dashboard.desk.composers import REPORT
from dashboard.desk.forms import Deed, SharedForm
from dashboard.desk.queries import name_of
from dashboard.desk.report import head_of
from secops.audit.actions import record
from secops.compliance.rotations.actions import (
    ClosingReason,
    Given,
    ask_closing,
    keep_slip_photo,
    note_leave,
    offer_transfer,
    record_answer,
)
from secops.compliance.rotations.models import Answer, Rotation
from secops.compliance.rotations.queries import Desk
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.outbox.voices import city_calendar
from secops.rules.rotation import AnswerKind, TroubleReason

#: Deeds after which the application's owner shall disable the account.
CLOSING = {"left": ClosingReason.LEFT, "unknown": ClosingReason.UNKNOWN}


@transaction.atomic
def record_for(
    rows: Sequence[Rotation],
    deed: Deed,
    *,
    photo: UploadedFile[Any] | None = None,
    by: User,
    at: datetime,
) -> int:
    """Record what the agent knows about these accounts; returns for how many.

    RotationRefused and PhotoRefused say in words why not.
    """
    if deed.name == "moved":
        assert deed.department is not None
        return offer_transfer(rows, deed.department, deed.note, by=by, at=at)
    if deed.name == "leave":
        assert deed.leave_until is not None
        return note_leave(rows, deed.leave_until, by=by, at=at)
    given = Given(
        deed.kind,
        deed.channel,
        deed.trouble,
        deed.note,
        said_by=deed.said_by,
        slip=keep_slip_photo(photo, by=by, at=at) if photo else None,
    )
    calendar = city_calendar()
    if deed.name in CLOSING:
        return ask_closing(rows, CLOSING[deed.name], given, calendar=calendar, by=by, at=at)
    return len(record_answer(rows, given, person=None, calendar=calendar, by=by, at=at))


@transaction.atomic
def settle_shared(rotation: Rotation, form: SharedForm, *, by: User, at: datetime) -> str:
    """Note who uses a shared account, and what becomes of it; returns what to say on the page.

    Personal accounts: its users are noted and the application's owner is asked to disable it.
    Else somebody answers for it and is asked from now on.
    """
    typed = form.cleaned_data
    users = _("Dipakai oleh: %(names)s") % {"names": typed["names"]}
    if typed["choice"] == "personal":
        given = Given(
            AnswerKind.TROUBLE, Answer.Channel.DESK, TroubleReason.SHARED, users, said_by=str(by)
        )
        ask_closing([rotation], ClosingReason.SHARED, given, calendar=city_calendar(), by=by, at=at)
        return _("Tercatat. Pemilik aplikasi diminta membuat akun perorangan dan menutup akun ini.")
    person = keep_shared(
        rotation.account,
        name=typed["name"],
        nip=typed["nip"],
        email=typed["email"],
        users=users,
        by=by,
        at=at,
    )
    return _("Tercatat. Mulai sekarang akun ini ditanyakan kepada %(name)s.") % {
        "name": person.name
    }


class ReportRefused(Exception):
    """The report cannot be sent; the sentence is fit for the page."""


@transaction.atomic
def send_report(desk: Desk, departments: list[Department], *, by: User, at: datetime) -> Person:
    """Promise the head his agent's report; it goes in working time as all that is not urgent.

    Once in ten minutes; ReportRefused where he has no address. Returns who hears it.
    """
    for department in departments:
        check(by, Permission.ANSWER_FOR, department.pk)
    head = head_of(departments, at=at)
    way = ways_to([head.pk]).get(head.pk) if head else None
    contact = next(iter(way.chosen), None) if way else None
    if head is None or contact is None:
        raise ReportRefused(
            _("Kepala OPD belum tercatat atau tanpa kontak. Salin teksnya untuk WhatsApp.")
        )
    name = name_of(desk, departments)
    key = f"{REPORT}:{by.pk}:{at:%Y%m%d%H}{at.minute // 10}"
    payload = {
        "departments": sorted(desk.departments), "name": name, "agent": by.display_name
    }  # fmt: skip
    new = promise_many([Promise(key, REPORT, head.pk, contact, payload)], at=at)
    if not new:
        raise ReportRefused(_("Laporan baru saja dikirim. Tunggu sepuluh menit."))
    record("department.reported", departments[0], by=by, at=at, head=head.name)
    return head
