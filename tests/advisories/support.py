"""A recommendation posted and ordered, in one call each."""

import re
from datetime import datetime

from accounts.models import Department, User
from secops.advisories.actions import Advice, order_recommendation, submit_recommendation
from secops.advisories.models import Organisation, Recommendation
from secops.compliance.duties.actions import Target
from secops.compliance.duties.models import Directive
from secops.rules.intervals import WIB
from secops.rules.tlp import Marking
from tests.duties.support import custom_order

FRIDAY = datetime(2026, 11, 27, 13, 40, tzinfo=WIB)
DECIDED = datetime(2026, 12, 2, 9, 0, tzinfo=WIB)
DUE = datetime(2026, 12, 11, 16, 0, tzinfo=WIB)


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def advice(**changes: object) -> Advice:
    given: dict[str, object] = {
        "text": "Keluarkan semua sesi lama. Lalu wajibkan kata sandi baru.",
        "target": "all",
        "urgency": "week",
        "tlp": Marking.AMBER,
    }
    return Advice(**{**given, **changes})  # type: ignore[arg-type]


def post(
    author: User, organisation: Organisation, *, draft: bool = False, **changes: object
) -> Recommendation:
    assert author.person is not None
    return submit_recommendation(
        advice(**changes), organisation, author.person, draft=draft, by=author, at=FRIDAY
    )


def order_to(departments: list[Department], found: Recommendation, by: User) -> Directive:
    return order_recommendation(
        found,
        custom_order(due_at=DUE, checklist=()),
        [Target(one.pk) for one in departments],
        by=by,
        at=DECIDED,
    )
