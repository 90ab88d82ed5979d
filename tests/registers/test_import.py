"""Registers: new, changed, unchanged and failed rows; re-import changes nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Contact, Department, Person, Position, Tenure, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.intake.leaks.importing import import_leak
from secops.intake.leaks.outcome import LeakOrder
from secops.intake.models import RegisterFile
from secops.intake.tabular import FileRefused
from secops.inventory.models import (
    Account,
    AccountFacts,
    Alias,
    Application,
    Host,
    UnmatchedLogin,
)
from tests.factories import ContactFactory, DepartmentFactory, PersonFactory, UserFactory, holder_of
from tests.registers.support import AT, CITY, bring, city

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    """Somebody who may import, in a city that has no departments yet."""
    return holder_of(Role.DUTY_OFFICER, name="Piket Awal")


def test_the_samples_come_in_whole_and_again_change_nothing(clerk: User) -> None:
    for kind, rows in (("departments", 51), ("applications", 20), ("accounts", 1200)):
        first = bring(kind, CITY / f"{kind}.csv", clerk)
        assert (first.rows, first.created, first.failed) == (rows, rows, 0), first.problems
        again = bring(kind, CITY / f"{kind}.csv", clerk)
        assert (again.created, again.updated, again.unchanged) == (0, 0, rows), again.changed
    assert Department.objects.get(is_office=True).code == "DIN24"
    assert Position.objects.filter(role=Role.HEAD).count() == 51
    assert Tenure.objects.filter(position__role=Role.AGENT).count() == 51
    assert Host.objects.filter(application__code="simpatik").count() == 3
    assert Host.objects.get(name="192.0.2.50").port == 6517
    assert Account.objects.filter(kind="person", holder=None).count() == 0
    assert Person.objects.exclude(nip="").count() == 471


def test_people_are_one_for_their_nip_and_get_their_addresses(clerk: User) -> None:
    city(clerk)
    fajar = Person.objects.get(nip="187106101911031001")
    assert fajar.accounts.count() == 4
    assert [c.address for c in fajar.contacts.all()] == ["fajar.nia.1@kotacontoh.example"]


def test_a_dry_run_counts_and_changes_nothing(clerk: User) -> None:
    outcome = bring("departments", CITY / "departments.csv", clerk, dry_run=True)
    assert outcome.created == 51
    assert not outcome.applied
    assert not Department.objects.exists()
    assert not RegisterFile.objects.exists()


def test_an_import_leaves_one_entry_in_the_trail(clerk: User) -> None:
    bring("departments", "code,name\nDINSOS,Dinas Sosial\n", clerk)
    entry = Entry.objects.get(verb="register.imported")
    assert entry.actor_id == clerk.pk
    assert entry.data["created"] == 1


def test_who_may_not_import_imports_nothing(budi: User) -> None:
    with pytest.raises(PermissionDenied):
        bring("departments", "code,name\nX,Dinas X\n", budi)


def test_changes_are_named_by_column_before_and_after(clerk: User) -> None:
    bring("departments", "code,name,kind\nDINSOS,Dinas Sosial,DINAS\n", clerk)
    outcome = bring("departments", "code,name,kind\ndinsos,Dinas Sosial Kota,\n", clerk)
    assert outcome.updated == 1
    assert outcome.changed[0].cells == (("name", "Dinas Sosial", "Dinas Sosial Kota"),)
    dinsos = Department.objects.get()
    assert (dinsos.name, dinsos.sort_name, dinsos.kind) == (
        "Dinas Sosial Kota", "dinas sosial kota", "DINAS",
    )  # fmt: skip


def test_a_new_head_ends_the_tenure_of_the_old_one(clerk: User) -> None:
    head = "code,name,head_name,head_email\nDINSOS,Dinas Sosial,{},{}@kotacontoh.example\n"
    bring("departments", head.format("Ani", "ani"), clerk, at=AT.replace(day=1))
    bring("departments", head.format("Budi", "budi"), clerk)
    old, new = Tenure.objects.filter(position__role=Role.HEAD).order_by("starts_on")
    assert (old.person.name, str(old.ends_on)) == ("Ani", "2026-11-21")
    assert (new.person.name, str(new.starts_on), new.ends_on) == ("Budi", "2026-11-22", None)


def test_the_office_is_the_one_marked_and_only_one(clerk: User) -> None:
    text = "code,name,office\nA,Dinas Komunikasi,no\nB,Badan Informasi,yes\n"
    bring("departments", text, clerk)
    assert Department.objects.get(is_office=True).code == "B"
    again = bring("departments", "code,name,office\nC,Dinas C,yes\n", clerk)
    assert again.failed == 1


def test_parents_may_stand_in_the_same_file_and_must_exist(clerk: User) -> None:
    outcome = bring(
        "departments",
        "code,name,parent_code\nKEL1,Kelurahan 1,KEC1\nKEC1,Kecamatan 1,\nKEL2,Kelurahan 2,NN\n"
        "KEL3,Kelurahan 3,KEL2\n",
        clerk,
    )
    assert outcome.created == 2
    assert [(p.row, p.column) for p in outcome.problems] == [(4, "parent_code"), (5, "parent_code")]
    assert Department.objects.get(code="KEL1").parent.code == "KEC1"  # type: ignore[union-attr]


# ── Accounts ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def simpatik(clerk: User) -> Application:
    """One application of one department."""
    bring("departments", "code,name\nDINSOS,Dinas Sosial\n", clerk)
    bring("applications", "code,name,owner_code\nsimpatik,Sistem Kepegawaian,DINSOS\n", clerk)
    return Application.objects.get()


def accounts(by: User, text: str) -> Any:
    return bring("accounts", text, by)


def test_all_problems_of_a_row_come_at_once(clerk: User, simpatik: Application) -> None:
    outcome = accounts(
        clerk,
        "application_code,username,department_code,holder_nip,password_changed_at\n"
        "entah,a,NN,123,13/14/2024\n",
    )
    assert outcome.failed == 1
    assert [(p.row, p.column, p.value) for p in outcome.problems] == [
        (2, "application_code", "entah"),
        (2, "department_code", "NN"),
        (2, "holder_nip", "123"),
        (2, "password_changed_at", "13/14/2024"),
    ]
    assert all(p.problem_id and p.problem_en for p in outcome.problems)


def test_good_rows_are_applied_beside_bad_ones(clerk: User, simpatik: Application) -> None:
    outcome = accounts(
        clerk,
        'application_code,username,holder_nip\nsimpatik,a,\nsimpatik,b,"1,98E+17"\n'
        "simpatik,A,\n,c,\n",
    )
    assert (outcome.created, outcome.failed) == (1, 3)
    found = {(p.row, p.column): p.problem_id for p in outcome.problems}
    assert "hilang" in found[3, "holder_nip"]
    assert found[4, "username"] == (
        "sudah ada di baris 2; sisakan satu baris untuk tiap kode atau akun"
    )
    assert found[5, "application_code"] == "wajib diisi"


def test_a_rename_keeps_the_account_and_the_old_name(clerk: User, simpatik: Application) -> None:
    accounts(clerk, "application_code,username\nsimpatik,188001011905011901\n")
    renamed = (
        "application_code,username,previous_username\nsimpatik,pegawai.1,1880 0101 1905011901\n"
    )
    outcome = accounts(clerk, renamed)
    assert (outcome.created, outcome.updated) == (0, 1)
    account = Account.objects.get()
    assert account.username == "pegawai.1"
    assert Alias.objects.get().login_key == "188001011905011901"
    assert accounts(clerk, renamed).unchanged == 1
    # The old register, read once more, does not take the new name away.
    assert (
        accounts(clerk, "application_code,username\nsimpatik,188001011905011901\n").unchanged == 1
    )
    assert Account.objects.get().username == "pegawai.1"


def test_the_stable_key_finds_a_renamed_account(clerk: User, simpatik: Application) -> None:
    accounts(clerk, "application_code,username,external_id\nsimpatik,lama,X1\n")
    outcome = accounts(clerk, "application_code,username,external_id\nsimpatik,baru,X1\n")
    assert outcome.updated == 1
    assert Account.objects.get().username == "baru"
    assert Alias.objects.get().username == "lama"


def test_a_name_that_is_taken_is_refused(clerk: User, simpatik: Application) -> None:
    accounts(clerk, "application_code,username,external_id\nsimpatik,a,X1\nsimpatik,b,X2\n")
    outcome = accounts(clerk, "application_code,username,external_id\nsimpatik,b,X1\n")
    assert outcome.failed == 1
    assert "sudah dipakai akun lain" in outcome.problems[0].problem_id
    twins = accounts(clerk, "application_code,username,previous_username\nsimpatik,a,b\n")
    assert "dua akun" in twins.problems[0].problem_id


def test_an_unknown_previous_name_becomes_an_alias(clerk: User, simpatik: Application) -> None:
    text = "application_code,username,previous_username\nsimpatik,baru,lama\n"
    assert accounts(clerk, text).created == 1
    assert Alias.objects.get().account == Account.objects.get()
    assert accounts(clerk, text).unchanged == 1


def test_an_owner_known_by_name_alone_is_one_person(clerk: User, simpatik: Application) -> None:
    text = (
        "application_code,username,kind,department_code,owner_name\n"
        "simpatik,loket-1,shared,DINSOS,Joko Dewi\nsimpatik,loket-2,shared,DINSOS,Joko Dewi\n"
    )
    assert accounts(clerk, text).created == 2
    assert Person.objects.filter(name="Joko Dewi").count() == 1
    assert accounts(clerk, text).unchanged == 2


def test_a_blank_cell_takes_nothing_away(clerk: User, simpatik: Application) -> None:
    accounts(clerk, "application_code,username,department_code,privileged\nsimpatik,a,DINSOS,yes\n")
    outcome = accounts(
        clerk, "application_code,username,department_code,privileged\nsimpatik,a,,\n"
    )
    assert outcome.unchanged == 1
    account = Account.objects.get()
    assert account.privileged
    assert account.department is not None


def test_a_new_address_stands_before_the_old_one(clerk: User, simpatik: Application) -> None:
    text = "application_code,username,holder_name,holder_nip,holder_email\nsimpatik,a,Sari,{},{}\n"
    nip = "188001011905011901"
    accounts(clerk, text.format(nip, "sari@kotacontoh.example"))
    outcome = accounts(clerk, text.format(nip, "sari.baru@kotacontoh.example"))
    assert outcome.changed[0].cells == (
        ("holder_email", "sari@kotacontoh.example", "sari.baru@kotacontoh.example"),
    )
    assert [c.address for c in Contact.objects.order_by("rank")] == [
        "sari.baru@kotacontoh.example", "sari@kotacontoh.example",
    ]  # fmt: skip
    assert accounts(clerk, text.format(nip, "sari@kotacontoh.example")).unchanged == 1


# ── People who sign in ───────────────────────────────────────────────────────────────────────────


def test_an_import_cannot_take_over_the_contacts_of_who_signs_in(
    clerk: User, simpatik: Application
) -> None:
    user = UserFactory(
        email="leo@kotacontoh.example",
        person=PersonFactory(name="Leo Ketua", nip="188001011905011901"),
    )
    ContactFactory(person=user.person, address="leo@kotacontoh.example")
    text = "application_code,username,holder_name,holder_nip,holder_email\nsimpatik,a,{},{},{}\n"
    outcome = accounts(clerk, text.format("Leo Ketua", user.person.nip, "maling@luar.test"))
    assert (outcome.created, outcome.failed) == (0, 1)
    assert "dapat masuk ke sistem ini" in outcome.problems[0].problem_id
    # His address cannot become another person's either, and with his own all is well.
    outcome = accounts(clerk, text.format("Maling", "188101011905011901", "LEO@kotacontoh.example"))
    assert "milik orang lain" in outcome.problems[0].problem_id
    assert accounts(clerk, text.format("Leo Ketua", user.person.nip, user.email)).created == 1
    assert Contact.objects.filter(person=user.person).count() == 1


def test_an_import_gives_no_position_to_who_signs_in(clerk: User) -> None:
    user = UserFactory(email="olga@kotacontoh.example", person=PersonFactory(name="Olga"))
    outcome = bring(
        "departments",
        "code,name,head_name,head_email\nDINSOS,Dinas Sosial,Olga,olga@kotacontoh.example\n",
        clerk,
    )
    assert outcome.failed == 1
    assert "halaman Jabatan" in outcome.problems[0].problem_id
    assert not Tenure.objects.filter(person=user.person).exists()


# ── Applications ─────────────────────────────────────────────────────────────────────────────────


def test_a_host_belongs_to_one_application(clerk: User, simpatik: Application) -> None:
    text = "code,name,owner_code,other_hosts\n{},Aplikasi,DINSOS,a.kotacontoh.example:8443\n"
    assert bring("applications", text.format("satu"), clerk).created == 1
    outcome = bring("applications", text.format("dua"), clerk)
    assert outcome.problems[0].problem_id == (
        "alamat ini sudah milik aplikasi satu; hapus dari baris ini atau betulkan"
    )
    both = bring(
        "applications",
        "code,name,owner_code,url\nx,X,DINSOS,https://b.kotacontoh.example/\n"
        "y,Y,DINSOS,https://b.kotacontoh.example/\nz,Z,NN,\nw,W,DINSOS,ftp://salah\n",
        clerk,
    )
    assert (both.created, both.failed) == (1, 3)


def test_blank_register_cells_have_the_defaults_of_the_contract(
    clerk: User, simpatik: Application
) -> None:
    assert simpatik.reads_passwords
    assert simpatik.reports_sessions
    assert simpatik.kills_sessions_on_password_change == "unknown"
    bring("applications", "code,name,owner_code,reads_passwords,status\nsimpatik,Sistem,DINSOS,no,dormant\n", clerk)  # noqa: E501  # fmt: skip
    simpatik.refresh_from_db()
    assert (simpatik.reads_passwords, simpatik.status) == (False, "dormant")


# ── Files as a whole ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "picture"),
        (b"code,name,name\nA,B,C\n", "double_columns"),
        (b"code,kind\nA,DINAS\n", "missing_columns"),
        (b"nothing here\n", "no_header"),
    ],
)
def test_files_that_cannot_be_read_are_refused_in_words(
    clerk: User, tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "berkas.csv"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        bring("departments", path, clerk)
    assert refused.value.sentence_id
    if code != "no_header":
        assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_separators(
    clerk: User, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "opd.csv"
    path.write_bytes("code,name\r\nA,Dinas é\r\n".replace(",", delimiter).encode(encoding))
    assert bring("departments", path, clerk).created == 1
    assert Department.objects.get().name == "Dinas é"


def test_unknown_columns_are_named_in_a_warning(clerk: User) -> None:
    outcome = bring("departments", "code,name,warna\nA,Dinas A,biru\n", clerk)
    assert outcome.created == 1
    assert "warna" in outcome.warnings[0]


def test_a_formula_stays_text(clerk: User) -> None:
    bring("departments", 'code,name\nA,"=HYPERLINK(""http://x"")"\n', clerk)
    assert Department.objects.get().name.startswith("=HYPERLINK")


def test_too_long_and_unprintable_cells(clerk: User) -> None:
    outcome = bring("departments", f"code,name\nA,{'x' * 201}\nB,a\x07b\n", clerk)
    assert outcome.failed == 2


# ── The commands ─────────────────────────────────────────────────────────────────────────────────


def test_the_command_speaks_the_json_of_the_contract(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "opd.csv"
    path.write_text("code,name,parent_code\nA,Dinas A,\nB,Dinas B,NN\n")
    errors = tmp_path / "errors.csv"
    call_command("import_departments", str(path), "--json", "--errors", str(errors))
    answer = json.loads(capsys.readouterr().out)
    assert answer | {"seconds": 0} == {
        "rows": 2,
        "created": 1,
        "updated": 0,
        "unchanged": 0,
        "failed": 1,
        "errors": [
            {
                "row": 3,
                "column": "parent_code",
                "value": "NN",
                "problem": "OPD induk dengan kode ini tidak ada di berkas maupun di daftar",
            }
        ],
        "warnings": [],
        "seconds": 0,
    }
    assert "parent_code,NN" in errors.read_text("utf-8-sig")
    with pytest.raises(CommandError):
        call_command("import_departments", str(tmp_path / "nowhere.csv"))


def test_a_department_of_the_register_may_own_what_was_there_before(clerk: User) -> None:
    DepartmentFactory(code="LAMA", name="Dinas Lama")
    outcome = bring("departments", "code,name\nlama,Dinas Lama\n", clerk)
    assert outcome.unchanged == 1


def test_a_register_finds_the_leaked_logins_that_waited_for_it(
    clerk: User, simpatik: Application
) -> None:
    bring(
        "applications",
        "code,name,owner_code,url\nsimpatik,Sistem,DINSOS,https://simpatik.kotacontoh.example/\n",
        clerk,
    )
    leak = b"https://simpatik.kotacontoh.example/masuk:sari:Contoh-1\n"
    order = LeakOrder(
        file_name="bocor.txt", sha256="0" * 64, bytes=len(leak), received_at=AT, format="ulp"
    )
    assert import_leak(io.BytesIO(leak), order, by=clerk, at=AT).unknown_account == 1
    outcome = accounts(clerk, "application_code,username\nsimpatik,sari\n")
    assert outcome.matched == 1
    assert not UnmatchedLogin.objects.exists()
    assert AccountFacts.objects.get().exposures == 1


def test_a_head_replaced_by_a_register_has_to_sign_in_anew(clerk: User) -> None:
    bring("departments", "code,name\nDINSOS,Dinas Sosial\n", clerk)
    head = holder_of(Role.HEAD, Department.objects.get(), name="Kartini Lama")
    browser = Client()
    browser.force_login(head, backend="allauth.account.auth_backends.AuthenticationBackend")
    UserSession.objects.get_or_create(
        session_key=browser.session.session_key,
        defaults={"user": head, "ip": "192.0.2.1", "user_agent": "Firefox"},
    )
    assert browser.get("/profile/").status_code == 200
    text = "code,name,head_name,head_email\nDINSOS,Dinas Sosial,Ratna,ratna@kotacontoh.example\n"
    assert bring("departments", text, clerk).updated == 1
    assert browser.get("/profile/").status_code == 302
    assert User.objects.get(pk=head.pk).held_positions == []
