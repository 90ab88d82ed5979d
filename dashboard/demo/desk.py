"""What lies on the desk of the demo's agents: one of each thing an agent can be asked to do."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Department, User
from dashboard.demo.scene import Scene
from secops.compliance.rotations.actions import Given, offer_transfer, record_answer
from secops.compliance.rotations.holders import present_holder
from secops.compliance.rotations.models import Answer, Campaign, Rotation
from secops.compliance.rotations.queries import Group, Pile, in_pile, with_group
from secops.inventory.models import Account
from secops.reminders.calendar import city_calendar
from secops.reminders.slips import make_slips
from secops.rules.rotation import AnswerKind, TroubleReason

#: What some holders of the large department answered this morning.
HEARD = (TroubleReason.LEFT, TroubleReason.LEFT, TroubleReason.NOT_MINE, TroubleReason.OTHER)
SLIPS = 3


def agents_desk(story: Scene) -> None:
    """Somebody moved, an account nobody knows, slips to hand over, accounts on their way."""
    assert story.campaign is not None
    health, social = (_rows(story.campaign, code) for code in ("DINKES", "DINSOS"))
    moment = story.day(0, "08:20")
    waiting = [row for row in in_pile(health, Pile.HOLDERS).filter(answer="") if _told(row)]
    for row, reason in zip(waiting, HEARD, strict=False):
        record_answer(
            [row],
            Given(AnswerKind.TROUBLE, Answer.Channel.LINK, reason=reason),
            person=present_holder(row.account),
            calendar=city_calendar(),
            at=moment,
        )
    _offer(health, "DINSOS", "agen.dinkes", story.cast, at=moment)
    _offer(social, "DINKES", "agen.dinsos", story.cast, at=moment)
    lone = with_group(in_pile(health, Pile.MINE)).filter(group=Group.NO_CONTACT.value)
    make_slips(list(lone[:SLIPS]), by=story.cast["agen.dinkes"], at=moment)


def _rows(campaign: Campaign, code: str) -> QuerySet[Rotation]:
    rows = Rotation.objects.filter(campaign=campaign, department__code=code)
    people = rows.filter(account__kind=Account.Kind.PERSON)
    return people.select_related("account__holder", "account__owner").order_by("pk")


def _told(row: Rotation) -> bool:
    return row.told_at is not None and present_holder(row.account) is not None


def _offer(
    rows: QuerySet[Rotation], to: str, agent: str, cast: Mapping[str, User], *, at: datetime
) -> None:
    """The agent hands the first account that is his turn to another department."""
    first = in_pile(rows, Pile.MINE).first() or in_pile(rows, Pile.HOLDERS).first()
    if first is not None:
        offer_transfer(
            [first],
            Department.objects.get(code=to),
            "Sudah pindah tugas sejak bulan lalu.",
            by=cast[agent],
            at=at,
        )
