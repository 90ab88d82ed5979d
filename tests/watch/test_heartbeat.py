"""The outside monitor hears from us while all is well, and only then."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

import secops.wiring  # noqa: F401
from secops.jobs.actions import feel_pulse
from secops.jobs.models import Pulse
from secops.outbox.models import Message
from secops.rules.intervals import WIB
from secops.watch import heartbeat
from secops.watch.heartbeat import knock, tell_outside
from secops.watch.models import Finding, OutsideBeat, Round
from tests.factories import ContactFactory

pytestmark = pytest.mark.django_db

#: A Monday morning in working time.
AT = datetime(2026, 11, 30, 9, 0, tzinfo=WIB)
MINUTE = timedelta(minutes=1)


class Monitor:
    """An HTTP server of our own: counts the knocks, answers as it is told."""

    def __init__(self) -> None:
        self.knocks: list[str] = []
        self.status = 200
        self.wait = 0.0
        self.drip = False
        monitor = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                monitor.knocks.append(f"{self.command} {self.path}")
                time.sleep(monitor.wait)
                if monitor.drip:
                    for sign in "HTTP/1.1 200 OK":
                        self.wfile.write(sign.encode())
                        self.wfile.flush()
                        time.sleep(0.2)
                self.send_response(monitor.status)
                if monitor.status in (301, 302):
                    self.send_header("Location", "/elsewhere")
                self.end_headers()

            do_POST = do_GET

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/ping/0a1b2c3d"


@pytest.fixture
def monitor(settings: Any) -> Iterator[Monitor]:
    found = Monitor()
    settings.HEARTBEAT_URL = found.url
    yield found
    found.server.shutdown()
    found.server.server_close()


def all_well(at: datetime = AT) -> None:
    for part in Pulse.Name:
        feel_pulse(part, at=at)
    Round.objects.update_or_create(pk=1, defaults={"started_at": at, "finished_at": at})


def test_while_all_is_well_it_is_told_once_a_minute(monitor: Monitor) -> None:
    all_well()
    assert tell_outside(at=AT)
    assert not tell_outside(at=AT + timedelta(seconds=5))  # a second worker, the same minute
    assert tell_outside(at=AT + MINUTE)
    assert monitor.knocks == ["GET /ping/0a1b2c3d"] * 2
    assert OutsideBeat.objects.get().succeeded_at == AT + MINUTE


def silent(part: Pulse.Name) -> Callable[[], object]:
    return lambda: Pulse.objects.filter(name=part).update(seen_at=AT - 6 * MINUTE)


def stuck() -> object:
    contact = ContactFactory()
    return Message.objects.create(
        key="k", kind="note", person=contact.person, contact=contact, channel="mail",
        address=contact.address, not_before=AT, next_try_at=AT - 31 * MINUTE,
        created_at=AT - 31 * MINUTE,
    )  # fmt: skip


def not_promised() -> object:
    return Finding.objects.create(kind="stuck", n=3, first_seen_at=AT, last_seen_at=AT)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (silent(Pulse.Name.SCHEDULER), "scheduler"),
        (silent(Pulse.Name.WORKER), "worker"),
        (silent(Pulse.Name.WEB), "web"),
        (stuck, "queue"),
        (not_promised, "reminders"),
        (lambda: Round.objects.update(finished_at=AT - 16 * MINUTE), "auditor"),
    ],
    ids=["scheduler", "worker", "web", "queue", "reminders", "auditor"],
)
def test_what_is_not_well_keeps_it_silent(
    monitor: Monitor, harm: Callable[[], object], said: str
) -> None:
    all_well()
    harm()
    assert not tell_outside(at=AT)
    assert monitor.knocks == []
    assert OutsideBeat.objects.get().held_back == said


def test_what_waits_for_the_morning_is_not_stuck(monitor: Monitor) -> None:
    morning = AT.replace(hour=7, minute=40)
    all_well(morning)
    stuck()
    Message.objects.update(next_try_at=morning - timedelta(hours=14))
    assert tell_outside(at=morning)


@pytest.mark.parametrize(
    ("status", "problem"), [(500, "status:500"), (404, "status:404"), (302, "status:302")]
)
def test_a_monitor_that_refuses_is_noted_and_nothing_else_is_asked(
    monitor: Monitor, status: int, problem: str
) -> None:
    all_well()
    monitor.status = status
    assert not tell_outside(at=AT)
    assert monitor.knocks == ["GET /ping/0a1b2c3d"]  # no /fail, no redirect followed
    beat = OutsideBeat.objects.get()
    assert (beat.problem, beat.succeeded_at) == (problem, None)


def test_a_monitor_that_does_not_answer_costs_no_more_than_the_patience(monitor: Monitor) -> None:
    monitor.wait = 5
    started = time.monotonic()
    assert knock(monitor.url, patience=0.3) == "timeout"
    assert time.monotonic() - started < 1.5


def test_a_monitor_that_drips_costs_no_more_either(monitor: Monitor) -> None:
    monitor.drip = True
    started = time.monotonic()
    assert knock(monitor.url, patience=0.5) == "timeout"
    assert time.monotonic() - started < 1.5


def test_a_monitor_that_is_gone_or_speaks_nonsense_raises_nothing(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as babbler:
        port = babbler.getsockname()[1]

        def babble() -> None:
            line, _address = babbler.accept()
            with line:
                line.recv(1000)
                line.sendall(b"SSH-2.0-nonsense\r\n\r\n")

        threading.Thread(target=babble, daemon=True).start()
        assert knock(f"http://127.0.0.1:{port}/", patience=2).startswith("broken:")
    assert knock(f"http://127.0.0.1:{port}/", patience=2) == "unreachable"
    assert knock("http://[broken/", patience=2).startswith("broken:")


def test_the_address_is_neither_stored_nor_logged(
    monitor: Monitor, caplog: pytest.LogCaptureFixture
) -> None:
    all_well()
    monitor.status = 500
    tell_outside(at=AT)
    assert "0a1b2c3d" not in caplog.text
    beat = OutsideBeat.objects.values().get()
    assert "0a1b2c3d" not in str(beat)


def test_without_an_address_nothing_happens(settings: Any) -> None:
    settings.HEARTBEAT_URL = ""
    assert not tell_outside(at=AT)
    assert not OutsideBeat.objects.exists()
    assert heartbeat.BEAT_EVERY < MINUTE
