"""A month of a whole city, hour by hour: `python -m tests.bench.month [people]`.

Not a measurement of speed: it shows at full size what tests/desk/test_month.py shows of a small
city, that every account is somebody's turn until it reaches an end, and that the desks add up at
every hour.
"""

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

from secops.compliance.rotations.models import Rotation
from tests.bench.outbox import mail_server, own_database
from tests.desk.month import Month


def live(people: int) -> int:
    """Print a line a day; 1 where an account was nobody's turn or a desk did not add up."""
    began = time.perf_counter()
    month = Month(people=people, departments=68)
    wrong = 0
    for hour, at in enumerate(month.run()):
        on_desks, in_campaign = month.piles(at)
        nobodys = Rotation.objects.open().filter(turn="none").count() if hour else 0
        wrong += on_desks != in_campaign or bool(nobodys)
        if at.hour >= 17:
            still = Rotation.objects.open().count()
            print(
                f"{at:%d %B %H:%M}: {still} open of {in_campaign}, {nobodys} nobody's", flush=True
            )
    ends = Counter(Rotation.objects.values_list("state", flat=True))
    print(f"ends: {dict(ends)}; given up by name: {dict(month.given_up)}")
    print(f"{time.perf_counter() - began:.0f} s; hours at which something was wrong: {wrong}")
    return 1 if wrong or Rotation.objects.open().exists() else 0


def main() -> int:
    """Live the month in a database of its own."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 15_000
    with own_database(), mail_server() as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        return live(people)


if __name__ == "__main__":
    sys.exit(main())
