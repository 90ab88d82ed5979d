"""The law in Python and the law in SQL say the same, for thousands of random histories.

Raw rows go in (exposures, answers, exemptions ...), not facts: so the assembly of the facts is
compared as well. The Python side below builds them on its own, with the law's own functions.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from secops.compliance.rotations.law import reasons as sql_reasons
from secops.compliance.rotations.law import rows as sql_rows
from secops.rules.rotation import (
    ROWS,
    Reason,
    State,
    derive,
)
from tests.rotations.twin.comparing import deciding, differences, disagreements
from tests.rotations.twin.histories import AT, Raw, histories
from tests.rotations.twin.loading import loaded
from tests.rotations.twin.python_side import facts_in_python

EXAMPLES = 2500


@pytest.mark.django_db
def test_python_and_sql_agree() -> None:
    collected: list[Raw] = []

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        derandomize=False,  # each round must bring new histories, also under CI
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(histories)
    def collect(raw: Raw) -> None:
        collected.append(raw)

    # Some rows of the table are rare in random histories, and so are equal times where a comparison
    # decides: go on until each was met.
    states: set[State] = set()
    decided: Counter[str] = Counter()
    for _round in range(6):
        collected.clear()
        collect()
        assert len(collected) >= 2000
        states |= {derive(facts_in_python(raw), at=AT).state for raw in collected}
        with loaded(collected) as by_rotation:
            found = differences(by_rotation)
            decided.update(deciding(by_rotation))
        if found or (states == set(State) and all(decided.values())):
            break
    if found:
        smallest = find(
            histories,
            lambda raw: bool(disagreements([raw])),
            settings=settings(max_examples=500, database=None, deadline=None),
        )
        raw, said, expected = disagreements([smallest])[0]
        pytest.fail(f"{len(found)} differ; the smallest: {raw}\nSQL: {said}\nPython: {expected}")
    assert states == set(State), "the histories do not reach every row of the table"
    blind = [place for place, count in decided.items() if count == 0]
    assert blind == [], "no history has equal times where these comparisons decide"


def test_every_row_and_reason_has_its_twin_in_order() -> None:
    assert list(sql_rows.ROWS) == [row.state for row in ROWS]
    assert list(sql_reasons.REASONS) == list(Reason)
