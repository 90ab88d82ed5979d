"""The demo city with 500 accounts, loaded once for a run and copied for whoever walks through it.

Loading takes twenty seconds, copying half of one. The city is made anew for each run: its dates are
near today, and what it holds follows from all of the code.
"""

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from psycopg import sql

from tests import database

ACCOUNTS = 500
LOCK = 0xC17
#: Where the product keeps files, by the name of its setting.
FOLDERS = {"SEALED_DIR": "sealed", "EVIDENCE_DIR": "evidence", "MEDIA_ROOT": "media"}
_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", "") or str(os.getpid())


@contextmanager
def city_of(own: str, tmp_path: Path, settings: Any) -> Iterator[None]:
    """Work in a copy of the city; `own` is the test database of this process."""
    base = own.removesuffix(os.environ.get("PYTEST_XDIST_WORKER", ""))
    whole = f"{base}_city_{_RUN[:8]}"
    files = Path(tempfile.gettempdir()) / whole
    copy = f"{own}_walk"
    with database.maintenance() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if database.comment(server, whole) != "whole":
            _load(whole, files, base, settings)
            database.say(server, whole, "whole")
        database.drop(copy)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(copy), sql.Identifier(whole)
            )
        )
    shutil.copytree(files, tmp_path, dirs_exist_ok=True)
    _keep_files_in(tmp_path, settings)
    database.use(copy)
    try:
        yield
    finally:
        database.use(own)
        database.drop(copy)


def _load(whole: str, files: Path, base: str, settings: Any) -> None:
    """The city of this run; those of earlier runs go."""
    with database.maintenance() as server:
        old = server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{base}_city_"]
        ).fetchall()
    for (name,) in old:
        database.drop(name)
        shutil.rmtree(Path(tempfile.gettempdir()) / name, ignore_errors=True)
    shutil.rmtree(files, ignore_errors=True)
    files.mkdir(mode=0o700)
    database.make(whole)
    before = connection.settings_dict["NAME"]
    database.use(whole)
    _keep_files_in(files, settings)
    try:
        call_command("load_demo", accounts=ACCOUNTS, json=True, stdout=io.StringIO())
    finally:
        database.use(before)


def _keep_files_in(folder: Path, settings: Any) -> None:
    settings.VAR_DIR = folder
    for setting, name in FOLDERS.items():
        setattr(settings, setting, folder / name)
