"""Looks at services: the newest speaks, a newer bad one contradicts an older good one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Department, User
from accounts.roles import Role
from secops.house.files import check_one
from secops.incidents.checks.actions import Looked, record_check, withdraw_check
from secops.incidents.checks.models import ServiceCheck
from secops.incidents.refused import DeskRefused
from secops.inventory.models import Application
from tests.factories import ApplicationFactory, DepartmentFactory, holder_of
from tests.incidents.support import AT, HOUR, incident_of, upload

R = ServiceCheck.Result


@pytest.fixture
def simpatik(dinsos: Department) -> Application:
    return ApplicationFactory(name="SIMPATIK", owner=dinsos)


def looked(result: str, **given: object) -> Looked:
    facts = {
        "kind": "application", "result": result, "tested_at": AT, "tester": "Olga",
        "method": "Masuk dengan akun uji",
    }  # fmt: skip
    return Looked(**(facts | given))  # type: ignore[arg-type]


def test_of_one_service_the_newest_speaks(olga: User, simpatik: Application) -> None:
    old = record_check(looked(R.WORKS, application=simpatik), by=olga, at=AT)
    database = record_check(looked(R.WORKS, application=simpatik, kind="database"), by=olga, at=AT)
    bad = record_check(
        looked(R.SUSPICIOUS, application=simpatik, tested_at=AT + HOUR), by=olga, at=AT + HOUR
    )
    assert set(ServiceCheck.objects.newest()) == {database, bad}
    assert list(ServiceCheck.objects.contradicted()) == [old]


def test_the_order_is_that_of_testing_not_of_typing(olga: User, simpatik: Application) -> None:
    bad = record_check(looked(R.DOWN, application=simpatik), by=olga, at=AT)
    typed_later = record_check(
        looked(R.WORKS, application=simpatik, tested_at=AT - HOUR), by=olga, at=AT + HOUR
    )
    assert list(ServiceCheck.objects.newest()) == [bad]
    assert list(ServiceCheck.objects.contradicted()) == [typed_later]


def test_a_name_is_the_same_service_however_it_is_typed(olga: User) -> None:
    record_check(looked(R.WORKS, kind="service", name="Situs  Kota"), by=olga, at=AT)
    record_check(
        looked(R.DOWN, kind="service", name="situs kota", tested_at=AT + HOUR),
        by=olga, at=AT + HOUR,
    )  # fmt: skip
    assert ServiceCheck.objects.newest().count() == 1


def test_a_withdrawn_check_speaks_no_more_and_stays_readable(
    olga: User, simpatik: Application, signed_in
) -> None:
    good = record_check(looked(R.WORKS, application=simpatik), by=olga, at=AT)
    bad = record_check(
        looked(R.DOWN, application=simpatik, tested_at=AT + HOUR), by=olga, at=AT + HOUR
    )
    with pytest.raises(DeskRefused, match="alasannya"):
        withdraw_check(bad, why=" ", by=olga, at=AT + HOUR)
    withdraw_check(bad, why="Server uji, bukan SIMPATIK", by=olga, at=AT + HOUR)
    with pytest.raises(DeskRefused, match="sudah ditarik"):
        withdraw_check(bad, why="lagi", by=olga, at=AT + HOUR)
    assert list(ServiceCheck.objects.newest()) == [good]
    assert not ServiceCheck.objects.contradicted().exists()
    assert (
        "Server uji, bukan SIMPATIK" in signed_in(olga).get(bad.get_absolute_url()).content.decode()
    )


def test_wrong_checks_are_refused_in_words(olga: User, ira: User) -> None:
    with pytest.raises(DeskRefused, match="nama layanannya"):
        record_check(looked(R.WORKS), by=olga, at=AT)
    with pytest.raises(DeskRefused, match="belum terjadi"):
        record_check(looked(R.WORKS, name="x", tested_at=AT + HOUR), by=olga, at=AT)
    with pytest.raises(PermissionDenied):
        record_check(looked(R.WORKS, name="x"), by=ira, at=AT)
    assert not ServiceCheck.objects.exists()


def test_the_database_itself_keeps_a_check_from_saying_nothing(olga: User) -> None:
    made = record_check(looked(R.WORKS, name="Situs"), by=olga, at=AT)
    with pytest.raises(IntegrityError, match="check_says_what_was_tested"), transaction.atomic():
        ServiceCheck.objects.filter(pk=made.pk).update(name="")


def test_a_password_in_a_note_is_not_kept(olga: User) -> None:
    made = record_check(looked(R.WORKS, name="Situs", note="password: Rahasia123!"), by=olga, at=AT)
    assert "Rahasia123" not in made.note


def test_the_incident_shows_the_newest_and_who_reads_it_may_fetch_the_evidence(
    olga: User, kartini: User, dinsos: Department, simpatik: Application, signed_in
) -> None:
    incident = incident_of(olga, applications=[simpatik])
    files = [check_one(upload("log.txt"))]
    made = record_check(
        looked(R.PARTLY, application=simpatik), incident=incident, evidence=files, by=olga, at=AT
    )
    page = signed_in(kartini).get(incident.get_absolute_url()).content.decode()
    assert "Berfungsi sebagian" in page
    file = signed_in(kartini).get(reverse("service-check-file", args=[made.pk]))
    assert file["Content-Disposition"].startswith("attachment")
    assert b"".join(file.streaming_content) == b"terbukti"


def test_the_owner_of_an_application_reads_its_check_and_not_the_incident_behind_it(
    olga: User, kartini: User, simpatik: Application, signed_in
) -> None:
    incident = incident_of(olga)
    made = record_check(looked(R.WORKS, application=simpatik), incident=incident, by=olga, at=AT)
    browser = signed_in(kartini)
    page = browser.get(made.get_absolute_url())
    assert page.status_code == 200
    assert incident.title not in page.content.decode()
    for name in ("service-checks", "incident-tasks", "meetings"):
        assert incident.title not in browser.get(reverse(name)).content.decode()


def test_a_foreign_department_finds_nothing(olga: User, simpatik: Application, signed_in) -> None:
    made = record_check(looked(R.WORKS, application=simpatik), by=olga, at=AT)
    stranger = holder_of(Role.HEAD, DepartmentFactory())
    assert signed_in(stranger).get(made.get_absolute_url()).status_code == 404


def test_a_check_is_recorded_in_the_browser_and_wrong_input_is_named(
    olga: User, simpatik: Application, signed_in
) -> None:
    browser, url = signed_in(olga), reverse("service-check-new")
    given = {
        "kind": "application", "result": "works", "tested_at": "2026-11-24T09:00",
        "tester": "Olga", "method": "Masuk",
    }  # fmt: skip
    wrong = browser.post(url, given)
    assert wrong.status_code == 422
    assert "Pilih aplikasinya atau tulis nama layanannya" in wrong.content.decode()
    assert browser.post(url, given | {"application": simpatik.pk}).status_code == 302
    listed = browser.get(reverse("service-checks") + "?show=newest").content.decode()
    assert "SIMPATIK" in listed
    late = ServiceCheck.objects.get().tested_at
    assert late - AT == timedelta(0)
