"""Measures of handling: by month, by incident, on its page; each number opens its rows."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.urls import reverse

from accounts.models import User
from secops.incidents.actions import change_incident, move_incident, stop_clock
from secops.incidents.measures.reading import measured_for
from secops.incidents.models import Incident
from secops.incidents.notices.actions import Arrived, answer_notice, receive_notice
from secops.incidents.notices.models import Notice
from secops.rules.clocks import ClockCode
from secops.rules.incident import Phase
from secops.rules.intervals import WIB
from secops.rules.measure import Measure, Report, Unknown
from tests.conftest import Enter
from tests.incidents.support import AT, DAY, HOUR, incident_of

PAGE, ROWS, REPORTS = (
    "incident-measures", "incident-measure-rows", "incident-measure-reports",
)  # fmt: skip
NOW = AT + 5 * DAY


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The doors read this moment on the clock."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW.astimezone(UTC))


def moved(incident: Incident, by: User, *hours: int) -> Incident:
    """Along the path, so many hours after it was found."""
    path = (Phase.TRIAGE, Phase.CONTAINMENT, Phase.ERADICATION, Phase.RECOVERY, Phase.LESSONS)
    for phase, n in zip(path, hours, strict=False):
        incident = move_incident(incident, phase, by=by, at=incident.found_at + n * HOUR)
    return incident


def rated(incident: Incident, by: User, **more: object) -> Incident:
    return change_incident(incident, {"risk": "high", **more}, by=by, at=incident.created_at)


@pytest.fixture
def handled(olga: User) -> Incident:
    """Found on 24 November 07.00, contained after six hours, reported in time."""
    found = rated(incident_of(olga), olga, occurred_at=AT - 5 * HOUR)
    found = moved(found, olga, 1, 2, 6, 30, 50)
    stop_clock(
        found, ClockCode.HIGH_RISK_INCIDENT, stopped_at=found.found_at + 3 * HOUR,
        proof="Surat 000.6/1/2026", by=olga, at=NOW,
    )  # fmt: skip
    return found


@pytest.fixture
def begun(olga: User) -> Incident:
    """Of the same month: only picked up, its report late, since when is not known."""
    return moved(rated(incident_of(olga, at=AT + DAY), olga), olga, 3)


def test_an_incident_is_measured_from_what_was_recorded(handled: Incident, olga: User) -> None:
    (row,) = measured_for(olga, at=NOW)
    assert row.took == {
        "detect": 3 * HOUR, "acknowledge": HOUR, "contain": 6 * HOUR, "recover": 50 * HOUR,
    }  # fmt: skip
    assert row.reports == {Report.IN_TIME: 1}


def test_neither_refuted_nor_merged_ones_count(handled: Incident, begun: Incident, olga: User):
    move_incident(begun, Phase.REFUTED, reason="Uji coba vendor.", by=olga, at=NOW)
    assert [row.incident for row in measured_for(olga, at=NOW)] == [handled]


@pytest.mark.usefixtures("today")
def test_the_month_shows_medians_and_what_is_not_known(
    handled: Incident, begun: Incident, olga: User, signed_in: Enter
) -> None:
    page = text(signed_in(olga).get(reverse(PAGE)))
    assert "November 2026" in page
    assert "6 jam dari 1 · 1 belum terukur" in page, "contained: one of two"
    assert "2 jam dari 2" in page, "picked up after one and three hours"
    assert "50 % 1 tepat waktu · 1 lewat batas waktu" in page
    assert "Waktu terjadi belum diketahui: 1" in page
    assert "Belum sampai tahap itu: 1" in page


def notice_of(olga: User, number: str, received: datetime, answered: datetime | None = None):
    arrived = Arrived(received, "amber", f"Indikasi {number}", "SIMPATIK", number=number)
    made = receive_notice(arrived, by=olga, at=received)
    if answered is not None:
        answer_notice(made, answered_at=answered, proof="Email", by=olga, at=answered)
    return made


@pytest.mark.usefixtures("today")
def test_warnings_answered_in_time_count_by_month_and_each_number_opens_them(
    olga: User, signed_in: Enter
) -> None:
    may = datetime(2026, 5, 31, 23, 30, tzinfo=WIB)
    first = notice_of(olga, "1/2026", may, may + 3 * HOUR)
    second = notice_of(olga, "2/2026", AT, AT + 25 * HOUR)
    third = notice_of(olga, "3/2026", AT)
    fourth = notice_of(olga, "4/2026", NOW - HOUR)
    browser = signed_in(olga)
    answer = browser.get(f"{reverse(PAGE)}?all=1")
    page = text(answer)
    assert "100 % 1 tepat waktu" in page, "May, though it became no incident"
    assert "0 % 2 lewat batas waktu · 1 masih dalam waktunya" in page
    links = re.findall(r'href="(/bssn-notices/\?[^"]+)"', answer.content.decode())
    opened = [text(browser.get(unescape(one))) for one in links]
    listed = [[one.code for one in (first, second, third, fourth) if one.code in page]
              for page in opened]  # fmt: skip
    assert sorted(listed) == [[first.code], [second.code, third.code], [fourth.code]]
    exported = b"".join(browser.get(f"{reverse(PAGE)}?export=csv").streaming_content).decode()
    assert "Peringatan BSSN lewat batas waktu" in exported


@pytest.mark.usefixtures("today")
def test_an_incident_says_whether_its_warning_was_answered_in_time(
    handled: Incident, olga: User, signed_in: Enter
) -> None:
    browser = signed_in(olga)
    words = "Peringatan BSSN dijawab tepat waktu"
    assert words not in text(browser.get(handled.get_absolute_url()))
    made = notice_of(olga, "1/2026", AT, AT + HOUR)
    Notice.objects.filter(pk=made.pk).update(incident=handled)
    assert f"{words} 1 dari 1 tepat waktu" in text(browser.get(handled.get_absolute_url()))


@pytest.mark.usefixtures("today")
def test_every_number_opens_exactly_its_rows(
    handled: Incident, begun: Incident, olga: User, signed_in: Enter
) -> None:
    browser = signed_in(olga)
    content = browser.get(reverse(PAGE)).content.decode()
    links = {
        unescape(one) for one in re.findall(r'href="(/incidents/measures/[^"?]+\?[^"]+)"', content)
    }
    month = "per=month&measure=contain"
    (known,) = [one for one in links if "measure=contain" in one and "known=yes" in one]
    (unknown,) = [one for one in links if "measure=contain" in one and "known=no" in one]
    (why,) = [one for one in links if "measure=contain" in one and "why=not_yet" in one]
    (late,) = [one for one in links if "report=late" in one]
    assert month in known
    assert codes(browser.get(known)) == {handled.code}
    assert codes(browser.get(unknown)) == {begun.code}
    assert codes(browser.get(why)) == {begun.code}
    assert codes(browser.get(late)) == {begun.code}
    assert codes(browser.get(reverse(ROWS))) == {handled.code, begun.code}
    assert codes(browser.get(f"{reverse(ROWS)}?period=2026-10-01&per=month")) == set()


@pytest.mark.usefixtures("today")
def test_a_month_without_incidents_has_its_line_and_no_number(olga: User, signed_in: Enter) -> None:
    incident_of(olga, at=datetime(2026, 9, 2, 9, tzinfo=WIB))
    content = signed_in(olga).get(reverse(PAGE)).content.decode()
    row = next(one for one in content.split("<tr") if "Oktober 2026" in one)
    assert "jam" not in row
    assert "%" not in row.split(">", 1)[1]


@pytest.mark.usefixtures("today")
def test_an_export_gives_the_rows_behind_the_number_in_hours(
    handled: Incident, begun: Incident, olga: User, signed_in: Enter
) -> None:
    browser = signed_in(olga)
    answer = browser.get(f"{reverse(ROWS)}?measure=contain&known=yes&export=csv")
    csv = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, line = csv.strip().splitlines()
    assert "Sampai dampak tertahan (jam)" in head
    assert handled.code in line
    assert ",6.0," in line
    by_month = browser.get(f"{reverse(PAGE)}?export=xlsx")
    assert b"".join(by_month.streaming_content).startswith(b"PK")


@pytest.mark.usefixtures("today")
def test_quarters_and_nonsense_in_the_address(handled: Incident, olga: User, signed_in: Enter):
    browser = signed_in(olga)
    assert "Triwulan IV 2026" in text(browser.get(f"{reverse(PAGE)}?per=quarter"))
    wild = f"{reverse(ROWS)}?period=x&per=y&measure=z&known=maybe&why=%00&report=q"
    assert codes(browser.get(wild)) == {handled.code}


@pytest.mark.usefixtures("today")
def test_the_page_of_an_incident_says_how_fast_and_why_not(
    handled: Incident, begun: Incident, olga: User, signed_in: Enter
) -> None:
    browser = signed_in(olga)
    page = text(browser.get(handled.get_absolute_url()))
    assert "Sampai dampak tertahan 6 jam" in page
    assert "1 dari 1 tepat waktu" in page
    other = text(browser.get(begun.get_absolute_url()))
    assert "Waktu terjadi belum diketahui" in other
    assert "0 dari 1 tepat waktu" in other


def test_a_department_sees_its_own_alone(
    handled: Incident, kartini: User, signed_in: Enter
) -> None:
    assert measured_for(kartini, at=NOW) == []
    assert codes(signed_in(kartini).get(reverse(ROWS))) == set()


def test_a_corrected_time_measures_anew(handled: Incident, olga: User) -> None:
    change_incident(handled, {"occurred_at": AT}, by=olga, at=NOW)
    (row,) = measured_for(olga, at=NOW)
    assert row.timed[Measure.DETECT].unknown is Unknown.WRONG_ORDER


def test_many_incidents_cost_no_more_questions(
    handled: Incident, olga: User, django_assert_max_num_queries
) -> None:
    for n in range(6):
        incident_of(olga, at=AT + timedelta(minutes=n))
    with django_assert_max_num_queries(12):
        assert len(measured_for(User.objects.get(pk=olga.pk), at=NOW)) == 7


def text(answer) -> str:
    """The words of a page in one line."""
    content = re.sub(r"(?s)<(script|svg|style).*?</\1>", " ", answer.content.decode())
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


def codes(answer) -> set[str]:
    """The incidents that a list shows."""
    return set(re.findall(r'href="/incidents/(I-\d{4}-\d+)/"', answer.content.decode()))
