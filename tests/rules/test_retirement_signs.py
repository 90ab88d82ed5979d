"""What suggests to ask an owner; what nobody knows is no sign."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secops.rules import retirement_signs as signs
from secops.rules.retirement import OUT_OF_SERVICE, State
from secops.rules.retirement_signs import Facts, Gap, Sign, read
from secops.rules.retirement_stand import TONES, Stage, stage_of
from secops.rules.tone import Tone

TODAY = date(2026, 11, 27)
DAY = timedelta(days=1)
IN_USE = Facts(last_used_on=TODAY, last_deployed_on=TODAY, accounts=40, answers=True)


def facts(**changes) -> Facts:
    return Facts(**{**{name: getattr(IN_USE, name) for name in IN_USE.__slots__}, **changes})


def test_an_application_in_use_has_no_sign_and_no_gap():
    assert read(IN_USE, on=TODAY) == signs.Signs()


@pytest.mark.parametrize(
    ("changes", "sign", "suggests"),
    [
        ({"last_used_on": TODAY - 181 * DAY}, Sign.UNUSED, True),
        ({"answers": False}, Sign.NO_ANSWER, True),
        ({"said_dormant": True}, Sign.SAID_DORMANT, True),
        ({"kept_until": TODAY - DAY}, Sign.KEPT_RUN_OUT, True),
        ({"last_deployed_on": TODAY - 731 * DAY}, Sign.UNDEPLOYED, False),
        ({"has_owner": False}, Sign.NO_OWNER, False),
        ({"owner_staffed": False}, Sign.OWNER_GONE, False),
        ({"accounts": 0}, Sign.NO_ACCOUNTS, False),
    ],
)
def test_each_reason_alone(changes, sign, suggests):
    found = read(facts(**changes), on=TODAY)
    assert (found.found, found.suggests) == ((sign,), suggests)


@pytest.mark.parametrize(
    "changes",
    [
        {"last_used_on": TODAY - 180 * DAY},
        {"last_deployed_on": TODAY - 730 * DAY},
        {"kept_until": TODAY},
    ],
)
def test_exactly_at_the_limit_is_not_past_it(changes):
    assert read(facts(**changes), on=TODAY).found == ()


def test_two_weak_signs_suggest_unless_it_was_used_lately():
    weak = {"has_owner": False, "accounts": 0}
    assert not read(facts(**weak), on=TODAY).suggests
    assert read(facts(**weak, last_used_on=None), on=TODAY).suggests


def test_what_its_owner_keeps_is_asked_about_again_after_his_own_date():
    kept = facts(last_used_on=TODAY - 300 * DAY, kept=True, kept_until=TODAY)
    assert not read(kept, on=TODAY).suggests
    assert read(kept, on=TODAY + DAY).suggests


def test_what_nobody_knows_is_no_sign_but_is_said():
    found = read(facts(last_used_on=None, last_deployed_on=None, answers=None), on=TODAY)
    assert found.found == ()
    assert found.unknown == (Gap.USE, Gap.DEPLOY, Gap.ANSWER)
    assert not found.suggests


DAYS = st.none() | st.dates(date(2020, 1, 1), date(2026, 11, 27))
ANY = st.builds(
    Facts,
    last_used_on=DAYS,
    last_deployed_on=DAYS,
    has_owner=st.booleans(),
    owner_staffed=st.booleans(),
    accounts=st.integers(0, 3),
    said_dormant=st.booleans(),
    answers=st.none() | st.booleans(),
    kept_until=DAYS,
)


@given(ANY)
def test_time_alone_never_takes_a_sign_away(known):
    earlier, later = read(known, on=TODAY), read(known, on=TODAY + 400 * DAY)
    assert set(earlier.found) <= set(later.found)
    assert earlier.unknown == later.unknown


@given(ANY)
def test_learning_nothing_never_makes_a_suggestion(known):
    gone = Facts(**{**{n: getattr(known, n) for n in known.__slots__}, "answers": None})
    assert set(read(gone, on=TODAY).found) <= set(read(known, on=TODAY).found)
    assert not set(read(known, on=TODAY).found) & set(read(known, on=TODAY).unknown)


def test_every_sign_says_when_it_holds():
    assert set(signs.WHEN) == set(Sign)


@pytest.mark.parametrize(
    ("state", "suggested", "known", "back"), list(product(State, *[(False, True)] * 3))
)
def test_how_it_stands_is_never_green_where_nobody_knows(state, suggested, known, back):
    stage = stage_of(state, suggested=suggested, use_known=known, back_in_use=back)
    if state in OUT_OF_SERVICE and back:
        assert TONES[stage] is Tone.BAD
    if state is State.ACTIVE and not known:
        assert TONES[stage] is not Tone.GOOD
    if TONES[stage] is Tone.GOOD:
        assert stage in (Stage.KEPT, Stage.IN_USE, Stage.RETIRED)
        assert not (suggested and state in (State.ACTIVE, State.KEPT))
