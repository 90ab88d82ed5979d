"""The register: the whole record, the list, and the way in from a phone."""

import re

import pytest
from django.urls import reverse

from accounts.models import Position, User
from accounts.roles import Role
from secops.incidents.actions import change_incident, record_incident
from secops.incidents.affected import accounts_of
from secops.incidents.models import Incident
from secops.inventory.models import Exposure, LeakReport
from tests.factories import AccountFactory
from tests.incidents.register.conftest import FOUND, NOW

RECORD = {
    "title": "Kebocoran akun", "description": "Uraian", "found_at": "2026-11-20T08:10",
    "detection_basis": "team_detection", "on_iiv": "no", "risk": "high", "severity": "sev2",
    "scope": "several_departments", "rsit_class": "fraud.phishing", "accounts_stated": "312",
    "attacker": "Belum diketahui", "impact": "Ringkas", "impact_service": "Layanan lambat",
    "impact_data": "Kata sandi", "impact_third_party": "Vendor", "impact_legal": "UU 27/2022",
    "reporter_name": "Sari Uji", "reporter_contact": "sari@kotacontoh.example",
    "reporter_contact_24h": "(024) 000-0000", "sector_ticket": "T-77",
    "next_step": "Kunci SIMPATIK", "next_update_at": "2026-11-28T15:00",
}  # fmt: skip


def test_the_whole_record_is_kept_and_shown(incident: Incident, olga: User, signed_in) -> None:
    lead = Position.objects.create(role=Role.LEAD, title="Ketua Tim Tanggap")
    browser = signed_in(olga)
    answer = browser.post(
        reverse("incident-edit", args=[incident.code]), RECORD | {"owner": f"position:{lead.pk}"}
    )
    assert answer.status_code == 302
    page = re.sub(r"\s+", " ", browser.get(incident.get_absolute_url()).content.decode())
    for words in (
        "Ketua Tim Tanggap", "Kunci SIMPATIK", "Sev-2 berat", "Beberapa OPD", "Phishing",
        "Layanan lambat", "Vendor", "(024) 000-0000", "T-77", "312 akun menurut catatan",
    ):  # fmt: skip
        assert words in page
    listed = browser.get(reverse("incidents") + "?severity=sev2").content.decode()
    assert "Kunci SIMPATIK" in listed
    assert "Ketua Tim Tanggap" in listed
    assert (
        incident.code not in browser.get(reverse("incidents") + "?severity=sev1").content.decode()
    )


def test_sixty_seconds_may_go_on_to_the_whole(olga: User, signed_in) -> None:
    browser = signed_in(olga)
    given = {
        "description": "Situs menampilkan judi.", "found_at": "2026-11-20T08:10",
        "detection_basis": "complaint_analysis", "severity": "sev3", "whole": "1",
    }  # fmt: skip
    answer = browser.post(reverse("incident-new"), given)
    found = Incident.objects.get()
    assert answer["Location"] == reverse("incident-edit", args=[found.code])
    assert found.severity == "sev3"


def test_a_password_in_the_record_is_not_kept(olga: User) -> None:
    made = record_incident(
        description="Pegawai menulis: password: Rahasia#2026", found_at=FOUND, by=olga, at=NOW
    )
    change_incident(made, {"impact_data": "pin: 4821"}, by=olga, at=NOW)
    made.refresh_from_db()
    assert "Rahasia" not in made.description + made.title
    assert "4821" not in made.impact_data


def test_the_accounts_come_from_the_reports_that_still_count(
    incident: Incident, olga: User, signed_in
) -> None:
    accounts = AccountFactory.create_batch(2)
    reports = [
        LeakReport.objects.create(
            source="BSSN", file_name=f"{n}.csv", sha256=str(n) * 64, format="csv",
            received_at=FOUND, imported_at=NOW, imported_by=olga,
            withdrawn_at=NOW if n else None,
        )
        for n in range(2)
    ]  # fmt: skip
    for n, report in enumerate(reports):
        Exposure.objects.create(
            fingerprint=f"00000000-0000-0000-0000-00000000000{n}", place=1, report_id=report.pk,
            account_id=accounts[n].pk, effective_at=FOUND, received_at=FOUND,
        )  # fmt: skip
    change_incident(incident, {"leak_reports": reports}, by=olga, at=NOW)
    assert list(accounts_of(incident)) == [accounts[0]]
    browser = signed_in(olga)
    page = browser.get(incident.get_absolute_url()).content.decode()
    assert "1 akun dalam laporan" in page
    listed = browser.get(f"{reverse('accounts')}?report={reports[0].pk}").content.decode()
    assert re.findall(r'href="/accounts/(\d+)/', listed) == [str(accounts[0].pk)]


def test_a_head_learns_no_report_from_the_list_of_accounts(
    incident: Incident, olga: User, budi: User, dinsos, signed_in
) -> None:
    AccountFactory(department=dinsos)
    report = LeakReport.objects.create(
        source="BSSN", file_name="x.csv", sha256="0" * 64, format="csv", received_at=FOUND,
        imported_at=NOW, imported_by=olga,
    )  # fmt: skip
    browser = signed_in(budi)
    answer = browser.get(f"{reverse('accounts')}?report={report.pk}")
    assert "x.csv" not in answer.content.decode()


def test_the_page_reads_the_same_number_of_times_however_long_it_is(
    incident: Incident, olga: User, signed_in, django_assert_max_num_queries
) -> None:
    browser = signed_in(olga)
    with django_assert_max_num_queries(120):
        browser.get(incident.get_absolute_url())


@pytest.mark.parametrize("who", ["kartini", "budi", "ira", "adi"])
@pytest.mark.parametrize("name", ["chronology-paste", "public-decide"])
def test_only_the_office_writes(
    who: str, name: str, incident: Incident, signed_in, request: pytest.FixtureRequest
) -> None:
    browser = signed_in(request.getfixturevalue(who))
    assert browser.get(reverse(name, args=[incident.code])).status_code == 403
