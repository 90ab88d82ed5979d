"""Log-ins made while a leaked password was good: which there are, and how far each is.

What a system said is read each time (`rotations_used_while_leaked` in the database); what was
asked, answered and found of it is a `LoginReview`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from secops import statements
from secops.compliance.rotations.models import LoginReview, Rotation, RotationQuerySet
from secops.rules.log_in import BY_FINDING, BY_WORD, Finding, Stage


class UsedWhileLeaked(Func):
    """The newest log-in of an account that its leaked password was still good for."""

    function = "rotations_used_while_leaked"
    arity = 1
    output_field = DateTimeField()


_STAGE = Case(
    *(
        When(finding=finding.value, then=Value(stage.value))
        for finding, stage in BY_FINDING.items()
    ),
    *(When(word=word.value, then=Value(stage.value)) for word, stage in BY_WORD.items()),
    When(asked_at__isnull=False, then=Value(Stage.ASKED.value)),
    default=Value(Stage.UNASKED.value),
    output_field=CharField(),
)
_FACTS = "account__facts__"


#: The order in which the office looks at them, as the law lists the stages.
_RANK = Case(
    *(When(stage=stage.value, then=Value(n)) for n, stage in enumerate(Stage)),
    output_field=SmallIntegerField(),
)


def used_while_leaked(rotations: RotationQuerySet) -> RotationQuerySet:
    """Those with a mark of misuse (RULES 1), annotated with `used_at`, the log-in in question.

    Which accounts are looked at at all is told by two columns: a system that never saw a log-in
    after the exposure need not be asked for each of its readings.
    """
    newest = Greatest(F(f"{_FACTS}last_login_at"), F("account__register_last_login_at"))
    later: RotationQuerySet = rotations.annotate(seen_at=newest).filter(
        seen_at__gt=F(f"{_FACTS}first_exposure")
    )
    return later.annotate(used_at=UsedWhileLeaked(F("account_id"))).filter(used_at__isnull=False)


def log_ins(rotations: RotationQuerySet) -> QuerySet[Any]:
    """The marked ones of running campaigns with `used_at`, `stage` and the columns of the review.

    A finding *not ordinary* stands for the account whatever log-in follows it.
    """
    marked = used_while_leaked(rotations.filter(campaign__state="running"))
    standing = (
        LoginReview.objects.filter(rotation=OuterRef("pk"))
        .filter(Q(login_at=OuterRef("used_at")) | Q(finding=Finding.NOT_ORDINARY.value))
        .annotate(stage=_STAGE, counts=Q(finding=Finding.NOT_ORDINARY.value))
        .order_by("-counts", "-login_at")
    )
    return marked.annotate(
        stage=Coalesce(Subquery(standing.values("stage")[:1]), Value(Stage.UNASKED.value)),
        review_id=Subquery(standing.values("pk")[:1]),
    ).annotate(rank=_RANK)


@dataclass(frozen=True, slots=True)
class LogInRow:
    """One marked log-in of an account with what became of it."""

    rotation_id: int
    used_at: datetime
    stage: Stage
    review: LoginReview | None


def log_in_of(rotation: Rotation) -> LogInRow | None:
    """The log-in in question of one account; None where nobody was in."""
    found = log_ins(Rotation.objects.filter(pk=rotation.pk)).first()
    if found is None:
        return None
    review = LoginReview.objects.select_related("found_by__person", "recorded_by__person").filter(
        pk=found.review_id
    )
    return LogInRow(rotation.pk, found.used_at, Stage(found.stage), review.first())


_OPEN = """
SELECT r.id, used.at
FROM rotations_rotation r
JOIN rotations_campaign c ON c.id = r.campaign_id AND c.state = 'running'
CROSS JOIN LATERAL (SELECT rotations_used_while_leaked(r.account_id)) AS used (at)
WHERE r.id = ANY(%(ids)s::bigint[]) AND used.at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM rotations_loginreview v
    WHERE v.rotation_id = r.id AND v.login_at >= used.at AND (v.word <> '' OR v.finding <> ''))
"""


def open_questions(rotation_ids: Iterable[int]) -> dict[int, datetime]:
    """rotation -> the log-in of which its holder has said nothing and the office has not judged."""
    return dict(statements.rows(_OPEN, {"ids": list(rotation_ids)}))
