"""Tasks: loaded once, proven point by point, in the way of closing, in the right hands."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Department, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.house.files import check_one
from secops.incidents.models import Incident
from secops.incidents.queries import open_work
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.actions import (
    Proof,
    Wanted,
    add_point,
    change_task,
    drop_task,
    finish_task,
    give_task,
    load_class,
    reopen_point,
    reopen_task,
    tick_point,
    write_task,
)
from secops.incidents.tasks.models import Task
from secops.incidents.tasks.owners import Owner
from secops.incidents.tasks.queries import class_buttons
from secops.incidents.tasks.words import state_look
from secops.rules.ready_tasks import READY, IncidentClass
from tests.factories import ApplicationFactory, holder_of
from tests.incidents.support import AT, DAY, HOUR, incident_of, upload

LEAK = IncidentClass.CREDENTIAL_LEAK


@pytest.fixture
def incident(olga: User) -> Incident:
    return incident_of(olga)


def position(user: User) -> Owner:
    return Owner(position=user.held_positions[0])


@pytest.fixture
def task(incident: Incident, olga: User, budi: User) -> Task:
    wanted = Wanted(
        "Putuskan LOKET-3", AT + 8 * HOUR, owner=position(budi),
        points=[("Kabel dicabut", True), ("Foto diambil", False)],
    )  # fmt: skip
    return write_task(incident, wanted, by=olga, at=AT)


def words(task: Task) -> list[str]:
    entries = Entry.objects.filter(object_type="tasks.task", object_id=str(task.pk))
    return [sentence(entry) for entry in entries.order_by("pk")]


def test_a_class_is_loaded_once_and_a_second_class_adds_only_what_is_missing(
    incident: Incident, olga: User, leo: User
) -> None:
    first = load_class(incident, LEAK, by=olga, at=AT)
    assert len(first) == len(READY[LEAK])
    assert load_class(incident, LEAK, by=olga, at=AT + HOUR) == []
    second = load_class(incident, IncidentClass.DATA_LEAK, by=olga, at=AT + HOUR)
    keys = list(incident.tasks.values_list("key", flat=True))
    assert len(keys) == len(set(keys)) == len(first) + len(second)
    assert incident.tasks.get(key="take-down").created_at == AT
    missing = {one.value: one.missing for one in class_buttons(incident)}
    assert missing["credential_leak"] == missing["data_leak"] == 0
    assert missing["ransomware"] > 0


def test_a_ready_task_that_was_dropped_does_not_come_back(incident: Incident, olga: User) -> None:
    load_class(incident, LEAK, by=olga, at=AT)
    drop_task(incident.tasks.get(key="rotate"), why="Sudah berjalan", by=olga, at=AT)
    assert load_class(incident, LEAK, by=olga, at=AT + HOUR) == []


def test_ready_tasks_find_their_usual_owner(olga: User, leo: User, dinsos: Department) -> None:
    administrator = holder_of(Role.APPLICATION_ADMINISTRATOR, dinsos)
    incident = incident_of(olga, applications=[ApplicationFactory(owner=dinsos)])
    load_class(incident, LEAK, by=olga, at=AT)
    lock, rotate = incident.tasks.get(key="lock-source"), incident.tasks.get(key="rotate")
    assert lock.owner_position == administrator.held_positions[0]
    assert lock.department == dinsos
    assert rotate.owner_position == leo.held_positions[0]
    assert rotate.department is None, "the office's own"
    assert incident.tasks.get(key="infected-computers").owner is None, (
        "nobody holds it: to be given"
    )
    assert lock.due_at == AT + timedelta(hours=24)


def test_words_of_ready_tasks_stand_as_written(incident: Incident, olga: User) -> None:
    load_class(incident, LEAK, by=olga, at=AT)
    texts = incident.tasks.get(key="lock-source").points.values_list("text", flat=True)
    assert "•••" not in " ".join(texts)
    ready = incident.tasks.get(key="take-down").ready_text
    assert "Mohon unggahan itu diturunkan" in ready
    assert "Please take the post down" in ready


def test_a_password_in_a_typed_task_is_not_kept(incident: Incident, olga: User) -> None:
    wanted = Wanted("Ganti", AT + HOUR, text="kata sandi admin: Rahasia123!")
    assert "Rahasia123" not in write_task(incident, wanted, by=olga, at=AT).text


def test_a_point_is_ticked_with_proof_or_not_at_all(task: Task, budi: User) -> None:
    point = task.points.get(rank=1)
    with pytest.raises(DeskRefused, match="sebagai bukti"):
        tick_point(point, Proof(note="  "), by=budi, at=AT)
    ticked = tick_point(point, Proof(files=[check_one(upload())]), by=budi, at=AT)
    assert ticked.file_sha256
    assert ticked.done_by == budi
    with pytest.raises(DeskRefused, match="sudah dicentang"):
        tick_point(point, Proof(note="lagi"), by=budi, at=AT)
    assert "mencentang butir pada tugas Putuskan LOKET-3: Kabel dicabut" in words(task)


def test_required_points_keep_the_task_open_and_the_task_the_incident(
    task: Task, incident: Incident, budi: User
) -> None:
    assert "tugas: Putuskan LOKET-3" in open_work(incident, at=AT)
    with pytest.raises(DeskRefused, match="1 butir wajib"):
        finish_task(task, by=budi, at=AT)
    tick_point(task.points.get(rank=1), Proof(note="Dicabut 09.40"), by=budi, at=AT)
    finish_task(task, outcome="Selesai di tempat", by=budi, at=AT + HOUR)
    assert "tugas: Putuskan LOKET-3" not in open_work(incident, at=AT + HOUR)
    with pytest.raises(DeskRefused, match="sudah berakhir"):
        finish_task(task, by=budi, at=AT + HOUR)


def test_a_tick_can_be_taken_back_and_the_trail_says_what_was_there(task: Task, budi: User) -> None:
    point = task.points.get(rank=1)
    tick_point(point, Proof(note="Salah komputer"), by=budi, at=AT)
    reopened = reopen_point(point, by=budi, at=AT + HOUR)
    assert reopened.done_at is None
    entry = Entry.objects.get(verb="task.point_reopened")
    assert entry.data["note"] == "Salah komputer"
    with pytest.raises(DeskRefused, match="belum dicentang"):
        reopen_point(point, by=budi, at=AT + HOUR)


def test_an_optional_task_does_not_keep_the_incident_open(incident: Incident, olga: User) -> None:
    write_task(incident, Wanted("Poster", AT + DAY, required=False), by=olga, at=AT)
    assert not any("Poster" in one for one in open_work(incident, at=AT))


@pytest.mark.parametrize(
    ("phase", "said"), [("refuted", "insiden tidak terbukti"), ("closed", "insiden sudah ditutup")]
)
def test_a_task_of_an_incident_that_is_over_neither_runs_nor_is_late(
    incident: Incident, olga: User, signed_in, phase: str, said: str
) -> None:
    task = write_task(incident, Wanted("Poster", AT + HOUR, required=False), by=olga, at=AT)
    Incident.objects.filter(pk=incident.pk).update(
        phase=phase, refuted_why="Uji coba", closed_at=AT if phase == "closed" else None
    )
    task.refresh_from_db()
    tone, _symbol, words = state_look(task, at=AT + DAY)
    assert tone == "quiet"
    assert said in words
    assert not Task.objects.late(AT + DAY).exists()
    for url in (task.get_absolute_url(), reverse("incident-tasks"), incident.get_absolute_url()):
        page = signed_in(olga).get(url).content.decode()
        assert said in page
        assert "Pengingat berikutnya" not in page


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted("", AT + DAY), "Tuliskan apa"),
        (Wanted("x", AT), "masa depan"),
        (Wanted("x", AT + DAY, points=[("y", True)] * 31), "Paling banyak 30"),
    ],
)
def test_wrong_tasks_are_refused_in_words(
    incident: Incident, olga: User, wanted: Wanted, said: str
) -> None:
    with pytest.raises(DeskRefused, match=said):
        write_task(incident, wanted, by=olga, at=AT)
    assert not incident.tasks.exists()


def test_nothing_is_added_to_a_closed_incident(incident: Incident, olga: User) -> None:
    Incident.objects.filter(pk=incident.pk).update(phase="closed", closed_at=AT)
    with pytest.raises(DeskRefused, match="sudah ditutup"):
        load_class(incident, LEAK, by=olga, at=AT)
    with pytest.raises(DeskRefused, match="sudah ditutup"):
        write_task(incident, Wanted("x", AT + DAY), by=olga, at=AT)


def test_an_owner_hands_on_to_a_colleague_or_back_with_a_reason_and_to_nobody_else(
    task: Task, budi: User, kartini: User, olga: User
) -> None:
    with pytest.raises(DeskRefused, match="mengapa"):
        give_task(task, position(kartini), by=budi, at=AT)
    with pytest.raises(DeskRefused, match="OPD Anda"):
        give_task(task, position(olga), why="Bukan saya", by=budi, at=AT)
    give_task(task, position(kartini), why="Kunci ruangan di beliau", by=budi, at=AT)
    assert any("Kunci ruangan di beliau" in one for one in words(task))
    with pytest.raises(PermissionDenied):
        finish_task(task, by=budi, at=AT)
    give_task(task, Owner(), why="Bukan OPD kami", by=kartini, at=AT)
    task.refresh_from_db()
    assert task.owner is None
    assert task in Task.objects.pressing(AT)


def test_who_does_not_hold_it_changes_nothing(
    task: Task, kartini: User, ira: User, leo: User
) -> None:
    point = task.points.get(rank=1)
    for user in (kartini, ira):
        with pytest.raises(PermissionDenied):
            tick_point(point, Proof(note="x"), by=user, at=AT)
        with pytest.raises(PermissionDenied):
            drop_task(task, why="x", by=user, at=AT)
        with pytest.raises(PermissionDenied):
            give_task(task, Owner(), why="x", by=user, at=AT)
    tick_point(point, Proof(note="Atas nama Budi"), by=leo, at=AT)


def test_dropping_and_reopening_need_a_reason_and_a_date_ahead(task: Task, olga: User) -> None:
    with pytest.raises(DeskRefused, match="alasannya"):
        drop_task(task, why=" ", by=olga, at=AT)
    drop_task(task, why="Komputernya sudah dipasang ulang", by=olga, at=AT)
    with pytest.raises(DeskRefused, match="masa depan"):
        reopen_task(task, why="Terinfeksi lagi", due_at=AT, by=olga, at=AT + HOUR)
    reopened = reopen_task(task, why="Terinfeksi lagi", due_at=AT + DAY, by=olga, at=AT + HOUR)
    assert reopened.is_open
    assert reopened.given == 2, "its reminders start anew"
    with pytest.raises(DeskRefused, match="masih terbuka"):
        reopen_task(task, why="x", due_at=AT + DAY, by=olga, at=AT + HOUR)


def test_a_new_date_starts_the_reminders_anew_and_new_words_do_not(task: Task, olga: User) -> None:
    same = {"text": "", "required": True, "by": olga, "at": AT + HOUR}
    assert change_task(task, title="Putuskan", due_at=task.due_at, **same).given == 1
    assert change_task(task, title="Putuskan", due_at=AT + DAY, **same).given == 2


def test_a_point_can_be_added_while_the_task_is_open(task: Task, olga: User) -> None:
    assert add_point(task, "Berita acara", required=True, by=olga, at=AT).rank == 3
    with pytest.raises(DeskRefused, match="Tuliskan butirnya"):
        add_point(task, " ", required=True, by=olga, at=AT)


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────


def test_one_tap_on_the_incident_loads_the_class_and_the_second_says_so(
    incident: Incident, olga: User, signed_in
) -> None:
    browser = signed_in(olga)
    url = reverse("incident-tasks-load", args=[incident.code])
    page = browser.post(url, {"class": "phishing"}, follow=True)
    assert f"{len(READY[IncidentClass.PHISHING])} tugas dimuat" in page.content.decode()
    page = browser.post(url, {"class": "phishing"}, follow=True)
    assert "sudah ada pada insiden ini" in page.content.decode()
    assert browser.post(url, {"class": "x"}).status_code == 404


def test_a_department_sees_its_own_tasks_and_a_stranger_none(
    task: Task, budi: User, kartini: User, signed_in
) -> None:
    stranger = holder_of(Role.AGENT)
    page = task.get_absolute_url()
    for user, status in ((budi, 200), (kartini, 200), (stranger, 404)):
        assert signed_in(user).get(page).status_code == status
    listed = signed_in(stranger).get(reverse("incident-tasks")).content.decode()
    assert "Putuskan LOKET-3" not in listed
    mine = signed_in(budi).get(reverse("incident-tasks") + "?show=mine").content.decode()
    assert "Putuskan LOKET-3" in mine


def test_an_agent_finishes_his_task_in_the_browser(task: Task, budi: User, signed_in) -> None:
    browser = signed_in(budi)
    tick = reverse("incident-point-tick", args=[task.pk, 1])
    wrong = browser.post(tick, {"note": ""})
    assert wrong.status_code == 422
    assert "Isi catatan, tautan, atau berkas" in wrong.content.decode()
    hostile = browser.post(tick, {"evidence": upload("x.pdf", b"<svg onload=alert(1)>")})
    assert hostile.status_code == 422
    browser.post(tick, {"note": "<script>alert(1)</script>", "evidence": upload()})
    page = browser.get(task.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "Nyatakan selesai" in page
    file = browser.get(reverse("incident-point-file", args=[task.pk, 1]))
    assert file["Content-Disposition"].startswith("attachment")
    b"".join(file.streaming_content)
    done = browser.post(reverse("incident-task-finish", args=[task.pk]), {"outcome": ""})
    assert done.status_code == 302
    task.refresh_from_db()
    assert task.state == Task.State.DONE


def test_whoever_hands_his_task_to_the_office_is_led_back_to_his_list(
    task: Task, budi: User, signed_in
) -> None:
    give = reverse("incident-task-give", args=[task.pk])
    answer = signed_in(budi).post(give, {"owner": "", "reason": "Bukan OPD kami"})
    assert answer.headers["Location"] == reverse("incident-tasks")


def test_the_export_holds_what_the_page_holds(task: Task, olga: User, signed_in) -> None:
    answer = signed_in(olga).get(reverse("incident-tasks") + "?export=csv")
    text = b"".join(answer.streaming_content).decode()
    assert "Putuskan LOKET-3" in text
    assert "0/2" in text
