"""A backup ping beside a bare view that writes one row, and 500 pings a second from many callers.

`python -m tests.bench.pings [pings]` makes a database of its own and drops it. Goals: a ping at
most 1.5 times the bare view (open to all, same middleware, one INSERT and its commit), without a
body and with the log of a real tool, 2 kB; and 500 pings a second through gunicorn with two
workers, none lost, while the callers take their share of the same machine.
"""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import django
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from tests.bench.leak import SEEN_AT, own_database
from tests.outbox.sink import free_port

TRIES = 1_500
CALLERS = 16
#: So many that no plan gets more bodies in a minute than are kept.
PLANS = 200
BODY = ("2026-11-27 01:30:12 Files: 12 new, 38 changed, 41870 unmodified\n" * 32).encode()


@csrf_exempt
def bare(request: HttpRequest) -> HttpResponse:
    """A view that writes one row and commits it."""
    body = request.read(10_000)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO bench_row (at, body) VALUES (now(), %s)", [body.decode(errors="replace")]
        )
    return HttpResponse("OK")


def fill() -> list[str]:
    """A department with plans; return the addresses of their pings."""
    from accounts.models import Department, User  # noqa: PLC0415
    from secops.compliance.backups.actions import make_plan  # noqa: PLC0415

    department = Department.objects.create(code="OPD001", name="Dinas 1", is_office=True)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE bench_row (id bigserial PRIMARY KEY, at timestamptz, body text)"
        )
    by = User.objects.system()
    plans = [make_plan(department, {"name": f"Plan {n}"}, by=by, at=SEEN_AT) for n in range(PLANS)]
    return [f"/ping/{plan.ping_uuid}" for plan in plans]


def timed(deed: Callable[[], Any]) -> float:
    started = time.perf_counter()
    answer = deed()
    taken = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, answer.status_code
    return taken


def side_by_side(addresses: list[str], body: bytes) -> tuple[float, float]:
    """Medians in ms of ping and bare view, asked in turns."""
    client = Client(headers={"host": "127.0.0.1"})
    pings, bares = [], []
    for n in range(TRIES):
        address = addresses[n % len(addresses)]
        pings.append(timed(lambda a=address: client.post(a, body, content_type="text/plain")))  # type: ignore[misc]
        bares.append(timed(lambda: client.post("/bench/row/", body, content_type="text/plain")))
    return statistics.median(pings[TRIES // 5 :]), statistics.median(bares[TRIES // 5 :])


def flood(addresses: list[str], pings: int) -> float:
    """Pings a second that a real server takes from sixteen callers at once; all are noted."""
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings_flood",
        "BENCH_DATABASE": str(connection.settings_dict["NAME"]),
    }
    shape = "-w 2 --threads 8 --preload --log-level warning"
    serve = f"-m gunicorn -b 127.0.0.1:{port} {shape} secops.wsgi"
    server = subprocess.Popen([sys.executable, *serve.split()], env=environment)
    statuses: list[int] = []

    def call(first: int) -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            for n in range(first, pings, CALLERS):
                statuses.append(_ask(line, addresses[n % len(addresses)]))

    try:
        _wait_for(port)
        before = _noted()
        started = time.perf_counter()
        callers = [Thread(target=call, args=(first,)) for first in range(CALLERS)]
        for caller in callers:
            caller.start()
        for caller in callers:
            caller.join()
        taken = time.perf_counter() - started
    finally:
        server.terminate()
        server.wait()
    assert statuses == [200] * pings, "a ping was refused"
    assert _noted() - before == pings, "a ping was lost"
    return pings / taken


def _ask(line: socket.socket, address: str) -> int:
    """The status of one request by bare socket: a client library would take the processor's time
    that the server is measured with."""
    line.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    read = b""
    while b"\r\n\r\n" not in read:
        read += line.recv(4096)
    head, _end, body = read.partition(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
    while len(body) < length:
        body += line.recv(4096)
    return int(head.split(b" ", 2)[1])


def _noted() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM backups_ping")
        return int(cursor.fetchone()[0])


def _wait_for(port: int) -> None:
    for _try in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("gunicorn did not come up")


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where the goal is missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from accounts.access import open_to_all  # noqa: PLC0415
    from secops import urls  # noqa: PLC0415

    urls.urlpatterns.append(path("bench/row/", open_to_all("a measurement")(bare)))
    missed = False
    with own_database("bench_pings"):
        addresses = fill()
        for name, body in (("without a body", b""), ("with a log of 2 kB", BODY)):
            ping, row = side_by_side(addresses, body)
            missed |= ping / row > 1.5
            print(
                f"ping {name}: {ping:.2f} ms, bare view {row:.2f} ms: {ping / row:.2f}x (goal 1.5x)"
            )
        rate = flood(addresses, int(arguments[0]) if arguments else 5_000)
        missed |= rate < 500
        print(f"{rate:.0f} pings a second from {CALLERS} callers (goal 500)")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
