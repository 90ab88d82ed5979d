"""Two people have the same record open: nobody's words are lost, and nobody is told nothing."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from secops.incidents.claims.actions import Claimed, record_claim
from secops.incidents.models import Incident, PublicStatement
from secops.incidents.notices.actions import Arrived, receive_notice
from secops.incidents.requests.actions import Asked, write_request
from secops.incidents.statements.actions import Said, write_statement
from secops.incidents.tasks.actions import Wanted, write_task
from secops.rules.claim import Platform
from secops.rules.statement import Kind
from tests.conftest import Enter
from tests.factories import ApplicationFactory
from tests.incidents.support import AT, DAY, incident_of


@pytest.fixture
def incident(olga: User) -> Incident:
    return incident_of(olga)


class Tab:
    """A page with a form that somebody opened, and sends with some fields changed."""

    def __init__(self, browser: Client, address: str) -> None:
        self.browser, self.address = browser, address
        self.read(browser.get(address))

    def read(self, answer) -> None:
        form = answer.context["form"]
        self.values: dict[str, object] = {}
        for bound in form:
            if bound.field.widget.needs_multipart_form:
                continue
            value = bound.field.widget.format_value(bound.value())
            if value not in (None, "", []):
                self.values[bound.name] = value
        (marks,) = re.findall(r'name="shown" value="([^"]+)"', answer.content.decode())
        self.values["shown"] = unescape(marks)

    def send(self, **changed: object):
        answer = self.browser.post(self.address, self.values | changed)
        if answer.status_code != 302:
            self.read(answer)
        return answer


def test_two_officers_complete_a_record_and_both_are_kept(
    incident: Incident, olga: User, leo: User, signed_in: Enter
) -> None:
    simpatik = ApplicationFactory(code="simpatik", name="SIMPATIK")
    address = f"{incident.get_absolute_url()}edit/"
    first, second = Tab(signed_in(olga), address), Tab(signed_in(leo), address)
    assert first.send(impact="Akun dipakai.", applications=[simpatik.pk]).status_code == 302
    assert second.send(risk="high").status_code == 302
    incident.refresh_from_db()
    assert (incident.impact, incident.risk) == ("Akun dipakai.", "high")
    assert list(incident.applications.all()) == [simpatik]


def test_the_same_field_is_asked_about_and_the_second_save_takes_it(
    incident: Incident, olga: User, leo: User, signed_in: Enter
) -> None:
    address = f"{incident.get_absolute_url()}edit/"
    first, second = Tab(signed_in(olga), address), Tab(signed_in(leo), address)
    first.send(impact="Akun dipakai.", severity="sev1")
    answer = second.send(impact="Belum diketahui.", risk="low")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "orang lain menyimpan: “Akun dipakai.”" in unescape(page)
    assert "Belum diketahui." in page, "what was typed is still there"
    incident.refresh_from_db()
    assert (incident.impact, incident.risk) == ("Akun dipakai.", "")
    assert second.send().status_code == 302
    incident.refresh_from_db()
    assert (incident.impact, incident.risk, incident.severity) == (
        "Belum diketahui.", "low", "sev1"
    )  # fmt: skip


def test_a_form_sent_twice_or_without_its_marks_is_saved_as_it_is(
    incident: Incident, olga: User, signed_in: Enter
) -> None:
    tab = Tab(signed_in(olga), f"{incident.get_absolute_url()}edit/")
    for _ in range(2):
        assert tab.send(impact="Akun dipakai.").status_code == 302
    for marks in ("", "[]", "{", '{"impact": 3}'):
        assert tab.send(impact=f"Akun {marks}", shown=marks).status_code == 302
    incident.refresh_from_db()
    assert incident.impact == 'Akun {"impact": 3}'


def test_a_draft_statement_does_not_lose_the_words_of_the_first(
    incident: Incident, olga: User, leo: User, signed_in: Enter
) -> None:
    made = write_statement(Said(Kind.FULL, "Kami terkena."), by=olga, at=AT, incident=incident)
    address = f"{made.get_absolute_url()}edit/"
    first, second = Tab(signed_in(olga), address), Tab(signed_in(olga), address)
    assert first.send(text="Kami terkena; kami memeriksa.").status_code == 302
    answer = second.send(text="Benar.")
    assert answer.status_code == 422
    assert "Kami terkena; kami memeriksa." in answer.content.decode()
    assert PublicStatement.objects.get().text == "Kami terkena; kami memeriksa."


def test_warnings_requests_claims_and_tasks_keep_both_hands(
    incident: Incident, olga: User, leo: User, signed_in: Enter
) -> None:
    arrived = Arrived(AT, "amber", "Kredensial.", "SIMPATIK", number="1/2026")
    wanted = Wanted("Kunci", timezone.now() + DAY)
    claimed = Claimed(Platform.FORUM, "Menjual data.", AT)
    for row, one, two in (
        (receive_notice(arrived, by=olga, at=AT), {"advice": "Ganti."}, {"assets": "ABSENSI"}),
        (write_request(Asked("help", "agency", "BSSN", "Log."), by=olga, at=AT),
         {"text": "Log dan citra."}, {"to": "Deputi BSSN"}),
        (record_claim(claimed, by=olga, at=AT), {"actor": "gudang"}, {"credibility": "3"}),
        (write_task(incident, wanted, by=olga, at=AT), {"text": "Segera."},
         {"title": "Kunci di sumber"}),
    ):  # fmt: skip
        address = f"{row.get_absolute_url()}edit/"
        first, second = Tab(signed_in(olga), address), Tab(signed_in(leo), address)
        assert first.send(**one).status_code == 302
        assert second.send(**two).status_code == 302
        row.refresh_from_db()
        for name, value in (one | two).items():
            assert getattr(row, name) == value
