"""Pages of people, positions, the own account, and the sign-in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, Person, Position, Tenure, User
from secops.audit.models import Entry
from tests.factories import ContactFactory, PersonFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


@pytest.fixture
def sari(db: None) -> Person:
    """Somebody with a NIP and two ways to reach her."""
    person = PersonFactory(name="Sari Wulandari", nip="188001011905011901")
    ContactFactory(person=person, address="sari.wulandari@kotacontoh.example")
    ContactFactory(person=person, kind="whatsapp", address="+6281200000042")
    return person


def test_people_are_listed_masked_and_the_export_equals_the_page(
    adi: User, sari: Person, signed_in: SignIn
) -> None:
    browser = signed_in(adi)
    words = browser.get("/people/?q=wulan").content.decode()
    assert "Sari Wulandari" in words
    assert "1880**************" in words
    assert "sari.wulandari@" not in words
    assert f"/people/{adi.person_id}/" not in words
    answer = browser.get("/people/?q=wulan&export=csv")
    rows = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(rows) == 2
    assert "1880**************" in rows[1]
    assert Entry.objects.get(verb="list.exported").data["rows"] == 1


def test_a_look_at_the_whole_is_logged(
    adi: User, olga: User, sari: Person, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    words = browser.get(f"/people/{sari.pk}/").content.decode()
    assert sari.nip not in words
    assert "+6281200000042" not in words
    whole = browser.post(f"/people/{sari.pk}/full/").content.decode()
    assert sari.nip in whole
    assert "sari.wulandari@kotacontoh.example" in whole
    assert Entry.objects.get(verb="person.seen_in_full").actor_id == olga.pk
    # The office administrator mends addresses; numbers of officials are not his business.
    as_admin = signed_in(adi).post(f"/people/{sari.pk}/full/").content.decode()
    assert "sari.wulandari@kotacontoh.example" in as_admin
    assert sari.nip not in as_admin


def test_a_head_finds_people_of_his_own_department_only(
    kartini: User, budi: User, olga: User, sari: Person, signed_in: SignIn
) -> None:
    browser = signed_in(kartini)
    assert budi.person is not None
    assert browser.get(f"/people/{budi.person.pk}/").status_code == 200
    assert browser.get(f"/people/{sari.pk}/").status_code == 404
    assert olga.person is not None
    assert browser.post(f"/people/{olga.person.pk}/full/").status_code == 404
    assert "Sari Wulandari" not in browser.get("/people/").content.decode()


def test_who_may_not_manage_finds_no_door(olga: User, kartini: User, signed_in: SignIn) -> None:
    for user in (olga, kartini):
        browser = signed_in(user)
        for address in ("/people/add/", "/positions/", "/positions/add/"):
            assert browser.get(address).status_code == 403


def test_people_are_added_mended_and_invited_by_forms(
    adi: User, signed_in: SignIn, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    browser = signed_in(adi)
    assert browser.post("/people/add/", {"name": "", "nip": "12"}).status_code == 422
    browser.post("/people/add/", {"name": "Sari Uji", "mail": "sari@kotacontoh.example"})
    person = Person.objects.get(name="Sari Uji")
    browser.post(f"/people/{person.pk}/edit/", {"name": "Sari Baru", "language": "en", "nip": ""})
    person.refresh_from_db()
    assert (person.name, person.language) == ("Sari Baru", "en")
    bad = browser.post(f"/people/{person.pk}/contacts/add/", {"kind": "whatsapp", "address": "08"})
    assert bad.status_code == 422
    browser.post(
        f"/people/{person.pk}/contacts/add/", {"kind": "whatsapp", "address": "+6281200000001"}
    )
    assert person.contacts.count() == 2
    first = person.contacts.get(kind="whatsapp")
    browser.post(f"/people/{person.pk}/contacts/{first.pk}/remove/")
    assert person.contacts.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(f"/people/{person.pk}/invite/", {"email": "sari@kotacontoh.example"})
    assert mailoutbox[0].to == ["sari@kotacontoh.example"]
    assert "Akhiri semua sesi login" in browser.get(f"/people/{person.pk}/").content.decode()
    assert browser.post(f"/people/{person.pk}/sign-in/", {"active": "0"}).status_code == 302
    assert not User.objects.get(person=person).is_active


def test_a_position_gets_a_holder_by_its_page(
    adi: User, dinsos: Department, sari: Person, signed_in: SignIn
) -> None:
    browser = signed_in(adi)
    wrong = browser.post("/positions/add/", {"role": "head", "title": "Kepala"})
    assert wrong.status_code == 422
    made = browser.post(
        "/positions/add/", {"role": "head", "title": "Kepala Dinas Sosial", "department": dinsos.pk}
    )
    address = made.headers["Location"]
    assert "kosong" in browser.get("/positions/").content.decode()
    found = browser.get(f"{address}?q=wulan").content.decode()
    assert "Sari Wulandari" in found
    refused = browser.post(
        f"{address}appoint/", {"person": sari.pk, "kind": "plt", "starts_on": "22/11/2026"}
    )
    assert refused.status_code == 422
    assert "nomor surat" in refused.content.decode()
    browser.post(
        f"{address}appoint/",
        {"person": sari.pk, "kind": "definitive", "starts_on": timezone.localdate().isoformat()},
    )
    tenure = Tenure.objects.get(person=sari)
    assert "Sari Wulandari" in browser.get("/positions/").content.decode()
    browser.post(f"{address}tenures/{tenure.pk}/end/")
    assert not Tenure.objects.current(timezone.localdate()).filter(person=sari).exists()


def test_language_and_looks_are_one_s_own(kartini: User, signed_in: SignIn) -> None:
    browser = signed_in(kartini)
    answer = browser.post("/profile/settings/", {"language": "en", "theme": "dark"})
    assert answer.cookies["theme"].value == "dark"
    assert 'lang="en"' in browser.get("/profile/").content.decode()
    kartini.refresh_from_db()
    assert kartini.theme == "dark"
    assert Person.objects.get(user=kartini).language == "en"
    browser.post("/profile/settings/", {"language": "xx", "theme": "dark"})
    assert Person.objects.get(user=kartini).language == "en"


# ── Sign-in ──────────────────────────────────────────────────────────────────────────────────────


def test_a_code_by_mail_signs_in(client: Client, kartini: User, mailoutbox: Any) -> None:
    answer = client.post("/akun/login/code/", {"email": kartini.email}, follow=True)
    assert answer.status_code == 200
    (mail,) = mailoutbox
    assert mail.subject.startswith("Kode masuk")
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-?[A-Z0-9]{3,})*)\s*$", mail.body, re.M)
    assert found is not None, mail.body
    done = client.post("/akun/login/code/confirm/", {"code": found[1]})
    assert done.status_code == 302
    assert client.get("/profile/").status_code == 200


def test_a_mailbox_that_leaked_gets_no_code_and_the_page_says_the_same(
    client: Client, kartini: User, mailoutbox: Any
) -> None:
    ContactFactory(person=kartini.person, address=kartini.email, untrusted_at=timezone.now())
    leaked = client.post("/akun/login/code/", {"email": kartini.email}, follow=True)
    unknown = Client().post("/akun/login/code/", {"email": "x@kotacontoh.example"}, follow=True)
    assert mailoutbox == []
    assert leaked.status_code == unknown.status_code == 200
    assert "sudah kami kirim" in leaked.content.decode()
    assert "sudah kami kirim" in unknown.content.decode()


def test_nobody_signs_up_by_himself(client: Client) -> None:
    assert client.get("/akun/signup/").headers["Location"] == "/akun/login/"
    assert client.post("/akun/signup/", {"email": "x@y.test"}).status_code in (302, 405)
    assert not User.objects.filter(email="x@y.test").exists()


@pytest.mark.parametrize(
    "address", ["/akun/login/", "/akun/login/code/", "/akun/password/reset/", "/akun/inactive/"]
)
def test_sign_in_pages_wear_the_house_and_no_inline_style(client: Client, address: str) -> None:
    words = client.get(address).content.decode()
    assert "house/door.css" in words
    assert "style=" not in words
    assert "<script" not in words
    assert "kotacontoh.example</dd>" not in words  # the demo's sign-ins only in a demo


def test_the_demo_names_its_sign_ins(client: Client, settings: Any) -> None:
    settings.DEMO = True
    assert "piket@kotacontoh.example" in client.get("/akun/login/").content.decode()


def test_a_sign_in_brings_the_own_language_and_looks_to_a_new_browser(
    client: Client, olga: User
) -> None:
    olga.set_password("kata sandi contoh 1")
    olga.theme = "dark"
    olga.save()
    assert olga.person is not None
    Person.objects.filter(pk=olga.person.pk).update(language="en")
    assert '<html lang="id"' in client.get("/akun/login/").content.decode()
    given = {"login": olga.email, "password": "kata sandi contoh 1"}
    answer = client.post("/akun/login/", given)
    assert answer.status_code == 302
    words = client.get("/").content.decode()
    assert '<html lang="en"' in words
    assert ">Today<" in words
    assert client.cookies["theme"].value == "dark"


def test_the_scan_of_an_order_is_kept_and_handed_out_to_the_admin_alone(
    signed_in, adi: User, kartini: User, dinsos: Department
) -> None:
    position = Position.objects.get(tenures__person=kartini.person)
    person = PersonFactory(name="Tuti Pengganti")
    client = signed_in(adi)
    typed = {
        "person": person.pk, "kind": "plt", "starts_on": "2026-11-22", "ends_on": "2099-12-31",
        "order_number": "800/1/2026",
        "order_scan": SimpleUploadedFile("surat.pdf", b"%PDF-1.7 surat"),
    }  # fmt: skip
    answer = client.post(reverse("position-appoint", args=[position.pk]), typed)
    assert answer.status_code == 302, answer.content.decode()
    tenure = position.tenures.get(kind="plt")
    order = reverse("tenure-order", args=[position.pk, tenure.pk])
    assert "surat.pdf" in client.get(reverse("position", args=[position.pk])).content.decode()
    assert b"".join(client.get(order).streaming_content) == b"%PDF-1.7 surat"
    assert signed_in(kartini).get(order).status_code == 403
