"""Workers that die, servers that refuse, two of everything: nobody twice, nobody forgotten."""

import asyncio
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection

from accounts.models import Contact
from secops.compliance.rotations.models import Rotation
from secops.outbox.models import ChannelRow, Message
from secops.reminders.models import DigestDay, Step
from secops.rules.intervals import WIB
from tests.factories import ApplicationFactory, ContactFactory
from tests.outbox.sink import Sink, free_port, serve
from tests.outbox.web import Web, serving, telegram
from tests.reminders.support import ORDERED, campaign, person, rotation

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

ROOT = Path(__file__).resolve().parents[2]
LATER = datetime(2026, 12, 11, 16, 0, tzinfo=WIB)
#: h-3 of that due time, in working time.
DIGEST_DAY = datetime(2026, 12, 8, 9, 0, tzinfo=WIB)
PEOPLE = 12

Start = Callable[..., "subprocess.Popen[str]"]


class Held(Sink):
    """A server that falls silent in the middle of the n-th mail."""

    def __init__(self, silent_at: int) -> None:
        super().__init__()
        self.silent_at = silent_at
        self.reached = threading.Event()
        self.go_on = threading.Event()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.mails) == self.silent_at:
            self.reached.set()
            while not self.go_on.is_set():
                await asyncio.sleep(0.02)
        return answer


@pytest.fixture
def start(settings: Any, tmp_path: Path) -> Iterator[Start]:
    """Start a sender that waits for a word; all are ended at the end."""
    children: list[subprocess.Popen[str]] = []

    def launch(at: datetime, port: int, rounds: int = 1, **more: str) -> "subprocess.Popen[str]":
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings_worker",
            "JOURNEY_DATABASE": str(connection.settings_dict["NAME"]),
            "JOURNEY_SEALED_DIR": str(tmp_path),
            "JOURNEY_MEDIA_ROOT": str(tmp_path),
            "PUBLIC_BASE_URL": "http://testserver",
            "EMAIL_URL": f"smtp://127.0.0.1:{port}",
            **more,
        }
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.sender", at.isoformat(), str(rounds)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        children.append(child)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        return child

    yield launch
    for child in children:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            assert pipe is not None
            pipe.close()


def go(*children: "subprocess.Popen[str]", wait: bool = True) -> None:
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    if wait:
        for child in children:
            assert child.wait(20) == 0


def city(campaigns: int = 1) -> None:
    """People with one account in each campaign."""
    people = [person(f"Uji {n}", f"uji{n}@kotacontoh.example") for n in range(PEOPLE)]
    for c in range(campaigns):
        running, app = campaign(f"c{c}"), ApplicationFactory(name=f"Aplikasi {c}")
        for one in people:
            rotation(one, running, app, due=LATER)


def everybody() -> set[str]:
    return {f"uji{n}@kotacontoh.example" for n in range(PEOPLE)}


def test_a_worker_killed_in_mid_send_start_messages(start: Start) -> None:
    city()
    sink = Held(silent_at=5)
    server = serve(sink)
    child = start(ORDERED, server.port)
    go(child, wait=False)
    assert sink.reached.wait(15)
    child.kill()
    child.wait()
    sink.go_on.set()
    assert Message.objects.filter(state="sending").count() == PEOPLE

    # While nobody may believe it dead, nothing is sent twice.
    go(start(ORDERED + timedelta(minutes=2), server.port))
    assert len(sink.mails) == 5

    go(start(ORDERED + timedelta(minutes=11), server.port, 3))
    server.stop()
    got = Counter(sink.recipients)
    assert set(got) == everybody()
    assert max(got.values()) == 2  # a start is repeated once, and only once
    ids = {(to, mail["Message-ID"]) for to, mail in zip(sink.recipients, sink.mails, strict=True)}
    assert len(ids) == PEOPLE  # under the same Message-ID
    assert Rotation.objects.filter(told_at=None).count() == 0


def test_a_worker_killed_in_mid_send_digests(start: Start) -> None:
    city()
    Message.objects.all().delete()
    quiet = serve(Sink())
    go(start(ORDERED, quiet.port))
    quiet.stop()
    sink = Held(silent_at=5)
    server = serve(sink)
    child = start(DIGEST_DAY, server.port)
    go(child, wait=False)
    assert sink.reached.wait(15)
    child.kill()
    child.wait()
    sink.go_on.set()
    go(start(DIGEST_DAY + timedelta(minutes=11), server.port, 3))
    assert max(Counter(sink.recipients).values()) == 1  # no digest twice on a day
    assert Message.objects.filter(kind="rotation.digest", state="unknown").count() == PEOPLE

    before = len(sink.mails)
    go(start(DIGEST_DAY + timedelta(days=1), server.port))
    server.stop()
    assert Counter(sink.recipients[before:]) == Counter(everybody())  # nobody forgotten


def test_a_worker_killed_while_a_bot_has_the_message(start: Start) -> None:
    city()
    ChannelRow.objects.create(channel="telegram", enabled=True, rank=0, per_minute=1200)
    for n, mail in enumerate(Contact.objects.filter(kind="mail").order_by("pk")):
        ContactFactory(
            person=mail.person, kind="telegram", address=f"{600000001 + n}", chosen_at=ORDERED
        )
    held = threading.Event()
    with serving(Web(telegram, hold=held)) as bot:
        settings = {"TELEGRAM_API_URL": bot.url, "TELEGRAM_BOT_TOKEN": "7:made-up"}
        quiet = free_port()
        child = start(ORDERED, quiet, **settings)
        go(child, wait=False)
        assert bot.reached.wait(15)
        child.kill()
        child.wait()
        held.set()
        assert Message.objects.filter(state="sending", channel="telegram").count() == PEOPLE
        assert len(bot.calls) == 1

        go(start(ORDERED + timedelta(minutes=2), quiet, **settings))
        assert len(bot.calls) == 1  # nobody is believed dead yet

        go(start(ORDERED + timedelta(minutes=11), quiet, 3, **settings))
    got = Counter(call.json["chat_id"] for call in bot.calls)
    assert len(got) == PEOPLE
    assert sum(got.values()) == PEOPLE + 1  # the one in hand is repeated once
    assert not Message.objects.exclude(state="sent").exists()


def test_a_server_that_refuses_for_a_while(start: Start) -> None:
    city()
    port = free_port()
    go(start(ORDERED, port))  # nobody listens
    busy = Sink(refuse_all="451 4.3.2 try later")
    server = serve(busy, port)
    go(start(ORDERED + timedelta(minutes=2), port))
    server.stop()
    assert Message.objects.filter(state="queued").count() == PEOPLE
    assert Rotation.objects.exclude(told_at=None).count() == 0
    sink = Sink()
    server = serve(sink, port)
    go(start(ORDERED + timedelta(minutes=30), port))
    server.stop()
    assert Counter(sink.recipients) == Counter(everybody())


def test_two_workers_and_two_schedulers_at_once(start: Start) -> None:
    city(campaigns=3)
    sink = Sink()
    server = serve(sink)
    go(*(start(ORDERED, server.port, 2) for _n in range(3)))
    got = Counter(sink.recipients)
    assert set(got) == everybody()
    assert set(got.values()) == {3}  # one start message a campaign
    assert Step.objects.count() == 3 * PEOPLE

    sink.mails.clear()
    sink.recipients.clear()
    go(*(start(DIGEST_DAY, server.port, 2) for _n in range(3)))
    server.stop()
    assert Counter(sink.recipients) == Counter(everybody())
    assert DigestDay.objects.count() == PEOPLE
    assert not Message.objects.filter(state__in=["sending", "unknown", "queued"]).exists()


def test_a_scheduler_killed_while_promising_leaves_nothing_half(start: Start) -> None:
    city(campaigns=4)
    port = free_port()
    for wait in (0.05, 0.12, 0.25):
        child = start(ORDERED, port)
        go(child, wait=False)
        time.sleep(wait)
        child.kill()
        child.wait()
        starts = Message.objects.filter(kind="rotation.start").count()
        assert Step.objects.count() == starts
    sink = Sink()
    server = serve(sink, port)
    go(start(ORDERED + timedelta(minutes=15), port, 3))
    server.stop()
    assert Counter(sink.recipients) == Counter(dict.fromkeys(everybody(), 4))
