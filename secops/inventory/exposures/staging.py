"""The rows of one report on their way in: temporary tables, filled by COPY."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import Any, NamedTuple, Self

from django.db import connection

#: Memory the server may use for one sort or hash of a merge; only for this transaction.
WORK_MEM = "128MB"


StagedRow = tuple[str, int, int | None, str, str | None, str | None, datetime | None, int | None]
"""One row on its way in, in the order of `_COLUMNS`; a plain tuple, for there are millions.

`place` is the application's id, or `place_of_host` where it is unknown; only then `host` is given.
`login` is given where it is written otherwise than its key.
"""
_COLUMNS = (
    "fingerprint", "place", "application_id", "login_key", "login", "host", "own_date", "machine",
)  # fmt: skip


class SeenDevice(NamedTuple):
    """An infected computer as the report names it."""

    key: str
    name: str
    machine_user: str
    address: str
    seen_at: datetime | None


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Staging:
    """A temporary table that takes the rows of one report by COPY, batch by batch.

    Inside a transaction; the table is gone at its end. Memory stays constant.
    """

    def __init__(self) -> None:
        self._cursor = connection.cursor()
        self._cursor.execute(f"SET LOCAL work_mem = '{WORK_MEM}'")
        self._cursor.execute(_STAGED)
        self._context: Any = None
        self.rows = 0
        self.dated = False
        """Whether some row carries its own date."""

    def __enter__(self) -> Self:
        columns = ", ".join(_COLUMNS)
        self._context = self._cursor.copy(f"COPY leak_staged ({columns}) FROM STDIN")
        self._copy = self._context.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._context.__exit__(kind, error, trace)

    def add(self, rows: Iterable[StagedRow]) -> int:
        """Send one batch; returns how many rows it had."""
        lines = []
        for mark, place, application, key, login, host, own, machine in rows:
            if "\\" in key or not key.isprintable():
                key = key.translate(_ESCAPES)
            when = _NULL
            if own is not None:
                when = own.isoformat()
                self.dated = True
            lines.append(
                f"{mark}\t{place}\t{_NULL if application is None else application}\t{key}"
                f"\t{_NULL if login is None else login.translate(_ESCAPES)}"
                f"\t{_NULL if host is None else host.translate(_ESCAPES)}"
                f"\t{when}\t{_NULL if machine is None else machine}\n"
            )
        self._copy.write("".join(lines))
        self.rows += len(lines)
        return len(lines)


_NULL = "\\N"


_STAGED = """
DROP TABLE IF EXISTS leak_staged, leak_rule, leak_machine, leak_distinct, leak_known, leak_new,
    leak_touched;
CREATE TEMP TABLE leak_staged (
    fingerprint uuid NOT NULL, place bigint NOT NULL, application_id bigint,
    login_key text COLLATE "C" NOT NULL, login text, host text, own_date timestamptz, machine int
) ON COMMIT DROP;
CREATE TEMP TABLE leak_rule (
    application_id bigint NOT NULL, login_key text COLLATE "C" NOT NULL, account_id bigint NOT NULL
) ON COMMIT DROP;
CREATE TEMP TABLE leak_machine (
    machine int PRIMARY KEY, device_id bigint NOT NULL
) ON COMMIT DROP;
"""


def take_devices(devices: dict[int, SeenDevice]) -> None:
    """Note the infected computers of the staged report: number in the file -> computer."""
    # In one order everywhere, or two imports of the same computers wait for each other.
    ordered = sorted(devices.items(), key=lambda item: item[1].key)
    with connection.cursor() as cursor:
        cursor.executemany(
            _DEVICE, [{"number": number, **device._asdict()} for number, device in ordered]
        )


_DEVICE = """
WITH device AS (
    INSERT INTO inventory_device (
        key, name, machine_user, address, first_seen, last_seen, note, photo, photo_sha256
    )
    VALUES (%(key)s, %(name)s, %(machine_user)s, %(address)s, %(seen_at)s, %(seen_at)s, '', '', '')
    ON CONFLICT (key) DO UPDATE SET
        first_seen = LEAST(inventory_device.first_seen, excluded.first_seen),
        last_seen = GREATEST(inventory_device.last_seen, excluded.last_seen)
    RETURNING id
)
INSERT INTO leak_machine SELECT %(number)s, id FROM device
"""


def add_rules(rules: Iterable[tuple[int, str, int]]) -> None:
    """Logins assigned by hand: (application, login key, account)."""
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO leak_rule VALUES (%s, %s, %s)", list(rules))
