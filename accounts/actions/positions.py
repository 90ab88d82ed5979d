"""Who holds which position, by which order, from when to when."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.access import check
from accounts.actions.tokens import withdraw_tokens_of
from accounts.models import Department, Person, Position, Tenure, User
from accounts.roles import Permission
from accounts.sessions import end_all
from secops.audit.actions import record
from secops.house.files import Checked
from secops.rules.refusal import MoveRefused

ONE_DAY = timedelta(days=1)


@transaction.atomic
def add_position(
    *,
    role: str,
    title: str,
    department: Department | None,
    superior: Position | None = None,
    by: User,
    at: datetime,
) -> Position:
    """Make a position that somebody can hold."""
    check(by, Permission.MANAGE_PEOPLE)
    position = Position.objects.create(
        role=role, title=title, department=department, superior=superior
    )
    record("position.added", position, by=by, at=at, role=role)
    return position


@transaction.atomic
def set_superior(position: Position, superior: Position | None, *, by: User, at: datetime) -> None:
    """Say who stands above a position; refused in words where that would be a circle."""
    check(by, Permission.MANAGE_PEOPLE)
    position = Position.objects.select_for_update().get(pk=position.pk)
    above, seen = superior, set()
    while above is not None and above.pk not in seen:
        if above.pk == position.pk:
            raise MoveRefused(
                "above_itself",
                "Jabatan ini sudah berada di atas atasan yang dipilih. Pilih jabatan lain.",
                "This position already stands above the superior chosen. Choose another one.",
            )
        seen.add(above.pk)
        above = above.superior
    position.superior = superior
    position.save(update_fields=["superior"])
    record("position.superior_set", position, by=by, at=at, superior=str(superior or ""))


@transaction.atomic
def appoint(
    position: Position,
    person: Person,
    *,
    kind: str,
    starts_on: date,
    ends_on: date | None,
    order_number: str,
    order_scan: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> Tenure:
    """Give a position to a person from a day on: for good, as Plt. or Plh., or as deputy.

    Plt. and Plh. need the number of the letter and an end; its scan is kept where given. A
    definitive holder ends the tenure of the one before him the day before. Sessions of both end,
    for what they may do has changed.
    """
    check(by, Permission.MANAGE_PEOPLE)
    position = Position.objects.select_for_update().get(pk=position.pk)
    if kind in (Tenure.Kind.PLT, Tenure.Kind.PLH):
        _refuse_unsigned(order_number, ends_on)
    if ends_on is not None and ends_on < starts_on:
        raise MoveRefused(
            "ends_before_it_starts",
            "Tanggal selesai mendahului tanggal mulai.",
            "The last day lies before the first.",
        )
    same = Tenure.objects.filter(position=position, person=person, kind=kind)
    if same.current(starts_on).exists():
        raise MoveRefused(
            "holds_it_already",
            "Orang ini sudah memegang jabatan itu pada tanggal tersebut.",
            "This person already holds that position on that day.",
        )
    if kind == Tenure.Kind.DEFINITIVE:
        _end_before(position, starts_on)
    tenure = Tenure.objects.create(
        position=position,
        person=person,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        order_number=order_number,
    )
    for scan in order_scan[:1]:
        _keep_scan(tenure, scan)
    _end_sessions_of_person(person)
    record(
        "position.appointed", position, by=by, at=at, person=person.name,
        kind=str(kind), starts_on=starts_on, ends_on=ends_on,
        order_number=order_number,
    )  # fmt: skip
    return tenure


def _keep_scan(tenure: Tenure, scan: Checked) -> None:
    tenure.order_scan_name, tenure.order_scan_type = scan.name, scan.content_type
    tenure.order_scan_sha256 = scan.sha256
    scan.upload.seek(0)
    tenure.order_scan.save(uuid.uuid4().hex, scan.upload, save=False)
    tenure.save()


def _refuse_unsigned(order_number: str, ends_on: date | None) -> None:
    if not order_number:
        raise MoveRefused(
            "order_number_missing",
            "Plt. dan Plh. memerlukan nomor surat perintah.",
            "Plt. and Plh. need the number of their order.",
        )
    if ends_on is None:
        raise MoveRefused(
            "end_missing",
            "Plt. dan Plh. memerlukan tanggal selesai.",
            "Plt. and Plh. need a last day.",
        )


def _end_before(position: Position, day: date) -> None:
    """End the definitive tenures that reach into `day`; one that began that day is taken back."""
    reaching = Tenure.objects.filter(position=position, kind=Tenure.Kind.DEFINITIVE).exclude(
        ends_on__lt=day
    )
    for tenure in reaching:
        _end_sessions_of_person(tenure.person)
        if tenure.starts_on >= day:
            tenure.delete()
        else:
            tenure.ends_on = day - ONE_DAY
            tenure.save(update_fields=["ends_on"])


@transaction.atomic
def record_order_view(tenure: Tenure, *, by: User, at: datetime) -> None:
    """Note that somebody opened the scanned order."""
    record("position.order_viewed", tenure.position, by=by, at=at, file=tenure.order_scan_name)


#: Whoever is away for longer needs a Plh. with an order.


@transaction.atomic
def end_tenure(tenure: Tenure, *, by: User, at: datetime) -> None:
    """Let a tenure end now: what it allowed ends with this act, and open sessions with it.

    Whoever holds nothing any more loses his API tokens for good: another position wakes none.
    """
    check(by, Permission.MANAGE_PEOPLE)
    tenure = (
        Tenure.objects.select_for_update().select_related("position", "person").get(pk=tenure.pk)
    )
    today = timezone.localdate(at)
    if tenure.starts_on >= today:
        tenure.delete()
    else:
        # Yesterday, so that what it allowed ends with this act and not at midnight.
        tenure.ends_on = today - ONE_DAY
        tenure.save(update_fields=["ends_on"])
    user = User.objects.filter(person_id=tenure.person_id).first()
    if user is not None:
        end_all(user)
        if not user.held_positions:
            withdraw_tokens_of(user, by=by, at=at)
    record("position.tenure_ended", tenure.position, by=by, at=at, person=tenure.person.name)


def _end_sessions_of_person(person: Person) -> None:
    user = User.objects.filter(person=person).first()
    if user is not None:
        end_all(user)
