"""`make run`: the whole product on this machine, stopped whole by Ctrl-C.

Starts the embedded PostgreSQL (unless DATABASE_URL is set), a local mailbox that catches the demo's
mail, the web process, one worker and the scheduler. Children die with this process, however it
ends, so a killed run leaves nothing that blocks the next; a second run on the same folder is told
so.
"""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from secops import embedded

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
PYTHON = sys.executable
PR_SET_PDEATHSIG = 1
MAIL_PORT = 1025


def main() -> int:
    """Run until Ctrl-C or until a part ends by itself; return the exit code."""
    port = int(os.environ.get("PORT", "8000"))
    VAR.mkdir(exist_ok=True)
    lock = _only_one()
    if lock is None:
        return 1
    if _taken(port):
        print(
            f"Port {port} is in use by another program. Stop it, or choose another: "
            f"make run PORT={port + 1}",
            file=sys.stderr,
        )
        return 1
    ours = not os.environ.get("DATABASE_URL")
    was_running = ours and embedded.is_running(VAR)
    environment = {"PORT": str(port), "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}"}
    os.environ.update({name: os.environ.get(name, value) for name, value in environment.items()})
    try:
        if ours:
            embedded.start(VAR)
        _manage("migrate", "--no-input", "-v", "0")
        _manage("collectstatic", "--no-input", "-v", "0")
        _manage("load_demo", "--if-empty")
        return _serve(port)
    except subprocess.CalledProcessError as failed:
        print(f"stopped: {' '.join(map(str, failed.cmd))} failed", file=sys.stderr)
        return 1
    except embedded.EmbeddedError as failed:
        print(failed, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        if ours and not was_running:
            embedded.stop(VAR)
        lock.close()


def _serve(port: int) -> int:
    parts = {
        "web": [
            *("-m", "gunicorn", "secops.wsgi", "--bind", f"127.0.0.1:{port}"),
            *("--workers", "2", "--threads", "4", "--log-level", "warning"),
        ],
        "worker": [
            *("-m", "celery", "-A", "secops", "worker", "--concurrency", "2"),
            *("--loglevel", "warning", "--without-gossip", "--without-mingle"),
        ],
        "scheduler": ["-m", "celery", "-A", "secops", "beat", "--loglevel", "warning"],
    }
    if not _taken(MAIL_PORT):
        parts["mailbox"] = ["-m", "secops.mailbox", str(MAIL_PORT)]
    children = {name: _child(arguments) for name, arguments in parts.items()}
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _wait_until_ready(port, children["web"])
        print(_welcome(port), flush=True)
        while all(child.poll() is None for child in children.values()):
            time.sleep(0.5)
        ended = next(name for name, child in children.items() if child.poll() is not None)
        print(f"{ended} ended by itself; stopping the rest", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopping ...", flush=True)
        return 0
    finally:
        for child in children.values():
            child.terminate()
        for child in children.values():
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()


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


def _only_one() -> TextIO | None:
    lock = (VAR / "run.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        print(
            f"Siaga already runs in this folder (process {lock.read().strip() or '?'}). Stop it "
            "with Ctrl-C in its terminal, or use a second checkout.",
            file=sys.stderr,
        )
        return None
    lock.seek(0)
    lock.truncate()
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _manage(*arguments: str) -> None:
    subprocess.run([PYTHON, "manage.py", *arguments], cwd=ROOT, check=True)


def _child(arguments: list[str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [PYTHON, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_die_with_parent,
    )


def _die_with_parent() -> None:
    with suppress(OSError):  # not Linux: Ctrl-C still stops the children one by one
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait_until_ready(port: int, web: "subprocess.Popen[bytes]") -> None:
    while not _taken(port) and web.poll() is None:
        time.sleep(0.1)


def _interrupt(*_signal: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
