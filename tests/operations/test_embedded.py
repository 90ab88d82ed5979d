"""The embedded PostgreSQL, with real processes that are really killed."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

import psycopg
import pytest

from secops import embedded

ROOT = Path(__file__).resolve().parents[2]
AS_ROOT = os.geteuid() == 0


def remove(folder: Path) -> None:
    it = embedded.cluster(folder)
    if it.data.exists():
        embedded.stop(folder)
    for leftover in (it.home, it.sockets):
        shutil.rmtree(leftover, ignore_errors=True)


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A checkout's `var/`, shared by the tests of this file: each finds the cluster made."""
    folder = tmp_path_factory.mktemp("e") / "var"
    yield folder
    remove(folder)


@pytest.fixture
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A `var/` of a fresh clone."""
    folder = tmp_path_factory.mktemp("u") / "var"
    yield folder
    remove(folder)


def server_of(it: embedded.Cluster) -> int:
    return int(it.pid_file.read_text().split()[0])


def rows_in(it: embedded.Cluster) -> int:
    with psycopg.connect(it.url) as db:
        found = db.execute("SELECT count(*) FROM kept").fetchone()
    assert found is not None
    return int(found[0])


def keep_a_row(it: embedded.Cluster) -> None:
    with psycopg.connect(it.url) as db:
        db.execute("DROP TABLE IF EXISTS kept")
        db.execute("CREATE TABLE kept AS SELECT 1 AS a")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def test_started_twice_killed_and_started_again_it_keeps_its_rows(var: Path) -> None:
    it = embedded.start(var)
    first = server_of(it)
    keep_a_row(it)
    embedded.start(var)
    assert server_of(it) == first

    os.kill(first, signal.SIGKILL)
    assert not embedded.is_running(var) or not alive(first)
    embedded.start(var)
    assert server_of(it) != first
    assert rows_in(it) == 1

    embedded.stop(var)
    assert not embedded.is_running(var)
    embedded.stop(var)


def test_only_the_owner_gets_in(var: Path) -> None:
    it = embedded.start(var)
    assert it.sockets.stat().st_mode & 0o777 == 0o700
    assert it.home.stat().st_mode & 0o077 == 0
    assert it.password_file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(
            host=str(it.sockets), user=embedded.USER, password="guessed", dbname="siaga"
        )
    with psycopg.connect(it.url) as db:
        assert db.execute("SHOW listen_addresses").fetchone() == ("",)


def test_a_pid_file_that_names_a_stranger_is_not_believed_and_he_is_left_alone(var: Path) -> None:
    it = embedded.start(var)
    keep_a_row(it)
    text = it.pid_file.read_text()
    embedded.stop(var)
    stranger = subprocess.Popen(["sleep", "60"], preexec_fn=_as_server_user)
    try:
        it.pid_file.write_text(text.replace(text.split()[0], str(stranger.pid), 1))
        if AS_ROOT:
            nobody = pwd.getpwnam("nobody")
            os.chown(it.pid_file, nobody.pw_uid, nobody.pw_gid)
        assert not embedded.is_running(var)
        embedded.stop(var)
        embedded.start(var)
        assert stranger.poll() is None
        assert rows_in(it) == 1
    finally:
        stranger.kill()
        stranger.wait()


def _as_server_user() -> None:
    if AS_ROOT:
        os.setuid(pwd.getpwnam("nobody").pw_uid)


def test_two_starts_after_one_that_was_killed_half_way_make_one_whole_server(
    untouched: Path,
) -> None:
    it = embedded.cluster(untouched)
    unfinished = it.home / "data.unfinished"
    unfinished.mkdir(parents=True, mode=0o700)
    (unfinished / "PG_VERSION").write_text("18\n")
    it.home.chmod(0o700)
    code = "import sys, pathlib, secops.embedded as e; e.start(pathlib.Path(sys.argv[1]))"
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(untouched)], cwd=ROOT) for _ in range(2)
    ]
    assert [process.wait(90) for process in both] == [0, 0]
    assert embedded.is_running(untouched)
    assert not unfinished.exists()


def test_a_server_full_of_clients_is_not_taken_for_dead(var: Path) -> None:
    it = embedded.start(var)
    pid = server_of(it)
    clients = []
    try:
        for _ in range(130):
            try:
                clients.append(psycopg.connect(it.url))
            except psycopg.OperationalError:
                break
        assert len(clients) < 130
        assert embedded.is_running(var)
        embedded.start(var)
        assert server_of(it) == pid
    finally:
        for client in clients:
            client.close()


def test_it_stays_for_those_who_use_it_or_asked_to_keep_it(var: Path) -> None:
    it = embedded.start(var)
    with psycopg.connect(it.url):
        assert not embedded.stop_unless_used(var)
    deadline = time.monotonic() + 5
    while not embedded.stop_unless_used(var):  # the server needs a moment to see us go
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert not embedded.is_running(var)
    embedded.start(var, keep=True)
    assert not embedded.stop_unless_used(var)
    embedded.stop(var)
    embedded.start(var)
    assert embedded.stop_unless_used(var)


@pytest.mark.parametrize("name", ["d" * 60 + "/" + "e" * 60, "with a blank, a comma"])
def test_a_deep_or_odd_path_gets_a_short_folder_for_the_socket_only(name: str) -> None:
    it = embedded.cluster(Path("/home/ops") / name / "var")
    assert len(os.fsencode(it.sockets)) < embedded.SOCKET_PATH_LIMIT
    assert embedded.PLAIN_PATH.fullmatch(str(it.sockets))
    assert AS_ROOT or it.home == Path("/home/ops") / name / "var" / "postgres"


def test_a_folder_that_a_stranger_laid_in_our_way_is_refused(tmp_path: Path) -> None:
    trap = tmp_path / "siaga-0-x"
    trap.mkdir()
    trap.chmod(0o777)
    with pytest.raises(embedded.EmbeddedError, match="Remove it"):
        embedded._own_folder(trap)
    link = tmp_path / "link"
    link.symlink_to(trap)
    with pytest.raises(embedded.EmbeddedError):
        embedded._own_folder(link)


def _as_user(what: Callable[[], None], user: str) -> int:
    """Do something in a process that belongs to somebody without rights; its exit code."""

    def child() -> None:
        os.setgroups([])
        os.setgid(pwd.getpwnam(user).pw_gid)
        os.setuid(pwd.getpwnam(user).pw_uid)
        what()

    process = get_context("fork").Process(target=child)
    process.start()
    process.join(60)
    assert process.exitcode is not None
    return process.exitcode


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_an_ordinary_user_runs_it_from_a_deep_path() -> None:
    if not AS_ROOT:
        return  # every other test of this file ran as an ordinary user already
    top = Path("/tmp") / f"siaga-test-{os.getpid()}"
    folder = top / ("deep" * 20) / "var"
    folder.mkdir(parents=True)
    games = pwd.getpwnam("games")
    for path in (top, *top.rglob("*")):
        os.chown(path, games.pw_uid, games.pw_gid)

    def trial() -> None:
        it = embedded.start(folder)
        assert it.home == folder / "postgres"
        assert it.sockets.parent == Path("/tmp")
        keep_a_row(it)
        assert embedded.stop_unless_used(folder) or embedded.stop(folder) is None
        shutil.rmtree(it.sockets)

    if not os.access(embedded._wheel() or "", os.X_OK):
        pytest.fail("the wheel is not installed")
    try:
        assert _as_user(trial, "games") == 0
    finally:
        shutil.rmtree(top)
