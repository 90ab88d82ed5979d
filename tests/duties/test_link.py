"""A head who arrives by a link: sees, receives, and states with six digits by another way (J3)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.links import IssuedLink, issue_link
from accounts.models import AnswerLink, Department, Person, Tenure, User
from secops.audit.models import Entry
from secops.compliance.duties.composers import COMPOSERS
from secops.compliance.duties.models import Channel, Duty, Objection
from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.rules.rotation import State
from tests.duties.support import fresh, give_contact, head_of, rotation_duty


@pytest.fixture
def head(dinsos: Department) -> Person:
    return head_of(dinsos, "mail", name="Sulastri Uji")


@pytest.fixture
def duty(dinsos: Department, olga: User, head: Person) -> Duty:
    return rotation_duty(dinsos, olga, {State.VERIFIED: 28, State.NEEDS_HELP: 3})


@pytest.fixture
def link(duty: Duty, head: Person) -> IssuedLink:
    return issue_link(head, "duty", {"duty": duty.pk}, channel="mail", at=timezone.now())


def address(link: IssuedLink) -> str:
    return f"/k/{link.token}"


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def digits_sent() -> str:
    message = Message.objects.select_related("person").get(kind="duty.code")
    words = COMPOSERS["duty.code"].compose([message], timezone.now())[message.pk]
    assert isinstance(words, Composed)
    assert message.channel == Message.Channel.WHATSAPP_BY_HAND
    return "".join(re.findall(r"\d", words.text)[:6])


def promise_in(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"


def test_it_shows_numbers_list_and_buttons(client: Client, link: IssuedLink, head) -> None:
    give_contact(head, "whatsapp")
    page = words_of(client.get(address(link)))
    assert "Dinas Sosial, SIMPATIK: 28 dari 31 terbukti" in page
    assert page.count("ada kendala") + page.count("Ada kendala") >= 3
    for button in ("Terima", "Nyatakan", "Ada yang keliru", "Teruskan ke Agen"):
        assert button in page
    assert not client.cookies


def test_looking_changes_nothing(client: Client, link: IssuedLink, duty: Duty) -> None:
    before = Entry.objects.count()
    client.get(address(link))
    client.head(address(link))
    assert Entry.objects.count() == before
    assert fresh(duty).received_at is None


def test_received_by_link(client: Client, link: IssuedLink, duty: Duty, head: Person) -> None:
    page = words_of(client.post(address(link), {"step": "receive"}))
    assert "Tercatat diterima" in page
    assert fresh(duty).received_by == head
    assert Entry.objects.get(verb="duty.received").actor_label == "Sulastri Uji"


def test_stated_with_six_digits_by_another_way(
    client: Client, link: IssuedLink, duty: Duty, head: Person
) -> None:
    give_contact(head, "whatsapp")
    given = {"proven": 28, "total": 31, "promised_on": promise_in(3), "note": "",
             "agree_numbers": "on"}  # fmt: skip
    asked = words_of(client.post(address(link), {"step": "ask", **given}))
    assert "Masukkan 6 angka yang kami kirim ke WhatsApp/email Anda yang lain." in asked
    digits = digits_sent()
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    refused = client.post(address(link), {"step": "state", "digits": wrong, **given})
    assert refused.status_code == 422
    assert fresh(duty).state == "open"
    spaced = f"{digits[:3]} {digits[3:]}"
    said = words_of(client.post(address(link), {"step": "state", "digits": spaced, **given}))
    assert re.search(r"Pernyataan tercatat .+ WIB, nomor P-0001", said)
    assert "tidak perlu memeriksa sendiri" in said
    statement = duty.statements.get()
    assert (statement.channel, statement.person) == (Channel.LINK, head)
    again = client.post(address(link), {"step": "state", "digits": digits, **given})
    assert again.status_code == 422
    assert duty.statements.count() == 1


def test_five_wrong_digits_end_the_code(client: Client, link: IssuedLink, duty, head) -> None:
    give_contact(head, "whatsapp")
    given = {"proven": 28, "total": 31, "promised_on": promise_in(3), "note": "",
             "agree_numbers": "on"}  # fmt: skip
    client.post(address(link), {"step": "ask", **given})
    digits = digits_sent()
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    for _n in range(5):
        client.post(address(link), {"step": "state", "digits": wrong, **given})
    client.post(address(link), {"step": "state", "digits": digits, **given})
    assert fresh(duty).state == "open"


def test_without_another_address_there_is_no_statement(
    client: Client, link: IssuedLink, duty: Duty
) -> None:
    page = words_of(client.get(address(link)))
    assert "perlu 6 angka lewat alamat lain" in page
    answer = client.post(
        address(link),
        {
            "step": "ask",
            "proven": 28,
            "total": 31,
            "promised_on": promise_in(2),
            "agree_numbers": "on",
        },
    )
    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_passed_to_the_agent(client: Client, link: IssuedLink, duty: Duty, budi: User) -> None:
    give_contact(budi.person, "mail")
    page = words_of(client.post(address(link), {"step": "pass"}))
    assert "Budi Agen diberi tahu." in page
    assert Message.objects.get(kind="duty.agent").person == budi.person


def test_something_is_wrong(client: Client, link: IssuedLink, duty: Duty, head: Person) -> None:
    assert client.post(address(link), {"step": "mistaken", "reason": " "}).status_code == 422
    client.post(address(link), {"step": "mistaken", "reason": "Satu sudah pensiun"})
    assert Objection.objects.get().person == head


def test_a_link_does_not_outlive_the_position(
    client: Client, link: IssuedLink, duty: Duty, head: Person
) -> None:
    Tenure.objects.filter(person=head).update(ends_on="2024-02-01")
    assert client.get(address(link)).status_code == 404
    assert client.post(address(link), {"step": "receive"}).status_code == 404
    assert fresh(duty).received_at is None


def test_a_revoked_link_opens_nothing(client: Client, link: IssuedLink) -> None:
    AnswerLink.objects.update(revoked_at=timezone.now())
    assert client.get(address(link)).status_code == 404


def test_the_page_is_small_and_runs_no_script(client: Client, link: IssuedLink, head) -> None:
    give_contact(head, "whatsapp")
    answer = client.get(address(link))
    assert len(answer.content) < 20_000
    assert b"<script" not in answer.content
