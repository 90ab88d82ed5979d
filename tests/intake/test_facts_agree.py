"""Facts added up import by import equal those counted anew from the exposures."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from accounts.models import User
from secops.intake.devices.actions import DeviceRefused, mark_cleaned
from secops.intake.leaks.importing import import_leak
from secops.intake.leaks.withdrawing import withdraw_report
from secops.inventory.exposures import orphans
from secops.inventory.facts import derive_exposures
from secops.inventory.models import AccountFacts, Device, LeakReport
from tests.factories import AccountFactory, ApplicationFactory
from tests.intake.support import RECEIVED, SAMPLES, order

pytestmark = pytest.mark.django_db
FACTS = (
    "account_id", "exposures", "first_exposure", "newest_exposure", "newest_received",
    "reseen_at", "device_unclean",
)  # fmt: skip


def facts() -> list[tuple[object, ...]]:
    """All facts but those of accounts no exposure is left of."""
    rows = AccountFacts.objects.filter(exposures__gt=0).order_by("account_id")
    return list(rows.values_list(*FACTS))


def counted_anew() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS everybody")
        cursor.execute(
            "CREATE TEMP TABLE everybody AS SELECT id AS account_id FROM inventory_account"
        )
    derive_exposures("everybody")
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE everybody")
    return facts()


def random_report(dice: random.Random, folder: Path, number: int) -> str:
    """A table or stealer logs about the same few accounts and computers."""
    days = [f"2024-06-{dice.randint(1, 28):02}T0{dice.randint(0, 9)}:00" for _ in range(30)]
    if dice.random() < 0.5:
        path = folder / f"{number}.csv"
        rows = "".join(
            f"https://simpatik.kotacontoh.example/,u{dice.randint(0, 5)},s{dice.randint(0, 2)},"
            f"{dice.choice(['', day])}\n"
            for day in days
        )
        path.write_text("url,username,password,tanggal\n" + rows)
        return str(path)
    root = folder / str(number)
    for log in range(dice.randint(1, 3)):
        place = root / f"ID{log}"
        place.mkdir(parents=True)
        (place / "Passwords.txt").write_text(
            "".join(
                "URL: https://simpatik.kotacontoh.example/\n"
                f"Username: u{dice.randint(0, 5)}\nPassword: s{dice.randint(0, 2)}\n\n"
                for _ in range(4)
            )
        )
        (place / "System.txt").write_text(
            f"Computer: PC\nMachineID: M{dice.randint(0, 3)}\nLog date: {days[log]}:00\n"
        )
    return str(root)


@pytest.mark.parametrize("seed", range(30))
def test_any_order_of_imports_and_marks(seed: int, tmp_path: Path, leo: User) -> None:
    dice = random.Random(seed)
    application = ApplicationFactory(code="simpatik")
    application.hosts.create(name="simpatik.kotacontoh.example")
    for n in range(5):
        AccountFactory(application=application, username=f"u{n}")
    system = User.objects.system()
    for number in range(6):
        at = RECEIVED + timedelta(days=number)
        given = random_report(dice, tmp_path, number)
        import_leak(given, order(str(number), received_at=at), by=system, at=at)
        if dice.random() < 0.3 and Device.objects.exists():
            device = dice.choice(list(Device.objects.all()))
            # A second word about the same infection is refused and must change nothing.
            with suppress(DeviceRefused):
                day = RECEIVED - timedelta(days=dice.randint(0, 20))
                mark_cleaned(device, by=leo, at=day, no_photo_why="uji")
        assert facts() == counted_anew(), f"after report {number}"
        if dice.random() < 0.3:
            counting = list(LeakReport.objects.filter(withdrawn_at=None))
            withdraw_report(dice.choice(counting), "uji", by=leo, at=at)
            assert facts() == counted_anew(), f"after a withdrawal at {number}"
    assert not any(orphans().values())


def test_the_samples_together(city: None, leo: User) -> None:
    system = User.objects.system()
    for name in ("ulp.txt", "table.csv", "stealer.txt", "shadowserver.csv", "ulp.txt"):
        import_leak(str(SAMPLES / "leaks" / name), order(name), by=system, at=RECEIVED)
        assert facts() == counted_anew(), name
    withdraw_report(LeakReport.objects.earliest("pk"), "uji", by=leo, at=RECEIVED)
    assert facts() == counted_anew()
