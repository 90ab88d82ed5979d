"""The week in one mail: optional, never beside a digest, stopped by one click (RFC 8058)."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

import secops.wiring  # noqa: F401  (fills the tables of composers)
from accounts.models import Department, User
from secops.audit.models import Entry
from secops.compliance.duties.actions import send_directive
from secops.compliance.rotations.models import CampaignDay
from secops.outbox.composers import COMPOSERS
from secops.outbox.delivery import deliver
from secops.outbox.models import Message, OptOut
from secops.outbox.optional import resume_mail, stop_address, stop_mail
from secops.reminders.models import DigestDay
from secops.reminders.weekly import KIND, promise_weekly
from secops.rules.intervals import WIB
from secops.rules.rotation import State
from tests.duties.support import custom_duty, rotation_duty
from tests.factories import ContactFactory
from tests.outbox.conftest import sink
from tests.outbox.sink import Sink

__all__ = ["sink"]
pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
ORDERED = datetime(2026, 11, 27, 8, 30, tzinfo=WIB)
MONDAY = datetime(2026, 12, 7, 8, 30, tzinfo=WIB)
DAY = timedelta(days=1)


@pytest.fixture
def kartini(kartini: User) -> User:
    assert kartini.person is not None
    ContactFactory(person=kartini.person, address="kartini@kotacontoh.example")
    return kartini


@pytest.fixture(autouse=True)
def _running(dinsos: Department, olga: User, kartini: User) -> None:
    """A campaign with 28 of 31 proven, four more than a week ago, and an order."""
    duty = rotation_duty(dinsos, olga, {State.VERIFIED: 28, State.TOLD: 3})
    assert duty.directive.campaign is not None
    for ago, done in ((1, 28), (8, 24)):
        CampaignDay.objects.create(
            campaign=duty.directive.campaign, department_id=dinsos.pk,
            day=MONDAY.date() - ago * DAY, total=31, told=31, answered=30, claimed=2,
            verified=done, contained=0, done=done, attested=0, usable=3,
        )  # fmt: skip
    order = custom_duty(dinsos, olga)
    send_directive(order.directive, by=olga, at=ORDERED)
    Message.objects.all().delete()


def mails(sink: Sink) -> list[str]:
    return [str(mail["Subject"]) for mail in sink.mails]


def test_monday_morning_says_how_the_week_stands(kartini: User, sink: Sink) -> None:
    assert promise_weekly(at=MONDAY) == 1
    deliver(at=MONDAY)
    (mail,) = sink.mails
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert mail["Subject"] == "Ringkasan pekan ini: Dinas Sosial"
    assert "Dinas Sosial: 28 dari 31 akun terbukti diganti, bertambah 4 sejak pekan lalu." in text
    assert "Tempel poster log out, lewat batas waktu Senin, 30 November, 16.00 WIB" in text
    assert "Ringkasan ini tidak wajib" in text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert re.fullmatch(r"<http.*/berhenti/[^/]+/>", mail["List-Unsubscribe"])
    assert "kartini" not in mail["List-Unsubscribe"]
    assert "/berhenti/" not in Message.objects.get().text


def test_once_a_week_whoever_asks(kartini: User, sink: Sink) -> None:
    for at in (MONDAY, MONDAY, MONDAY + DAY, MONDAY + 4 * DAY):
        promise_weekly(at=at)
        deliver(at=at)
    assert len(sink.mails) == 1
    assert promise_weekly(at=MONDAY + 7 * DAY) == 1


@pytest.mark.parametrize(
    "at",
    [MONDAY.replace(hour=7), MONDAY.replace(hour=20), MONDAY - DAY, MONDAY - 2 * DAY],
    ids=["before eight", "in the evening", "on Sunday", "on Saturday"],
)
def test_only_on_a_working_morning(kartini: User, at: datetime) -> None:
    assert promise_weekly(at=at) == 0


def test_not_on_a_day_with_a_digest(kartini: User, sink: Sink) -> None:
    assert kartini.person is not None
    ContactFactory(person=kartini.person)
    digest = Message.objects.create(
        key="digest:x", kind="rotation.digest", person=kartini.person, channel="mail",
        address="kartini@kotacontoh.example", not_before=MONDAY, next_try_at=MONDAY,
        created_at=MONDAY, state="sent", sent_at=MONDAY,
    )  # fmt: skip
    DigestDay.objects.create(person=kartini.person, day=MONDAY.date(), message=digest)
    assert promise_weekly(at=MONDAY) == 0
    assert promise_weekly(at=MONDAY + DAY) == 1


def test_one_click_stops_it_and_nothing_else(kartini: User, client: Client, sink: Sink) -> None:
    assert kartini.person is not None
    promise_weekly(at=MONDAY)
    deliver(at=MONDAY)
    address = sink.mails[0]["List-Unsubscribe"].strip("<>").split("8000")[-1]
    looked = client.get(address)
    assert "Berhenti menerima surat ini?" in looked.content.decode()
    assert not OptOut.objects.exists()
    mailer = Client(enforce_csrf_checks=True)
    for _twice in range(2):
        assert mailer.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 302
    assert OptOut.objects.get().person == kartini.person
    assert promise_weekly(at=MONDAY + 7 * DAY) == 0
    assert "Sudah berhenti" in client.get(address).content.decode()
    client.post(address, {"step": "again"})
    assert promise_weekly(at=MONDAY + 7 * DAY) == 1
    assert OptOut.objects.count() == 1
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["person.mail_stopped", "person.mail_resumed"]


def test_who_stops_while_it_waits_gets_none(kartini: User, sink: Sink) -> None:
    assert kartini.person is not None
    promise_weekly(at=MONDAY)
    stop_mail(kartini.person, KIND, how="page", by=kartini, at=MONDAY)
    deliver(at=MONDAY)
    assert not sink.mails
    assert Message.objects.get().state == Message.State.DROPPED


@pytest.mark.parametrize("token", ["x", "WzEsImEiXQ:1abc:zzz", "%00"])
def test_a_forged_address_stops_nothing(client: Client, token: str) -> None:
    assert client.post(f"/berhenti/{token}/", {"List-Unsubscribe": "One-Click"}).status_code == 404
    assert not OptOut.objects.exists()


def test_another_site_cannot_press_the_button(kartini: User, client: Client) -> None:
    assert kartini.person is not None
    address = stop_address(kartini.person.pk, KIND).split("8000")[-1]
    forged = client.post(address, {"step": "stop"}, headers={"origin": "https://evil.example"})
    assert forged.status_code == 403
    assert not OptOut.objects.exists()


def test_he_chooses_on_his_own_page(kartini: User, signed_in: Enter) -> None:
    assert kartini.person is not None
    client = signed_in(kartini)
    assert "Ringkasan mingguan OPD" in client.get("/profile/mail/").content.decode()
    client.post("/profile/mail/", {"kind": KIND, "step": "stop"})
    assert OptOut.objects.filter(resumed_at=None).exists()
    client.post("/profile/mail/", {"kind": "rotation.digest", "step": "stop"})
    assert OptOut.objects.count() == 1  # a digest cannot be stopped
    client.post("/profile/mail/", {"kind": KIND, "step": "again"})
    assert not OptOut.objects.filter(resumed_at=None).exists()
    assert not resume_mail(kartini.person, KIND, by=kartini, at=timezone.now())


def test_nothing_that_is_needed_can_be_stopped() -> None:
    assert {kind for kind, composer in COMPOSERS.items() if composer.optional} == {KIND}
