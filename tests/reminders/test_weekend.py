"""A Friday 15.00 order with 24 h, 72 h and 10-day classes, through the engine with real rows.

The clock is walked over the weekend; what was said to whom is the table of the laws
(tests/rules/test_ladder_plan.py) and what the simulation of the campaign's page shows.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

import pytest

from accounts.models import Department, User
from accounts.roles import Role
from secops.compliance.duties.actions import Order, Target, issue_directive, send_directive
from secops.ladders.simulation import Course, simulate
from secops.outbox.delivery import deliver
from secops.reminders.calendar import city_calendar, forget
from secops.reminders.engine import remind
from secops.reminders.models import DutyStep, Step
from secops.reminders.tick import promise_due, send_due
from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.ladder import HOLDERS, Anchor, Audience, as_data, from_data
from secops.rules.ladder_plan import timetable
from tests.factories import ApplicationFactory, ContactFactory
from tests.reminders.support import campaign, person, rotation

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 11, 27, 15, 0, tzinfo=WIB)
CLASSES = {
    "Istimewa": ClockCode.ROTATION_PRIVILEGED,
    "Bocor": ClockCode.ROTATION_EXPOSED,
    "Lainnya": ClockCode.ROTATION_OTHERS,
}
#: Every moment at which something may begin to speak, and some between.
HOURS = (time(3), time(6), time(7, 30), time(8), time(15), time(16))

#: who -> (rung, when it went out), up to the Monday after the last due date
EXPECTED = {
    "Istimewa": [
        ("start", "Fri 27 Nov 15.00"),
        ("late-1", "Mon 30 Nov 08.00"),
        ("weekly-1", "Mon 07 Dec 08.00"),
        ("weekly-2", "Mon 14 Dec 08.00"),
    ],
    "Bocor": [
        ("start", "Fri 27 Nov 15.00"),
        ("late-1", "Tue 01 Dec 08.00"),
        ("weekly-1", "Tue 08 Dec 08.00"),
    ],
    "Lainnya": [
        ("start", "Fri 27 Nov 15.00"),
        ("h-3", "Tue 08 Dec 08.00"),
        ("h-1", "Thu 10 Dec 08.00"),
        ("late-1", "Mon 14 Dec 08.00"),
    ],
}


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    forget()
    yield
    forget()


#: class -> what a department's agent and head are told by the digests of the same days; the order
#: itself went out on Friday, and what stands above the department waits for the lead.
DEPARTMENT = {
    "Istimewa": [
        ("half-way", "Sat 28 Nov 06.00", Role.AGENT),
        ("due", "Sat 28 Nov 15.00", Role.HEAD),
        ("due", "Sun 29 Nov 06.00", Role.AGENT),
        ("late-1", "Mon 30 Nov 08.00", Role.HEAD),
    ],
    "Bocor": [
        ("half-way", "Sun 29 Nov 06.00", Role.AGENT),
        ("due", "Mon 30 Nov 15.00", Role.AGENT),
        ("due", "Mon 30 Nov 15.00", Role.HEAD),
        ("late-1", "Tue 01 Dec 08.00", Role.HEAD),
    ],
    "Lainnya": [
        ("h-3", "Tue 08 Dec 08.00", Role.AGENT),
        ("h-1", "Thu 10 Dec 08.00", Role.AGENT),
        ("due", "Fri 11 Dec 08.00", Role.AGENT),
        ("due", "Fri 11 Dec 08.00", Role.HEAD),
        ("late-1", "Mon 14 Dec 08.00", Role.HEAD),
    ],
}


def clock(moment: datetime) -> str:
    return f"{moment.astimezone(WIB):%a %d %b %H.%M}"


def walk(days: int) -> Iterator[datetime]:
    for n in range(days):
        for hour in HOURS:
            moment = datetime.combine(FRIDAY.date() + timedelta(days=n), hour, tzinfo=WIB)
            if moment >= FRIDAY:
                yield moment


def test_the_engine_says_what_the_table_and_the_simulation_say() -> None:
    calendar = city_calendar()
    running = campaign(
        "pk", ordered_at=FRIDAY, messages_from=FRIDAY, ladder=as_data(HOLDERS)
    )  # fmt: skip
    due = {
        name: deadline(CLOCKS[code], FRIDAY, calendar=calendar) for name, code in CLASSES.items()
    }
    people = {}
    for name, moment in due.items():
        people[name] = person(name, f"{name.lower()}@kotacontoh.example")
        rotation(people[name], running, ApplicationFactory(name=name), due=moment)
    for moment in walk(days=18):
        remind(at=moment)
        deliver(at=moment)
    last = datetime(2026, 12, 14, 16, 0, tzinfo=WIB)
    for name, one in people.items():
        steps = Step.objects.filter(person=one).order_by("promised_at")
        said = [(step.rung, clock(step.promised_at)) for step in steps]
        assert said == EXPECTED[name], name
        planned = timetable(HOLDERS, start=FRIDAY, due=due[name], calendar=calendar).said
        assert said == [(p.rung.code, clock(p.speaks_at)) for p in planned if p.speaks_at <= last]
        shown = simulate([Course(name, HOLDERS, FRIDAY, due[name], {})])
        lines = [line for day in shown.days for line in day.lines if line.at <= last]
        assert [clock(line.at) for line in lines] == [when for _rung, when in said]


@pytest.mark.parametrize("name", CLASSES)
def test_a_directive_of_friday_climbs_inside_the_department_as_simulated(
    name: str, dinsos: Department, olga: User, kartini: User, budi: User, settings
) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"
    roles = {}
    for role, user in ((Role.HEAD, kartini), (Role.AGENT, budi)):
        assert user.person is not None
        ContactFactory(person=user.person)
        roles[user.person.pk] = role
    due = deadline(CLOCKS[CLASSES[name]], FRIDAY, calendar=city_calendar())
    order = Order(title="Cadangkan data", kind=Kind.CUSTOM, text="Kerjakan.", due_at=due)
    made = issue_directive(order, [Target(dinsos.pk)], by=olga, at=FRIDAY)
    send_directive(made, by=olga, at=FRIDAY)
    for moment in walk(days=18):
        promise_due(at=moment)
        send_due(at=moment)
    steps = DutyStep.objects.order_by("told_at", "rung", "pk")
    said = [(one.rung, clock(one.told_at), roles[one.person_id]) for one in steps]
    assert sorted(said) == sorted(DEPARTMENT[name])
    planned = timetable(
        from_data(made.ladder), start=FRIDAY, due=due, calendar=city_calendar()
    ).said
    audiences = {Audience.AGENT: Role.AGENT, Audience.HEAD: Role.HEAD}
    assert sorted(said) == sorted(
        (one.rung.code, clock(one.speaks_at), audiences[one.audience])
        for one in planned
        if one.audience in audiences and one.rung.anchor is not Anchor.START
    )
