"""What was learnt: asked for in the last phase, kept, followed up, in the dossier."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import User
from secops.compliance.duties.models import Directive
from secops.documents.actions import approve_document, drop_document
from secops.documents.models import Document
from secops.incidents.actions import move_incident
from secops.incidents.dossier.papers import documents
from secops.incidents.dossier.response import lessons
from secops.incidents.lessons.actions import (
    Learnt,
    change_review,
    record_review,
)
from secops.incidents.lessons.models import Review
from secops.incidents.lessons.queries import minutes_of
from secops.incidents.minutes.actions import order_of, task_of
from secops.incidents.models import Incident
from secops.incidents.queries import open_work
from secops.incidents.refused import DeskRefused
from secops.incidents.tasks.actions import Wanted
from secops.incidents.tasks.models import Task
from secops.rules.incident import PATH, Phase
from secops.rules.refusal import MoveRefused
from tests.conftest import Enter
from tests.incidents.support import AT, DAY, HOUR, incident_of


@pytest.fixture
def incident(olga: User) -> Incident:
    """In its last phase."""
    found = incident_of(olga)
    for phase in PATH[1:-1]:
        found = move_incident(found, phase, by=olga, at=AT)
    return found


def learnt(**given: object) -> Learnt:
    facts = {
        "held_at": AT, "chair": "Ira", "happened": "Akun dipakai orang lain.",
        "root_cause": "Kata sandi tersimpan di browser.", "present": ["Ira", "Leo"],
        "went_well": ["Dikunci pada hari pertama"], "went_badly": ["Log terlambat diminta"],
        "actions": ["Log disimpan 180 hari", "Faktor kedua untuk semua admin"],
    }  # fmt: skip
    return Learnt(**(facts | given))  # type: ignore[arg-type]


@pytest.fixture
def review(incident: Incident, olga: User) -> Review:
    return record_review(incident, learnt(), by=olga, at=AT)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"held_at": AT + HOUR}, "belum berlangsung"),
        ({"held_at": AT - 9 * DAY}, "sebelum insidennya ditemukan"),
        ({"present": [" "]}, "siapa yang hadir"),
        ({"root_cause": " "}, "belum diketahui"),
        ({"went_well": [], "went_badly": []}, "berjalan baik"),
        ({"actions": ["x"] * 61}, "Paling banyak 60"),
    ],
)
def test_an_incomplete_record_is_refused_in_words(
    incident: Incident, olga: User, wrong: dict[str, object], said: str
) -> None:
    with pytest.raises(DeskRefused, match=said):
        record_review(incident, learnt(**wrong), by=olga, at=AT)
    assert not Review.objects.exists()


def test_the_last_phase_asks_for_it_and_closing_says_what_is_open(
    incident: Incident, olga: User, leo: User, signed_in: Enter
) -> None:
    page = signed_in(olga).get(incident.get_absolute_url()).content.decode()
    assert "Tahap pembelajaran meminta catatan" in page
    with pytest.raises(MoveRefused, match="pembelajaran belum dicatat"):
        move_incident(incident, Phase.CLOSED, by=olga, at=AT)
    review = record_review(incident, learnt(actions=["Log disimpan"]), by=olga, at=AT)
    with pytest.raises(MoveRefused, match="belum menjadi tugas atau arahan: Log disimpan"):
        move_incident(incident, Phase.CLOSED, by=olga, at=AT)
    wanted = Wanted("Log disimpan", AT + DAY, required=False)
    task_of(review.actions.get(), wanted, by=olga, at=AT)
    assert not [one for one in open_work(incident, at=AT) if review.code in one]


def test_an_earlier_phase_does_not_ask(olga: User) -> None:
    found = incident_of(olga)
    assert not any("pembelajaran" in one for one in open_work(found, at=AT))


def test_an_action_becomes_a_task_or_an_order_once(
    review: Review, olga: User, leo: User, signed_in: Enter
) -> None:
    first, second = review.actions.all()
    task = task_of(first, Wanted("Log", AT + DAY), by=olga, at=AT)
    order = Directive.objects.create(
        code="A-2026-001", title="Faktor kedua", kind="custom", text="x", due_at=AT + DAY,
        ordered_at=AT, ordered_by=leo,
    )  # fmt: skip
    order_of(second, order, by=leo, at=AT)
    assert order in review.incident.directives.all()
    with pytest.raises(DeskRefused, match="sudah menjadi"):
        task_of(second, Wanted("Lagi", AT + DAY), by=olga, at=AT)
    browser = signed_in(leo)
    for url in (task.get_absolute_url(), order.get_absolute_url()):
        assert f'href="{review.get_absolute_url()}"' in browser.get(url).content.decode()
    change_review(review, learnt(actions=["Baru"]), by=olga, at=AT + HOUR)
    texts = list(review.actions.values_list("text", flat=True))
    assert texts == ["Log disimpan 180 hari", "Faktor kedua untuk semua admin", "Baru"]


def test_in_the_browser_from_the_phase_to_the_task(
    incident: Incident, olga: User, signed_in: Enter
) -> None:
    browser, new = signed_in(olga), reverse("lessons-new", args=[incident.code])
    form = browser.get(new).context["form"]
    assert form["happened"].value() == incident.description, "it starts with what is known"
    given = {
        "held_at": "2026-11-24T09:00", "chair": "Ira", "present": "Ira\n<b>Leo</b>",
        "happened": "Akun dipakai", "root_cause": "", "went_well": "Cepat", "actions": "Simpan log",
    }  # fmt: skip
    assert browser.post(new, given).status_code == 422
    page = browser.post(new, given | {"root_cause": "Kata sandi lama"}, follow=True)
    assert "<b>Leo</b>" not in page.content.decode()
    made = Review.objects.get()
    url = reverse("lesson-task", args=[made.code, 1])
    form = browser.get(url).context["form"]
    assert form["title"].value() == "Simpan log"
    browser.post(
        url,
        {"title": "Simpan log", "due_at": "2099-01-01T10:00", "phase": "lessons",
         "required": "on", "owner": ""},
    )  # fmt: skip
    assert Task.objects.get().action.review == made
    assert browser.get(url).status_code == 404, "it became a task already"
    panel = browser.get(incident.get_absolute_url()).content.decode()
    assert "1 dari 1 tindakan menjadi tugas atau arahan" in panel
    assert made.code in browser.get(reverse("lessons") + "?q=lama").content.decode()
    assert made.code not in browser.get(reverse("lessons") + "?left=yes").content.decode()


def test_the_dossier_and_the_minutes_hold_it(
    review: Review, incident: Incident, olga: User, signed_in: Enter
) -> None:
    (row,) = lessons(incident, AT).rows
    assert "Kata sandi tersimpan di browser." in row
    assert "Log disimpan 180 hari" in row[-2]
    assert minutes_of(review, at=AT).startswith(b"%PDF-")
    answer = signed_in(olga).get(reverse("lessons-minutes", args=[review.code]))
    assert answer["Content-Disposition"].startswith("attachment")


def test_official_minutes_are_numbered_and_written_anew_once_they_were_given_up(
    review: Review, incident: Incident, olga: User, leo: User, signed_in: Enter
) -> None:
    browser, url = signed_in(olga), reverse("lessons-draft", args=[review.code])
    browser.post(url)
    browser.post(url)
    review.refresh_from_db()
    given_up = Document.objects.get()
    assert given_up.fields["root_cause"] == "Kata sandi tersimpan di browser."
    drop_document(given_up, by=olga, at=AT)
    assert "Susun berita acara" in browser.get(review.get_absolute_url()).content.decode()
    browser.post(url)
    review.refresh_from_db()
    assert review.document is not None
    assert review.document != given_up
    made = approve_document(review.document, by=leo, at=AT)
    assert made.number
    assert "Berita acara" in browser.get(review.get_absolute_url()).content.decode()
    (row,) = lessons(incident, AT).rows
    assert row[-1] == made.number
    (paper,) = [one for one in documents(incident, AT).rows if one[0] == made.number]
    assert paper[1] == "Berita acara pembelajaran insiden"
    assert [file.sha256 for file in documents(incident, AT).files] == [made.sha256]


def test_only_the_office_writes_and_the_inspectorate_reads(
    review: Review, incident: Incident, ira: User, kartini: User, signed_in: Enter
) -> None:
    with pytest.raises(PermissionDenied):
        record_review(incident, learnt(), by=ira, at=AT)
    assert signed_in(ira).get(review.get_absolute_url()).status_code == 200
    assert signed_in(kartini).get(review.get_absolute_url()).status_code == 404


def test_what_was_no_incident_teaches_nothing(olga: User) -> None:
    found = incident_of(olga)
    move_incident(found, Phase.REFUTED, reason="Uji coba.", by=olga, at=AT)
    found.refresh_from_db()
    with pytest.raises(DeskRefused):
        record_review(found, learnt(), by=olga, at=AT)
