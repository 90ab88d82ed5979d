"""`make run`: the whole product on this machine, stopped whole by Ctrl-C.

Starts the embedded PostgreSQL (unless DATABASE_URL is set), a local mailbox that catches the demo's
mail, the web process, one worker and the scheduler; a part that dies is started again. All of them
die with this process, however it ends, so a killed run leaves nothing that blocks the next; a
second run on the same folder is told so.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TextIO

from secops import embedded
from secops.processes import die_with_parent

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
PYTHON = sys.executable
USUAL_URL = "http://127.0.0.1:8000"
USUAL_MAIL = "smtp://127.0.0.1:1025"
GRACE = 10  # seconds from asking the parts to stop to killing them
RESTARTS = 3  # a part that dies more often than this in RESTART_WINDOW seconds takes all with it
RESTART_WINDOW = 60


class Stopped(Exception):
    """The product cannot run or go on; the message says why and what to do."""


@dataclass
class Part:
    """One process of the product, in a process group of its own."""

    name: str
    arguments: list[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.process = _child(self.arguments)

    def start_again(self) -> None:
        """After it ended by itself. Raises Stopped where that happens again and again."""
        assert self.process is not None
        self.kill()
        now = time.monotonic()
        self.deaths = [at for at in self.deaths if now - at < RESTART_WINDOW] + [now]
        code = self.process.returncode
        if len(self.deaths) > RESTARTS:
            raise Stopped(f"{self.name} ended {len(self.deaths)} times in a minute (exit {code})")
        print(f"{self.name} ended (exit {code}); starting it again", file=sys.stderr, flush=True)
        self.start()

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def kill(self) -> None:
        """End what is left of the group, at once."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def main() -> int:
    """Run until Ctrl-C or until something cannot go on; return the exit code."""
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if name is not signal.SIGHUP or signal.getsignal(name) is not signal.SIG_IGN:  # nohup
            signal.signal(name, _interrupt)
    try:
        port = _port()
        VAR.mkdir(exist_ok=True)
        with closing(_only_one()):
            _run(port)
    except (Stopped, embedded.EmbeddedError, OSError) as failed:
        print(failed, file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        print("\nstopped", flush=True)
    return 0


def _run(port: int) -> None:
    own_database = embedded.is_needed()  # reads .env too
    _free(port)
    mail_port = _prepare_environment(port)
    try:
        if own_database:
            embedded.start(VAR)
        _manage("collectstatic", "--no-input", "-v", "0")
        print("Loading the demo city where the database is empty ...", flush=True)
        _manage("load_demo", "--if-empty", quiet=True)  # the welcome says what it would say
        _serve(port, mail_port)
    finally:
        # A second Ctrl-C must not keep us from ending what we started.
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        if own_database and not embedded.stop_unless_used(VAR):
            print("PostgreSQL goes on for others (make db-stop ends it)", flush=True)


def _serve(port: int, mail_port: int | None) -> None:
    # A trial as root is a trial: the warning would be all that a stranger sees.
    quiet = ["-W", "ignore:You're running the worker with superuser"]
    celery = [*quiet, "-m", "celery", "--quiet", "-A", "secops"]
    parts = [
        Part("web", ["-m", "gunicorn", "-c", "python:secops.web", "secops.wsgi"]),
        # Two processes for long work, two for the tick and for mail.
        Part("worker", [*celery, "worker", *("-c", "4"), "--without-gossip", "--without-mingle"]),
        Part("scheduler", [*celery, "beat"]),
    ]
    if mail_port is not None:
        parts.append(Part("mailbox", ["-m", "secops.mailbox", str(mail_port)]))
    try:
        for part in parts:
            part.start()
        _wait_until_alive(port, parts[0])
        print(_welcome(port), flush=True)
        while True:
            time.sleep(0.5)
            for part in parts:
                if part.has_ended():
                    part.start_again()
    finally:
        _end(parts)


def _end(parts: list[Part]) -> None:
    running = [part.process for part in parts if part.process is not None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in running:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
    for part in parts:
        part.kill()


def _welcome(port: int) -> str:
    sign_ins = VAR / "demo-sign-ins.txt"
    lines = ["", f"  Siaga is running:  http://127.0.0.1:{port}", ""]
    if sign_ins.exists():
        lines += [f"  {line}" for line in sign_ins.read_text().splitlines()]
    lines += [
        "",
        f"  Mail of the demo:  http://127.0.0.1:{port}/demo/mail/",
        "  Stop with Ctrl-C.",
        "",
    ]
    return "\n".join(lines)


def _port() -> int:
    wanted = os.environ.get("PORT") or "8000"
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        raise Stopped(f"PORT={wanted} is no port. Choose a number, for example: make run PORT=8001")
    return int(wanted)


def _only_one() -> TextIO:
    """The lock of this folder, held until it is closed or this process is gone."""
    lock = (VAR / "run.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip() or "?"
        lock.close()
        raise Stopped(
            f"Siaga already runs in this folder (process {holder}). Stop it with Ctrl-C in its "
            "terminal, or use a second checkout."
        ) from None
    lock.seek(0)
    lock.truncate()
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _free(port: int) -> None:
    """Raises Stopped, in words, where the port cannot be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Stopped(
                f"Port {port} needs root. Choose one above 1023: make run PORT=8000"
            ) from None
        except OSError:
            raise Stopped(
                f"Port {port} is in use by another program. Stop it, or choose another: "
                f"make run PORT={port % 65535 + 1}"
            ) from None


def _prepare_environment(port: int) -> int | None:
    """Tell the parts where they are; return the mailbox's port, None where mail goes elsewhere."""
    os.environ["WEB_BIND"] = f"127.0.0.1:{port}"
    if os.environ.get("PUBLIC_BASE_URL", USUAL_URL) in (USUAL_URL, ""):
        os.environ["PUBLIC_BASE_URL"] = f"http://127.0.0.1:{port}"
    if os.environ.get("EMAIL_URL", USUAL_MAIL) not in (USUAL_MAIL, ""):
        return None
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", 1025))
        except OSError:  # the mailbox of another checkout, whose mail is not ours
            probe.bind(("127.0.0.1", 0))
        mail_port = int(probe.getsockname()[1])
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{mail_port}"
    return mail_port


def _manage(*arguments: str, quiet: bool = False) -> None:
    process = _child(["manage.py", *arguments], stdout=subprocess.DEVNULL if quiet else None)
    try:
        if process.wait():
            raise Stopped(f"manage.py {' '.join(arguments)} failed")
    except BaseException:
        process.terminate()
        process.wait()
        raise


def _child(arguments: list[str], stdout: int | None = None) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [PYTHON, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        start_new_session=True,  # Ctrl-C in the terminal is for us; we end the parts in order
        preexec_fn=die_with_parent,
    )


def _wait_until_alive(port: int, web: Part) -> None:
    while not web.has_ended():
        with (
            suppress(HTTPException, OSError),
            closing(HTTPConnection("127.0.0.1", port, timeout=5)) as asked,
        ):
            asked.request("GET", "/healthz")
            if asked.getresponse().status == 200:
                return
        time.sleep(0.1)


def _interrupt(*_signal: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
