"""Workers in processes of their own: a mother that is set up once and forks one for each order.

    python -m tests.soak.worker

An order is a line of JSON on standard input: the moment, the parts, how many at once, and where the
worker dies ("" = nowhere). The answer is a line with how each of them ended: "done", "killed", or
what went wrong.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

from secops.outbox.delivery import taking  # noqa: E402
from secops.outbox.senders.mail import MailLine  # noqa: E402
from secops.reminders.engine import asking, promising  # noqa: E402
from secops.reminders.tick import promise_due, send_due  # noqa: E402
from secops.wiring import EVERY_MINUTE  # noqa: E402

PARTS: dict[str, list[Callable[..., object]]] = {
    "all": EVERY_MINUTE,
    "promise": [promise_due],
    "send": [send_due],
}
#: Mails in one window, so that two workers share even a small queue.
WINDOW = 3


def die() -> None:
    """As by a power cut: no farewell, no roll-back."""
    os.kill(os.getpid(), signal.SIGKILL)


def dies_after(function: Callable[..., Any], n: int = 1) -> Callable[..., Any]:
    """The function, and the end of the process when it was called so often."""
    calls = [0]

    def called(*args: Any, **more: Any) -> Any:
        result = function(*args, **more)
        calls[0] += 1
        if calls[0] >= n:
            die()
        return result

    return called


def dies_before(function: Callable[..., Any], n: int) -> Callable[..., Any]:
    """The end of the process where the function is called so often."""
    calls = [0]

    def called(*args: Any, **more: Any) -> Any:
        calls[0] += 1
        if calls[0] >= n:
            die()
        return function(*args, **more)

    return called


def prepare(place: str, n: int) -> None:
    """Put the end at its place."""
    match place:
        case "promise":  # promised, not committed
            promising.promise_many = dies_after(promising.promise_many)
            asking.promise_many = dies_after(asking.promise_many)
        case "claim":  # claimed and marked, not committed
            taking._mark_sending = dies_after(taking._mark_sending)
        case "hand_over":  # committed as `sending`, not with the server
            MailLine.hand_over = dies_before(MailLine.hand_over, n)  # type: ignore[method-assign]
        case "commit":  # with the server, not committed
            MailLine.hand_over = dies_after(MailLine.hand_over, n)  # type: ignore[method-assign]


def work(order: dict[str, Any]) -> str:
    """Do the parts; what fails is told, not hidden."""
    prepare(order["die"], order["nth"])
    MailLine.window = WINDOW
    at = datetime.fromisoformat(order["at"])
    failed = []
    for part in PARTS[order["parts"]]:
        try:
            part(at=at)
        except Exception:
            failed.append(traceback.format_exc())
    connection.close()
    return "\n".join(failed) or "done"


def fork(order: dict[str, Any]) -> tuple[int, int]:
    """Start one worker; returns its process and where it writes how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    os.close(reading)
    said = work(order)
    os.write(writing, said.encode()[:60_000])
    os._exit(0)


def main() -> None:
    """Take orders until the input ends."""
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        order = json.loads(line)
        children = [fork(order) for _n in range(order["workers"])]
        ends = []
        for child, reading in children:
            with os.fdopen(reading, "rb") as pipe:
                said = pipe.read().decode()
            _pid, status = os.waitpid(child, 0)
            ends.append("killed" if os.WIFSIGNALED(status) else said or "gone")
        print(json.dumps(ends), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
