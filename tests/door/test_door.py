"""The answer page: one minute from message to done, and nothing happens by itself (J2)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.links import IssuedLink, issue_link
from accounts.models import AnswerLink, Contact, Person
from accounts.roles import Role
from secops.compliance.rotations.models import Answer, Campaign, Rotation
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from tests.factories import ApplicationFactory, DepartmentFactory, holder_of
from tests.reminders.support import campaign, change, derive, person, rotation

pytestmark = pytest.mark.django_db


@pytest.fixture
def sari() -> Person:
    return person("Sari Wulan")


@pytest.fixture
def asked(sari: Person) -> Rotation:
    return rotation(sari, campaign(), department=DepartmentFactory(name="Dinas Sosial"))


def link_to(who: Person, *rotations: Rotation, **more: Any) -> IssuedLink:
    subjects = {"rotations": [one.pk for one in rotations]} | more
    at = timezone.now() - timedelta(minutes=5)
    return issue_link(who, "rotation", subjects, channel="mail", at=at)


@pytest.fixture
def link(sari: Person, asked: Rotation) -> IssuedLink:
    return link_to(sari, asked)


def door(link: IssuedLink, query: str = "") -> str:
    return f"/k/{link.token}{query}"


def text_of(response: Any) -> str:
    page = re.sub(r"<style.*?</style>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", page)


def test_the_question_names_the_application_first(
    client: Client, link: IssuedLink, asked: Rotation
) -> None:
    response = client.get(door(link))
    page = text_of(response)
    assert "Sudahkah Anda mengganti kata sandi SIMPATIK?" in page
    assert "akun a.n. S••• W•••, Dinas Sosial" in page
    assert "batas waktu Senin, 30 November 2026, 16.00 WIB" in page
    for choice in (
        "Sudah: kata sandi dan nama pengguna",
        "Sudah: kata sandi saja",
        "Belum, tunjukkan caranya",
        "Ada kendala, atau bukan akun saya",
        "Kami tidak pernah meminta kata sandi atau kode OTP.",
    ):
        assert choice in page
    assert b"checked" not in response.content
    assert b"Sari" not in response.content
    assert b"Wulan" not in response.content
    assert b"<script" not in response.content


def test_looking_changes_nothing(client: Client, link: IssuedLink, asked: Rotation) -> None:
    before = list(Rotation.objects.values()), list(AnswerLink.objects.values())
    for query in ("", "?langkah=1", "?langkah=3", "?kendala=1", "?tercatat=1", "?bahasa=en"):
        for knock in (client.get, client.head):
            response = knock(door(link, query))
            assert response.status_code == 200
            assert response["Cache-Control"] == "no-store"
            assert "noindex" in response["X-Robots-Tag"]
            assert "sessionid" not in response.cookies
            assert "csrftoken" not in response.cookies
    assert before == (list(Rotation.objects.values()), list(AnswerLink.objects.values()))
    assert not Answer.objects.exists()


def test_the_title_tells_a_preview_nothing(client: Client, link: IssuedLink) -> None:
    page = client.get(door(link)).content.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert title is not None
    assert "SIMPATIK" not in title[1]


def test_an_answer_is_recorded_with_a_receipt(
    client: Client, link: IssuedLink, asked: Rotation, sari: Person
) -> None:
    response = client.post(door(link), {f"a-{asked.pk}": "done_password"}, follow=True)
    page = text_of(response)
    assert re.search(r"Terima kasih\. Jawaban tercatat \d\d\.\d\d WIB\.", page)
    assert "Kami cocokkan dengan data SIMPATIK. Bila sesuai, Anda tidak dihubungi lagi." in page
    assert link.code_shown in page
    answer = Answer.objects.get()
    assert (answer.kind, answer.channel, answer.risk) == ("done_password", "link", "")
    assert answer.person == sari
    asked.refresh_from_db()
    assert asked.state == "claimed"
    deliver(at=timezone.now())
    assert mail.outbox[0].subject.startswith("Jawaban Anda tercatat")
    assert "/k/" not in mail.outbox[0].body


def test_no_answer_is_no_answer(client: Client, link: IssuedLink, asked: Rotation) -> None:
    for form in ({}, {f"a-{asked.pk}": "yes"}, {"a-999999": "done_both"}):
        response = client.post(door(link), form)
        assert response.status_code == 422
        assert "Pilih satu" in text_of(response)
    assert not Answer.objects.exists()


def test_the_same_answer_twice_is_one(client: Client, link: IssuedLink, asked: Rotation) -> None:
    for _time in range(2):
        client.post(door(link), {f"a-{asked.pk}": "done_both"})
    assert Answer.objects.count() == 1
    assert Message.objects.filter(kind="answer.receipt").count() == 1


def test_an_answer_can_be_changed_until_the_campaign_is_closed(
    client: Client, link: IssuedLink, asked: Rotation
) -> None:
    client.post(door(link), {f"a-{asked.pk}": "done_both"})
    page = client.get(door(link))
    assert "Ubah jawaban" in text_of(page)
    assert b'type="radio"' not in page.content
    assert b'type="radio"' in client.get(door(link, f"?ubah={asked.pk}")).content
    client.post(door(link), {f"a-{asked.pk}": "done_password"})
    assert Answer.objects.count() == 2
    Campaign.objects.update(state="closed", closed_at=timezone.now())
    response = client.get(door(link))
    page_text = text_of(response)
    assert "Penggantian kata sandi SIMPATIK sudah ditutup" in page_text
    assert "sudah, kata sandi saja" in page_text
    assert "Posko Siber" in page_text
    client.post(door(link), {f"a-{asked.pk}": "done_both"})
    assert Answer.objects.count() == 2


def test_not_yet_opens_the_guide(client: Client, link: IssuedLink, asked: Rotation) -> None:
    response = client.post(door(link), {f"a-{asked.pk}": "not_yet"}, follow=True)
    assert "1 dari 3" in text_of(response)
    assert "Gunakan perangkat yang bersih" in text_of(response)
    second = text_of(client.get(door(link, "?langkah=2")))
    assert "Buka SIMPATIK seperti biasa, Profil, Ubah kata sandi." in second
    third = client.get(door(link, "?langkah=3"))
    assert "Selesai, kirim jawaban" in text_of(third)
    form = {f"a-{asked.pk}": "done_both", "bagian": "panduan"}
    assert "Terima kasih" in text_of(client.post(door(link), form, follow=True))
    assert Answer.objects.order_by("pk").last().kind == "done_both"


def test_trouble_asks_for_its_reason_and_names_the_agent(
    client: Client, link: IssuedLink, asked: Rotation
) -> None:
    holder_of(Role.AGENT, asked.department, name="Budi Agen")
    response = client.post(door(link), {f"a-{asked.pk}": "trouble"})
    assert "Tidak bisa masuk" in text_of(response)
    assert not Answer.objects.exists()
    part = {f"a-{asked.pk}": "trouble", "bagian": "kendala"}
    assert client.post(door(link), part).status_code == 422
    page = text_of(client.post(door(link), part | {f"r-{asked.pk}": "not_mine"}, follow=True))
    assert re.search(
        r"Agen OPD Anda, Budi Agen, menghubungi Anda paling lambat \w+ 16\.00 WIB\. "
        r"Tidak ada lagi yang perlu Anda lakukan\.",
        page,
    )
    asked.refresh_from_db()
    assert asked.state == "disowned"


def test_a_password_typed_into_an_answer_is_not_kept(
    client: Client, link: IssuedLink, asked: Rotation
) -> None:
    said = {"a": "trouble", "r": "other", "n": "kata sandi saya: Rahasia#2026"}
    form = {f"{name}-{asked.pk}": word for name, word in said.items()} | {"bagian": "kendala"}
    for _twice in range(2):
        page = text_of(client.post(door(link), form, follow=True))
    assert Answer.objects.get(rotation=asked).note == "kata sandi saya: •••"
    assert "Dihapus sebelum disimpan: kata sandi (password), baris 1." in page
    assert "Rahasia" not in page
    receipt = client.get(f"{door(link)}?tercatat=1&dihapus=x-1.password-0x.code-<b>")
    assert "Dihapus sebelum" not in text_of(receipt)


def test_five_accounts_on_one_page(client: Client, sari: Person) -> None:
    running = campaign()
    rows = [rotation(sari, running, ApplicationFactory(name=f"Aplikasi {n}")) for n in range(5)]
    link = link_to(sari, *rows)
    response = client.get(door(link))
    assert response.content.count(b'type="radio"') == 20
    assert len(response.content) < 14_000
    kinds = ["done_both", "done_password", "not_yet", "trouble", "done_both"]
    form = {f"a-{row.pk}": kind for row, kind in zip(rows, kinds, strict=True)}
    partly = client.post(door(link), form | {f"a-{rows[4].pk}": ""})
    assert partly.status_code == 422
    assert partly.content.count(b" checked") == 4
    assert "Apa kendalanya?" in text_of(client.post(door(link), form))
    assert Answer.objects.count() == 4


def test_322_accounts_come_eight_at_a_time(client: Client, sari: Person) -> None:
    running, app = campaign(), ApplicationFactory(name="SIMPATIK")
    rows = [rotation(sari, running, app) for _n in range(20)]
    link = link_to(sari, *rows)
    response = client.get(door(link))
    assert response.content.count(b"<fieldset") == 8
    assert "12 akun lagi sesudah ini." in text_of(response)
    form = {f"a-{row.pk}": "done_both" for row in rows[:8]}
    assert "Lanjut ke 12 akun lagi" in text_of(client.post(door(link), form, follow=True))


def test_an_account_that_has_another_holder_now_is_not_shown(
    client: Client, link: IssuedLink, asked: Rotation
) -> None:
    asked.account.holder = person("Rani Uji", "rani@kotacontoh.example")
    asked.account.save()
    response = client.get(door(link))
    assert "tidak berlaku" in text_of(response)
    client.post(door(link), {f"a-{asked.pk}": "done_both"})
    assert not Answer.objects.exists()


def test_proven_needs_no_answer(client: Client, link: IssuedLink, asked: Rotation) -> None:
    change(asked, timezone.now())
    asked.refresh_from_db()
    page = text_of(client.get(door(link)))
    assert "✓ Terbukti sudah diganti" in page


def test_an_answer_that_does_not_fit_the_data_is_asked_again(
    client: Client, link: IssuedLink, asked: Rotation
) -> None:
    client.post(door(link), {f"a-{asked.pk}": "done_both"})
    Rotation.objects.update(state="contradicted")
    assert "belum sesuai data sistem" in text_of(client.get(door(link)))


def test_a_form_of_another_site_is_refused(
    client: Client, link: IssuedLink, asked: Rotation
) -> None:
    form = {f"a-{asked.pk}": "done_both"}
    for origin, status in (
        ("https://jahat.test", 403),
        ("null", 302),
        ("http://testserver", 302),
    ):
        response = client.post(door(link), form, headers={"origin": origin})
        assert response.status_code == status, origin
    assert Answer.objects.count() == 1


def test_marks_only_mark(client: Client, sari: Person, asked: Rotation) -> None:
    Contact.objects.update(untrusted_at=timezone.now())
    fresh = issue_link(
        sari, "rotation", {"rotations": [asked.pk]}, channel="mail", at=timezone.now()
    )
    client.post(door(fresh), {f"a-{asked.pk}": "done_both"})
    assert Answer.objects.get().risk == "too_fast untrusted_mailbox"


def test_the_code_opens_the_same_door(client: Client, link: IssuedLink, asked: Rotation) -> None:
    typed = f" {link.code_shown.lower()[:4]} - {link.code_shown[5:]} "
    response = client.post("/k/", {"code": typed})
    assert response.status_code == 302
    page = client.get(response["Location"])
    assert "SIMPATIK" in text_of(page)
    client.post(response["Location"], {f"a-{asked.pk}": "done_both"})
    assert Answer.objects.get().channel == "code"
    assert link.code not in response["Location"]


def test_only_wrong_codes_are_counted(client: Client, link: IssuedLink) -> None:
    cache.clear()
    statuses = [client.post("/k/", {"code": "ZZZZ-ZZZZ"}).status_code for _n in range(31)]
    assert statuses[0] == 422
    assert statuses[-1] == 429
    assert client.post("/k/", {"code": link.code_shown}).status_code == 302
    cache.clear()


def test_words_for_a_link_that_is_none(client: Client, link: IssuedLink) -> None:
    for token in (link.token[:-1], "x", "1~2~3"):
        response = client.get(f"/k/{token}")
        assert response.status_code == 404
        assert "Mungkin terpotong" in text_of(response)


def test_the_other_language_is_one_link_away(client: Client, link: IssuedLink) -> None:
    page = client.get(door(link)).content.decode()
    assert f'href="{door(link)}?bahasa=en"' in page
    english = client.get(door(link, "?bahasa=en")).content.decode()
    assert '<html lang="en">' in english
    assert "bahasa=en" in english


def test_asking_costs_few_statements(
    client: Client, link: IssuedLink, asked: Rotation, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(2):
        client.get(door(link))
    derive(asked)
    with django_assert_max_num_queries(28):
        client.post(door(link), {f"a-{asked.pk}": "done_both"})
