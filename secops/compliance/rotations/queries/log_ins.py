"""Log-ins made while a leaked password was good: which there are, and how far each is.

What systems said is read each time (the view behind `MarkedLogIn`); what was asked, answered and
found of it is a `LoginReview`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, QuerySet, SmallIntegerField, Value, When

from secops import statements
from secops.compliance.rotations.models import (
    LoginReview,
    MarkedLogIn,
    Rotation,
    RotationQuerySet,
)
from secops.rules.log_in import BY_FINDING, BY_WORD, Stage

_STAGE = Case(
    *(
        When(review__finding=finding.value, then=Value(stage.value))
        for finding, stage in BY_FINDING.items()
    ),
    *(When(review__word=word.value, then=Value(stage.value)) for word, stage in BY_WORD.items()),
    When(review__asked_at__isnull=False, then=Value(Stage.ASKED.value)),
    default=Value(Stage.UNASKED.value),
    output_field=CharField(),
)
#: The order in which the office looks at them, as the law lists the stages.
_RANK = Case(
    *(When(stage=stage.value, then=Value(n)) for n, stage in enumerate(Stage)),
    output_field=SmallIntegerField(),
)


def log_ins(rotations: RotationQuerySet | None = None) -> QuerySet[Any]:
    """The marked accounts of running campaigns (RULES 1), with `stage` and its `rank`."""
    marked = MarkedLogIn.objects.all()
    if rotations is not None:
        marked = marked.filter(rotation__in=rotations)
    return marked.annotate(stage=_STAGE).annotate(rank=_RANK)


@dataclass(frozen=True, slots=True)
class LogInRow:
    """One marked log-in of an account with what became of it."""

    rotation_id: int
    used_at: datetime
    stage: Stage
    review: LoginReview | None


def log_in_of(rotation: Rotation) -> LogInRow | None:
    """The log-in in question of one account; None where nobody was in."""
    found = log_ins().select_related("review").filter(rotation=rotation).first()
    if found is None:
        return None
    return LogInRow(rotation.pk, found.used_at, Stage(found.stage), found.review)


_OPEN = """
SELECT marked.rotation_id, marked.used_at
FROM rotations_markedlogin marked
WHERE marked.rotation_id = ANY(%(ids)s::bigint[]) AND NOT EXISTS (
    SELECT 1 FROM rotations_loginreview v
    WHERE v.rotation_id = marked.rotation_id AND v.login_at = marked.used_at
        AND (v.word <> '' OR v.finding <> ''))
"""


def open_questions(rotation_ids: Iterable[int]) -> dict[int, datetime]:
    """rotation -> the log-in of which its holder has said nothing and the office has not judged."""
    return dict(statements.rows(_OPEN, {"ids": list(rotation_ids)}))
