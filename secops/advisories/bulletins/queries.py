"""Page-shaped reads of advisories to departments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from accounts.roles import Permission
from secops.advisories.bulletins.models import Addressee, AddresseeQuerySet, Answer, Bulletin
from secops.advisories.bulletins.recipients import plan_for
from secops.advisories.models import Recommendation
from secops.rules import bulletin as law

#: What a list of departments can be narrowed to, by what was answered or not.
STANDS: dict[str, Q] = {
    law.Word.CONCERNS.value: Q(word=law.Word.CONCERNS),
    law.Word.NOT.value: Q(word=law.Word.NOT),
    law.Word.UNKNOWN.value: Q(word=law.Word.UNKNOWN),
    "answered": Q(word__isnull=False),
    "silent": Q(word=None),
    "told": Q(told=True),
    "untold": Q(told=False),
    "read": Q(first_read__isnull=False),
    "unread": Q(first_read=None),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many departments have it, were told, read it, and what they say."""

    departments: int = 0
    told: int = 0
    read: int = 0
    concerns: int = 0
    not_ours: int = 0
    unknown: int = 0

    @property
    def answered(self) -> int:
        return self.concerns + self.not_ours + self.unknown

    @property
    def silent(self) -> int:
        return self.departments - self.answered


def counts_of(bulletin: Bulletin) -> Counts:
    """Count the departments of one advisory by the same conditions as the list's filter."""
    rows = Addressee.objects.filter(bulletin=bulletin).with_stand()
    found = rows.aggregate(
        n_departments=Count("pk"),
        n_told=Count("pk", filter=STANDS["told"]),
        n_read=Count("pk", filter=STANDS["read"]),
        n_concerns=Count("pk", filter=STANDS["concerns"]),
        n_not_ours=Count("pk", filter=STANDS["not"]),
        n_unknown=Count("pk", filter=STANDS["unknown"]),
    )
    return Counts(**{name.removeprefix("n_"): n for name, n in found.items()})


def bulletins_for(user: User) -> QuerySet[Bulletin]:
    """Those the office's people may read, with how many departments say what."""
    counted = Q(addressees__answers__replaced_at=None, addressees__answers__isnull=False)
    concerned = Q(addressees__answers__replaced_at=None, addressees__answers__word="concerns")
    rows = Bulletin.objects.visible_to(user).select_related(
        "recommendation", "incident", "written_by__person", "approved_by__person", "batch"
    )
    return rows.annotate(
        n_departments=Count("addressees", distinct=True),
        n_answered=Count("addressees", filter=counted, distinct=True),
        n_concerns=Count("addressees", filter=concerned, distinct=True),
    )


def departments_of_list(bulletin: Bulletin) -> AddresseeQuerySet:
    """The departments of one advisory, as rows."""
    rows: AddresseeQuerySet = Addressee.objects.filter(bulletin=bulletin)
    return rows.with_stand().select_related("department", "bulletin")


def received_by(user: User) -> AddresseeQuerySet:
    """What the departments of the user have."""
    rows: AddresseeQuerySet = Addressee.objects.visible_to(user)
    return rows.with_stand().select_related("bulletin", "department")


def unanswered_of(user: User, department_id: int) -> list[Addressee]:
    """What one of the user's departments has still to answer, the first due first."""
    rows = Addressee.objects.visible_to(user).unanswered().filter(department=department_id)
    return list(rows.select_related("bulletin").order_by("bulletin__answer_by", "pk"))


def bulletins_of(recommendation: Recommendation, user: User) -> list[tuple[Bulletin, Counts]]:
    """The advisories made from a recommendation, with their counts."""
    rows = Bulletin.objects.visible_to(user).filter(recommendation=recommendation)
    return [(one, counts_of(one)) for one in rows.order_by("pk")]


def may_write_from(recommendation: Recommendation, user: User) -> bool:
    """Whether the user may make an advisory of it."""
    writes = user.may(Permission.DECIDE_RECOMMENDATION)
    return writes and recommendation.state != Recommendation.State.DRAFT


def history_of(addressee: Addressee) -> list[Answer]:
    """Every answer of a department, the newest first."""
    return list(addressee.answers.select_related("person", "addressee__bulletin"))


def is_late(addressee: Addressee, at: datetime) -> bool:
    """Whether the date for its answer is past."""
    return addressee.bulletin.standing is law.State.SENT and addressee.bulletin.answer_by < at


def seen_of(addressee: Addressee) -> dict[str, int | None]:
    """A form remembers the answer that stood when it was opened, and ticks none."""
    current = addressee.answers.filter(replaced_at=None).first()
    return {"seen": current.pk if current else None}


def speakers_of(bulletin: Bulletin, *, at: datetime) -> dict[str, str]:
    """Who may be heard by telephone for the departments that have not answered: the key of a
    choice -> ``Dinas Sosial: Kartini Kepala``."""
    rows = Addressee.objects.filter(bulletin=bulletin).unanswered().select_related("department")
    silent = {one.department_id: one for one in rows}
    plan = plan_for([one.department for one in silent.values()], at=at)
    return {
        f"{silent[one.department.pk].pk}-{one.person.pk}": f"{one.department}: {one.person.name}"
        for one in plan.recipients
    }
