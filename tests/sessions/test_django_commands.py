"""The commands shown for Django end sessions in a real, freshly made Django project."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from secops.rules.lock import Stack
from secops.rules.session_texts import REVOKE

#: Log in as two people and keep their cookies; a page that shows who is signed in.
LOG_IN = """
from django.contrib.auth import get_user_model
from django.test import Client
User = get_user_model()
with open('kue.txt', 'w') as kept:
    for name in ('siti', 'budi'):
        user, made = User.objects.get_or_create(username=name, is_staff=True, is_superuser=True)
        client = Client()
        user.set_password('uji-coba')
        user.save()
        assert client.login(username=name, password='uji-coba')
        kept.write(client.cookies['sessionid'].value + chr(10))
"""
SIGNED_IN = """
from django.test import Client
for line in open('kue.txt').read().splitlines():
    client = Client(SERVER_NAME='localhost')
    client.cookies['sessionid'] = line
    print('masuk' if client.get('/admin/').status_code == 200 else 'keluar')
"""


EMPTY_THE_TABLE = """
from django.db import connection
connection.cursor().execute('DELETE FROM django_session;')
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project as `startproject` makes it, migrated, with two people signed in."""
    folder = tmp_path_factory.mktemp("fresh")
    run(folder, f"{sys.executable} -m django startproject aplikasi .")
    run(folder, "python manage.py migrate")
    shell(folder, LOG_IN)
    assert signed_in(folder) == ["masuk", "masuk"]
    return folder


@pytest.fixture
def project(fresh: Path, tmp_path: Path) -> Path:
    """A copy of that project, to be changed."""
    return shutil.copytree(fresh, tmp_path / "aplikasi")


def run(folder: Path, command: str) -> str:
    """What a command says, run as an administrator would: in the project's folder, by bash."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}
    done = subprocess.run(
        ["bash", "-ec", command],
        cwd=folder,
        env=clean | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def shell(folder: Path, code: str) -> str:
    return run(folder, f"python manage.py shell -v 0 <<'EOF'\n{code}\nEOF")


def signed_in(folder: Path) -> list[str]:
    return shell(folder, SIGNED_IN).split()


def command(begins: str) -> str:
    """The shown command that begins so; the list may grow around it."""
    return next(one.run for one in REVOKE[Stack.DJANGO] if one.run.startswith(begins))


def test_where_sessions_are_kept_is_said(project: Path) -> None:
    said = run(project, command("python manage.py shell -c"))
    assert "django.contrib.sessions.backends.db" in said


def test_a_new_hash_ends_the_sessions_of_the_named_alone(project: Path) -> None:
    (project / "daftar.txt").write_text("SITI\n\n", encoding="utf-8")
    run(project, command("python manage.py shell <<"))
    assert signed_in(project) == ["keluar", "masuk"]


def test_emptying_the_table_ends_all_and_clearsessions_ends_none(project: Path) -> None:
    run(project, "python manage.py clearsessions")
    assert signed_in(project) == ["masuk", "masuk"]
    every = command("psql")
    assert "DELETE FROM django_session;" in every
    shell(project, EMPTY_THE_TABLE)
    assert signed_in(project) == ["keluar", "keluar"]


def test_cached_sessions_end_with_the_table_and_the_cache(project: Path) -> None:
    with (project / "aplikasi" / "settings.py").open("a") as settings:
        settings.write(
            "\nSESSION_ENGINE = 'django.contrib.sessions.backends.cached_db'\n"
            "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.filebased.FileBasedCache'"
            ", 'LOCATION': BASE_DIR / 'cache'}}\n"
        )
    shell(project, LOG_IN)
    assert signed_in(project) == ["masuk", "masuk"]
    shell(project, EMPTY_THE_TABLE)
    assert signed_in(project) == ["masuk", "masuk"], "as the list warns: the copy is still read"
    clear = [line for line in command("psql").splitlines() if line.startswith("python manage.py")]
    run(project, clear[0])
    assert signed_in(project) == ["keluar", "keluar"]
