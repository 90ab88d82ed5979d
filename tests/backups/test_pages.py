"""The pages of backups: who opens what, what a press does, and what nobody else gets to see."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.backups.actions import Target, Told, record_test, rotate_key, take_ping
from secops.compliance.backups.forms import minutes_of
from secops.compliance.backups.models import BackupPlan, Ping, PingKey, Proof, RestoreTest
from secops.house.files import check_all
from tests.backups.support import AT, plan_of, standing
from tests.factories import ApplicationFactory, DepartmentFactory, holder_of

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 contoh"


@pytest.fixture
def plan(dinsos: Department, budi: User) -> BackupPlan:
    made = plan_of(
        dinsos, by=budi, slug="bansos", copies=3, media=["disk", "cloud"], off_site=True,
        rto_minutes=240, rpo_minutes=720,
    )  # fmt: skip
    rotate_key(dinsos, by=budi, at=AT)
    told = Told(kind=Ping.Kind.SUCCESS, body=b"selesai dengan baik", total=19)
    take_ping(Target(made.pk, None, 0), told, at=timezone.now() - timedelta(minutes=10))
    return made


@pytest.fixture
def proof(plan: BackupPlan, budi: User) -> Proof:
    files = check_all([SimpleUploadedFile("berita-acara.pdf", PDF)])
    record_test(
        plan, tested_at=timezone.now(), scope="database", result="restored", minutes=95,
        data_age_minutes=800, note="", files=files, by=budi, at=timezone.now(),
    )  # fmt: skip
    return Proof.objects.get()


def words_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("olga", "backup-edit", 200), ("budi", "backup-edit", 200), ("kartini", "backup-edit", 200),
        ("ira", "backup", 200), ("ira", "backup-edit", 403), ("ira", "backup-connect", 403),
        ("adi", "backup", 403), ("olga", "backup-connect", 200), ("budi", "backup-pings", 200),
    ],
)  # fmt: skip
def test_who_opens_a_plan(
    request: pytest.FixtureRequest, signed_in: Any, plan: BackupPlan, who: str, name: str,
    status: int,
) -> None:  # fmt: skip
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get(reverse(name, args=[plan.pk])).status_code == status


PAGES = (
    "backup", "backup-edit", "backup-connect", "backup-pings", "backup-pause", "backup-end",
    "backup-test", "backup-run",
)  # fmt: skip


def test_for_another_department_there_is_no_such_plan_no_ping_log_no_export_and_no_evidence(
    signed_in: Any, plan: BackupPlan, proof: Proof
) -> None:
    browser = signed_in(holder_of(Role.AGENT, DepartmentFactory(code="DINKES")))
    for name in PAGES:
        address = reverse(name, args=[plan.pk])
        assert browser.get(address).status_code == 404, name
        assert browser.post(address).status_code in (404, 405), name
        assert browser.get(f"{address}?export=csv").status_code == 404, name
        assert browser.get(f"{address}?export=xlsx").status_code == 404, name
    assert browser.get(reverse("backup-proof", args=[proof.pk])).status_code == 404
    assert browser.post(reverse("ping-key-rotate", args=["DINSOS"])).status_code == 404
    for name in ("backups", "backup-rule", "ping-keys"):
        assert plan.department.name not in words_of(browser.get(reverse(name)))
        content = browser.get(reverse(name) + "?export=csv")
        data = b"".join(content) if content.streaming else content.content
        assert b"SIMPATIK" not in data
        assert b"Dinas Sosial" not in data


def test_an_application_administrator_sees_the_plans_of_his_applications_alone(
    signed_in: Any, plan: BackupPlan, dinsos: Department
) -> None:
    admin = holder_of(Role.APPLICATION_ADMINISTRATOR, dinsos)
    of_his = plan_of(
        dinsos, by=admin, name="Punya aplikasi", application=ApplicationFactory(owner=dinsos)
    )
    browser = signed_in(admin)
    assert browser.get(reverse("backup-edit", args=[of_his.pk])).status_code == 200
    assert browser.get(reverse("backup", args=[plan.pk])).status_code == 404


def test_the_page_says_state_next_time_and_runs_in_words(
    signed_in: Any, plan: BackupPlan, proof: Proof, budi: User
) -> None:
    page = words_of(signed_in(budi).get(reverse("backup", args=[plan.pk])))
    assert "Terbukti" in page
    assert "Backup berikutnya paling lambat" in page
    assert "1 dari 1 yang terakhir berhasil" in page
    assert "RTO tercapai" in page
    assert "RPO terlampaui" in page
    assert "berita-acara.pdf" in page
    assert f"/ping/{plan.ping_uuid}" in page
    assert "selesai dengan baik" in page


def test_who_only_reads_sees_neither_the_address_nor_what_the_tool_wrote(
    signed_in: Any, plan: BackupPlan, ira: User
) -> None:
    page = signed_in(ira).get(reverse("backup", args=[plan.pk])).content.decode()
    assert str(plan.ping_uuid) not in page
    assert "selesai dengan baik" not in page
    assert PingKey.objects.get().key not in page


def test_one_ping_has_a_page_of_its_own_with_what_the_tool_wrote(
    signed_in: Any, plan: BackupPlan, budi: User, ira: User
) -> None:
    address = reverse("backup-ping", args=[plan.pk, 1])
    log = signed_in(budi).get(reverse("backup-pings", args=[plan.pk]))
    assert f'href="{address}"' in log.content.decode()
    assert "selesai dengan baik" in words_of(signed_in(budi).get(address))
    assert "selesai dengan baik" not in words_of(signed_in(ira).get(address))
    stranger = holder_of(Role.AGENT, DepartmentFactory(code="DINKES"))
    assert signed_in(stranger).get(address).status_code == 404


def test_lines_to_connect_hold_the_plans_own_address(
    signed_in: Any, plan: BackupPlan, budi: User, settings: Any
) -> None:
    settings.BACKUP_MAIL_DOMAIN = "backup.kotacontoh.example"
    page = signed_in(budi).get(reverse("backup-connect", args=[plan.pk])).content.decode()
    assert f"/ping/{plan.ping_uuid}/$?" in page
    assert f"ping_url: {settings.PUBLIC_BASE_URL}/ping/{plan.ping_uuid}" in page
    assert f"/ping/{PingKey.objects.get().key}/bansos?create=1" in page
    assert f"{plan.ping_uuid}@backup.kotacontoh.example" in page


GIVEN = {
    "name": "Basis data bansos", "rhythm": "interval", "every_minutes": "1 hari 6 jam",
    "grace_minutes": "90 menit", "restore_days": "90", "off_site": "yes", "offline": "",
    "encrypted": "no", "media": ["disk", "tape"], "copies": "3",
}  # fmt: skip


def test_a_plan_is_made_in_one_form_and_leads_to_its_lines(
    signed_in: Any, dinsos: Department, kartini: User
) -> None:
    browser = signed_in(kartini)
    answer = browser.post(reverse("backup-new"), GIVEN | {"department": dinsos.pk})
    plan = BackupPlan.objects.get()
    assert answer.headers["Location"] == reverse("backup-connect", args=[plan.pk])
    assert (plan.every_minutes, plan.grace_minutes) == (1800, 90)
    assert (plan.off_site, plan.offline, plan.encrypted) == (True, None, False)
    assert plan.media == ["disk", "tape"]
    assert standing(plan).state == "never"
    assert Entry.objects.filter(verb="backup_plan.made", actor_id=kartini.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"every_minutes": "sering"}, "“sering” bukan lama waktu"),
        ({"every_minutes": ""}, "Tulis setiap berapa lama"),
        ({"every_minutes": "999 hari"}, "“999 hari” bukan lama waktu"),
        ({"rhythm": "cron", "cron": "0 25 * * *"}, "tidak dapat dibaca"),
        ({"rhythm": "cron", "cron": ""}, "Tulis baris cron-nya"),
        ({"rhythm": "cron", "cron": "0 2 * * 0", "working_days": "on"}, "tidak dapat dibaca"),
        ({"slug": "sudah ada"}, "Slug"),
    ],
)
def test_what_is_wrong_in_the_form_is_named_and_nothing_is_lost(
    signed_in: Any, dinsos: Department, budi: User, wrong: dict[str, str], words: str
) -> None:
    answer = signed_in(budi).post(
        reverse("backup-new"), GIVEN | {"department": dinsos.pk, "what": "Tetap ada"} | wrong
    )
    assert answer.status_code == 422
    assert words in words_of(answer)
    assert "Tetap ada" in answer.content.decode()
    assert not BackupPlan.objects.exists()


def test_a_plan_cannot_be_made_for_another_department_or_its_application(
    signed_in: Any, dinsos: Department, budi: User
) -> None:
    other = DepartmentFactory(code="DINKES")
    browser = signed_in(budi)
    assert browser.post(reverse("backup-new"), GIVEN | {"department": other.pk}).status_code == 422
    foreign = ApplicationFactory(owner=other)
    given = GIVEN | {"department": dinsos.pk, "application": foreign.pk}
    assert browser.post(reverse("backup-new"), given).status_code == 422
    assert not BackupPlan.objects.exists()


def test_a_plan_is_changed_paused_told_of_again_and_ended(
    signed_in: Any, plan: BackupPlan, budi: User
) -> None:
    browser = signed_in(budi)
    edit = reverse("backup-edit", args=[plan.pk])
    form = browser.get(edit).content.decode()
    assert 'value="1 hari"' in form
    assert browser.post(edit, GIVEN | {"slug": "bansos"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.name, plan.copies) == ("Basis data bansos", 3)
    pause = reverse("backup-pause", args=[plan.pk])
    until = timezone.localdate().isoformat()
    browser.post(pause, {"until": until, "reason": "pindah server"})
    assert "Dijeda sampai" in words_of(browser.get(plan.get_absolute_url()))
    browser.post(pause, {"resume": "1"})
    assert "Dijeda sampai" not in words_of(browser.get(plan.get_absolute_url()))
    browser.post(reverse("backup-end", args=[plan.pk]), {"reason": "aplikasi dihentikan"})
    assert browser.get(edit).status_code == 404
    assert "aplikasi dihentikan" in words_of(browser.get(plan.get_absolute_url()))
    assert Client().get(f"/ping/{plan.ping_uuid}").status_code == 404


def test_a_restore_test_is_recorded_from_a_phone_with_a_photo(
    signed_in: Any, plan: BackupPlan, budi: User
) -> None:
    photo = SimpleUploadedFile("IMG_1.jpg", b"\xff\xd8\xff contoh", content_type="image/jpeg")
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    address = reverse("backup-test", args=[plan.pk])
    page = signed_in(budi).get(address).content.decode()
    assert 'enctype="multipart/form-data"' in page
    answer = signed_in(budi).post(
        address,
        {
            "tested_at": now, "scope": "files", "result": "restored", "minutes": "2 jam",
            "data_age_minutes": "", "note": "password: R4hasia!x", "evidence": photo,
        },
    )  # fmt: skip
    assert answer.status_code == 302
    test = RestoreTest.objects.get()
    assert (test.minutes, test.data_age_minutes, test.proofs.count()) == (120, None, 1)
    assert "R4hasia" not in test.note
    assert standing(plan).state == "proven"


def test_a_run_by_hand_needs_evidence_that_is_one(
    signed_in: Any, plan: BackupPlan, budi: User
) -> None:
    browser, address = signed_in(budi), reverse("backup-run", args=[plan.pk])
    given = {"ended_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "result": "fail"}
    assert browser.post(address, given).status_code == 422
    virus = SimpleUploadedFile("foto.jpg", b"MZ\x90\x00 bukan foto")
    assert browser.post(address, given | {"evidence": virus}).status_code == 422
    report = SimpleUploadedFile("log.pdf", PDF)
    assert browser.post(address, given | {"evidence": report}).status_code == 302
    assert Ping.objects.filter(way="by_hand", kind="fail", recorded_by=budi).count() == 1
    assert standing(plan).state == "failing"


def test_evidence_is_handed_out_as_a_file_and_the_view_is_noted(
    signed_in: Any, proof: Proof, ira: User
) -> None:
    answer = signed_in(ira).get(reverse("backup-proof", args=[proof.pk]))
    assert b"".join(answer) == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert Entry.objects.filter(verb="backup_plan.proof_viewed", actor_id=ira.pk).exists()


def test_a_new_key_replaces_the_old_one_on_a_press(
    signed_in: Any, plan: BackupPlan, budi: User
) -> None:
    old = PingKey.objects.get().key
    browser = signed_in(budi)
    assert old in browser.get(reverse("ping-keys")).content.decode()
    browser.post(reverse("ping-key-rotate", args=["DINSOS"]))
    page = browser.get(reverse("ping-keys")).content.decode()
    assert old not in page
    assert len(PingKey.objects.get(ended_at=None).key) == 32


def test_the_list_is_narrowed_and_its_file_says_the_same(
    signed_in: Any, plan: BackupPlan, olga: User, budi: User
) -> None:
    plan_of(plan.department, by=budi, name="Belum jalan")
    browser = signed_in(olga)
    page = words_of(browser.get(reverse("backups") + "?state=never&department=DINSOS"))
    assert "Belum jalan" in page
    assert "SIMPATIK harian" not in page
    answer = browser.get(reverse("backups") + "?export=csv&state=unproven")
    data = b"".join(answer) if answer.streaming else answer.content
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    rows = (
        rows
        if rows and len(rows[0]) > 1
        else list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    )
    assert [row["Backup"] for row in rows] == ["SIMPATIK harian"]
    assert rows[0]["Keadaan"] == "Belum terbukti"


def test_3_2_1_says_of_each_department_how_many_plans_keep_to_it_and_of_which_nobody_knows(
    signed_in: Any, plan: BackupPlan, olga: User, budi: User
) -> None:
    plan_of(plan.department, by=budi, name="Belum diketahui")
    page = words_of(signed_in(olga).get(reverse("backup-rule")))
    assert "1 dari 2 1 belum diketahui" in page
    assert "0 dari 2 2 belum diketahui" in page, "nobody said whether one is offline"


@pytest.mark.parametrize("name", ["backups", "backup", "backup-pings", "backup-rule"])
def test_a_page_asks_as_much_of_the_database_for_many_as_for_few(
    signed_in: Any, plan: BackupPlan, olga: User, budi: User, name: str
) -> None:
    browser = signed_in(olga)
    address = reverse(name, args=[] if name in ("backups", "backup-rule") else [plan.pk])

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    queries()
    few = queries()
    for n in range(12):
        other = plan_of(plan.department, by=budi, name=f"Lain {n}", contact=budi.person)
        told = Told(kind=Ping.Kind.FAIL if n % 2 else Ping.Kind.SUCCESS)
        for one in (plan, other):
            take_ping(Target(one.pk, None, 0), told, at=timezone.now())
    assert queries() == few


def test_a_length_of_time_is_read_as_people_write_it() -> None:
    assert minutes_of("1 hari") == 1440
    assert minutes_of("2 Minggu, 3 jam") == 2 * 10_080 + 180
    assert minutes_of("90m") == 90
    assert minutes_of("6 hours") == 360
    for words in ("", "0 jam", "sehari", "12", "1 jam x", "1 jam -2 menit"):
        assert minutes_of(words) is None, words


def test_an_applications_page_says_how_its_backups_stand(
    signed_in: Any, dinsos: Department, budi: User
) -> None:
    application = ApplicationFactory(owner=dinsos, name="Bansos")
    browser = signed_in(budi)
    page = browser.get(application.get_absolute_url())
    assert "Belum ada rencana backup untuk aplikasi ini" in words_of(page)
    new = browser.get(reverse("backup-new") + f"?application={application.code}").content.decode()
    assert re.search(rf'<option value="{application.pk}"\s+selected>', new)
    plan = plan_of(dinsos, by=budi, application=application, name="Basis data bansos")
    take_ping(Target(plan.pk, None, 0), Told(kind=Ping.Kind.FAIL), at=timezone.now())
    page = words_of(browser.get(application.get_absolute_url()))
    assert "Basis data bansos" in page
    assert "Gagal terakhir" in page
