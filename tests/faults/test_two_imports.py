"""Two workers import at once: each finding is stored once, every count is right."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.models import User
from secops.intake.leaks.importing import import_leak
from secops.intake.leaks.outcome import Receipt
from secops.inventory.models import AccountFacts, Exposure, Repetition
from tests.factories import AccountFactory, ApplicationFactory
from tests.intake.support import RECEIVED, order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
ROWS = 500


def lines(first: int, last: int) -> bytes:
    return "".join(
        f"https://simpatik.kotacontoh.example/:u{n}:Contoh{n}\n" for n in range(first, last)
    ).encode()


def test_overlapping_reports_at_the_same_time() -> None:
    application = ApplicationFactory(code="simpatik")
    application.hosts.create(name="simpatik.kotacontoh.example")
    for n in range(ROWS):
        AccountFactory(application=application, username=f"u{n}")
    by = User.objects.system()
    files = [lines(0, 300), lines(200, ROWS), lines(0, ROWS), lines(100, 400)]

    def take(content: bytes) -> Receipt:
        try:
            return import_leak(io.BytesIO(content), order(), by=by, at=RECEIVED)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(files)) as pool:
        receipts = list(pool.map(take, files))
    assert sum(receipt.new for receipt in receipts) == ROWS
    assert (
        sum(receipt.already_known for receipt in receipts)
        == sum(receipt.rows for receipt in receipts) - ROWS
    )
    assert Exposure.objects.count() == ROWS
    assert Repetition.objects.count() == sum(receipt.already_known for receipt in receipts)
    assert AccountFacts.objects.filter(exposures=1).count() == ROWS
