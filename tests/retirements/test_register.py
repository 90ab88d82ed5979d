"""The register brings what the signs read, and says by row and column what cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from accounts.models import Department, User
from secops.compliance.retirements.signs import known_of
from secops.inventory.models import AccountFacts, Application
from secops.rules.retirement import State
from secops.rules.retirement_signs import Gap, Sign
from tests.factories import AccountFactory
from tests.registers.support import AT, bring
from tests.retirements.support import brought_to, old_application

HEAD = "kode,nama,kode pemilik,terakhir dipakai,terakhir diperbarui,status\n"


def test_last_use_last_deploy_and_owner_come_in_under_their_indonesian_names(
    olga: User, dinsos: Department
) -> None:
    row = "a,A,DINSOS,2025-01-31,31/01/2022,tidak-terpakai\n"
    outcome = bring("applications", HEAD + row, olga)
    assert (outcome.created, outcome.failed) == (1, 0)
    application = Application.objects.get()
    known = known_of([application.pk], at=AT)[application.pk]
    assert application.owner == dinsos
    assert set(known.found) >= {Sign.UNUSED, Sign.UNDEPLOYED, Sign.SAID_DORMANT}
    again = bring("applications", HEAD + row, olga)
    assert (again.created, again.updated) == (0, 0)


def test_days_to_come_and_no_days_are_refused_by_row_and_column(
    olga: User, dinsos: Department
) -> None:
    rows = "a,A,DINSOS,2027-01-01,,\nb,B,DINSOS,,31/31/2020,\nc,C,DINSOS,,,mati\n"
    outcome = bring("applications", HEAD + rows, olga)
    found = {(one.row, one.column) for one in outcome.problems}
    assert found == {(2, "last_used_on"), (3, "last_deployed_on"), (4, "status")}


def test_a_blank_cell_is_unknown_and_takes_nothing_away(olga: User, dinsos: Department) -> None:
    bring("applications", f"{HEAD}a,A,DINSOS,2026-11-01,2026-10-01,\n", olga)
    bring("applications", f"{HEAD}a,A,DINSOS,,,\nb,B,DINSOS,,,\n", olga)
    a, b = Application.objects.order_by("code")
    known = known_of([a.pk, b.pk], at=AT)
    assert known[a.pk].facts.last_used_on is not None
    assert set(known[b.pk].signs.unknown) >= {Gap.USE, Gap.DEPLOY}


def test_a_log_in_that_a_system_tells_of_is_use(olga: User, dinsos: Department) -> None:
    bring("applications", f"{HEAD}a,A,DINSOS,2025-01-31,2026-01-01,\n", olga)
    application = Application.objects.get()
    account = AccountFactory(application=application)
    AccountFacts.objects.create(account=account, last_login_at=AT - timedelta(days=2))
    known = known_of([application.pk], at=AT)[application.pk]
    assert Sign.UNUSED not in known.found
    assert known.facts.last_used_on == datetime(2026, 11, 20, tzinfo=UTC).date()


def test_an_archived_application_does_not_come_back_by_a_register(
    dinsos: Department, olga: User, kartini: User
) -> None:
    lama = old_application(dinsos)
    brought_to(State.ARCHIVED, lama, office=olga, head=kartini)
    row = f"{lama.code},{lama.name},DINSOS,,,%s\n"
    back = bring("applications", HEAD + row % "aktif", olga)
    (problem,) = back.problems
    assert (problem.row, problem.column) == (2, "status")
    assert "sudah diarsipkan lewat penghentian" in problem.problem_id
    assert bring("applications", HEAD + row % "dihentikan", olga).failed == 0
    assert Application.objects.get().status == Application.Status.RETIRED
