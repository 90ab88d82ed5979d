"""Test databases as copies of one template, which is migrated once per state of the migrations.

Migrating takes ten seconds, copying a fifth of one. The template's name carries a digest of all
migrations and pinned libraries; whoever first needs a new state makes it, all others wait for it
and copy. Templates of other states are dropped on the way.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
LOCK = 0x7E57
PREFIX = "siaga_template_"


@cache
def state() -> str:
    """The state of the migrations: what a copy made under another one must not be used for."""
    digest = hashlib.sha256()
    files = sorted(path for app in settings.INSTALLED_APPS for path in _migrations_of(app))
    for path in (*files, ROOT / "requirements.txt"):
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _migrations_of(app: str) -> list[Path]:
    folder = ROOT.joinpath(*app.removesuffix(".apps").split("."), "migrations")
    return list(folder.glob("*.py"))


def make(name: str, *, keep: bool = False) -> None:
    """Make a migrated database of this name; `keep`: one of the same state is left as it is."""
    with maintenance() as server:
        server.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        if keep and comment(server, name) == state():
            return
        template = f"{PREFIX}{state()}"
        if comment(server, template) != "whole":
            _make_template(server, template)
        drop(name)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        say(server, name, state())


def drop(name: str) -> None:
    """Drop a database with everybody in it; harmless when it is not there."""
    with maintenance() as server:
        server.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def use(name: str) -> None:
    """Have this process work with the database of this name."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _make_template(server: "psycopg.Connection[tuple[str, ...]]", template: str) -> None:
    old = server.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX]
    ).fetchall()
    for (name,) in old:
        drop(name)
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(template)))
    before = connection.settings_dict["NAME"]
    use(template)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        use(before)
    say(server, template, "whole")


@contextmanager
def maintenance() -> "Iterator[psycopg.Connection[tuple[str, ...]]]":
    """A connection to the maintenance database, as the tests' settings say."""
    wanted = {"USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    given = {wanted[key]: value for key, value in connection.settings_dict.items()
             if key in wanted and value}  # fmt: skip
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
        yield server


def comment(server: "psycopg.Connection[tuple[str, ...]]", name: str) -> str | None:
    """What a database says of itself."""
    found = server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return found[0] if found else None


def say(server: "psycopg.Connection[tuple[str, ...]]", name: str, words: str) -> None:
    """Have a database say something of itself."""
    server.execute(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(words))
    )
