"""Everything that is written about the schedule of a service or vendor account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Contact, Person, User
from accounts.roles import Permission, Reach
from secops.audit.actions import record
from secops.compliance.rotations.actions.decisions import agree_date
from secops.compliance.rotations.models import Rotation, Schedule
from secops.compliance.rotations.refusals import RotationRefused
from secops.compliance.rotations.schedules.words import KIND
from secops.house.text import masked_name
from secops.inventory.models import Account, ServiceSheet
from secops.outbox.actions import Promise, promise_many
from secops.outbox.contacts import ways_to
from secops.outbox.models import Message
from secops.rules.working_time import URGENT_WITHIN

Side, Way = Schedule.Side, Schedule.Way


@transaction.atomic
def write_sheet(
    account: Account,
    *,
    vendor_name: str,
    vendor_firm: str,
    vendor_mail: str,
    vendor_phone: str,
    used_in: str,
    by: User,
    at: datetime,
) -> ServiceSheet:
    """Note who keeps the account at the vendor, how he is reached, and where its secret is used."""
    check(by, Permission.ANSWER_FOR, account.department_id)
    _refuse_other_kinds(account)
    sheet, _made = ServiceSheet.objects.select_for_update().get_or_create(account=account)
    if vendor_name.strip():
        if sheet.vendor is None or sheet.vendor.name != vendor_name.strip():
            sheet.vendor = Person.objects.create(name=vendor_name.strip())
        _reach(sheet.vendor, Contact.Kind.MAIL, vendor_mail.strip().lower(), at)
        _reach(sheet.vendor, Contact.Kind.WHATSAPP, vendor_phone.strip(), at)
    else:
        sheet.vendor = None
    sheet.vendor_firm, sheet.used_in = vendor_firm.strip(), used_in.strip()
    sheet.save()
    vendor = masked_name(sheet.vendor.name) if sheet.vendor else ""
    record("account.sheet_written", account, by=by, at=at, vendor=vendor, places=len(sheet.places))
    return sheet


@transaction.atomic
def propose_window(
    rotation: Rotation, window_from: datetime, window_to: datetime, *, by: User, at: datetime
) -> Schedule:
    """Propose when it is changed; whoever answers for the department agrees by proposing.

    The vendor, where there is one, is asked by the way he is reached.
    """
    check(by, Permission.ANSWER_FOR, rotation.department_id)
    _refuse_other_kinds(rotation.account)
    if window_from <= at or window_to <= window_from:
        raise RotationRefused("window", _("Jadwal harus di masa depan, dan selesai sesudah mulai."))
    running = open_schedule(rotation)
    if running is not None:
        _decline(running, Side.OWNER, _("diganti usul baru"), by, at)
    sheet = ServiceSheet.objects.filter(account=rotation.account).first()
    vendor = sheet.vendor if sheet else None
    own = by.scope(Permission.ANSWER_FOR).reach is not Reach.ALL
    schedule = Schedule.objects.create(
        rotation=rotation,
        window_from=window_from,
        window_to=window_to,
        asks_vendor=vendor is not None,
        proposed_by=by,
        proposed_at=at,
        owner_agreed_at=at if own else None,
        owner_agreed_by=by if own else None,
    )
    record("rotation.window_proposed", rotation, by=by, at=at, start=window_from, end=window_to)
    if vendor is not None:
        _ask(schedule, vendor, at)
    _settle(schedule, by, at)
    return schedule


@transaction.atomic
def agree_as_owner(schedule: Schedule, *, by: User, at: datetime) -> Schedule:
    """The owner's side agrees, in the product."""
    schedule = _locked(schedule)
    check(by, Permission.ANSWER_FOR, schedule.rotation.department_id)
    _refuse_past(schedule, at)
    if schedule.owner_agreed_at is None:
        schedule.owner_agreed_at, schedule.owner_agreed_by = at, by
        schedule.save(update_fields=["owner_agreed_at", "owner_agreed_by"])
        record("rotation.window_agreed", schedule.rotation, by=by, at=at, side=Side.OWNER.label)
        _settle(schedule, by, at)
    return schedule


@transaction.atomic
def agree_as_vendor(
    schedule: Schedule, *, way: str, by: User, at: datetime, himself: bool = False
) -> Schedule:
    """The vendor agrees: himself, by his link or a reply, or recorded for him by whom he told."""
    schedule = _locked(schedule)
    if not himself:
        check(by, Permission.ANSWER_FOR, schedule.rotation.department_id)
    _refuse_past(schedule, at)
    if schedule.vendor_agreed_at is None:
        schedule.vendor_agreed_at, schedule.vendor_way = at, way
        schedule.vendor_recorded_by = None if himself else by
        schedule.save(update_fields=["vendor_agreed_at", "vendor_way", "vendor_recorded_by"])
        record("rotation.window_agreed", schedule.rotation, by=by, at=at, side=Side.VENDOR.label)
        _settle(schedule, by, at)
    return schedule


@transaction.atomic
def decline_window(
    schedule: Schedule,
    *,
    side: Schedule.Side,
    why: str,
    by: User,
    at: datetime,
    himself: bool = False,
) -> None:
    """ "Waktu lain": another window is to be proposed."""
    schedule = _locked(schedule)
    if not himself:
        check(by, Permission.ANSWER_FOR, schedule.rotation.department_id)
    if not why.strip():
        raise RotationRefused("no_reason", _("Tuliskan waktu yang dapat."))
    _decline(schedule, side, why, by, at)


@transaction.atomic
def note_check(schedule: Schedule, *, works: bool, note: str, by: User, at: datetime) -> None:
    """After the change: whether the service still works."""
    schedule = _locked(schedule)
    check(by, Permission.ANSWER_FOR, schedule.rotation.department_id)
    if not schedule.agreed or schedule.window_from > at:
        raise RotationRefused("not_yet", _("Belum waktunya: jadwalnya belum tiba."))
    if not works and not note.strip():
        raise RotationRefused("no_reason", _("Tuliskan apa yang tidak berjalan."))
    schedule.checked_at, schedule.checked_by = at, by
    schedule.works, schedule.check_note = works, note.strip()
    schedule.save(update_fields=["checked_at", "checked_by", "works", "check_note"])
    verb = "rotation.service_works" if works else "rotation.service_fails"
    record(verb, schedule.rotation, by=by, at=at, note=schedule.check_note)


def open_schedule(rotation: Rotation) -> Schedule | None:
    """The window that is proposed or agreed and not checked yet."""
    return rotation.schedules.filter(declined_at=None, checked_at=None).first()


def _reach(vendor: Person, kind: Contact.Kind, address: str, at: datetime) -> None:
    """The one address of that kind; a mistyped one before it is used no more."""
    known = vendor.contacts.filter(kind=kind)
    known.exclude(address=address).filter(disabled_at=None).update(
        disabled_at=at, disabled_why=_("diganti")
    )
    if address:
        Contact.objects.update_or_create(
            person=vendor, kind=kind, address=address, defaults={"disabled_at": None}
        )


def is_vendor_asked(schedule: Schedule) -> bool:
    """Whether the proposal went to the vendor by an address of his."""
    keys = [f"{KIND}:{schedule.pk}:{kind}" for kind in Contact.Kind.values]
    return Message.objects.filter(key__in=keys).exists()


def _settle(schedule: Schedule, by: User, at: datetime) -> None:
    """Agreed by all: that time is the account's due date."""
    if schedule.agreed:
        system = User.objects.system().acting_as(by.audit_label)
        agree_date(schedule.rotation, schedule.window_to, by=system, at=at)


def _decline(schedule: Schedule, side: Schedule.Side, why: str, by: User, at: datetime) -> None:
    schedule.declined_at, schedule.declined_side = at, side
    schedule.declined_why = why.strip()[:300]
    schedule.save(update_fields=["declined_at", "declined_side", "declined_why"])
    # The due time stays: nobody wins time by taking his word back.
    Rotation.objects.filter(pk=schedule.rotation_id, agreed_date=schedule.window_to).update(
        agreed_date=None
    )
    record(
        "rotation.window_declined", schedule.rotation, by=by, at=at,
        side=side.label, why=schedule.declined_why,
    )  # fmt: skip


def _ask(schedule: Schedule, vendor: Person, at: datetime) -> None:
    ways = ways_to([vendor.pk]).get(vendor.pk)
    if ways is None:
        return
    payload = {"schedule": schedule.pk}
    # Asked on the working day after a window at the weekend, he could only shrug.
    urgent = schedule.window_from - at <= URGENT_WITHIN
    promise_many(
        [
            Promise(
                f"{KIND}:{schedule.pk}:{contact.kind}", KIND, vendor.pk, contact, payload, urgent
            )
            for contact in [one for one in (ways.whatsapp, ways.mail) if one] or ways.chosen
        ],
        at=at,
    )


def _locked(schedule: Schedule) -> Schedule:
    rows = Schedule.objects.select_for_update(of=("self",)).select_related("rotation__account")
    locked = rows.get(pk=schedule.pk)
    if locked.declined_at is not None or locked.checked_at is not None:
        raise RotationRefused("over", _("Usul jadwal ini sudah tidak berlaku."))
    return locked


def _refuse_past(schedule: Schedule, at: datetime) -> None:
    if schedule.window_to <= at:
        raise RotationRefused("past", _("Waktu yang diusulkan sudah lewat. Sebutkan waktu lain."))


def _refuse_other_kinds(account: Account) -> None:
    if account.kind not in (Account.Kind.SERVICE, Account.Kind.VENDOR):
        raise RotationRefused(
            "not_service", _("Jadwal hanya disepakati untuk akun layanan dan akun vendor.")
        )
