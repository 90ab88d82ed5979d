"""What an outside watcher of 120 simulated days found (tests/soak), each as a test of its own."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Department, User
from secops.compliance.duties.actions import send_directive
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.reminders.duties.acknowledging import acknowledge
from secops.reminders.engine import remind
from secops.reminders.models import DutyStep, Step
from secops.reminders.tick import promise_due, send_due
from secops.rules.intervals import WIB
from tests.duties.support import custom_duty
from tests.factories import ContactFactory
from tests.outbox.sink import Sink, serve
from tests.reminders.support import ORDERED, campaign, change, derive, person, rotation

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
#: Friday 11 December 2026; h-3 is the Tuesday before.
DUE = datetime(2026, 12, 11, 16, 0, tzinfo=WIB)


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    taking = Sink()
    server = serve(taking)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield taking
    server.stop()


def dec(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 12, day, hour, 0, tzinfo=WIB)


def run(when: datetime) -> int:
    remind(at=when)
    return deliver(at=when).sent


def test_an_account_that_leaked_again_climbs_on() -> None:
    again = rotation(person(), campaign(), due=DUE)
    run(ORDERED)
    change(again, dec(1))
    facts = again.account.facts
    facts.newest_exposure = facts.newest_received = dec(4, 20)
    facts.zero_sessions_at = None
    facts.save()
    derive(again, at=dec(5))
    said = [day for day in range(5, 22) if run(dec(day))]
    assert said == [5, 8, 10, 14, 21]  # at once, then h-3, h-1, late-1, weekly-1
    rungs = Step.objects.order_by("promised_at").values_list("rung", flat=True)
    climbed = [f"re-20261204-{rung}" for rung in ("h-3", "h-1", "late-1", "weekly-1")]
    assert list(rungs) == ["start", "reexposed", *climbed]


def test_a_digest_composed_anew_tells_no_rung_that_it_no_longer_carries(
    dinsos: Department, olga: User, kartini: User, budi: User, sink: Sink
) -> None:
    ContactFactory(person=budi.person)
    rotation(budi.person, campaign(), due=DUE)
    duty = custom_duty(dinsos, olga, due_at=DUE)
    send_directive(duty.directive, by=olga, at=ORDERED)
    promise_due(at=ORDERED)
    send_due(at=ORDERED + timedelta(minutes=1))
    sink.refuse_all = "451 4.3.2 try later"
    promise_due(at=dec(8))
    send_due(at=dec(8))
    acknowledge(duty, date(2026, 12, 9), "Sedang dicetak", by=budi, at=dec(8, 10))
    sink.refuse_all = ""
    send_due(at=dec(8, 11))
    assert Message.objects.get(kind="rotation.digest").state == "sent"
    assert not DutyStep.objects.exists()
    promise_due(at=dec(9))
    send_due(at=dec(9))
    assert DutyStep.objects.get().rung == "h-3"


def test_accounts_that_were_settled_meanwhile_leave_the_digest_and_its_log(
    dinsos: Department, olga: User, kartini: User, budi: User, sink: Sink
) -> None:
    ContactFactory(person=budi.person)
    own = rotation(budi.person, campaign(), due=DUE)
    duty = custom_duty(dinsos, olga, due_at=DUE)
    send_directive(duty.directive, by=olga, at=ORDERED)
    promise_due(at=ORDERED)
    send_due(at=ORDERED + timedelta(minutes=1))
    sink.refuse_all = "451 4.3.2 try later"
    promise_due(at=dec(8))
    send_due(at=dec(8))
    digest = Message.objects.get(kind="rotation.digest")
    assert digest.payload["rotations"] == [own.pk]
    change(own, dec(8, 9))
    sink.refuse_all = ""
    send_due(at=dec(8, 11))
    digest.refresh_from_db()
    assert (digest.state, digest.payload["rotations"]) == ("sent", [])
