"""Contacts of many: on screen, and as a sheet out and in."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from accounts.models import Contact, Person
from secops.audit.models import Entry
from secops.compliance.rotations.models import Answer, Transfer
from secops.inventory.models import Account
from secops.reminders.models import Slip
from tests.desk.conftest import Scene, enter
from tests.factories import AccountFactory, ContactFactory, UserFactory

pytestmark = pytest.mark.django_db

Sheet = list[list[Any]]


def fetch(client: Client, query: str = "") -> tuple[bytes, Sheet]:
    answer = client.get(f"/my-work/sheet.xlsx{query}")
    assert answer.status_code == 200
    return answer.content, rows_in(answer.content)


def rows_in(content: bytes) -> Sheet:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def bring(client: Client, rows: Sheet) -> str:
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Akun")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            sheet.write_string(number, place, str(value))
    book.close()
    return upload(client, out.getvalue())


def upload(client: Client, content: bytes) -> str:
    answer = client.post("/my-work/sheet/", {"file": SimpleUploadedFile("lembar.xlsx", content)})
    page = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", page)


def everything() -> tuple[Any, ...]:
    return (
        list(Contact.objects.order_by("pk").values_list()),
        list(Person.objects.order_by("pk").values_list()),
        list(Account.objects.order_by("pk").values_list()),
        Answer.objects.count(),
        Transfer.objects.count(),
    )


def column(rows: Sheet, name: str) -> int:
    return rows[0].index(name)


def test_out_and_in_again_changes_nothing(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    before = everything()
    content, rows = fetch(client, "?pile=")
    assert len(rows) == 8
    page = upload(client, content)
    assert "7 baris: 0 kontak diperbarui, 0 pemegang dicatat, 0 keterangan dicatat, 7 tetap" in page
    assert everything() == before
    assert Entry.objects.filter(verb="list.exported", data__personal=True).count() == 1


def test_an_edited_cell_changes_its_person_and_nothing_else(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    _content, rows = fetch(client)
    mail, number = column(rows, "Email"), column(rows, "WhatsApp")
    mine = next(row for row in rows if row[column(rows, "Akun")] == scene.lone[0].username)
    mine[mail], mine[number] = "sari@kotacontoh.example", "0812 0000 0001"
    before = list(Contact.objects.order_by("pk").values_list())
    page = bring(client, rows)
    assert "1 kontak diperbarui" in page
    assert "0 sel ditolak" in page
    new = Contact.objects.exclude(pk__in=[row[0] for row in before])
    assert sorted(new.values_list("person", "address")) == sorted(
        [
            (scene.lone[0].holder_id, "sari@kotacontoh.example"),
            (scene.lone[0].holder_id, "+6281200000001"),
        ]
    )
    assert list(Contact.objects.exclude(pk__in=new).order_by("pk").values_list()) == before
    assert scene.rotation(scene.lone[0]).turn == "holder"
    assert scene.rotation(scene.lone[1]).turn == "agent"


def test_a_stale_sheet_is_refused_row_by_row_with_the_newer_value(
    client: Client, scene: Scene
) -> None:
    enter(client, scene.agent)
    _content, rows = fetch(client)
    mail = column(rows, "Email")
    by_login = {row[column(rows, "Akun")]: row for row in rows[1:]}
    by_login[scene.lone[0].username][mail] = "lama@kotacontoh.example"
    by_login[scene.lone[1].username][mail] = "baik@kotacontoh.example"
    ContactFactory(person=scene.lone[0].holder, address="baru@kotacontoh.example")
    page = bring(client, rows)
    assert "sudah diubah sejak lembar diunduh; sekarang: baru@kotacontoh.example" in page
    assert "lama@kotacontoh.example" in page
    assert "1 kontak diperbarui" in page
    assert not Contact.objects.filter(address="lama@kotacontoh.example").exists()
    assert Contact.objects.filter(address="baik@kotacontoh.example").exists()


def test_each_wrong_cell_is_named_by_row_column_value_and_problem(
    client: Client, scene: Scene
) -> None:
    enter(client, scene.agent)
    _content, rows = fetch(client)
    rows[1][column(rows, "Email")] = "bukan surel"
    rows[2][column(rows, "WhatsApp")] = "123"
    rows[3][column(rows, "Keterangan")] = "Entahlah"
    page = bring(client, rows)
    for words in (
        "2 Email bukan surel bukan alamat email",
        "3 WhatsApp 123 bukan nomor telepon",
        "4 Keterangan Entahlah isi salah satu:",
    ):
        assert words in page, (words, page)


def test_remarks_of_the_sheet_are_the_agents_word(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    _content, rows = fetch(client)
    by_login = {row[column(rows, "Akun")]: row for row in rows[1:]}
    word, to = column(rows, "Keterangan"), column(rows, "OPD tujuan")
    by_login[scene.lone[0].username][word] = "Sudah mengganti kata sandi"
    by_login[scene.lone[0].username][column(rows, "Tahu lewat")] = "Telepon"
    by_login[scene.lone[1].username][word] = "Pindah ke OPD lain"
    by_login[scene.lone[1].username][to] = "DINSOS – Dinas Sosial"
    by_login[scene.lone[2].username][word] = "Pensiun atau keluar"
    page = bring(client, rows)
    assert "3 keterangan dicatat" in page
    said = Answer.objects.get(rotation=scene.rotation(scene.lone[0]))
    assert (said.kind, said.channel, said.recorded_by) == ("done_password", "phone", scene.agent)
    assert Transfer.objects.get().to_department == scene.social
    assert scene.rotation(scene.lone[2]).turn == "application_administrator"


def test_leave_is_noted_by_the_sheet_and_stands_in_the_next_one(
    client: Client, scene: Scene
) -> None:
    enter(client, scene.agent)
    _content, rows = fetch(client)
    by_login = {row[column(rows, "Akun")]: row for row in rows[1:]}
    word, until = column(rows, "Keterangan"), column(rows, "Cuti sampai")
    back = timezone.localdate() + timedelta(days=9)
    for account, day in zip(
        scene.lone, (f"{back:%d/%m/%Y}", "", f"{back + timedelta(days=90):%d/%m/%Y}"), strict=False
    ):
        by_login[account.username][word] = "Sedang cuti"
        by_login[account.username][until] = day
    page = bring(client, rows)
    assert "1 keterangan dicatat" in page
    assert "Cuti sampai – isi tanggal terakhir cutinya" in page
    assert "Pilih tanggal dari hari ini sampai" in page
    assert scene.rotation(scene.lone[0]).on_leave_until == back
    assert scene.rotation(scene.lone[1]).on_leave_until is None
    _content, again = fetch(client)
    state = {row[column(again, "Akun")]: row[column(again, "Keadaan")] for row in again[1:]}
    assert "cuti sampai" in state[scene.lone[0].username]
    assert "cuti" not in state[scene.lone[1].username]
    # The sheet that left before the leave was noted knows an older state.
    by_login[scene.lone[0].username][word] = "Sudah mengganti kata sandi"
    assert "keadaan akun sudah berubah sejak lembar diunduh" in bring(client, rows)


def test_titles_in_english_are_understood(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    _content, rows = fetch(client)
    english = {"OPD": "Department", "Akun": "Account", "Email": "E-mail", "versi": "version",
               "Keterangan": "Remark", "Tahu lewat": "Heard by"}  # fmt: skip
    mail, account = column(rows, "Email"), column(rows, "Akun")
    row = next(row for row in rows[1:] if row[account] == scene.lone[0].username)
    row[mail] = "sari@kotacontoh.example"
    rows[0] = [english.get(title, title) for title in rows[0]]
    assert "1 kontak diperbarui" in bring(client, rows)


def test_rows_of_another_department_or_a_broken_version_are_refused(
    client: Client, scene: Scene
) -> None:
    enter(client, scene.other)
    _content, theirs = fetch(client, "?pile=")
    enter(client, scene.agent)
    theirs[1][column(theirs, "Email")] = "ambil@kotacontoh.example"
    theirs[2][column(theirs, "versi")] = "x"
    page = bring(client, theirs)
    assert "akun ini tidak ada di meja Anda (lagi)" in page
    assert "sel ini berubah; unduh lembarnya lagi" in page
    assert not Contact.objects.filter(address="ambil@kotacontoh.example").exists()


def test_who_signs_in_keeps_his_contacts(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    user = UserFactory(person=scene.lone[0].holder, email="sari.masuk@kotacontoh.example")
    _content, rows = fetch(client)
    by_login = {row[column(rows, "Akun")]: row for row in rows[1:]}
    by_login[scene.lone[0].username][column(rows, "Email")] = "pencuri@kotacontoh.example"
    by_login[scene.lone[1].username][column(rows, "Email")] = user.email
    page = bring(client, rows)
    assert "kontaknya hanya diubah admin kantor" in page
    assert "alamat ini milik orang lain yang dapat masuk ke sistem ini" in page
    assert not Contact.objects.filter(address="pencuri@kotacontoh.example").exists()
    assert not Contact.objects.filter(address=user.email).exists()


def test_an_account_of_nobody_gets_its_holder_by_sheet(client: Client, scene: Scene) -> None:
    account = AccountFactory(application=scene.application, department=scene.health, holder=None)
    from secops.compliance.rotations.models import Rotation  # noqa: PLC0415

    like = scene.rotation(scene.lone[0])
    Rotation.objects.create(
        campaign=scene.campaign, account=account, application=scene.application,
        department=scene.health, joined_at=like.joined_at, due_at=like.due_at, turn="agent",
    )  # fmt: skip
    enter(client, scene.agent)
    _content, rows = fetch(client)
    mine = next(row for row in rows if row[column(rows, "Akun")] == account.username)
    mine[column(rows, "Pemegang")] = "Wati Uji"
    mine[column(rows, "Email")] = "wati@kotacontoh.example"
    assert "1 pemegang dicatat" in bring(client, rows)
    account.refresh_from_db()
    assert account.holder is not None
    assert account.holder.name == "Wati Uji"


def test_a_file_that_is_no_sheet_is_refused_in_words(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    page = client.post(
        "/my-work/sheet/", {"file": SimpleUploadedFile("lembar.xlsx", b"\x89PNG\r\n\x1a\n" * 9)}
    )
    assert page.status_code == 422


def test_a_sheet_of_titles_alone_is_refused(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    _content, rows = fetch(client)
    assert "hanya memuat judul kolom" in bring(client, rows[:1])


def fields(page: str, scene: Scene, n: int) -> dict[str, str]:
    pk = scene.lone[n].holder_id
    found = re.search(rf'name="v-{pk}" value="(\w+)"', page)
    assert found is not None
    return {f"v-{pk}": found.group(1)}


def test_on_screen_who_has_no_contact_gets_one(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    page = client.get("/my-work/contacts/").content.decode()
    assert "3 orang tanpa kontak." in page
    pk, other = scene.lone[0].holder_id, scene.lone[1].holder_id
    typed = fields(page, scene, 0) | fields(page, scene, 1)
    typed |= {f"mail-{pk}": "sari@kotacontoh.example", f"whatsapp-{other}": "salah"}
    answer = client.post("/my-work/contacts/", typed)
    assert answer.status_code == 422
    assert "Kontak 1 orang diperbarui." in answer.content.decode()
    assert "bukan nomor telepon" in answer.content.decode()
    assert Contact.objects.get(person=pk).address == "sari@kotacontoh.example"
    assert scene.rotation(scene.lone[0]).turn == "holder"


def test_on_screen_a_stale_page_changes_nothing(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    page = client.get("/my-work/contacts/?all=1").content.decode()
    pk = scene.lone[0].holder_id
    typed = fields(page, scene, 0) | {f"mail-{pk}": "lama@kotacontoh.example"}
    ContactFactory(person=scene.lone[0].holder, address="baru@kotacontoh.example")
    answer = client.post("/my-work/contacts/?all=1", typed)
    assert "sudah diubah sejak halaman ini dibuka; sekarang:" in answer.content.decode()
    assert not Contact.objects.filter(address="lama@kotacontoh.example").exists()


def test_who_has_only_a_doubtful_mailbox_is_never_silent(client: Client, scene: Scene) -> None:
    """The mailbox may itself be leaked: whoever is told only there is told by the agent too."""
    told, other, both = scene.reached[2], scene.reached[3], scene.reached[0]
    now = timezone.now()
    Contact.objects.filter(person__in=[told.holder, other.holder, both.holder]).update(
        untrusted_at=now
    )
    ContactFactory(person=other.holder, kind=Contact.Kind.WHATSAPP, address="+6281200000009")
    dead = ContactFactory(person=told.holder, address="mati@kotacontoh.example")
    Contact.objects.filter(pk=dead.pk).update(disabled_at=now, disabled_why="bounced")
    enter(client, scene.agent)
    desk = client.get("/my-work/").content.decode()
    assert "1 akun yang pemegangnya hanya punya email yang mungkin ikut bocor" in desk
    assert "contact=only_untrusted" in desk
    shown = client.get("/my-work/accounts/?contact=only_untrusted").context["page"].rows
    assert [row.account_id for row in shown] == [told.pk]
    page = client.get("/my-work/contacts/").content.decode()
    assert "4 orang tanpa kontak, atau hanya dengan email yang mungkin ikut bocor." in page
    assert page.count("emailnya mungkin ikut bocor; tambahkan WhatsApp") == 1
    slips = client.post(
        "/my-work/slips/print/", {"all_matching": "1", "query": "contact=only_untrusted"}
    )
    assert slips["Content-Type"] == "application/pdf"
    assert [slip.person for slip in Slip.objects.all()] == [told.holder]
    # With a number of his own he is reached, and stands here no longer.
    ContactFactory(person=told.holder, kind=Contact.Kind.WHATSAPP, address="+6281200000008")
    assert "hanya punya email" not in client.get("/my-work/").content.decode()


def test_the_office_finds_doubtful_mailboxes_in_the_campaign(client: Client, scene: Scene) -> None:
    Contact.objects.filter(person=scene.reached[3].holder).update(untrusted_at=timezone.now())
    enter(client, scene.officer)
    answer = client.get(f"/campaigns/{scene.campaign.code}/accounts/?mark=only_untrusted")
    assert [row.account_id for row in answer.context["page"].rows] == [scene.reached[3].pk]
