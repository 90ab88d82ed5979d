"""Clocks to the second: across midnight, weekends, holidays, the year's end; corrected, merged,
refuted, stopped late; told once; on Today within a minute."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import Department, User
from accounts.roles import Role
from secops.incidents.actions import (
    IncidentRefused,
    change_incident,
    decide_public,
    merge_incident,
    move_incident,
    record_incident,
    stop_clock,
)
from secops.incidents.clocks import clocks_of, running_clocks
from secops.incidents.csirt_register import register_clock
from secops.incidents.models import ClockTold, Incident
from secops.incidents.telling import KIND, tell_clocks, telling_of
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.rules.clocks import ClockCode
from secops.rules.incident import Phase
from secops.rules.intervals import WIB
from tests.factories import ContactFactory, holder_of
from tests.incidents.register.conftest import FOUND, NOW

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def change(incident: Incident, by: User, **changes: object) -> Incident:
    at = max(NOW, changes.get("found_at") or NOW)
    change_incident(incident, changes, by=by, at=at)
    return Incident.objects.get(pk=incident.pk)


def one(incident: Incident, at: datetime):
    return clocks_of(incident, at=at)[0]


@pytest.mark.parametrize(
    "found",
    [
        datetime(2026, 11, 27, 23, 59, 59, tzinfo=WIB),  # over midnight into a Saturday
        datetime(2026, 11, 28, 12, 0, 1, tzinfo=WIB),  # a weekend
        datetime(2026, 12, 24, 9, 0, 0, tzinfo=WIB),  # cuti bersama and Christmas
        datetime(2026, 12, 31, 15, 30, 0, tzinfo=WIB),  # the year's end
        datetime(2028, 2, 28, 18, 0, 0, tzinfo=WIB),  # into a leap day
    ],
)
def test_hours_of_the_law_know_no_rest(incident: Incident, olga: User, found: datetime) -> None:
    incident = change(incident, olga, found_at=found, on_iiv=True)
    end = found + 24 * HOUR
    assert one(incident, found).due_at == end
    for at, mark in (
        (found + 18 * HOUR - SECOND, "info"),
        (found + 18 * HOUR, "soon"),
        (end, "soon"),
        (end + SECOND, "late"),
    ):
        assert one(incident, at).mark[0] == mark


def test_a_corrected_fact_moves_the_clock_with_it(incident: Incident, olga: User) -> None:
    incident = change(incident, olga, on_iiv=True)
    earlier = change(incident, olga, found_at=FOUND - 5 * HOUR)
    assert one(earlier, NOW).due_at == FOUND + 19 * HOUR


def test_two_clocks_run_beside_each_other(incident: Incident, olga: User) -> None:
    incident = change(incident, olga, risk="high", personal_data_known_at=FOUND)
    stop_clock(
        incident, ClockCode.PERSONAL_DATA_AGENCY, stopped_at=NOW, proof="Surat 7", by=olga, at=NOW
    )
    marks = {clock.code: clock.mark[0] for clock in clocks_of(incident, at=NOW)}
    assert marks == {
        ClockCode.HIGH_RISK_INCIDENT: "info",
        ClockCode.PERSONAL_DATA_SUBJECT: "info",
        ClockCode.PERSONAL_DATA_AGENCY: "ok",
    }


def test_a_clock_stopped_late_stays_late(incident: Incident, olga: User) -> None:
    incident = change(incident, olga, on_iiv=True)
    late = FOUND + 24 * HOUR + SECOND
    stop_clock(incident, ClockCode.IIV_INCIDENT, stopped_at=late, proof="Surat 9", by=olga, at=late)
    assert one(Incident.objects.get(), late).mark[2] == "Terkirim setelah batas waktu"


def test_refuted_or_closed_nothing_runs(incident: Incident, olga: User) -> None:
    incident = change(incident, olga, on_iiv=True)
    assert [clock.subject for clock in running_clocks(at=NOW)] == [incident.code]
    move_incident(incident, Phase.REFUTED, reason="Data lama", by=olga, at=NOW)
    assert running_clocks(at=NOW) == []


def test_merged_records_run_on_the_earlier_start_and_either_proof(
    incident: Incident, same: Incident, olga: User
) -> None:
    incident = change(incident, olga, risk="high")
    same = change(same, olga, risk="high")
    merge_incident(same, incident, reason="Sama", by=olga, at=NOW)
    (running,) = running_clocks(at=NOW)
    assert running.subject == incident.code
    assert running.due_at == FOUND + 22 * HOUR


def test_the_public_is_told_by_a_recorded_decision(incident: Incident, olga: User) -> None:
    given = {"reason": "Pelayanan terganggu", "decided_by": "Sekda", "decided_at": NOW,
             "by": olga, "at": NOW}  # fmt: skip
    with pytest.raises(IncidentRefused, match="diketahui"):
        decide_public(incident, tell=True, due_at=NOW + HOUR, **given)
    incident = change(incident, olga, personal_data_known_at=FOUND)
    with pytest.raises(IncidentRefused, match="batas waktunya"):
        decide_public(incident, tell=True, due_at=None, **given)
    decide_public(incident, tell=True, due_at=NOW + 8 * HOUR, **given)
    codes = {clock.code: clock for clock in clocks_of(incident, at=NOW)}
    assert codes[ClockCode.PERSONAL_DATA_PUBLIC].due_at == NOW + 8 * HOUR
    assert codes[ClockCode.PERSONAL_DATA_PUBLIC].law
    decide_public(Incident.objects.get(), tell=False, due_at=None, **given | {"at": NOW + SECOND})
    left = {clock.code for clock in clocks_of(Incident.objects.get(), at=NOW)}
    assert ClockCode.PERSONAL_DATA_PUBLIC not in left


@pytest.mark.django_db
def test_the_register_of_the_team_ends_after_three_years(settings) -> None:
    assert register_clock(None, NOW) == []
    settings.CSIRT_REGISTER_ISSUED_ON = date(2024, 3, 1)
    settings.CSIRT_REGISTER_NUMBER = "REG-7"
    (clock,) = register_clock(None, NOW)
    assert clock.due_at == datetime(2027, 3, 1, tzinfo=WIB)
    assert clock.mark[0] == "soon"
    assert "REG-7" in clock.what


def test_a_breach_is_on_today_within_a_minute(
    incident: Incident, olga: User, signed_in, now_is
) -> None:
    change(incident, olga, on_iiv=True)
    end = FOUND + 24 * HOUR
    now_is(end - SECOND)
    browser = signed_in(olga)
    assert "lewat" not in _clock_of(browser)
    now_is(end + 59 * SECOND)
    assert "lewat" in _clock_of(browser)
    wall = browser.get(reverse("wall")).content.decode()
    assert "Lapor insiden pada IIV" in wall
    assert "lewat" in wall[wall.index("Lapor insiden pada IIV") :]


def test_the_wall_shows_the_three_oldest_late_clocks_in_words(
    olga: User, signed_in, now_is
) -> None:
    for n in range(4):
        found = FOUND + timedelta(days=n)
        made = record_incident(description=f"Insiden {n}.", found_at=found, by=olga, at=found)
        change_incident(made, {"on_iiv": True}, by=olga, at=found)
    now_is(FOUND + timedelta(days=16, minutes=1))
    wall = signed_in(olga).get(reverse("wall")).content.decode()
    large = re.sub(r"<[^>]+>", "", wall[: wall.index("<footer>")])
    assert "lewat 15 hari" in " ".join(large.split())
    foot = wall[wall.index("<footer>") :]
    for code, days in (("I-2026-001", 15), ("I-2026-002", 14), ("I-2026-003", 13)):
        assert re.search(rf"{code}[^;]*: lewat {days} hari", foot)
    assert "I-2026-004" not in foot


def _clock_of(browser) -> str:
    page = browser.get(reverse("today")).content.decode()
    assert "Lapor insiden pada IIV" in page
    return page[page.index("Lapor insiden pada IIV") - 400 :][:800]


@pytest.fixture
def office_head(office: Department) -> User:
    return holder_of(Role.HEAD, office, name="Hadi Kepala")


@pytest.fixture
def reachable(olga: User, leo: User, office_head: User) -> None:
    for user in (olga, leo, office_head):
        ContactFactory(person=user.person)


def told() -> list[tuple[str, str]]:
    rows = Message.objects.filter(kind=KIND).order_by("pk")
    return [(row.person.name, row.state) for row in rows if row.person]


@pytest.mark.usefixtures("reachable")
def test_each_step_tells_its_people_once(incident: Incident, olga: User) -> None:
    change(incident, olga, on_iiv=True)
    assert tell_clocks(at=FOUND + 18 * HOUR - SECOND) == 0
    assert tell_clocks(at=FOUND + 18 * HOUR) == 1
    assert tell_clocks(at=FOUND + 18 * HOUR + 60 * SECOND) == 0
    assert [name for name, _state in told()] == ["Olga Piket"]
    tell_clocks(at=FOUND + 21 * HOUR)
    assert [name for name, _state in told()][1:] == ["Leo Ketua"]
    tell_clocks(at=FOUND + 24 * HOUR)
    assert len(told()) == 2
    tell_clocks(at=FOUND + 24 * HOUR + SECOND)
    tell_clocks(at=FOUND + 25 * HOUR)
    assert {name for name, _state in told()[2:]} == {"Olga Piket", "Leo Ketua", "Hadi Kepala"}
    assert len(told()) == 5


@pytest.mark.usefixtures("reachable")
def test_after_an_outage_everybody_gets_one_message(incident: Incident, olga: User) -> None:
    change(incident, olga, risk="high", personal_data_known_at=FOUND)
    tell_clocks(at=FOUND + 80 * HOUR)
    assert sorted(name for name, _state in told()) == ["Hadi Kepala", "Leo Ketua", "Olga Piket"]
    assert ClockTold.objects.count() == 9


@pytest.mark.usefixtures("reachable")
def test_a_new_end_is_told_anew_and_a_met_one_not_at_all(
    incident: Incident, olga: User, mailoutbox
) -> None:
    incident = change(incident, olga, on_iiv=True)
    tell_clocks(at=FOUND + 18 * HOUR)
    incident = change(incident, olga, found_at=FOUND - HOUR)
    tell_clocks(at=FOUND + 18 * HOUR)
    assert len(told()) == 2
    stop_clock(incident, ClockCode.IIV_INCIDENT, stopped_at=NOW, proof="Surat 1", by=olga, at=NOW)
    assert tell_clocks(at=FOUND + 30 * HOUR) == 0
    deliver(at=datetime(2026, 11, 28, 8, 0, tzinfo=WIB), kinds=[KIND])
    assert mailoutbox == []


@pytest.mark.usefixtures("reachable")
def test_the_message_says_what_by_when_and_why(incident: Incident, olga: User, mailoutbox) -> None:
    change(incident, olga, on_iiv=True)
    at = FOUND + 23 * HOUR
    tell_clocks(at=at)
    deliver(at=at, kinds=[KIND])
    words = mailoutbox[0].subject + mailoutbox[0].body
    for part in ("I-2026-001", "Lapor insiden pada IIV", " menit", "BSSN 1/2024",
                 "Sabtu, 28 November 2026, 08.10 WIB"):  # fmt: skip
        assert part in words


def test_without_anybody_to_tell_it_is_told_once_there_is(
    incident: Incident, olga: User, leo: User
) -> None:
    change(incident, olga, on_iiv=True)
    assert tell_clocks(at=FOUND + 19 * HOUR) == 0
    ContactFactory(person=leo.person)
    assert tell_clocks(at=FOUND + 19 * HOUR) == 1
    assert [name for name, _state in told()] == ["Leo Ketua"]


def test_a_step_that_is_reached_is_not_promised_for_the_past(
    incident: Incident, olga: User
) -> None:
    incident = change(incident, olga, on_iiv=True)
    late = FOUND + 30 * HOUR
    clocks = clocks_of(incident, at=late)
    words = telling_of(clocks, at=late)[clocks[0].key].next
    assert words.startswith("begitu ada yang dapat dihubungi → ")
    assert "2026" not in words


@pytest.mark.usefixtures("reachable")
def test_the_page_names_the_next_step(incident: Incident, olga: User, signed_in, now_is) -> None:
    incident = change(incident, olga, on_iiv=True)
    clocks = clocks_of(incident, at=NOW)
    assert telling_of(clocks, at=NOW)[clocks[0].key].next == (
        "28 Nov 2026, 02.10 → Petugas piket (Olga Piket)"
    )
    now_is(FOUND + 23 * HOUR)
    tell_clocks(at=FOUND + 23 * HOUR)
    page = signed_in(olga).get(incident.get_absolute_url()).content.decode()
    assert "08.10 WIB → " in page
    assert "Kepala Dinas Komunikasi (Hadi Kepala)" in page
