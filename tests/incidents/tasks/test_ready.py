"""The office's own ready tasks: changed by the administrator, for what is loaded afterwards."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.actions import Wanted, change_task, load_class, write_task
from secops.incidents.tasks.models import OfficeReadyTasks, Task
from secops.incidents.tasks.queries import class_buttons
from secops.incidents.tasks.ready.actions import (
    move_ready_task,
    put_ready_task,
    remove_ready_task,
    reset_ready_tasks,
)
from secops.incidents.tasks.ready.forms import typed
from secops.incidents.tasks.ready.queries import ready_tasks, shown_class, versions
from secops.incidents.tasks.words import shown_point, shown_title
from secops.rules.ready_tasks import KNOWN, READY, IncidentClass
from tests.incidents.support import AT, HOUR, incident_of

pytestmark = pytest.mark.django_db

LEAK = IncidentClass.CREDENTIAL_LEAK
PAGE = "/ready-tasks/credential-leak/"


@pytest.fixture
def incident(olga: User) -> Incident:
    return incident_of(olga)


def posted(version: int = 1, **changes: object) -> dict[str, object]:
    """What the browser posts of a ready task as it stands, with some fields changed."""
    data = typed(KNOWN["lock-source"]) | {"version": version} | changes
    return {name: value for name, value in data.items() if value is not False}


def body(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_ready_task_can_be_one_persons_as_long_as_he_holds_something(
    incident: Incident, olga: User, leo: User, adi: User, signed_in
) -> None:
    assert leo.person is not None
    browser = signed_in(adi)
    form = browser.get(f"{PAGE}lock-source/edit/").content.decode()
    assert leo.person.name in form
    changed = posted(owner="officer", person=str(leo.person.pk))
    assert browser.post(f"{PAGE}lock-source/edit/", changed).status_code == 302
    assert leo.person.name in body(browser.get(PAGE))
    load_class(incident, LEAK, by=olga, at=AT)
    task = incident.tasks.get(key="lock-source")
    assert task.owner_person == leo.person
    incident.tasks.all().delete()
    leo.is_active = False
    leo.save()
    load_class(incident, LEAK, by=olga, at=AT)
    task = incident.tasks.get(key="lock-source")
    assert task.owner_person is None
    assert task.owner_position == olga.held_positions[0]


def test_a_changed_task_is_loaded_as_changed_and_what_runs_stays(
    incident: Incident, olga: User, leo: User, adi: User, signed_in
) -> None:
    load_class(incident, LEAK, by=olga, at=AT)
    browser = signed_in(adi)
    answer = browser.post(
        f"{PAGE}lock-source/edit/",
        posted(
            title="Kunci di sumber", title_en="Lock at the source", hours=6, owner="lead",
            points="Akun istimewa dulu\n? Catat jam", points_en="Privileged first\n? Note the time",
        ),
    )  # fmt: skip
    assert answer.status_code == 302
    assert incident.tasks.get(key="lock-source").title == KNOWN["lock-source"].title.id
    incident.tasks.all().delete()
    load_class(incident, LEAK, by=olga, at=AT)
    task = incident.tasks.get(key="lock-source")
    assert (task.title, task.due_at) == ("Kunci di sumber", AT + 6 * HOUR)
    assert task.owner_position == leo.held_positions[0]
    assert list(task.points.values_list("text", "required")) == [
        ("Akun istimewa dulu", True), ("Catat jam", False),
    ]  # fmt: skip
    with override("en"):
        assert shown_title(task) == "Lock at the source"
        assert [shown_point(one) for one in task.points.all()] == [
            "Privileged first", "Note the time",
        ]  # fmt: skip
        words = "Lock the source, and tell us"
        task = change_task(
            task, title=words, text="", due_at=task.due_at, required=True, by=olga, at=AT
        )
        assert shown_title(task) == words
    assert len(ready_tasks(IncidentClass.DATA_LEAK)) == len(READY[IncidentClass.DATA_LEAK])


def test_a_task_is_added_moved_and_removed_and_the_versions_are_kept(
    adi: User, olga: User, incident: Incident, signed_in
) -> None:
    browser = signed_in(adi)
    assert browser.get(f"{PAGE}new/").status_code == 200
    new = posted(title="Kabari Sekretaris Daerah", title_en="", points="Ditelepon", points_en="")
    assert browser.post(f"{PAGE}new/", new).status_code == 302
    keys = [task.key for task in ready_tasks(LEAK)]
    assert keys[-1] == "office-kabari-sekretaris-daerah"
    browser.post(f"{PAGE}{keys[-1]}/move/", {"version": 2, "to": "up"})
    assert [task.key for task in ready_tasks(LEAK)][-2] == keys[-1]
    assert browser.get(f"{PAGE}{keys[0]}/remove/").status_code == 200
    browser.post(f"{PAGE}{keys[0]}/remove/")
    assert keys[0] not in [task.key for task in ready_tasks(LEAK)]
    assert [one.number for one in versions(LEAK)] == [4, 3, 2, 1]
    page = body(browser.get(PAGE))
    assert "Kabari Sekretaris Daerah" in page
    assert "Versi 1, bawaan" in page
    missing = {one.value: one.missing for one in class_buttons(incident)}
    assert missing[LEAK] == len(ready_tasks(LEAK))
    loaded = {task.key for task in load_class(incident, LEAK, by=olga, at=AT)}
    assert keys[-1] in loaded
    assert keys[0] not in loaded
    said = [sentence(entry) for entry in Entry.objects.filter(verb__startswith="ready_task.")]
    assert any("menambah tugas siap pakai kelas Kebocoran kata sandi" in words for words in said)


def test_back_to_the_delivered_ones_keeps_what_was(adi: User, signed_in) -> None:
    remove_ready_task(LEAK, KNOWN["lock-source"], version=1, by=adi, at=AT)
    browser = signed_in(adi)
    assert "Kembalikan ke asal" in body(browser.get(PAGE))
    browser.post(f"{PAGE}reset/", {"version": 2})
    assert ready_tasks(LEAK) == READY[LEAK]
    assert OfficeReadyTasks.objects.get(kind=LEAK).tasks is None, "updates reach it again"
    assert [one.number for one in versions(LEAK)] == [3, 2, 1]
    assert "Kembalikan ke asal" not in body(browser.get(PAGE))


def test_who_was_slower_is_told_and_overwrites_nothing(adi: User, signed_in) -> None:
    move_ready_task(LEAK, READY[LEAK][0], 1, version=1, by=adi, at=AT)
    answer = signed_in(adi).post(f"{PAGE}lock-source/edit/", posted(title="Lain"))
    assert answer.status_code == 422
    assert "diubah orang lain (versi 2)" in body(answer)
    with pytest.raises(DeskRefused, match="versi 2"):
        reset_ready_tasks(LEAK, version=1, by=adi, at=AT)
    assert shown_class(LEAK).version == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hours": 0}, "Batas waktu, jam sesudah dimuat"),
        ({"points": "", "points_en": ""}, "sedikitnya satu butir wajib"),
        ({"points": "? hanya boleh", "points_en": ""}, "sedikitnya satu butir wajib"),
        ({"points": "satu\ndua", "points_en": "one"}, "Ada 1 butir bahasa Inggris untuk 2"),
        ({"points": "a" * 501, "points_en": ""}, "Terlalu panjang"),
        ({"points": "\n".join("abcdefg" * 5), "points_en": ""}, "Paling banyak 30 butir"),
        ({"title": "Masuk dengan kata sandi: Rahasia123!"}, "tampak memuat kata sandi"),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_refused_with_a_reason_and_nothing_is_lost(
    adi: User, signed_in, changes: dict[str, object], words: str
) -> None:
    answer = signed_in(adi).post(f"{PAGE}lock-source/edit/", posted(ready="Tetap ada", **changes))
    assert answer.status_code == 422
    assert words in body(answer)
    assert "Tetap ada" in body(answer)
    assert ready_tasks(LEAK) == READY[LEAK]


def test_names_stand_in_words_to_be_sent_and_other_braces_stay(
    adi: User, olga: User, incident: Incident, signed_in
) -> None:
    new = posted(ready="{office} {office.__class__} {0} {city}", ready_en="")
    assert signed_in(adi).post(f"{PAGE}lock-source/edit/", new).status_code == 302
    load_class(incident, LEAK, by=olga, at=AT)
    text = incident.tasks.get(key="lock-source").ready_text
    assert "{office.__class__} {0}" in text
    assert "{office} " not in text


def test_only_the_administrator_changes_them_and_the_office_reads(
    olga: User, budi: User, signed_in
) -> None:
    browser = signed_in(olga)
    page = body(browser.get(PAGE))
    assert "Batalkan kata sandi yang bocor di sumbernya" in page
    assert f"{PAGE}new/" not in page
    assert browser.post(f"{PAGE}lock-source/edit/", posted()).status_code == 403
    with pytest.raises(PermissionDenied):
        put_ready_task(LEAK, KNOWN["lock-source"], version=1, by=olga, at=AT)
    assert signed_in(budi).get(PAGE).status_code == 403


def test_the_page_of_a_task_says_whether_the_next_word_comes_alone_or_in_the_digest(
    incident: Incident, olga: User, signed_in
) -> None:
    task = write_task(incident, Wanted("Kabari", timezone.now() + 8 * HOUR), by=olga, at=AT)
    Task.objects.filter(pk=task.pk).update(given_at=timezone.now())
    browser = signed_in(olga)
    assert "Pengingat berikutnya dalam pengingat harian sesudah" in body(
        browser.get(task.get_absolute_url())
    )
    Task.objects.filter(pk=task.pk).update(given_at=timezone.now() - 20 * HOUR)
    page = body(browser.get(task.get_absolute_url()))
    assert "Pengingat berikutnya " in page
    assert "pengingat harian" not in page, "the due moment itself is said at once"
