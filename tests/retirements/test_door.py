"""The owner on his phone: three answers, six digits by another way, nothing changed by looking."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.links import IssuedLink, issue_link
from accounts.models import AnswerLink, Contact, Department, Person, Tenure, User
from secops.audit.models import Entry
from secops.compliance.retirements.actions import ask_owner
from secops.compliance.retirements.composers import COMPOSERS
from secops.compliance.retirements.models import Assessment, Retirement
from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.rules.retirement import State
from tests.duties.support import give_contact, head_of
from tests.retirements.support import fresh, old_application, words_of

KEEP = {
    "why": "Masih dipakai untuk arsip.",
    "used_by": "Bidang rehabilitasi",
    "users": "12",
    "last_used_on": "2026-10-30",
    "known_from": "Catatan masuk",
    "contact_name": "Dewi Uji",
    "contact": "0811 0000 0001",
    "keeps_backups": "on",
    "keeps_sessions": "on",
}


@pytest.fixture
def head(dinsos: Department) -> Person:
    return head_of(dinsos, "mail", "whatsapp", name="Sulastri Uji")


@pytest.fixture
def retirement(dinsos: Department, olga: User, head: Person) -> Retirement:
    application = old_application(dinsos)
    return ask_owner(application, number="1/2026", text="", by=olga, at=timezone.now())


@pytest.fixture
def link(retirement: Retirement, head: Person) -> IssuedLink:
    subjects = {"retirement": retirement.pk}
    return issue_link(head, "retirement", subjects, channel="mail", at=timezone.now())


def address(link: IssuedLink) -> str:
    return f"/k/{link.token}"


def digits_sent() -> str:
    message = Message.objects.select_related("person").get(kind="retirement.code")
    assert message.channel == Message.Channel.WHATSAPP_BY_HAND
    words = COMPOSERS["retirement.code"].compose([message], timezone.now())[message.pk]
    assert isinstance(words, Composed)
    return "".join(re.findall(r"\d", words.text)[:6])


def test_it_shows_reasons_letter_and_three_answers(client: Client, link: IssuedLink) -> None:
    page = words_of(client.get(address(link)))
    assert "Aplikasi Aplikasi Lama: masih dipakai?" in page
    assert "Tidak dipakai lebih dari 180 hari" in page
    for answer in ("Setuju dihentikan", "Masih dipakai", "Hubungi saya"):
        assert answer in page
    assert not client.cookies
    assert "Mengapa masih diperlukan?" in words_of(client.get(f"{address(link)}?jawab=pakai"))
    assert "Minta dihubungi" in words_of(client.get(f"{address(link)}?jawab=telepon"))
    letter = client.get(f"{address(link)}?surat=1")
    assert letter["Content-Type"] == "application/pdf"
    assert letter.content.startswith(b"%PDF")


def test_looking_changes_nothing(client: Client, link: IssuedLink, retirement: Retirement) -> None:
    before = Entry.objects.count()
    client.get(address(link))
    client.head(address(link))
    client.get(f"{address(link)}?surat=1")
    assert Entry.objects.count() == before
    assert fresh(retirement).delivered_at is None


def test_agreed_with_six_digits_by_another_way(
    client: Client, link: IssuedLink, retirement: Retirement, head: Person
) -> None:
    asked = words_of(client.post(address(link), {"step": "ask-agree"}))
    assert "Masukkan 6 angka yang kami kirim ke WhatsApp/email Anda yang lain." in asked
    assert fresh(retirement).delivered_how == Retirement.Delivery.OPENED
    digits = digits_sent()
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    assert client.post(address(link), {"step": "agree", "digits": wrong}).status_code == 422
    assert fresh(retirement).state == State.QUESTIONED
    said = words_of(client.post(address(link), {"step": "agree", "digits": digits}))
    assert "Jawaban tercatat" in said
    step = retirement.steps.get(to_state="agreed")
    assert (step.speaker, step.channel, step.by_label) == (head, "link", "Sulastri Uji")
    again = client.post(address(link), {"step": "agree", "digits": digits})
    assert again.status_code == 422
    assert "Sudah dijawab" in words_of(client.get(address(link)))


def test_kept_with_the_form(client: Client, link: IssuedLink, retirement: Retirement) -> None:
    gap = client.post(address(link), {"step": "ask-keep", **KEEP, "contact": ""})
    assert gap.status_code == 422
    assert "Masih dipakai untuk arsip." in gap.content.decode()
    asked = client.post(address(link), {"step": "ask-keep", **KEEP})
    assert "masih dipakai, dan kami menjaganya" in words_of(asked)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked.content.decode()))
    assert hidden["step"] == "keep"
    client.post(address(link), {**hidden, "digits": digits_sent()})
    assert fresh(retirement).state == State.KEPT
    kept = Assessment.objects.get()
    assert (kept.users, kept.contact, kept.keeps_backups) == (12, "0811 0000 0001", True)


def test_call_me_needs_no_digits_and_decides_nothing(
    client: Client, link: IssuedLink, retirement: Retirement, olga: User
) -> None:
    give_contact(olga.person, "mail")
    said = client.post(address(link), {"step": "call", "note": "Besok pagi"})
    assert "menghubungi Ibu/Bapak" in words_of(said)
    retirement = fresh(retirement)
    assert (retirement.state, retirement.call_note) == (State.QUESTIONED, "Besok pagi")
    assert Message.objects.filter(kind="retirement.office", person=olga.person).exists()


def test_without_another_address_nobody_answers_by_link(
    client: Client, link: IssuedLink, retirement: Retirement, head: Person
) -> None:
    Contact.objects.filter(person=head, kind="whatsapp").delete()
    page = words_of(client.get(address(link)))
    assert "Masuk (login), atau minta dihubungi" in page
    answer = client.post(address(link), {"step": "ask-agree"})
    assert answer.status_code == 422
    assert fresh(retirement).state == State.QUESTIONED


def test_a_link_does_not_outlive_the_position(
    client: Client, link: IssuedLink, retirement: Retirement, head: Person
) -> None:
    Tenure.objects.filter(person=head).update(ends_on=timezone.localdate().replace(year=2025))
    for answer in (
        client.get(address(link)),
        client.post(address(link), {"step": "ask-agree"}),
        client.get(f"{address(link)}?surat=1"),
    ):
        assert answer.status_code == 404


def test_a_revoked_link_is_over(client: Client, link: IssuedLink) -> None:
    AnswerLink.objects.update(revoked_at=timezone.now())
    assert client.get(address(link)).status_code == 404


def test_digits_for_one_application_are_no_use_for_another(
    client: Client, link: IssuedLink, retirement: Retirement, dinsos, olga: User, head: Person
) -> None:
    other = ask_owner(
        old_application(dinsos, code="lain", name="Lain"), number="2", text="", by=olga,
        at=timezone.now(),
    )  # fmt: skip
    client.post(address(link), {"step": "ask-agree"})
    digits = digits_sent()
    second = issue_link(
        head, "retirement", {"retirement": other.pk}, channel="mail", at=timezone.now()
    )
    assert client.post(address(second), {"step": "agree", "digits": digits}).status_code == 422
    assert fresh(other).state == State.QUESTIONED


def test_the_page_speaks_english(client: Client, link: IssuedLink) -> None:
    page = client.get(f"{address(link)}?bahasa=en").content.decode()
    assert 'lang="en"' in page
