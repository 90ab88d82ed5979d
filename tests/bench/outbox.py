"""Messages and the answer door, each beside the least that the same work can cost.

    python -m tests.bench.outbox [people]

Works in a database of its own (`test_bench_outbox`) and prints the figures; the functions return
them for `python -m tests.bench`.
"""

import os
import smtplib
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import ModuleType
from typing import Any

import django

if __name__ == "__main__":
    os.environ.setdefault("TEST_NAME", "bench_outbox")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

import secops.wiring  # noqa: F401  (fills the table of composers)
from accounts.access import open_to_all
from accounts.links import WantedLink, issue_links
from accounts.models import Contact, Department, Person
from dashboard.door import views
from secops.compliance.rotations.models import Campaign, Rotation
from secops.inventory.models import Account, Application
from secops.outbox import delivery
from secops.outbox.composers import COMPOSERS, Composed
from secops.outbox.mime import as_bytes
from secops.outbox.models import Alarm, Message
from secops.reminders.engine import remind
from secops.reminders.models import Step
from secops.rules.intervals import WIB

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measurement: seconds of the work and of its floor, and how many times it may be that.

    Without a floor (0) the goal is in seconds.
    """

    name: str
    seconds: float
    floor: float
    goal: float
    detail: str = ""

    @property
    def met(self) -> bool:
        return self.seconds <= self.goal * (self.floor or 1)

    def line(self) -> str:
        met = "met" if self.met else "NOT met"
        detail = f", {self.detail}" if self.detail else ""
        if not self.floor:
            return f"{self.name}: {self.seconds:.1f} s (goal {self.goal:.0f} s: {met}{detail})"
        return (
            f"{self.name}: {_time(self.seconds)} = {self.seconds / self.floor:.2f} x "
            f"{_time(self.floor)} (goal {self.goal}: {met}{detail})"
        )


def _time(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"


@contextmanager
def mail_server() -> Iterator[int]:
    """A sink on a free port, in a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.mail_sink", str(port)])
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    try:
        yield port
    finally:
        process.kill()
        process.wait()


def fill(people: int, accounts: int) -> datetime:
    """Make people with accounts in one campaign, all told, on the morning of h-3; return it."""

    ordered = datetime(2026, 11, 27, 8, 10, tzinfo=WIB)
    due = datetime(2026, 12, 11, 16, 0, tzinfo=WIB)
    department = Department.objects.create(code="BENCH", name="Dinas Contoh")
    apps = [
        Application.objects.create(code=f"b{n}", name=f"Aplikasi {n}", sort_name=f"aplikasi {n}")
        for n in range(accounts)
    ]
    persons = Person.objects.bulk_create(
        Person(name=f"Uji {n}", sort_name=f"uji {n}", nip=f"1880010119050{n:05d}")
        for n in range(people)
    )
    Contact.objects.bulk_create(
        Contact(person=one, kind="mail", address=f"uji{one.pk}@kotacontoh.example")
        for one in persons
    )
    made = Account.objects.bulk_create(
        (
            Account(
                application=app,
                username=f"u{one.pk}",
                login_key=f"u{one.pk}",
                holder=one,
                department=department,
                created_at=ordered,
            )
            for app in apps
            for one in persons
        ),
        batch_size=5000,
    )
    campaign = Campaign.objects.create(
        code="bench",
        name="Ganti kata sandi",
        state="running",
        ordered_at=ordered,
        messages_from=ordered,
        created_at=ordered,
    )
    Rotation.objects.bulk_create(
        (
            Rotation(
                campaign=campaign,
                account=one,
                application_id=one.application_id,
                department=department,
                joined_at=ordered,
                base=ordered,
                due_at=due,
                told_at=ordered,
                state="told",
            )
            for one in made
        ),
        batch_size=5000,
    )
    Step.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return datetime(2026, 12, 8, 9, 0, tzinfo=WIB)


def digests(people: int = 10_000, accounts: int = 10) -> tuple[Figure, datetime]:
    """Due items of many people -> digests queued: at most 60 s, 20 statements per 1,000."""

    morning = fill(people, accounts)
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        done = remind(at=morning)
    seconds = time.perf_counter() - started
    assert done.digests == people, done
    assert len(queries) <= 20 * max(1, people / 1000), len(queries)
    per_1000 = len(queries) / (people / 1000)
    return Figure(
        f"{people * accounts} due items of {people} people -> {done.digests} digests queued",
        seconds,
        0,
        60,
        f"{per_1000:.1f} statements per 1,000",
    ), morning


def _mail(message: Message, words: object) -> bytes:
    assert isinstance(words, Composed)
    return as_bytes(message, words)


def mails(at: datetime, n: int) -> Figure:
    """Sending what is queued, beside one smtplib connection sending the same mails."""

    some = list(Message.objects.filter(state="queued").select_related("person", "contact")[:100])
    words = COMPOSERS[some[0].kind].compose(some, at)
    ready = [(message.address, _mail(message, words[message.pk])) for message in some]
    with mail_server() as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        started = time.perf_counter()
        with smtplib.SMTP("127.0.0.1", port) as line:
            for k in range(n):
                address, content = ready[k % len(ready)]
                line.sendmail("posko@kotacontoh.example", [address], content)
        floor = time.perf_counter() - started
        started = time.perf_counter()
        done = delivery.deliver(at=at, limit=n)
        seconds = time.perf_counter() - started
    assert done.sent == n, done
    return Figure(f"{n} mails to a local sink", seconds, floor, 1.5)


def door(n: int = 300) -> list[Figure]:
    """The answer page, beside a bare view with one query / one row written, same middleware."""

    @open_to_all("bench")
    @csrf_exempt
    def bare(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            at = timezone.now()
            Alarm.objects.create(
                kind="bench", day=at.date() + timedelta(days=next(days)), first_at=at, last_at=at,
                held_back=1,
            )  # fmt: skip
            return HttpResponse("ok")
        person = Person.objects.order_by("pk").first()
        return HttpResponse(f"<p>{person}</p>")

    days = iter(range(10_000))
    doors = [path("bare", bare), path("k/<str:token>", views.answer, name="answer")]
    urls = ModuleType("bench_urls")
    urls.urlpatterns = doors  # type: ignore[attr-defined]
    rows = list(Rotation.objects.select_related("account").order_by("pk")[:n])
    links = issue_links(
        [
            WantedLink(row.account.holder_id or 0, "rotation", {"rotations": [row.pk]}, "mail")
            for row in rows
        ],
        at=timezone.now() - DAY,
    )
    sys.modules["bench_urls"] = urls
    with override_settings(ROOT_URLCONF="bench_urls", ALLOWED_HOSTS=["testserver"]):
        client = Client()
        knocks = [f"/k/{link.token}" for link in links]
        forms = [{f"a-{row.pk}": "done_both"} for row in rows]

        def median(call: Callable[[int], Any], floor: Callable[[int], Any]) -> list[float]:
            """Both by turns, so that what else the machine does burdens both alike."""
            taken: list[list[float]] = [[], []]
            for k in range(n):
                for which, one in enumerate((call, floor)):
                    started = time.perf_counter()
                    assert one(k).status_code in (200, 302)
                    taken[which].append(time.perf_counter() - started)
            return [statistics.median(times) for times in taken]

        get, bare_get = median(lambda k: client.get(knocks[k]), lambda k: client.get("/bare"))
        post, bare_post = median(
            lambda k: client.post(knocks[k], forms[k]), lambda k: client.post("/bare")
        )
    return [
        Figure("answer page GET", get, bare_get, 2),
        Figure("answer page POST", post, bare_post, 4),
    ]


@contextmanager
def own_database() -> Iterator[None]:
    """Make a test database, take it away at the end."""
    creation = connection.creation
    name = creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        creation.destroy_test_db(name, verbosity=0)


def measure(people: int) -> Iterator[Figure]:
    """All figures of this file, in the current database (it is filled with made-up people)."""
    first, morning = digests(people)
    yield first
    yield mails(morning, people)
    yield from door()


def main() -> int:
    """Print one line a figure; 1 where a goal was missed."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    met = True
    with own_database():
        for figure in measure(people):
            print(figure.line(), flush=True)
            met &= figure.met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
