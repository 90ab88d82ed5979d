"""The trouble queue, the alarm of a possible takeover, and the holder's objection."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.links import issue_link
from accounts.models import Person
from accounts.roles import Role
from secops.compliance.rotations.models import Objection, Rotation
from secops.inventory.models import AccountFacts
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.reminders.models import TakeoverAlarm
from secops.reminders.takeovers import ring_takeovers
from secops.rules.intervals import WIB
from secops.rules.rotation import AnswerKind, TroubleReason
from tests.door.test_door import text_of
from tests.factories import ApplicationFactory, ContactFactory, DepartmentFactory, holder_of
from tests.guards.test_walk import BACKEND
from tests.reminders.support import campaign, derive, person, rotation
from tests.rotations.scene import say

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
#: Saturday evening: only the urgent voice may speak.
SATURDAY = datetime(2026, 11, 28, 19, 0, tzinfo=WIB)
#: Long after: nobody speaks at night.
NIGHT = datetime(2026, 11, 28, 23, 0, tzinfo=WIB)


@pytest.fixture
def sari() -> Person:
    return person("Sari Wulan")


@pytest.fixture
def asked(sari: Person) -> Rotation:
    return rotation(sari, campaign(), department=DepartmentFactory(name="Dinas Sosial"))


@pytest.fixture
def olga() -> Any:
    user = holder_of(Role.DUTY_OFFICER, name="Olga Piket")
    ContactFactory(person=user.person, address="piket@kotacontoh.example")
    return user


def take_over(row: Rotation, at: datetime, *, changed: datetime | None = None) -> None:
    """Somebody changed the password; then its holder says that he cannot log in."""
    AccountFacts.objects.filter(account=row.account).update(
        change_from=changed or at - 2 * HOUR,
        change_to=changed or at - 2 * HOUR,
        change_read_at=at - HOUR,
        change_origin="owner",
    )
    say(row, AnswerKind.TROUBLE, reason=TroubleReason.CANNOT_LOG_IN, at=at)
    row.refresh_from_db()
    assert row.possible_takeover


def contradict(row: Rotation) -> None:
    """He said done; the system, read three days later, shows an old change."""
    said = timezone.now() - timedelta(days=5)
    Rotation.objects.filter(pk=row.pk).update(base=said - timedelta(days=30))
    facts = AccountFacts.objects.filter(account=row.account)
    leaked = said - timedelta(days=30)
    facts.update(newest_exposure=leaked, newest_received=leaked)
    say(row, at=said)
    facts.update(
        change_from=leaked - timedelta(days=60),
        change_to=leaked - timedelta(days=60),
        change_read_at=said + timedelta(days=3),
        change_origin="owner",
    )
    derive(row, at=timezone.now())
    assert row.state == "contradicted"


# --- alarm -------------------------------------------------------------------------------------


def test_a_possible_takeover_is_told_at_once_on_a_saturday_evening_and_once_only(
    asked: Rotation, olga: Any, mailoutbox: list[Any]
) -> None:
    take_over(asked, SATURDAY)
    assert ring_takeovers(at=SATURDAY) == 1
    assert ring_takeovers(at=SATURDAY) == 0
    deliver(at=SATURDAY)
    (mail,) = mailoutbox
    assert mail.to == ["piket@kotacontoh.example"]
    assert mail.subject == "DARURAT: 1 akun mungkin diambil alih orang lain"
    assert "SIMPATIK" in mail.body
    assert asked.account.username not in mail.body  # a NIP stays masked
    # He says it again: the same change does not ring a second time.
    say(asked, AnswerKind.TROUBLE, reason=TroubleReason.CANNOT_LOG_IN, at=SATURDAY + HOUR)
    assert ring_takeovers(at=SATURDAY + HOUR) == 0
    # A further change does.
    take_over(asked, SATURDAY + 3 * HOUR, changed=SATURDAY + 2 * HOUR)
    assert ring_takeovers(at=SATURDAY + 3 * HOUR) == 1
    assert TakeoverAlarm.objects.count() == 2


def test_at_night_the_alarm_waits_for_six_o_clock(
    asked: Rotation, olga: Any, mailoutbox: list[Any]
) -> None:
    take_over(asked, NIGHT)
    ring_takeovers(at=NIGHT)
    deliver(at=NIGHT)
    assert mailoutbox == []
    deliver(at=datetime(2026, 11, 29, 6, 1, tzinfo=WIB))
    assert len(mailoutbox) == 1


def test_forty_takeovers_are_one_message(olga: Any) -> None:
    within, application = campaign(), ApplicationFactory(name="SIMPATIK")
    for n in range(40):
        row = rotation(person(f"Orang {n}", f"o{n}@kotacontoh.example"), within, application)
        take_over(row, SATURDAY)
    assert ring_takeovers(at=SATURDAY) == 40
    assert Message.objects.filter(kind="alarm.takeover").count() == 1


def test_without_a_reachable_officer_the_alarm_stays_due(asked: Rotation) -> None:
    take_over(asked, SATURDAY)
    assert ring_takeovers(at=SATURDAY) == 0
    lead = holder_of(Role.LEAD)
    ContactFactory(person=lead.person)
    assert ring_takeovers(at=SATURDAY + HOUR) == 1


def test_what_was_cleared_meanwhile_is_not_told(
    asked: Rotation, olga: Any, mailoutbox: list[Any]
) -> None:
    take_over(asked, NIGHT)
    ring_takeovers(at=NIGHT)
    say(asked, AnswerKind.DONE_BOTH, at=NIGHT + HOUR)
    deliver(at=NIGHT + 8 * HOUR)
    assert mailoutbox == []
    assert Message.objects.get(kind="alarm.takeover").state == "dropped"


# --- queue -------------------------------------------------------------------------------------


def test_every_trouble_stands_in_the_queue_with_turn_limit_and_one_button(
    client: Client, olga: Any, asked: Rotation
) -> None:
    holder_of(Role.AGENT, asked.department, name="Budi Agen")
    within = asked.campaign
    taken = rotation(person("Rina", "r@kotacontoh.example"), within)
    other = rotation(person("Tono", "t@kotacontoh.example"), within)
    doubted = rotation(person("Umi", "u@kotacontoh.example"), within)
    at = datetime(2026, 11, 27, 10, 0, tzinfo=WIB)
    say(asked, AnswerKind.TROUBLE, reason=TroubleReason.CANNOT_LOG_IN, at=at)
    say(other, AnswerKind.TROUBLE, reason=TroubleReason.NOT_MINE, at=at)
    take_over(taken, at + 3 * HOUR)
    contradict(doubted)
    Objection.objects.create(rotation=doubted, note="Sudah Senin", made_at=timezone.now())
    client.force_login(olga, backend=BACKEND)
    page = text_of(client.get("/trouble/"))
    assert page.index("Mungkin diambil alih") < page.index("Tidak bisa masuk")
    for words in (
        "Agen Siber OPD: Budi Agen",
        "30 Nov 2026, 16.00",
        "Amankan",
        "Bantu masuk",
        "Tetapkan pemegang",
        "“Sudah Senin”",
    ):
        assert words in page
    only = text_of(client.get("/trouble/?kind=not_mine"))
    assert "Tetapkan pemegang" in only
    assert "Bantu masuk" not in only
    assert "kendala" in text_of(client.get("/trouble/?kind=nonsense"))


def test_the_queue_costs_the_same_for_many(
    client: Client, olga: Any, django_assert_max_num_queries: Any
) -> None:
    within, application = campaign(), ApplicationFactory()
    at = datetime(2026, 11, 27, 10, 0, tzinfo=WIB)
    for n in range(12):
        row = rotation(person(f"P{n}", f"p{n}@kotacontoh.example"), within, application)
        say(row, AnswerKind.TROUBLE, reason=TroubleReason.OTHER, at=at)
    client.force_login(olga, backend=BACKEND)
    with django_assert_max_num_queries(14):
        client.get("/trouble/")


# --- objection ---------------------------------------------------------------------------------


def test_a_contradicted_holder_objects_once_and_reads_what_was_found(
    client: Client, sari: Person, asked: Rotation, olga: Any
) -> None:
    contradict(asked)
    link = issue_link(sari, "rotation", {"rotations": [asked.pk]}, channel="mail",
                      at=timezone.now() - timedelta(minutes=5))  # fmt: skip
    door = f"/k/{link.token}"
    assert "Menurut Anda keliru?" in text_of(client.get(door))
    asks = f"{door}?keliru={asked.pk}"
    assert client.post(asks, {"bagian": "keliru", "n": " "}).status_code == 422
    for _twice in range(2):
        told = client.post(asks, {"bagian": "keliru", "n": "Sudah Senin, di kantor"}, follow=True)
        assert "Sanggahan Anda tercatat" in text_of(told)
    assert Objection.objects.count() == 1
    assert "Menurut Anda keliru?" not in text_of(client.get(door))
    client.force_login(olga, backend=BACKEND)
    settle = f"/objections/{Objection.objects.get().pk}/settle/"
    client.post(settle, {"finding": "Data kami lama; dibaca ulang."})
    # The second tab says so instead of breaking.
    again = text_of(client.post(settle, {"finding": "Lain"}, follow=True))
    assert "Sanggahan ini sudah dijawab: Data kami lama; dibaca ulang." in again
    client.logout()
    assert "Hasil pemeriksaan kantor: Data kami lama" in text_of(client.get(door))


def test_nobody_objects_to_an_account_of_another_or_without_contradiction(
    client: Client, sari: Person, asked: Rotation
) -> None:
    foreign = rotation(person("Lain", "l@kotacontoh.example"), asked.campaign)
    contradict(foreign)
    link = issue_link(sari, "rotation", {"rotations": [asked.pk]}, channel="mail",
                      at=timezone.now() - timedelta(minutes=5))  # fmt: skip
    for row in (foreign, asked):
        url = f"/k/{link.token}?keliru={row.pk}"
        client.post(url, {"bagian": "keliru", "n": "Keliru"})
        client.get(url)
    assert not Objection.objects.exists()
