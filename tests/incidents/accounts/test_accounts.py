"""The accounts an incident hit: of its reports, and picked by hand; numbers by department."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.incidents.actions import add_accounts, change_incident, remove_accounts
from secops.incidents.affected import accounts_of
from secops.incidents.dossier.around import accounts as section
from secops.incidents.models import AffectedAccount, Incident
from secops.inventory.models import Account, Application, Exposure, LeakReport
from tests.conftest import Enter
from tests.factories import AccountFactory, ApplicationFactory
from tests.incidents.support import AT, HOUR, incident_of


@pytest.fixture
def simpatik() -> Application:
    return ApplicationFactory(name="SIMPATIK")


@pytest.fixture
def incident(olga: User, simpatik: Application) -> Incident:
    return incident_of(olga, applications=[simpatik])


@pytest.fixture
def known(incident: Incident, olga: User, simpatik: Application, dinsos: Department) -> Account:
    """Named by the linked report."""
    account = AccountFactory(application=simpatik, username="ani", department=dinsos)
    report = LeakReport.objects.create(
        source="BSSN", file_name="x.csv", sha256="0" * 64, format="csv", received_at=AT,
        imported_at=AT, imported_by=olga,
    )  # fmt: skip
    Exposure.objects.create(
        fingerprint="00000000-0000-0000-0000-000000000001", place=1, report_id=report.pk,
        account_id=account.pk, effective_at=AT, received_at=AT,
    )  # fmt: skip
    change_incident(incident, {"leak_reports": [report]}, by=olga, at=AT)
    return account


def page_of(incident: Incident, name: str = "") -> str:
    return reverse(f"incident-accounts{name}", args=[incident.code])


def listed(answer) -> set[int]:
    return {int(one) for one in re.findall(r'href="/accounts/(\d+)/"', answer.content.decode())}


def test_picked_accounts_stand_beside_those_of_reports_once_each(
    incident: Incident, known: Account, olga: User, simpatik: Application
) -> None:
    other = AccountFactory(application=simpatik)
    assert add_accounts(incident, [other.pk, known.pk, other.pk], by=olga, at=AT) == 2
    assert add_accounts(incident, [other.pk], by=olga, at=AT + HOUR) == 0
    assert set(accounts_of(incident)) == {known, other}
    assert Entry.objects.filter(verb="incident.accounts_added").count() == 1


def test_what_is_taken_out_stays_where_a_report_names_it(
    incident: Incident, known: Account, olga: User, simpatik: Application
) -> None:
    other = AccountFactory(application=simpatik)
    add_accounts(incident, [other.pk, known.pk], by=olga, at=AT)
    assert remove_accounts(incident, [other.pk, known.pk], by=olga, at=AT) == 2
    assert list(accounts_of(incident)) == [known]


def test_the_search_finds_accounts_of_the_applications_that_were_hit(
    incident: Incident, known: Account, olga: User, simpatik: Application, signed_in: Enter
) -> None:
    here = AccountFactory(application=simpatik, username="budi.uji")
    AccountFactory(application=simpatik, username="cici")
    elsewhere = AccountFactory(application=ApplicationFactory(), username="budi.lain")
    browser, pick = signed_in(olga), page_of(incident, "-pick")
    assert pick in browser.get(incident.get_absolute_url()).content.decode()
    assert listed(browser.get(f"{pick}?q=budi")) == {here.pk}
    assert listed(browser.get(f"{pick}?q=budi&everywhere=1")) == {here.pk, elsewhere.pk}
    assert listed(browser.get(f"{pick}?q=ani")) == set(), "it stands there already"
    change = page_of(incident, "-change")
    answer = browser.post(change, {"verb": "add", "pick": [here.pk]}, follow=True)
    assert "1 akun ditambahkan." in answer.content.decode()
    assert listed(answer) == {known.pk, here.pk}
    browser.post(change, {"verb": "remove", "pick": [here.pk]})
    assert list(accounts_of(incident)) == [known]


def test_all_accounts_of_a_report_are_taken_with_one_press(
    incident: Incident, olga: User, simpatik: Application, signed_in: Enter
) -> None:
    accounts = AccountFactory.create_batch(3, application=simpatik)
    AccountFactory(application=simpatik)
    report = LeakReport.objects.create(
        source="BSSN", file_name="y.csv", sha256="1" * 64, format="csv", received_at=AT,
        imported_at=AT, imported_by=olga,
    )  # fmt: skip
    for n, account in enumerate(accounts):
        Exposure.objects.create(
            fingerprint=f"00000000-0000-0000-0000-00000000001{n}", place=1, report_id=report.pk,
            account_id=account.pk, effective_at=AT, received_at=AT,
        )  # fmt: skip
    signed_in(olga).post(
        page_of(incident, "-change"),
        {"verb": "add", "all_matching": "1", "query": f"report={report.pk}"},
    )
    assert set(accounts_of(incident)) == set(accounts)


def test_each_department_has_its_number_and_the_number_its_rows(
    incident: Incident, known: Account, olga: User, simpatik: Application, signed_in: Enter
) -> None:
    nobody = AccountFactory(application=simpatik, department=None)
    add_accounts(incident, [nobody.pk], by=olga, at=AT)
    browser = signed_in(olga)
    content = browser.get(page_of(incident)).content.decode()
    links = re.findall(r'<td class="ps-n"><a href="([^"]+)">(\d+)</a>', content)
    assert [n for _url, n in links] == ["1", "1"]
    assert listed(browser.get(links[0][0])) == {known.pk}
    assert listed(browser.get(links[1][0])) == {nobody.pk}
    assert next(iter(section(incident, AT).rows))[1] == "1"
    page = browser.get(incident.get_absolute_url()).content.decode()
    assert "1 akun dalam laporan, 1 akun dipilih posko" in page
    csv = browser.get(f"{page_of(incident)}?export=csv")
    assert b"dipilih posko" in b"".join(csv.streaming_content)


def test_only_the_office_picks_and_a_department_is_not_told(
    incident: Incident, known: Account, ira: User, budi: User, signed_in: Enter
) -> None:
    with pytest.raises(PermissionDenied):
        add_accounts(incident, [known.pk], by=ira, at=AT)
    assert signed_in(ira).get(page_of(incident)).status_code == 200
    assert page_of(incident, "-pick") not in signed_in(ira).get(page_of(incident)).content.decode()
    assert signed_in(budi).get(page_of(incident)).status_code == 404
    answer = signed_in(ira).post(page_of(incident, "-change"), {"verb": "add", "pick": [known.pk]})
    assert answer.status_code == 403
    assert not AffectedAccount.objects.exists()
