"""Deriving the states of a campaign, and reading its numbers, at two sizes.

`python -m tests.bench.rotations [rows]`. The floor of a derivation is one plain UPDATE of the same
rows with the same triggers; the numbers of a campaign are compared with those of 10,000 accounts.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import django
from django.db import connection, transaction

from tests.bench.leak import SEEN_AT, Measured, make_accounts, own_database

SMALL = 10_000
#: Reads are so short that the best of several counts.
TRIES = 20
AT = SEEN_AT + timedelta(hours=1)


def expose_all() -> None:
    """Every account was found in a report when the campaign had begun."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO inventory_accountfacts (account_id, exposures, first_exposure,"
            " newest_exposure, newest_received, device_unclean, change_origin, went_back,"
            " mass_reset, mass_reset_believed) SELECT id, 1, %(at)s, %(at)s, %(at)s, false, '',"
            " false, false, false FROM inventory_account ORDER BY id",
            {"at": SEEN_AT},
        )


def seconds(work: Callable[[], object]) -> float:
    """How long it takes in a transaction that is undone."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE rotations_rotation")
        cursor.execute("CHECKPOINT")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TEMP TABLE touched ON COMMIT DROP AS "
                "SELECT account_id FROM inventory_accountfacts"
            )
        started = time.perf_counter()
        work()
        passed = time.perf_counter() - started
        transaction.set_rollback(True)
    return passed


def plain_update() -> None:
    """The floor: the same rows, the columns that change, nothing asked."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE rotations_rotation SET turn = 'agent', usable = true, exposed = true, "
            "derived_at = %s",
            [AT],
        )


def derive_all() -> None:
    """What a leak import does after its facts are in."""
    from secops.compliance.rotations.derive import join_and_derive  # noqa: PLC0415

    join_and_derive("touched", at=AT, received_at=AT)


def read_numbers() -> float:
    """Seconds of all numbers of a campaign's page: the best of several for each, added up."""
    from secops.compliance.rotations import queries  # noqa: PLC0415
    from secops.compliance.rotations.models import Campaign  # noqa: PLC0415
    from secops.compliance.rotations.tally import fold_tallies  # noqa: PLC0415

    fold_tallies(at=AT)
    campaign = Campaign.objects.get()
    return sum(
        map(
            best_of,
            (
                lambda: queries.campaign_counts(campaign.pk, at=AT),
                lambda: queries.counts_by_application(campaign.pk, at=AT),
                lambda: queries.departments_to_help(campaign.pk, at=AT),
                lambda: queries.burn_down(campaign, left=1, usable=1, at=AT),
                lambda: queries.headline(at=AT),
                lambda: list(queries.alarming()[:10]),
            ),
        )
    )


def best_of(work: Callable[[], object]) -> float:
    """Seconds of the quickest of several tries."""
    best = float("inf")
    for _try in range(TRIES):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def measure(rows: int) -> list[Measured]:
    """All measurements; each size in a database of its own.

    The goal of the derivation is ours: it joins five tables and asks thirteen rows of the law.
    """
    with own_database("bench_rotations"):
        make_accounts(SMALL)
        expose_all()
        few = read_numbers()
    with own_database("bench_rotations"):
        make_accounts(rows)
        expose_all()
        floor = seconds(plain_update)
        derived = seconds(derive_all)
        many = read_numbers()
    return [
        Measured(f"states of {rows} accounts, over a plain UPDATE", derived, floor, 3.0),
        Measured(f"numbers of {rows} accounts, over those of {SMALL}", many, few, 1.2),
    ]


def main(arguments: list[str]) -> int:
    """Measure and print; exit 1 where a goal is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secops.settings")
    django.setup()
    results = measure(int(arguments[0]) if arguments else 1_000_000)
    for result in results:
        print(result.line())
    return 0 if all(result.ratio <= result.goal for result in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
