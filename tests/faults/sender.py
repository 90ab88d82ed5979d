"""A worker and scheduler of a fault test, in a process of its own.

    python -m tests.faults.sender 2026-11-27T08:10+07:00 [rounds]

Says "ready" when it is set up, waits for a line on standard input, then promises and sends.
"""

import sys
from datetime import datetime, timedelta

import django

django.setup()

import secops.wiring  # noqa: E402, F401
from secops.reminders.tick import promise_due, send_due  # noqa: E402

at = datetime.fromisoformat(sys.argv[1])
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 1
print("ready", flush=True)  # noqa: T201
sys.stdin.readline()
for n in range(rounds):
    promise_due(at=at + n * timedelta(minutes=1))
    send_due(at=at + n * timedelta(minutes=1))
