"""The register: a minute to record, clocks that follow from facts, no closing over open work."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.incidents.actions import (
    IncidentRefused,
    add_chronology,
    change_incident,
    move_incident,
    record_incident,
    stop_clock,
)
from secops.incidents.clocks import clocks_of, in_words
from secops.incidents.models import Incident
from secops.incidents.queries import chronology_of, open_work
from secops.rules.clocks import ClockCode
from secops.rules.incident import Phase
from secops.rules.intervals import WIB
from secops.rules.refusal import MoveRefused
from tests.duties.support import custom_duty
from tests.factories import ApplicationFactory, DepartmentFactory
from tests.incidents.support import learnt_from

FOUND = datetime(2026, 11, 27, 8, 10, tzinfo=WIB)
NOW = FOUND + timedelta(hours=1)


@pytest.fixture
def incident(olga: User) -> Incident:
    return record_incident(
        description="Akun SIMPATIK ditawarkan di forum. Contoh datanya cocok.",
        found_at=FOUND,
        by=olga,
        at=NOW,
    )


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def change(incident: Incident, by: User, **changes: object) -> Incident:
    return change_incident(incident, changes, by=by, at=NOW)


def test_a_record_takes_its_title_from_the_first_sentence(incident: Incident) -> None:
    assert incident.code == "I-2026-001"
    assert incident.title == "Akun SIMPATIK ditawarkan di forum"
    assert incident.phase == Phase.DETECTION
    assert Entry.objects.get(verb="incident.recorded").object_id == str(incident.pk)


def test_nothing_is_found_in_the_future(olga: User) -> None:
    with pytest.raises(IncidentRefused, match="belum terjadi"):
        record_incident(description="x", found_at=NOW + timedelta(hours=1), by=olga, at=NOW)


@pytest.mark.parametrize("who", ["adi", "kartini", "budi", "ira"])
def test_only_the_office_records(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        record_incident(description="x", found_at=FOUND, by=request.getfixturevalue(who), at=NOW)


def test_a_change_names_what_changed(incident: Incident, olga: User, dinsos) -> None:
    change(incident, olga, impact="1.940 akun", departments=[dinsos])
    change(incident, olga, impact="1.940 akun", departments=[dinsos])
    entries = Entry.objects.filter(verb="incident.changed")
    assert [entry.data["fields"] for entry in entries] == [["impact", "departments"]]
    assert "dampak, OPD" in sentence(entries[0])


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"risk": "moderate"}, []),
        ({"risk": "high"}, ["high_risk_incident"]),
        ({"risk": "high", "on_iiv": True}, ["iiv_incident"]),
        ({"on_iiv": True}, ["iiv_incident"]),
        (
            {"personal_data_known_at": NOW},
            ["personal_data_subject", "personal_data_agency"],
        ),
    ],
)
def test_clocks_follow_from_facts(
    incident: Incident, olga: User, changes: dict[str, object], codes: list[str]
) -> None:
    found = change(incident, olga, **changes)
    assert [clock.code for clock in clocks_of(found, at=NOW)] == codes


def test_a_clock_is_a_sentence_with_basis_and_label(incident: Incident, olga: User) -> None:
    law = clocks_of(change(incident, olga, on_iiv=True), at=NOW)[0]
    assert law.sentence == (
        "Lapor insiden pada IIV paling lambat Sabtu, 28 November 2026, 08.10 WIB, sisa 23 jam."
    )
    assert (law.label, law.basis) == ("Wajib", "Peraturan BSSN 1/2024 Pasal 15 ayat (5) dan (6)")
    policy = clocks_of(change(incident, olga, on_iiv=False, risk="high"), at=NOW)[0]
    assert policy.label == "Kebijakan internal"
    late = clocks_of(Incident.objects.get(), at=FOUND + timedelta(hours=27))[0]
    assert late.sentence.endswith("lewat 3 jam.")
    assert late.mark[0] == "late"


@pytest.mark.parametrize(
    ("rest", "words"),
    [
        (timedelta(minutes=119), "sisa 119 menit"),
        (timedelta(hours=2), "sisa 2 jam"),
        (timedelta(hours=72), "sisa 3 hari"),
        (-timedelta(minutes=1), "lewat 1 menit"),
    ],
)
def test_what_remains_in_words(rest: timedelta, words: str) -> None:
    assert in_words(rest) == words


@pytest.mark.parametrize(
    ("seconds", "warned", "breached"),
    [
        (18 * 3600 - 1, False, False),
        (18 * 3600, True, False),
        (24 * 3600, True, False),
        (24 * 3600 + 1, True, True),
    ],
)
def test_a_clock_warns_and_breaches_to_the_second(
    incident: Incident, olga: User, seconds: int, warned: bool, breached: bool
) -> None:
    found = change(incident, olga, on_iiv=True)
    reading = clocks_of(found, at=FOUND + timedelta(seconds=seconds))[0].reading
    assert (reading.warned, reading.breached) == (warned, breached)


def test_a_stopped_clock_keeps_its_proof(incident: Incident, olga: User) -> None:
    found = change(incident, olga, on_iiv=True)
    given = {"stopped_at": NOW, "proof": "Surat 000.6/124/2026", "by": olga, "at": NOW}
    with pytest.raises(IncidentRefused, match="tidak berjalan"):
        stop_clock(found, ClockCode.HIGH_RISK_INCIDENT, **given)
    with pytest.raises(IncidentRefused, match="buktinya"):
        stop_clock(found, ClockCode.IIV_INCIDENT, **{**given, "proof": " "})
    stop_clock(found, ClockCode.IIV_INCIDENT, **given)
    with pytest.raises(IncidentRefused, match="sudah dicatat"):
        stop_clock(found, ClockCode.IIV_INCIDENT, **given)
    clock = clocks_of(found, at=NOW + timedelta(days=9))[0]
    assert clock.mark == ("ok", "✓", "Terkirim tepat waktu")
    assert clock.proof == "Surat 000.6/124/2026"


def test_the_old_line_of_the_chronology_stays(incident: Incident, olga: User) -> None:
    first = add_chronology(incident, happened_at=FOUND, event="Unggahan ditemukan", by=olga, at=NOW)
    second = add_chronology(
        incident,
        happened_at=FOUND - timedelta(hours=2),
        event="Unggahan ditemukan warga",
        source="Tangkapan layar",
        by=olga,
        at=NOW,
        replaces=first,
    )
    assert list(chronology_of(incident)) == [second]
    assert second.replaces == first
    assert first.event == "Unggahan ditemukan"
    first = incident.chronology.get(pk=first.pk)
    with pytest.raises(IncidentRefused, match="sudah diperbaiki"):
        add_chronology(incident, happened_at=FOUND, event="lagi", by=olga, at=NOW, replaces=first)


def test_closing_names_everything_that_is_open(
    incident: Incident, olga: User, dinsos: Department
) -> None:
    duty = custom_duty(dinsos, olga)
    change(incident, olga, on_iiv=True, directives=[duty.directive])
    for phase in list(Phase)[1:6]:
        move_incident(incident, phase, by=olga, at=NOW)
    with pytest.raises(MoveRefused) as refused:
        move_incident(incident, Phase.CLOSED, by=olga, at=NOW)
    for part in (
        "Lapor insiden pada IIV",
        "risiko belum dinilai",
        "dampak belum ditulis",
        "kronologi masih kosong",
        "A-2026-001 belum ditutup",
        "pembelajaran belum dicatat",
    ):
        assert part in str(refused.value)
    change(incident, olga, impact="Tidak ada data yang hilang", risk="high")
    stop_clock(
        incident, ClockCode.IIV_INCIDENT, stopped_at=NOW, proof="Tanda terima 7", by=olga, at=NOW
    )
    add_chronology(incident, happened_at=FOUND, event="Ditemukan", by=olga, at=NOW)
    duty.directive.closed_at = NOW
    duty.directive.save()
    learnt_from(incident, by=olga, at=NOW)
    assert open_work(Incident.objects.get(), at=NOW) == []
    move_incident(incident, Phase.CLOSED, by=olga, at=NOW)
    assert Incident.objects.get().closed_at == NOW


@pytest.mark.parametrize(
    ("target", "reason", "words"),
    [
        (Phase.RECOVERY, "x", "tidak dapat dilompati"),
        (Phase.REFUTED, "", "Tuliskan alasannya"),
    ],
)
def test_phases_move_by_the_table(
    incident: Incident, olga: User, target: Phase, reason: str, words: str
) -> None:
    with pytest.raises(MoveRefused, match=words):
        move_incident(incident, target, reason=reason, by=olga, at=NOW)
    move_incident(incident, Phase.REFUTED, reason="Data contoh lama", by=olga, at=NOW)
    found = Incident.objects.get()
    assert found.refuted_why == "Data contoh lama"
    assert clocks_of(found, at=NOW) == []


PAGES = [
    ("incidents", [], {"olga": 200, "leo": 200, "ira": 200, "kartini": 200, "budi": 200,
                       "adi": 403}),
    ("incident", ["I-2026-001"], {"olga": 200, "ira": 200, "kartini": 404, "adi": 403}),
    ("incident-new", [], {"olga": 200, "leo": 200, "ira": 403, "kartini": 403, "adi": 403}),
    ("incident-edit", ["I-2026-001"], {"olga": 200, "ira": 403, "kartini": 403}),
    ("chronology-add", ["I-2026-001"], {"olga": 200, "ira": 403, "budi": 403}),
    ("incident-move", ["I-2026-001", "triage"], {"olga": 200, "ira": 403, "budi": 403}),
    ("clock-stop", ["I-2026-001", "iiv_incident"], {"olga": 200, "ira": 403, "budi": 403}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "answers"), PAGES)
def test_who_opens_which_page(
    name: str,
    args: list[str],
    answers: dict[str, int],
    incident: Incident,
    signed_in,
    request: pytest.FixtureRequest,
) -> None:
    assert incident.code == "I-2026-001"
    for who, status in answers.items():
        response = signed_in(request.getfixturevalue(who)).get(reverse(name, args=args))
        assert response.status_code == status, who


def test_a_department_reads_its_own_without_the_reporter(
    incident: Incident, olga: User, kartini: User, dinsos: Department, signed_in
) -> None:
    change(incident, olga, reporter_name="Warga Peduli", departments=[dinsos])
    page = words_of(signed_in(kartini).get(incident.get_absolute_url()))
    assert incident.title in page
    assert "Warga Peduli" not in page
    assert "Lengkapi" not in page
    other = record_incident(description="Lain", found_at=FOUND, by=olga, at=NOW)
    other.departments.add(DepartmentFactory())
    listed = words_of(signed_in(kartini).get(reverse("incidents")))
    assert incident.title in listed
    assert other.code not in listed


def test_it_touches_a_department_through_its_application_once(
    incident: Incident, olga: User, kartini: User, dinsos: Department
) -> None:
    change(
        incident,
        olga,
        applications=ApplicationFactory.create_batch(3, owner=dinsos),
        departments=[dinsos],
    )
    assert Incident.objects.visible_to(kartini).count() == 1


def test_sixty_seconds_in_the_browser(olga: User, signed_in) -> None:
    browser = signed_in(olga)
    answer = browser.post(
        reverse("incident-new"),
        {
            "description": "Situs menampilkan iklan judi. Dilaporkan warga.",
            "found_at": "2026-11-20T08:10",
            "detection_basis": "complaint_analysis",
        },
        follow=True,
    )
    found = Incident.objects.get()
    assert "tercatat" in words_of(answer)
    browser.post(
        reverse("chronology-add", args=[found.code]),
        {"happened_at": "2026-11-20T08:00", "event": "Warga melapor <script>", "source": "Aduan"},
    )
    page = browser.get(found.get_absolute_url())
    assert b"Warga melapor &lt;script&gt;" in page.content
    for ask in (browser.get, browser.post):
        answer = ask(reverse("incident-move", args=[found.code, "closed"]), follow=True)
        assert "tidak dapat dilompati" in words_of(answer)
        assert b'name="reason"' not in answer.content
    refute = reverse("incident-move", args=[found.code, "refuted"])
    assert "tidak wajib" not in words_of(browser.get(refute))
    answer = browser.post(refute, {"reason": " "})
    assert answer.status_code == 422
    assert "reason" in answer.context["form"].errors
    assert "tidak wajib" in words_of(
        browser.get(reverse("incident-move", args=[found.code, "triage"]))
    )
    browser.post(
        reverse("incident-edit", args=[found.code]),
        {
            "title": found.title,
            "description": found.description,
            "found_at": "2026-11-20T08:10",
            "detection_basis": "complaint_analysis",
            "on_iiv": "yes",
            "risk": "high",
        },
    )
    page = words_of(browser.get(found.get_absolute_url()))
    assert "Lapor insiden pada IIV paling lambat" in page
    assert "Wajib: Peraturan BSSN 1/2024" in page
    exported = browser.get(reverse("incidents") + "?export=csv")
    assert found.code.encode() in b"".join(exported.streaming_content)
