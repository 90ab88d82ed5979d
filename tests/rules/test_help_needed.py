"""Who needs help first: counts, no score; what nobody knows is never good."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from secops.rules.help_needed import (
    BY_URGENCY,
    STANDS,
    Help,
    help_needed,
    label_of,
    share,
    urgency,
)
from secops.rules.stand import Stand
from secops.rules.tone import Tone

stands = st.builds(
    Stand,
    good=st.integers(0, 50),
    warn=st.integers(0, 50),
    bad=st.integers(0, 50),
    unknown=st.integers(0, 50),
)
departments = st.lists(stands, max_size=6)
NOW = datetime(2026, 11, 27, tzinfo=UTC)


@given(departments, st.integers(0, 5))
def test_one_more_thing_that_needs_help_never_moves_a_department_down(found, place):
    worse = list(found)
    if worse:
        chosen = worse[place % len(worse)]
        worse[place % len(worse)] = Stand(chosen.good, chosen.warn, chosen.bad + 1, chosen.unknown)
    assert help_needed(worse) >= help_needed(found)


@given(departments)
def test_the_order_of_subjects_does_not_matter(found):
    assert help_needed(found) == help_needed(list(reversed(found)))


@given(departments)
def test_who_has_everything_proven_needs_no_help(found):
    proven = [Stand(good=one.good + 1) for one in found]
    assert not help_needed(proven)
    assert help_needed(proven) <= help_needed(found)


def test_more_subjects_come_before_more_things_and_no_data_before_work():
    two_subjects = help_needed([Stand(bad=1), Stand(bad=1)])
    many_things = help_needed([Stand(bad=300), Stand(good=3)])
    unknown = help_needed([Stand(unknown=1)])
    working = help_needed([Stand(warn=400)])
    assert two_subjects > many_things > unknown > working > Help()


def test_a_subject_without_anything_known_is_unknown_and_counts():
    assert help_needed([Stand()]) == Help(unknown=1)
    assert Stand().tone is Tone.UNKNOWN


@given(stands)
def test_a_share_is_whole_only_when_all_are_good(stand):
    found = share(stand)
    if stand.good + stand.warn + stand.bad == 0:
        assert found is None
    else:
        assert found is not None
        assert (found == 100) == (stand.good == stand.total)


def test_what_needs_help_is_named_before_what_is_proven():
    found = [Stand(good=4), Stand(warn=2), Stand(unknown=9), Stand(bad=1), Stand(bad=5)]
    ordered = sorted(found, key=urgency)
    assert [one.tone for one in ordered] == [
        Tone.BAD,
        Tone.BAD,
        Tone.UNKNOWN,
        Tone.WARN,
        Tone.GOOD,
    ]
    assert ordered[0].bad == 5


def test_every_look_has_its_word_in_both_languages_and_nobody_is_called_bad():
    assert set(STANDS) == set(Tone)
    assert set(BY_URGENCY) == set(Tone) - {Tone.CALM}
    for one in STANDS.values():
        assert one.id
        assert one.en
        assert not {"buruk", "terburuk", "gagal", "worst"} & set(one.id.lower().split())


def test_some_known_and_some_not_is_said_as_it_is():
    assert label_of(Stand(good=1, unknown=1)).id == "Sebagian belum ada data"
    assert label_of(Stand(good=1, unknown=1)).tone is Tone.UNKNOWN
    assert label_of(Stand(unknown=1)).id == "Belum ada data"
    assert label_of(Stand()).id == "Belum ada data"
    assert label_of(Stand(good=2)).id == "Terbukti"
