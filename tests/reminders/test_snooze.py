"""A holder puts off his reminders: they wait, nothing else does, and then they come again."""

import json
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from accounts.models import Person
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.rotations.actions import (
    Given,
    RotationRefused,
    Wish,
    end_overtaken_snoozes,
    note_leave,
    record_answer,
    snooze,
)
from secops.compliance.rotations.models import Answer, Rotation, Snooze
from secops.inventory.models import AccountFacts
from secops.outbox.delivery import deliver
from secops.reminders.calendar import city_calendar
from secops.reminders.engine import remind
from secops.reminders.models import Step
from secops.reminders.tick import promise_due
from secops.rules.intervals import WIB
from secops.rules.rotation import AnswerKind
from secops.rules.snooze import SnoozeReason
from tests.factories import holder_of
from tests.reminders.support import ORDERED, campaign, change, derive, person, rotation

pytestmark = pytest.mark.django_db

#: Ordered Friday 27 November, due Friday 18 December 2026: h-3 on the 15th, h-1 on the 17th.
LATER = datetime(2026, 12, 18, 16, 0, tzinfo=WIB)


def at(day: int, hour: int = 9, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, 0, tzinfo=WIB)


def run(when: datetime) -> int:
    promise_due(at=when)
    return deliver(at=when).sent


def put_off(one: Rotation, of: Person, until: date, when: datetime, **more: object) -> Snooze:
    values = {"reason": SnoozeReason.SICK, "channel": Answer.Channel.LINK} | more
    wish = Wish(until, **values)  # type: ignore[arg-type]
    (made,) = snooze([one], wish, person=of, calendar=city_calendar(), at=when)
    return made


@pytest.fixture
def sari() -> Person:
    return person("Sari Wulan")


@pytest.fixture
def asked(sari: Person) -> Rotation:
    made = rotation(sari, campaign(), due=LATER)
    assert run(ORDERED) == 1
    made.refresh_from_db()
    return made


def test_reminders_wait_and_then_ask_again(asked: Rotation, sari: Person) -> None:
    put_off(asked, sari, date(2026, 12, 10), at(1))
    asked.refresh_from_db()
    assert (asked.state, asked.turn) == ("told", "holder"), "it is no answer"
    assert run(at(9)) == 0
    assert run(at(10, 7)) == 0
    assert run(at(10)) == 1, "between two rungs, but he wanted to be asked again on that day"
    assert "SIMPATIK" in mail.outbox[-1].body
    assert run(at(11)) == 0, "once"
    assert run(at(15)) == 1, "h-3 as ever"


def test_a_rung_that_passed_meanwhile_is_said_once(asked: Rotation, sari: Person) -> None:
    put_off(asked, sari, date(2026, 12, 16), at(9))
    assert run(at(15)) == 0, "h-3"
    assert run(at(16)) == 1
    assert run(at(16, 14)) == 0
    assert run(at(17)) == 1, "h-1"


def test_the_command_counts_it(asked: Rotation, sari: Person) -> None:
    put_off(asked, sari, date(2026, 12, 16), at(9))
    out = StringIO()
    call_command("remind", "--at", at(15).isoformat(), "--json", stdout=out)
    said = json.loads(out.getvalue())
    assert (said["due"], said["skipped"]["snoozed"]) == (0, 1)


def test_three_times_at_most(asked: Rotation, sari: Person) -> None:
    for day in (2, 3, 4):
        put_off(asked, sari, date(2026, 12, day), at(day - 1))
    with pytest.raises(RotationRefused) as refused:
        put_off(asked, sari, date(2026, 12, 5), at(4))
    assert refused.value.code == "too_often"
    assert "3 kali" in str(refused.value)


@pytest.mark.parametrize(
    ("until", "code"),
    [
        (date(2026, 12, 1), "wrong_day"),
        (date(2026, 12, 16), "wrong_day"),
        (date(2026, 11, 1), "wrong_day"),
    ],
)
def test_days_that_are_refused(asked: Rotation, sari: Person, until: date, code: str) -> None:
    with pytest.raises(RotationRefused) as refused:
        put_off(asked, sari, until, at(1))
    assert refused.value.code == code
    assert not Snooze.objects.exists()


def test_only_ones_own_and_only_in_turn(asked: Rotation, sari: Person) -> None:
    with pytest.raises(RotationRefused) as refused:
        put_off(asked, person("Budi", "budi@kotacontoh.example"), date(2026, 12, 3), at(1))
    assert refused.value.code == "other_holder"
    given = Given(AnswerKind.DONE_BOTH, Answer.Channel.LINK)
    record_answer([asked], given, person=sari, calendar=city_calendar(), at=at(1))
    with pytest.raises(RotationRefused) as refused:
        put_off(asked, sari, date(2026, 12, 3), at(1))
    assert refused.value.code == "not_his_turn"


def test_other_reasons_are_written_down(asked: Rotation, sari: Person) -> None:
    with pytest.raises(RotationRefused) as refused:
        put_off(asked, sari, date(2026, 12, 3), at(1), reason=SnoozeReason.OTHER)
    assert refused.value.code == "no_note"
    put_off(asked, sari, date(2026, 12, 3), at(1), reason=SnoozeReason.OTHER, note="dinas luar")
    entry = Entry.objects.get(verb="rotation.snoozed")
    assert entry.data["note"] == "dinas luar"
    assert "Sari Wulan" in entry.actor_label


def test_a_new_leak_ends_it(asked: Rotation, sari: Person) -> None:
    change(asked, at(1))
    asked.refresh_from_db()
    AccountFacts.objects.filter(account=asked.account).update(
        exposures=2, newest_exposure=at(2), newest_received=at(2)
    )
    derive(asked, at=at(2))
    assert asked.state == "reexposed"
    put_off(asked, sari, date(2026, 12, 4), at(2, 10))
    assert run(at(3)) == 0, "he knew of that leak when he asked"
    AccountFacts.objects.filter(account=asked.account).update(
        exposures=3, newest_exposure=at(3, 8), newest_received=at(3, 8)
    )
    derive(asked, at=at(3))
    assert run(at(3)) == 1
    ended = Snooze.objects.get()
    assert ended.ended_at == at(3)
    assert Entry.objects.filter(verb="rotation.snooze_ended").count() == 1


def test_an_answer_and_another_holder_end_it(asked: Rotation, sari: Person) -> None:
    put_off(asked, sari, date(2026, 12, 10), at(1))
    budi = person("Budi", "budi@kotacontoh.example")
    asked.account.holder = budi
    asked.account.save(update_fields=["holder"])
    derive(asked, at=at(2))
    assert end_overtaken_snoozes(at=at(2)) == 1
    asked.refresh_from_db()
    assert asked.acknowledged_until is None
    made = put_off(asked, budi, date(2026, 12, 10), at(2))
    not_yet = Given(AnswerKind.NOT_YET, Answer.Channel.LINK)
    record_answer([asked], not_yet, person=budi, calendar=city_calendar(), at=at(3))
    assert end_overtaken_snoozes(at=at(3)) == 0, "he still wants to be reminded later"
    done = Given(AnswerKind.DONE_BOTH, Answer.Channel.LINK)
    record_answer([asked], done, person=budi, calendar=city_calendar(), at=at(4))
    assert end_overtaken_snoozes(at=at(4)) == 1
    made.refresh_from_db()
    assert made.ended_at == at(4)


def test_leave_and_snooze_do_not_shorten_each_other(asked: Rotation, sari: Person) -> None:
    put_off(asked, sari, date(2026, 12, 10), at(1))
    assert asked.department is not None
    agent = holder_of(Role.AGENT, asked.department)
    note_leave([asked], date(2026, 12, 4), by=agent, at=at(1))
    asked.refresh_from_db()
    assert asked.acknowledged_until == datetime(2026, 12, 10, 8, 0, tzinfo=WIB)
    note_leave([asked], date(2026, 12, 14), by=agent, at=at(2))
    asked.refresh_from_db()
    assert asked.acknowledged_until == datetime(2026, 12, 15, 0, 0, tzinfo=WIB)


def test_who_was_never_told_is_told_when_it_is_over(sari: Person) -> None:
    """By a code slip he put it off before the first message went."""
    begins = at(3)
    made = rotation(sari, campaign(messages_from=begins), due=LATER)
    Rotation.objects.filter(pk=made.pk).update(acknowledged_until=at(4, 8))
    assert run(at(3)) == 0
    assert run(at(4)) == 1
    assert mail.outbox[-1].subject.startswith("Ganti kata sandi SIMPATIK")
    assert run(at(4) + timedelta(hours=2)) == 0


def test_who_leaked_again_climbs_anew(asked: Rotation) -> None:
    """RULES 5: h-1, late-1 and weekly hold after a re-exposure, too."""
    change(asked, at(1))
    AccountFacts.objects.filter(account=asked.account).update(
        exposures=2, newest_exposure=at(14), newest_received=at(14)
    )
    derive(asked, at=at(14))
    assert run(at(14)) == 1
    assert "bocor lagi" in mail.outbox[-1].body
    said = {day: run(at(day)) for day in range(15, 32)}
    # Due Friday 18 December as before, counted from the new leak; the 24th and 25th are free.
    assert [day for day, n in said.items() if n] == [15, 17, 21, 28]
    assert all(
        rung.startswith("re")
        for rung in Step.objects.exclude(rung="start").values_list("rung", flat=True)
    )


def test_a_second_new_leak_is_said_as_well(asked: Rotation) -> None:
    change(asked, at(1))
    for day in (2, 4):
        AccountFacts.objects.filter(account=asked.account).update(
            exposures=2, newest_exposure=at(day), newest_received=at(day)
        )
        derive(asked, at=at(day))
        assert run(at(day)) == 1, day
    assert remind(at=at(4, 12)).due == 0
