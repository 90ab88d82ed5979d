"""Looks at services and warnings of the agency as facts behind a public statement."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Department, User
from accounts.roles import Role
from secops.incidents.actions import record_incident
from secops.incidents.checks.actions import Looked, record_check, withdraw_check
from secops.incidents.checks.models import ServiceCheck
from secops.incidents.models import PublicStatement, StatementWarning
from secops.incidents.notices.actions import Arrived, judge_notice, receive_notice
from secops.incidents.notices.models import Notice
from secops.incidents.statements.actions import (
    Fact,
    Said,
    approve_statement,
    look_after_statements,
    publish_statement,
    review_statement,
    write_statement,
)
from secops.incidents.statements.contradictions import misfits, sentence
from secops.incidents.statements.sources import known_facts, row_of_key
from secops.inventory.models import Application
from secops.rules.assertion import Assertion, FactKind, Subject, Value
from secops.rules.fact_change import Change
from secops.rules.refusal import MoveRefused
from secops.rules.statement import Kind, Refusal
from tests.factories import ApplicationFactory, holder_of
from tests.incidents.support import AT, HOUR, incident_of

R = ServiceCheck.Result
RUNNING = Assertion(Subject.SERVICES, Value.RUNNING)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def lead(office) -> User:
    return holder_of(Role.LEAD, office, name="Lina Ketua")


@pytest.fixture
def simpatik(dinsos: Department) -> Application:
    return ApplicationFactory(name="SIMPATIK", owner=dinsos)


def look_at(application: Application, result: str, by: User, at=AT, **more) -> ServiceCheck:
    looked = Looked("application", result, at, "Olga", "Masuk dengan akun uji", application)
    return record_check(looked, by=by, at=at, **more)


def published(text: str, by: User, lead: User, *facts: Fact, at=AT, **more) -> PublicStatement:
    made = write_statement(Said(Kind.FULL, text), by=by, at=at, facts=facts, **more)
    review_statement(made, seen=list(made.facts.values_list("pk", flat=True)), by=lead, at=at)
    approve_statement(made, by=lead, at=at)
    return publish_statement(made, channel="Situs", by=lead, at=at)


def offered(part: str) -> Fact:
    """The fact of this kind that a form offers."""
    key, words = next(one for one in known_facts(AT) if one[0].startswith(part))
    kind, row = row_of_key(key)
    return Fact(words, kind=kind, row=row)


def test_a_check_is_offered_and_carries_that_the_service_runs(
    olga: User, lead: User, simpatik: Application
) -> None:
    look_at(simpatik, R.WORKS, olga)
    said = published("Layanan SIMPATIK aman dipakai.", olga, lead, offered("check:"))
    fact = said.facts.get()
    assert fact.asserts == RUNNING
    assert "SIMPATIK: berfungsi" in fact.words
    assert fact.source.startswith("Pemeriksaan layanan")


def test_the_look_of_another_incident_does_not_make_this_one_safe(
    simpatik: Application, olga: User
) -> None:
    ours = record_incident(description="Unggahan.", found_at=AT, by=olga, at=AT)
    look_at(simpatik, R.WORKS, olga)
    said = Said(Kind.FULL, "Layanan aman.")
    with pytest.raises(MoveRefused, match="bukan tentang aplikasi insiden ini"):
        write_statement(said, by=olga, at=AT, incident=ours, facts=(offered("check:"),))
    ours.applications.add(simpatik)
    with pytest.raises(MoveRefused, match="sudah lama"):
        write_statement(
            said, by=olga, at=AT + timedelta(days=2), incident=ours, facts=(offered("check:"),)
        )
    write_statement(said, by=olga, at=AT, incident=ours, facts=(offered("check:"),))


def test_a_later_look_with_another_result_warns_once(
    olga: User, lead: User, simpatik: Application
) -> None:
    incident = incident_of(olga)
    look_at(simpatik, R.WORKS, olga, incident=incident)
    said = published("Layanan berjalan.", olga, lead, offered("check:"), incident=incident)
    assert misfits(said, AT) == []
    look_at(simpatik, R.DOWN, olga, AT + HOUR, incident=incident)
    look_after_statements(at=AT + HOUR)
    look_after_statements(at=AT + 2 * HOUR)
    warning = StatementWarning.objects.get()
    assert warning.change == Change.CHECK_DENIES
    assert "pemeriksaan terbaru berkata lain" in sentence(Change(warning.change), warning.words)


def test_a_bad_look_at_a_service_nobody_linked_is_known_otherwise(
    olga: User, lead: User, simpatik: Application
) -> None:
    incident = incident_of(olga)
    word = Fact("Layanan jalan", "Catatan piket 08.00", asserts=RUNNING)
    said = published("Layanan berjalan.", olga, lead, word, incident=incident)
    look_at(simpatik, R.PARTLY, olga, AT + HOUR, incident=incident)
    found = misfits(said, AT + HOUR)
    assert [one.change for one in found] == [Change.KNOWN_OTHERWISE]
    assert "SIMPATIK: berfungsi sebagian" in sentence(found[0].change, found[0].words)


def test_a_withdrawn_look_carries_nothing_any_more(
    olga: User, lead: User, simpatik: Application
) -> None:
    check = look_at(simpatik, R.WORKS, olga)
    said = published("Layanan berjalan.", olga, lead, offered("check:"))
    withdraw_check(check, why="Salah aplikasi", by=olga, at=AT + HOUR)
    assert [one.change for one in misfits(said, AT + HOUR)] == [Change.WITHDRAWN]
    assert not [key for key, _words in known_facts(AT + HOUR) if key.startswith("check:")]


def test_a_look_cannot_be_made_to_say_the_opposite(
    olga: User, lead: User, simpatik: Application
) -> None:
    check = look_at(simpatik, R.DOWN, olga)
    fact = Fact("SIMPATIK", kind=FactKind.CHECK, row=check, asserts=RUNNING)
    with pytest.raises(MoveRefused) as refused:
        write_statement(Said(Kind.FULL, "Berjalan."), by=olga, at=AT, facts=(fact,))
    assert refused.value.code == Refusal.FACT_DENIES
    assert "tidak berjalan" in str(refused.value) or "berhenti" in str(refused.value)


def _warned(by: User, **more: object) -> Notice:
    arrived = Arrived(AT - HOUR, "TLP:RED", "Kredensial dijual", "simpatik", number="B-9/BSSN")
    return receive_notice(arrived, by=by, at=AT, **more)


def test_a_warning_judged_wrong_later_warns_the_statement(
    client: Client, olga: User, lead: User
) -> None:
    notice = _warned(olga)
    fact = offered("notice:")
    assert "B-9/BSSN" in fact.words
    assert "Kredensial dijual" not in fact.words
    leak = Assertion(Subject.LEAK, Value.CREDENTIALS)
    fact = Fact(fact.words, kind=fact.kind, row=fact.row, asserts=leak)
    said = published("Ada kredensial yang bocor.", olga, lead, fact)
    client.force_login(olga, backend=BACKEND)
    page = client.get(said.get_absolute_url()).content.decode()
    assert notice.get_absolute_url() in page
    judge_notice(
        notice, Notice.Finding.NOT_CONFIRMED, why="Data lama", by=olga, at=AT + timedelta(hours=2)
    )
    assert [one.change for one in misfits(said, AT + 3 * HOUR)] == [Change.WITHDRAWN]
    assert not [key for key, _words in known_facts(AT) if key.startswith("notice:")]


def test_the_form_of_a_statement_offers_both(
    client: Client, olga: User, simpatik: Application
) -> None:
    look_at(simpatik, R.WORKS, olga)
    _warned(olga)
    client.force_login(olga, backend=BACKEND)
    page = client.get(reverse("statement-new")).content.decode()
    assert "check:" in page
    assert "notice:" in page
