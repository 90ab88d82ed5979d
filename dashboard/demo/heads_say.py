"""What heads of the demo stated, and what the office made of it: accepted, given back, excepted."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import Person, Tenure
from accounts.roles import Role
from dashboard.demo.scene import Scene
from secops.compliance.duties.actions import accept_duty, confirm_duty, exempt_duty, return_duty
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Channel, Duty
from secops.compliance.rotations.actions import exempt
from secops.compliance.rotations.models import Exemption, Rotation
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.rotation import DONE

#: Department -> how many days ago its head stated, and for how many days on he promised the rest.
STATED = {"DISDIK": (3, 5), "DINKES": (3, 2), "RSD": (2, 4), "DISHUB": (2, 3), "DLH": (2, 6)}


def heads_state(story: Scene) -> None:
    """Five heads stated their numbers by telephone; one promise has passed since."""
    for code, (ago, days) in STATED.items():
        duty, head = _duty_of(code), _head_of(code)
        if duty is None or head is None:
            continue
        at = story.day(ago, "15:10")
        numbers = numbers_of(duty, at=at)
        promised = at.astimezone(WIB).date() + timedelta(days=days) if numbers.open else None
        confirm_duty(
            duty,
            shown=(numbers.proven, numbers.total),
            promised_on=promised,
            by=story.cast["piket"],
            at=at,
            person=head,
            channel=Channel.PHONE,
        )
    lead, at = story.cast["ketua"], story.day(1, "09:30")
    if (accepted := _duty_of("DISHUB")) and accepted.statements.exists():
        accept_duty(accepted, by=lead, at=at)
    if (given_back := _duty_of("DLH")) and given_back.statements.exists():
        reason = "Dua akun loket belum disebut pemegangnya. Mohon dilengkapi."
        return_duty(given_back, reason=reason, by=lead, at=at)


def excepted(story: Scene) -> None:
    """One department moves house, and two service accounts wait for their vendor."""
    lead, at = story.cast["ketua"], story.day(1, "10:15")
    moving = _duty_of("DISBUD")
    if moving is not None:
        exempt_duty(
            moving,
            reason="Kantor pindah gedung; jaringan baru tersambung pertengahan bulan depan.",
            until=story.ahead(18, "16:00").date(),
            compensating_control="Akses SIMPATIK dari luar kantor ditutup sampai pindah selesai.",
            by=lead,
            at=at,
        )
    waiting = Rotation.objects.filter(account__kind="service").exclude(state__in=DONE)
    for rotation in waiting.order_by("pk")[:2]:
        exempt(
            rotation,
            what=Exemption.What.WHOLE,
            reason="Diganti bersama pembaruan aplikasi oleh vendor.",
            until=story.ahead(12, "16:00"),
            compensating_control="Akun hanya dapat dipakai dari alamat server aplikasi.",
            by=lead,
            at=at,
        )


def _duty_of(code: str) -> Duty | None:
    found = Duty.objects.filter(directive__kind=Kind.ROTATION, department__code=code)
    return found.select_related("directive", "department").first()


def _head_of(code: str) -> Person | None:
    held = Tenure.objects.filter(position__department__code=code, position__role=Role.HEAD.value)
    tenure = held.select_related("person").first()
    return tenure.person if tenure else None
