"""A month of a whole city, hour by hour: `python -m tests.bench.month [people] [--working-hours]`.

Not a measurement of speed: it shows at full size what tests/desk/test_month.py shows of a small
city, that every account is somebody's turn until it reaches an end, and that the desks add up at
every hour, also at night and on holidays, when only the clock works (`--working-hours` leaves these
out).
"""

import argparse
import os
import sys
import time
from collections import Counter

import django

if __name__ == "__main__":
    os.environ.setdefault("TEST_NAME", "bench_month")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()

from django.conf import settings
from django.db import connection

from secops.compliance.rotations.models import Rotation
from tests.bench.outbox import mail_server, own_database
from tests.desk.month import EVENING, Month

DEPARTMENTS = 68


def live(people: int, *, nights: bool) -> int:
    """Print a line a day; 1 where an account was nobody's turn or a desk did not add up."""
    began = time.perf_counter()
    month = Month(people=people, departments=DEPARTMENTS, nights=nights)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    looked = wrong = 0
    for at in month.run():
        looked += 1
        problems = month.problems(at)
        wrong += bool(problems)
        for problem in problems:
            print(f"{at:%d %B %H:%M}: {problem}", flush=True)
        if at.hour == EVENING + 1:
            still = Rotation.objects.open()
            turns = dict(Counter(still.values_list("turn", flat=True)))
            passed = time.perf_counter() - began
            print(f"{at:%d %B %H:%M}, {passed:.0f} s: {still.count()} open, {turns}", flush=True)
    ends = Counter(Rotation.objects.values_list("state", flat=True))
    unfinished = month.unfinished()
    for problem in unfinished:
        print(problem)
    print(f"ends: {dict(ends)}; given up by name: {dict(month.given_up)}")
    print(
        f"{sum(ends.values())} accounts on {DEPARTMENTS + 1} desks, {looked} hours looked at, "
        f"wrong at {wrong}; {time.perf_counter() - began:.0f} s"
    )
    return 1 if wrong or unfinished else 0


def main() -> int:
    """Live the month in a database of its own."""
    given = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    given.add_argument("people", type=int, nargs="?", default=15_000)
    given.add_argument("--working-hours", action="store_true")
    asked = given.parse_args()
    with own_database(), mail_server() as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        return live(asked.people, nights=not asked.working_hours)


if __name__ == "__main__":
    sys.exit(main())
