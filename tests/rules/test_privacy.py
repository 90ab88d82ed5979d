"""Who counts as told of a failure to protect his data."""

import pytest

from secops.rules.privacy import TOLD, Standing, Try, standing

S = Standing


@pytest.mark.parametrize(
    ("tries", "by_hand", "has_way", "expected"),
    [
        ([], False, True, S.NOT_YET),
        ([], False, False, S.NO_WAY),
        ([], True, False, S.BY_HAND),
        ([Try("queued", True)], False, True, S.WAITING),
        ([Try("sending", True)], False, True, S.WAITING),
        ([Try("sent", True)], False, True, S.SENT),
        ([Try("reached", True)], False, True, S.REACHED),
        ([Try("failed", True)], False, True, S.BOUNCED),
        ([Try("unknown", True)], False, True, S.UNSURE),
        ([Try("cancelled", True)], False, True, S.NOT_YET),
        ([Try("sent", False)], False, True, S.DOUBTFUL),
        ([Try("reached", False)], False, True, S.DOUBTFUL),
        ([Try("sent", False), Try("sent", True)], False, True, S.SENT),
        ([Try("sent", False), Try("queued", True)], False, True, S.WAITING),
        ([Try("failed", True), Try("sent", False)], False, True, S.DOUBTFUL),
        ([Try("failed", True)], True, True, S.BY_HAND),
    ],
)
def test_the_best_that_can_be_proven(
    tries: list[Try], by_hand: bool, has_way: bool, expected: Standing
) -> None:
    assert standing(tries, by_hand=by_hand, has_way=has_way) is expected


def test_a_mailbox_that_may_be_leaked_proves_nothing() -> None:
    assert S.DOUBTFUL not in TOLD
    assert S.WAITING not in TOLD
