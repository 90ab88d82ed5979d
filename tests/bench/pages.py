"""Today, the campaign's, a department's and the heat map's page at 10,000 and 1,000,000 rotations.

`python -m tests.bench.pages [rotations]` makes databases of its own and drops them. Goals: 1.2
times the small city, at most 12 statements; Today at most 12 times a bare signed-in view with one
query, its 95th percentile under 100 ms.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import django
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from tests.bench.leak import SEEN_AT, make_accounts, own_database

SMALL = 10_000
TRIES = 60
DEPARTMENTS = 68
PAGES = {"Today": "/", "campaign": "/campaigns/ukur/", "department": "/departments/OPD007/"}
PAGES |= {"heat map": "/compliance/"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page at one size: median and 95th percentile in ms, and its statements."""

    median: float
    p95: float
    queries: int


def bare(request: HttpRequest) -> HttpResponse:
    """A signed-in view with one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok")


def fill(rotations: int) -> None:
    """A city of that many rotations, exposed and half told, over 68 departments."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_department (code, name, sort_name, kind, is_office,"
            " works_in_shifts) SELECT 'OPD' || lpad(i::text, 3, '0'), 'Dinas ' || i, 'dinas ' || i,"
            f" '', i = 1, false FROM generate_series(1, {DEPARTMENTS}) i"
        )
    make_accounts(rotations, campaign=False)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE inventory_account a SET department_id = d.id FROM accounts_department d"
            f" WHERE d.code = 'OPD' || lpad((1 + a.id %% {DEPARTMENTS})::text, 3, '0')",
            [],
        )
        cursor.execute(
            "INSERT INTO inventory_accountfacts (account_id, exposures, first_exposure,"
            " newest_exposure, newest_received, device_unclean, went_back, mass_reset,"
            " mass_reset_believed, change_origin)"
            " SELECT id, 1, %s, %s, %s, false, false, false, false, '' FROM inventory_account",
            [SEEN_AT] * 3,
        )
    from accounts.models import User  # noqa: PLC0415
    from tests.bench.leak import _make_campaign  # noqa: PLC0415

    reader = User.objects.system().pk
    with connection.cursor() as cursor:  # read every day for a quarter of a year
        cursor.execute(
            "WITH day AS (INSERT INTO inventory_readingsfile (source, file_name, sha256, origin,"
            " imported_at, imported_by_id, counts, withdrawn_why) SELECT '', 'data.csv', '',"
            " 'owner', %s + i * interval '1 day', %s, '{}', ''"
            " FROM generate_series(1, 90) i RETURNING id, imported_at)"
            " INSERT INTO inventory_readingscover (file_id, application_id, department_id,"
            " accounts, read_at) SELECT day.id, a.application_id, a.department_id, a.n,"
            " day.imported_at FROM day, (SELECT application_id, department_id, count(*) AS n"
            " FROM inventory_account GROUP BY 1, 2) a",
            [SEEN_AT, reader],
        )
    _make_campaign()
    from django.utils import timezone  # noqa: PLC0415

    from secops.compliance.rotations import scopes  # noqa: PLC0415
    from secops.compliance.rotations.derive import derive_rotations  # noqa: PLC0415
    from secops.compliance.rotations.models import Campaign  # noqa: PLC0415
    from secops.compliance.rotations.tally import fold_tallies, snapshot_day  # noqa: PLC0415

    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE rotations_rotation SET told_at = %s WHERE id %% 2 = 0", [now])
    derive_rotations(scopes.whole_campaign(Campaign.objects.get().pk), at=now)
    fold_tallies(at=now)
    snapshot_day(at=now)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def officer() -> Client:
    """A browser in which the duty officer is signed in."""
    from accounts.models import Department, Person, Position, Tenure, User  # noqa: PLC0415
    from accounts.roles import Role  # noqa: PLC0415

    person = Person.objects.create(name="Olga Piket")
    position = Position.objects.create(
        role=Role.DUTY_OFFICER.value,
        title="Petugas piket",
        department=Department.objects.get(is_office=True),
    )
    Tenure.objects.create(position=position, person=person, starts_on=SEEN_AT.date())
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(
        User.objects.create(email="piket@kotacontoh.example", person=person),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def measure(client: Client, address: str) -> Page:
    """Median and 95th percentile of many visits."""
    client.get(address)
    statements = 0

    def count(execute: Callable[..., object], *arguments: object) -> object:
        nonlocal statements
        statements += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    taken = sorted(_timed(lambda: client.get(address)) for _try in range(TRIES))
    return Page(statistics.median(taken), taken[int(TRIES * 0.95)], statements)


def _timed(deed: Callable[[], object]) -> float:
    started = time.perf_counter()
    deed()
    return (time.perf_counter() - started) * 1000


def measure_all(rotations: int) -> tuple[dict[str, Page], Page]:
    """The pages and the bare view at one size."""
    with own_database("bench_pages"):
        fill(rotations)
        client = officer()
        pages = {name: measure(client, address) for name, address in PAGES.items()}
        return pages, measure(client, "/bench/bare/")


def main(arguments: list[str]) -> int:
    """Measure both sizes and print the ratios; 1 where a goal is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from secops import urls  # noqa: PLC0415

    urls.urlpatterns.append(path("bench/bare/", bare))
    large = int(arguments[0]) if arguments else 1_000_000
    few, _bare_small = measure_all(SMALL)
    many, bare_page = measure_all(large)
    missed = False
    for name in PAGES:
        ratio = many[name].median / few[name].median
        missed |= ratio > 1.2 or many[name].queries > 12
        print(
            f"{name}: {few[name].median:.1f} ms at {SMALL:,}, {many[name].median:.1f} ms at "
            f"{large:,}: {ratio:.2f}x (goal 1.2x); {few[name].queries} and {many[name].queries} "
            "statements (goal 12)"
        )
    today = many["Today"]
    ratio = today.median / bare_page.median
    missed |= ratio > 12 or today.p95 > 100
    print(
        f"Today: {ratio:.1f}x the bare view of {bare_page.median:.1f} ms (goal 12x), 95th "
        f"percentile {today.p95:.0f} ms (goal 100)"
    )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
