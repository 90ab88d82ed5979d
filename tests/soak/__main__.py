"""`make soak`: 120 days of a small city with everything going wrong, judged from the outside.

    python -m tests.soak

SOAK_SEED=… lives the same days again, SOAK_DAYS=… fewer or more of them, SOAK_KEEP=1 leaves the
database (`test_soak`) to be looked at. Ends with a table; 1 where a law was broken.
"""

from __future__ import annotations

import logging
import os
import random
import sys
import time
from collections import Counter
from datetime import date

import django

if __name__ == "__main__":
    os.environ.setdefault("TEST_NAME", "soak")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()

from django.conf import settings

from tests import database
from tests.soak.laws import OF_ALL
from tests.soak.life import OUTAGE_DAYS, Life
from tests.soak.mailbox import mailbox
from tests.soak.record import Record, day_of
from tests.soak.workers import standing_by

DAYS, PEOPLE = 120, 40
#: A Monday; Christmas, the turn of the year and the long holidays of March lie ahead.
BEGIN = date(2026, 11, 16)


def main() -> int:
    """Live the days, print the table."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    logging.getLogger("secops").setLevel(logging.CRITICAL)
    seed = int(os.environ.get("SOAK_SEED") or random.randrange(1_000_000))
    days = int(os.environ.get("SOAK_DAYS") or DAYS)
    print(f"seed {seed}, {days} days from {BEGIN}", flush=True)
    began = time.perf_counter()
    name = str(settings.DATABASES["default"]["TEST"]["NAME"])
    database.make(name)
    database.use(name)
    try:
        with mailbox() as sink, standing_by(sink.port) as workers:
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
            settings.ALLOWED_HOSTS = ["testserver"]
            life = Life(seed, days, BEGIN, people=PEOPLE, mailbox=sink, workers=workers)
            record = life.run()
    finally:
        if not os.environ.get("SOAK_KEEP"):
            database.use("postgres")
            database.drop(name)
    table(life, record, time.perf_counter() - began)
    return 1 if life.breaches else 0


def table(life: Life, record: Record, seconds: float) -> None:
    """What was lived and what was found, plainly."""
    kinds: Counter[tuple[str, str]] = Counter((row.kind, row.state) for row in record.rows.values())
    lines = [
        ("days", f"{life.days} ({sum(record.working.values())} working, "
         f"{len(record.good_days)} without trouble, {OUTAGE_DAYS} of outage)"),
        ("people", f"{len(life.city.staff)} ({len(life.city.left)} left)"),
        ("mails in the sink", f"{len(record.mails)}, on "
         f"{len({day_of(mail.at) for mail in record.mails})} days"),
        *((f"  {kind}, {state}", str(n)) for (kind, state), n in sorted(kinds.items())),
        ("rungs of campaigns", str(len(record.linked))),
        ("late on some evening", f"{len({(o.what, o.rung) for o in record.climbs})} rungs, "
         f"{len({(o.what, o.rung) for o in record.climbs if o.told_at})} told"),
        ("digests lost, items watched", f"{len(record.lost)}, "
         f"{sum(len(one.items) for one in record.lost)}"),
        ("workers killed", _counts(life.killed)),
        ("deeds", _counts(life.done)),
        ("refused in words", _counts(life.refused)),
        ("laws", f"{len(OF_ALL)}"),
        ("violations", str(len(life.breaches))),
        ("took", f"{seconds:.0f} s"),
    ]  # fmt: skip
    print()
    for what, said in lines:
        print(f"{what:<36}{said}")


def _counts(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {n}" for name, n in sorted(counted.items())) or "none"


if __name__ == "__main__":
    sys.exit(main())
