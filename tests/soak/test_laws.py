"""Each law can fail: a forged record breaks it, the same record without the forgery does not."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from secops.rules.intervals import WIB
from tests.soak import laws
from tests.soak.laws import Law
from tests.soak.record import Climb, Lost, Mail, Record, Row, Shown

#: A Tuesday morning in working time.
AT = datetime(2026, 12, 8, 8, 0, tzinfo=WIB)
DAY = timedelta(days=1)
STEP = (1, 7, AT, "h-3")


def mail(n: int = 1, at: datetime = AT, **more: object) -> Mail:
    """A digest to Sari about her account in APK-01."""
    values = {
        "mail_id": f"<{n}@kotacontoh.example>", "address": "sari@kotacontoh.example", "row": n,
        "kind": "rotation.digest", "person": 7, "who": "Sari Uji",
        "words": frozenset({"APK-01"}), "rotations": frozenset({5}),
        "may_hear": frozenset({"APK-01"}), "his": frozenset({"rotation 5"}),
    }  # fmt: skip
    return Mail(at=at, **(values | more))  # type: ignore[arg-type]


def record(*mails: Mail, **more: object) -> Record:
    """These mails with their rows; a rung told by the first."""
    rows = {m.row: Row(m.row, m.kind, m.person, "sent", m.at) for m in mails}
    linked = {(1, 7, AT + m.row * DAY, "h-3"): [m.row] for m in mails}
    values: dict[str, object] = {
        "mails": list(mails), "rows": rows, "linked": linked,
        "working": {AT.date() + n * DAY: True for n in range(3)},
    }  # fmt: skip
    return Record(**(values | more))  # type: ignore[arg-type]


def said(law: Law, of: Record) -> str:
    """The only sentence the law has to say of it."""
    (sentence,) = law(of)
    return sentence


HONEST = record(mail(1), mail(2, AT + DAY))


@pytest.mark.parametrize("law", laws.OF_ALL, ids=lambda law: law.__name__)
def test_an_honest_record_breaks_no_law(law: Law) -> None:
    assert list(law(HONEST)) == []


def test_a_second_digest_on_a_day() -> None:
    forged = record(mail(1), mail(2, AT + timedelta(hours=5)))
    sentence = said(laws.one_digest_a_person_and_day, forged)
    assert sentence == "Sari Uji got 2 digests on Tue 08 Dec 2026"


def test_the_same_message_twice() -> None:
    forged = record(mail(1), mail(1, AT + DAY))
    assert "the message 1 arrived 2 times" in said(laws.no_message_twice, forged)
    forged.rows[1] = replace(forged.rows[1], repeated=True)
    assert list(laws.no_message_twice(forged))  # a digest is never repeated
    forged.rows[1] = replace(forged.rows[1], kind="rotation.start")
    assert list(laws.no_message_twice(forged)) == []


@pytest.mark.parametrize(
    ("forgery", "words"),
    [
        ({"may_hear": frozenset()}, "nothing waited for him"),
        ({"words": frozenset({"APK-01", "APK-02"})}, "names APK-02, which is not his turn"),
        ({"rotations": frozenset({5, 6})}, "carries rotation 6, which is not his turn"),
    ],
)
def test_what_is_not_his_turn(forgery: dict[str, object], words: str) -> None:
    sentence = said(laws.none_out_of_turn, record(mail(1, **forgery)))
    assert sentence == f"rotation.digest to Sari Uji on Tue 08 Dec 2026, 08.00{_join(words)}"


def _join(words: str) -> str:
    return f": {words}" if words.startswith("nothing") else f" {words}"


def test_a_word_to_somebody_who_left() -> None:
    sentence = said(laws.none_to_who_left, record(mail(1), left={7: AT - DAY}))
    assert sentence.endswith("he left on Mon 07 Dec 2026, 08.00")
    assert list(laws.none_to_who_left(record(mail(1), left={7: AT + DAY}))) == []


@pytest.mark.parametrize(
    ("at", "urgent", "working", "breaks"),
    [
        (AT, False, True, False),
        (AT, False, False, True),  # a day off
        (AT.replace(hour=17), False, True, True),
        (AT.replace(hour=17), True, False, False),
        (AT.replace(hour=22), True, True, True),
    ],
)
def test_outside_its_hours(at: datetime, urgent: bool, working: bool, breaks: bool) -> None:
    forged = record(mail(1, at), working={at.date(): working})
    forged.rows[1] = replace(forged.rows[1], urgent=urgent)
    assert bool(list(laws.in_its_hours(forged))) is breaks


def test_a_rung_told_by_two_messages() -> None:
    forged = record(mail(1), mail(2, AT + DAY), linked={STEP: [1, 2]})
    assert "rung h-3" in said(laws.each_rung_once, forged)
    forged.rows[1] = replace(forged.rows[1], state="unknown")
    assert list(laws.each_rung_once(forged)) == []


def test_a_digest_with_nothing_new() -> None:
    key = (9, 7, "2026-12-16T16:00:00+07:00", "h-3")
    duty = {
        "rotations": frozenset(), "duties": frozenset({key}), "his": frozenset({"duty 9"}),
    }  # fmt: skip
    forged = record(mail(1, **duty), mail(2, AT + DAY, **duty), linked={})
    sentence = said(laws.no_digest_without_a_reason, forged)
    assert sentence == "rotation.digest to Sari Uji on Wed 09 Dec 2026, 08.00: nothing in it was " \
        "new to him"  # fmt: skip
    asked = mail(2, AT + DAY, asked_since=AT + timedelta(hours=2), **duty)
    assert list(laws.no_digest_without_a_reason(record(mail(1, **duty), asked, linked={}))) == []


def test_a_late_duty_that_does_not_climb() -> None:
    days = [date(2026, 12, n) for n in (8, 9, 10)]
    climb = Climb(days[-1], "A-2026-001 of Dinas Sosial, head", "late-1", AT, None)
    forged = record(climbs=[climb], good_days=days)
    assert said(laws.everything_late_climbs, forged) == (
        "A-2026-001 of Dinas Sosial, head: rung late-1 waits untold since "
        "Tue 08 Dec 2026, 08.00, 2026-12-10"
    )
    told = replace(climb, told_at=AT)
    assert list(laws.everything_late_climbs(record(climbs=[told], good_days=days))) == []
    assert list(laws.everything_late_climbs(record(climbs=[climb], good_days=days[1:2]))) == []


def test_items_of_a_lost_digest_that_do_not_come_again() -> None:
    lost = Lost(AT, 1, 7, "Sari Uji", frozenset({"rotation 5", "rotation 6"}))
    his = frozenset({"rotation 5", "rotation 6"})
    next_one = mail(2, AT + DAY, his=his)
    forged = record(next_one, lost=[lost])
    assert "leaves out rotation 6 of the lost 1" in said(laws.lost_items_come_again, forged)
    done = replace(next_one, his=frozenset({"rotation 5"}))
    assert list(laws.lost_items_come_again(record(done, lost=[lost]))) == []

    days = [date(2026, 12, n) for n in (9, 10)]
    waiting = {day: {7: frozenset({"rotation 6"})} for day in days}
    never = record(lost=[lost], good_days=days, waiting=waiting)
    assert said(laws.lost_items_come_again, never) == (
        "Sari Uji never heard again of rotation 6 (1)"
    )


def test_pages_that_count_otherwise() -> None:
    forged = record(shown=[Shown("/messages/", 2, 1)])
    assert said(laws.pages_count_as_the_sink, forged) == (
        "/messages/: 2 on the page, 1 in the sink"
    )


def test_a_mail_that_nobody_knows_and_a_part_that_fails() -> None:
    forged = record(strangers=["x got <y>, which nobody sent"], failures=["a part failed"])
    assert list(laws.every_mail_is_known(forged)) == [*forged.strangers, *forged.failures]
