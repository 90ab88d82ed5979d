"""`make run` as a process: one at a time, killed, started again, stopped whole."""

import json
import os
import signal
import socket
import stat
import sys
from base64 import b64decode, b64encode
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.operations.conftest import processes_in, wait_for

LAUNCH = [sys.executable, "-m", "secops.launch"]


def ask(port: int, path: str) -> tuple[int, str]:
    with socket.socket() as probe:
        if probe.connect_ex(("127.0.0.1", port)):
            return 0, ""
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def workers(checkout: Path) -> list[int]:
    found = processes_in(checkout).items()
    return sorted(pid for pid, command in found if " worker -c " in command)


@pytest.mark.fault
def test_killed_started_again_refused_twice_and_stopped_whole(
    checkout: Path, begin, own_database: str, free_port: int
) -> None:
    environment = {
        "DATABASE_URL": own_database,
        "PORT": str(free_port),
        "SECRET_KEY": "only-for-this-test-" + "x" * 40,
        "HTTPS_ONLY": "false",
        "DEBUG": "true",  # static files need no collecting
    }
    killed = begin(LAUNCH, cwd=checkout, **environment)
    wait_for(lambda: "is running" in killed.said(), killed.said())
    killed.send_signal(signal.SIGKILL)
    wait_for(lambda: not processes_in(checkout), str(processes_in(checkout)), 30)

    running = begin(LAUNCH, cwd=checkout, **environment)
    wait_for(lambda: "is running" in running.said(), running.said())
    assert f"http://127.0.0.1:{free_port}" in running.said()

    second = begin(LAUNCH, cwd=checkout, **environment | {"PORT": "8199"})
    assert second.wait(20) == 1
    assert f"already runs in this folder (process {running.pid})" in second.said()

    wait_for(lambda: ask(free_port, "/readyz")[0] == 200, "not ready")
    assert json.loads(ask(free_port, "/readyz")[1])["worker"] is True
    probe = [sys.executable, "scripts/probe.py"]
    assert begin(probe, cwd=checkout, WEB_BIND=f"0.0.0.0:{free_port}").wait(20) == 0

    before = workers(checkout)
    os.kill(before[0], signal.SIGKILL)
    wait_for(lambda: "worker ended (exit -9); starting it again" in running.said(), running.said())
    wait_for(lambda: workers(checkout) and not set(workers(checkout)) & set(before), "no worker")

    running.send_signal(signal.SIGINT)
    assert running.wait(30) == 0
    assert processes_in(checkout) == {}
    assert ask(free_port, "/healthz")[0] == 0
    assert begin(probe, cwd=checkout, WEB_BIND=f"0.0.0.0:{free_port}").wait(20) == 1


def test_a_port_in_use_is_said_with_the_way_out(checkout: Path, begin) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        tried = begin(LAUNCH, cwd=checkout, PORT=str(port), DATABASE_URL="postgresql://none/none")
        assert tried.wait(20) == 1
    assert f"Port {port} is in use" in tried.said()
    assert f"make run PORT={port + 1}" in tried.said()
    assert "Traceback" not in tried.said()


def test_a_port_that_is_none_is_said(checkout: Path, begin) -> None:
    tried = begin(LAUNCH, cwd=checkout, PORT="eighty")
    assert tried.wait(20) == 1
    assert "PORT=eighty is no port" in tried.said()


def test_importing_the_settings_starts_and_writes_nothing(checkout: Path, begin) -> None:
    before = sorted(path for path in checkout.rglob("*") if "__pycache__" not in path.parts)
    done = begin(
        [
            sys.executable,
            "-c",
            "import secops.settings as s; print(s.DATABASES['default']['HOST'])",
        ],
        cwd=checkout,
        SECRET_KEY="x" * 50,
    )
    assert done.wait(20) == 0
    assert Path(done.said().strip()).is_absolute()
    assert processes_in(checkout) == {}
    after = sorted(path for path in checkout.rglob("*") if "__pycache__" not in path.parts)
    assert after == before


def test_without_a_secret_key_outside_debug_nothing_starts(checkout: Path, begin) -> None:
    refused = begin([sys.executable, "manage.py", "check"], cwd=checkout)
    assert refused.wait(20) == 1
    assert "SECRET_KEY is not set. Run `make setup`" in refused.said()
    debug = begin([sys.executable, "-c", "import secops.settings"], cwd=checkout, DEBUG="true")
    assert debug.wait(20) == 0, debug.said()


def test_the_maker_of_env_fills_keys_that_fit_and_never_overwrites(checkout: Path, begin) -> None:
    make = [sys.executable, "scripts/make_env.py"]
    target = checkout / ".env"
    try:
        assert begin(make, cwd=checkout).wait(20) == 0
        first = target.read_text()
        values = dict(line.split("=", 1) for line in first.splitlines() if "=" in line[:40])
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert len(values["SECRET_KEY"]) >= 50
        assert len(values["SECRET_FINGERPRINT_KEY"]) >= 16
        assert values["HELP_DESK_PHONE"]
        assert _public(values["INTAKE_PRIVATE_KEY"]) == values["INTAKE_PUBLIC_KEY"]
        assert begin(make, cwd=checkout).wait(20) == 0
        assert target.read_text() == first
        loaded = begin([sys.executable, "-c", "import secops.settings"], cwd=checkout)
        assert loaded.wait(20) == 0, loaded.said()
    finally:
        target.unlink(missing_ok=True)


def _public(private: str) -> str:
    key = X25519PrivateKey.from_private_bytes(b64decode(private))
    return b64encode(key.public_key().public_bytes_raw()).decode()
