"""A checkout of its own for tests that start the whole product."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import database

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("secops", "accounts", "dashboard", "locale", "scripts", "docs")
NO_DEMO = '''"""Loads nothing: these tests are about processes."""

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true")

    def handle(self, **options):
        pass
'''


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources, without `.env` and with an empty `var/`."""
    top = tmp_path_factory.mktemp("checkout")
    for part in PARTS:
        if (ROOT / part).exists():
            shutil.copytree(
                ROOT / part, top / part, ignore=shutil.ignore_patterns("__pycache__", "*.part")
            )
    for name in ("manage.py", ".env.example", "Makefile"):
        shutil.copy(ROOT / name, top / name)
    command = top / "dashboard" / "management" / "commands" / "load_demo.py"
    command.write_text(NO_DEMO)
    return top


def plain_environment(**more: str) -> dict[str, str]:
    """The environment without anything that settings read."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "USER", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ} | more


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a migrated database of this test's own."""
    with django_db_blocker.unblock():
        at = connection.settings_dict
        name = f"{at['NAME']}_trial"
        database.make(name)
        user = f"{at['USER']}:{at['PASSWORD']}" if at["PASSWORD"] else at["USER"]
        if str(at["HOST"]).startswith("/"):
            url = f"postgresql://{user}@/{name}?host={at['HOST']}"
        else:
            url = f"postgresql://{user}@{at['HOST'] or '127.0.0.1'}:{at['PORT'] or 5432}/{name}"
        yield url
        database.drop(name)


@pytest.fixture
def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_in(folder: Path) -> dict[int, str]:
    """Every live process that works in the folder, with its command line."""
    found = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if command and Path(os.readlink(entry / "cwd")) == folder:
                found[int(entry.name)] = command
    return found


def wait_for(condition: Callable[[], Any], why: str, seconds: float = 60) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, why
        time.sleep(0.1)


@pytest.fixture
def begin(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Starts a process that is ended with the test; its words go to `process.said`."""
    started: list[subprocess.Popen[bytes]] = []

    def start(command: list[str], *, cwd: Path, **environment: str) -> "subprocess.Popen[bytes]":
        said = tmp_path / f"said-{len(started)}.txt"
        with said.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=cwd,
                env=plain_environment(**environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        process.said = said.read_text  # type: ignore[attr-defined]
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
