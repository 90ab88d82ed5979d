"""What is open has a next step or a reason; what has neither is found, once, until it is mended."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Contact, Department, Tenure, User
from accounts.roles import Role
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.models import Rotation
from secops.outbox.models import Message
from secops.reminders.engine import remind
from secops.reminders.models import Acknowledgement
from secops.rules.intervals import WIB
from secops.watch.auditor import go_round
from secops.watch.models import Finding, Round
from tests.factories import ApplicationFactory, ContactFactory, holder_of
from tests.reminders.support import DUE, ORDERED, campaign, person, rotation

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 27, 12, 0, tzinfo=WIB)
#: After the last weekly rung of what was due on 30 November.
LONG_AFTER = datetime(2027, 1, 4, 9, 0, tzinfo=WIB)


def found() -> dict[str, int]:
    return dict(Finding.objects.open().values_list("kind", "n"))


def reasons() -> dict[str, int]:
    counted: dict[str, int] = Round.objects.get().accounts
    return counted


def test_an_account_with_a_step_to_come_is_no_finding() -> None:
    rotation(person(), campaign())
    remind(at=ORDERED + timedelta(minutes=1))
    go_round(at=NOON)
    assert found() == {}
    assert reasons() == {"next_step": 1}


def test_reasons_why_nothing_comes_are_no_findings(budi: User, dinsos: Department) -> None:
    quiet = campaign("quiet", messages_from=None)
    later = campaign("later", messages_from=NOON + timedelta(days=1))
    now = campaign("now")
    rotation(person("A", "a@kotacontoh.example"), quiet)
    rotation(person("B", "b@kotacontoh.example"), later)
    snoozed = rotation(person("C", "c@kotacontoh.example"), now)
    Rotation.objects.filter(pk=snoozed.pk).update(acknowledged_until=NOON + timedelta(days=2))
    rotation(person("D", None), now, department=dinsos)  # no address: his agent's list
    go_round(at=NOON)
    assert found() == {}
    assert reasons() == {"not_begun": 1, "scheduled": 1, "snoozed": 1, "agent": 1}


def test_a_ladder_that_is_over_stands_in_the_offices_list() -> None:
    one = person()
    row = rotation(one, campaign())
    go_round(at=LONG_AFTER)
    finding = Finding.objects.open().get(kind="exhausted")
    assert (finding.n, finding.campaign_id, finding.department_id, finding.oldest_at) == (
        1, row.campaign_id, row.department_id, DUE,
    )  # fmt: skip


def test_a_turn_that_is_nobodys_is_found(dinsos: Department) -> None:
    now = campaign()
    rotation(person("D", None), now, department=dinsos)  # the agent's turn; there is no agent
    ownerless = ApplicationFactory(owner=None)
    waits = rotation(person(), now, ownerless)
    Rotation.objects.filter(pk=waits.pk).update(state="claimed", turn="application_administrator")
    go_round(at=NOON)
    assert found() == {"no_agent": 1, "no_owner": 1}


def test_a_holder_whose_address_died_on_the_way_is_found() -> None:
    """`told`, his turn, and no address that works: nobody would ever hear of it again."""
    one = person()
    row = rotation(one, campaign())
    Rotation.objects.filter(pk=row.pk).update(state="told", told_at=ORDERED)
    Contact.objects.update(disabled_at=ORDERED)
    go_round(at=NOON)
    assert found() == {"no_address": 1}


def test_an_engine_that_stands_still_is_found_after_half_an_hour() -> None:
    rotation(person(), campaign())
    go_round(at=ORDERED + timedelta(minutes=20))
    assert found() == {}
    go_round(at=ORDERED + timedelta(minutes=31))
    assert found() == {"stuck": 1}
    remind(at=ORDERED + timedelta(minutes=32))
    go_round(at=ORDERED + timedelta(minutes=37))
    assert found() == {}


def test_a_finding_keeps_its_first_moment_and_is_resolved_when_it_is_gone(
    dinsos: Department,
) -> None:
    rotation(person("D", None), campaign(), department=dinsos)
    go_round(at=NOON)
    go_round(at=NOON + timedelta(minutes=1))  # too soon: no round
    go_round(at=NOON + timedelta(minutes=6))
    finding = Finding.objects.get()
    assert (finding.first_seen_at, finding.last_seen_at) == (NOON, NOON + timedelta(minutes=6))
    holder_of(Role.AGENT, dinsos)
    go_round(at=NOON + timedelta(minutes=12))
    finding.refresh_from_db()
    assert finding.resolved_at == NOON + timedelta(minutes=12)
    Tenure.objects.filter(position__role=Role.AGENT).update(ends_on=date(2024, 2, 1))
    go_round(at=NOON + timedelta(minutes=18))
    assert Finding.objects.count() == 2  # it came back: a finding of its own


def duty(department: Department, by: User, **more: Any) -> Duty:
    directive = Directive.objects.create(
        code=f"A-2026-{Directive.objects.count():03d}", title="Cadangan", kind="custom",
        text="Mohon", due_at=DUE, ordered_at=ORDERED, ordered_by=by,
    )  # fmt: skip
    values: dict[str, Any] = {"due_at": DUE, "changed_at": ORDERED}
    return Duty.objects.create(directive=directive, department=department, **(values | more))


def sent(one: Duty) -> None:
    one.directive.messages_from = ORDERED
    one.directive.save()


def test_duties_without_anybody_to_tell_are_found(
    dinsos: Department, olga: User, kartini: User
) -> None:
    duty(dinsos, olga)
    go_round(at=NOON)
    assert found() == {"no_address": 1}  # her head has no address
    ContactFactory(person=kartini.person)
    go_round(at=NOON + timedelta(minutes=6))
    assert found() == {"not_sent": 1}
    finding = Finding.objects.open().get()
    assert (finding.duty, finding.department) == (None, None)  # one row for the whole order
    assert finding.directive is not None
    sent(Duty.objects.get())
    go_round(at=NOON + timedelta(minutes=12))
    assert found() == {}
    assert Round.objects.get().duties == {"next_step": 1}


def test_a_duty_whose_ladder_is_over_is_found_once_nobody_decides_about_it(
    dinsos: Department, olga: User, kartini: User
) -> None:
    ContactFactory(person=kartini.person)
    sent(duty(dinsos, olga))
    go_round(at=DUE + timedelta(days=1))  # late, and it still climbs
    assert found() == {}
    go_round(at=LONG_AFTER + timedelta(days=60))
    assert found() == {"exhausted": 1}
    Acknowledgement.objects.create(
        duty=Duty.objects.get(), until=LONG_AFTER + timedelta(days=70), reason="Sedang dikerjakan",
        said_by=kartini, said_at=LONG_AFTER,
    )  # fmt: skip
    go_round(at=LONG_AFTER + timedelta(days=61))
    assert found() == {}
    assert Round.objects.get().duties == {"snoozed": 1}


def test_a_statement_that_waits_for_us_is_a_reason(dinsos: Department, olga: User) -> None:
    duty(dinsos, olga, state="confirmed")
    duty(dinsos, olga, state="accepted")
    go_round(at=LONG_AFTER)
    assert found() == {}
    assert Round.objects.get().duties == {"office": 1}


def test_a_round_over_many_accounts_asks_no_more(
    django_assert_max_num_queries: Any, dinsos: Department
) -> None:
    now, application = campaign(), ApplicationFactory()
    for n in range(30):
        rotation(person(f"P{n}", f"p{n}@kotacontoh.example"), now, application)
    remind(at=ORDERED + timedelta(minutes=1))
    assert Message.objects.count() == 30
    with django_assert_max_num_queries(16):
        go_round(at=NOON)
