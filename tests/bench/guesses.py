"""A hundred thousand guessed codes from one address: `python -m tests.bench.guesses [guesses]`.

Posts them at the door itself, one after the other, in a city where 15,000 codes are good. Prints
what they found and how long the door took; 1 where one opened or somebody else was locked out.
"""

import os
import random
import sys
import time
from collections import Counter

import django

if __name__ == "__main__":
    os.environ.setdefault("TEST_NAME", "bench_guesses")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()

from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.limits import hour_of
from accounts.links import ALPHABET, GUESSES_PER_HOUR, WantedLink, issue_links
from accounts.models import NetworkCount, Person
from tests.bench.outbox import own_database

CODES = 15_000
GUESSER, SOMEBODY, PROXY = "192.0.2.66", "192.0.2.7", "10.0.0.5"


def try_codes(guesses: int) -> int:
    """Guess, then let somebody else behind the same proxy open his own."""
    people = Person.objects.bulk_create(Person(name=f"Uji {n}") for n in range(CODES))
    began = timezone.now()
    links = issue_links(
        [WantedLink(one.pk, "rotation", {"rotations": []}) for one in people], at=began
    )
    client, dice = Client(), random.Random(41)

    def knock(code: str, address: str) -> int:
        said = {"X-Forwarded-For": address}
        return client.post("/k/", {"code": code}, REMOTE_ADDR=PROXY, headers=said).status_code

    started = time.perf_counter()
    said = Counter(knock("".join(dice.choices(ALPHABET, k=8)), GUESSER) for _n in range(guesses))
    seconds = time.perf_counter() - started
    looked_at = sum(NetworkCount.objects.values_list("number", flat=True))
    hours = (hour_of(timezone.now()) - hour_of(began)).seconds // 3600 + 1
    right_of_his, right_of_others = (knock(links[0].code, one) for one in (GUESSER, SOMEBODY))
    print(
        f"{guesses} guesses from one address, {CODES} good codes: {said[302]} opened, "
        f"{looked_at} looked at, {seconds:.0f} s, {seconds / guesses * 1000:.2f} ms each"
    )
    print(f"a right code then: from the same address {right_of_his}, behind the same proxy "
          f"{right_of_others}")  # fmt: skip
    stopped = guesses <= GUESSES_PER_HOUR or right_of_his == 429
    wrong = said[302] or looked_at > GUESSES_PER_HOUR * hours or not stopped
    return 1 if wrong or right_of_others != 302 else 0


def main() -> int:
    """Guess in a database of its own."""
    guesses = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.TRUSTED_PROXY_COUNT, settings.TRUSTED_PROXY_NETWORKS = 1, ["10.0.0.0/8"]
    with own_database():
        return try_codes(guesses)


if __name__ == "__main__":
    sys.exit(main())
