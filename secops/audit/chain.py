"""The sealed chain: proves that no entry and no history row was changed, removed or slipped in.

Nothing is hashed on the write path. A tick seals what was committed since the last seal, in (table,
id) order, under one advisory lock: a digest for each row, and one for the seal that runs over the
previous seal and all its rows. `verify` computes everything anew.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import islice

import pghistory.models
from django.apps import apps
from django.db import connection, transaction

from secops.audit.models import Entry, Seal, SealedRow

LOCK = 0x51A6A  # any number no other advisory lock of the product uses
#: A transaction that is open longer than this could commit a row below the sealed ones unseen.
LONGEST_TRANSACTION = timedelta(days=1)
BATCH = 5000
#: A seal covers at most this many rows, so that a great import is sealed in many small steps.
ROWS_A_SEAL = 20_000


@dataclass(frozen=True, slots=True)
class Table:
    """One append-only table under seal: its name, key, and the column that says when."""

    name: str
    key: str
    moment: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: `first_bad` names the first row or seal that does not fit."""

    entries: int
    ok: bool
    head: str
    first_bad: str | None


@cache
def tables() -> tuple[Table, ...]:
    """The entries and every history table, by name."""
    found = [Table(Entry._meta.db_table, "id", "recorded_at")]
    found += [
        Table(model._meta.db_table, "pgh_id", "pgh_created_at")
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event) and model._meta.managed
    ]
    return tuple(sorted(found, key=lambda table: table.name))


def seal(*, at: datetime) -> Seal | None:
    """Seal what is not sealed yet; None when there is nothing or another process is sealing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return None
        last = Seal.objects.order_by("-pk").first()
        since = last.sealed_at - LONGEST_TRANSACTION if last else None
        fresh = list(
            islice(
                (
                    (table.name, row_id, digest)
                    for table in tables()
                    for row_id, digest in _unsealed(table, since)
                ),
                ROWS_A_SEAL,
            )
        )
        if not fresh:
            return None
        previous = bytes(last.digest) if last else bytes(32)
        made = Seal.objects.create(
            sealed_at=at,
            rows=len(fresh),
            previous=previous,
            digest=_chain(previous, at, fresh),
        )
        SealedRow.objects.bulk_create(
            [
                SealedRow(seal=made, table_name=name, row_id=row_id, digest=digest)
                for name, row_id, digest in fresh
            ],
            batch_size=BATCH,
        )
        return made


def seal_all(*, at: datetime) -> int:
    """Seal until nothing is left; the number of seals made. Runs every minute."""
    made = 0
    while seal(at=at) is not None:
        made += 1
    return made


def verify() -> Verdict:
    """Compute every digest anew and compare; a changed, missing or unsealed old row is bad."""
    with transaction.atomic():
        bad = _first_broken_seal() or _first_changed_row()
        head = Seal.objects.order_by("-pk").first()
        return Verdict(
            entries=SealedRow.objects.count(),
            ok=bad is None,
            head=bytes(head.digest).hex() if head else "",
            first_bad=bad,
        )


def _chain(previous: bytes, at: datetime, rows: list[tuple[str, int, bytes]]) -> bytes:
    running = hashlib.sha256(previous + at.isoformat().encode())
    for name, row_id, digest in rows:
        running.update(f"{name}:{row_id}:".encode() + digest)
    return running.digest()


#: Rows are hashed as PostgreSQL's own JSON of the row, with the session's zone pinned.
_DIGEST = "sha256(convert_to(to_jsonb(t)::text, 'UTF8'))"


def _unsealed(table: Table, since: datetime | None) -> Iterator[tuple[int, bytes]]:
    quoted = connection.ops.quote_name(table.name)
    window = f"AND t.{table.moment} >= %s" if since else ""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL timezone = 'UTC'")
        cursor.execute(
            f"""
            SELECT t.{table.key}, {_DIGEST} FROM {quoted} t
            WHERE NOT EXISTS (
                SELECT FROM audit_sealedrow s
                WHERE s.table_name = %s AND s.row_id = t.{table.key}
            ) {window}
            ORDER BY t.{table.key} LIMIT %s
            """,
            [table.name, *([since] if since else []), ROWS_A_SEAL],
        )
        for row_id, digest in cursor.fetchall():
            yield row_id, bytes(digest)


def _first_broken_seal() -> str | None:
    previous = bytes(32)
    for one in Seal.objects.order_by("pk").iterator():
        rows = [
            (name, row_id, bytes(digest))
            for name, row_id, digest in SealedRow.objects.filter(seal=one)
            .order_by("pk")
            .values_list("table_name", "row_id", "digest")
        ]
        fits = bytes(one.previous) == previous and len(rows) == one.rows
        if not fits or bytes(one.digest) != _chain(previous, one.sealed_at, rows):
            return f"seal {one.pk}"
        previous = bytes(one.digest)
    return None


def _first_changed_row() -> str | None:
    last = Seal.objects.order_by("-pk").first()
    for table in tables():
        quoted = connection.ops.quote_name(table.name)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL timezone = 'UTC'")
            cursor.execute(
                f"""
                SELECT coalesce(s.row_id, t.{table.key})
                FROM (SELECT * FROM audit_sealedrow WHERE table_name = %s) s
                FULL JOIN (SELECT t.{table.key}, t.{table.moment}, {_DIGEST} AS now_is
                           FROM {quoted} t) t ON t.{table.key} = s.row_id
                WHERE t.now_is IS DISTINCT FROM s.digest
                  AND NOT (s.row_id IS NULL AND (%s::timestamptz IS NULL OR t.{table.moment} >= %s))
                ORDER BY 1 LIMIT 1
                """,
                [table.name]
                + ([last.sealed_at - LONGEST_TRANSACTION] * 2 if last else [None, None]),
            )
            found = cursor.fetchone()
        if found:
            return f"{table.name} {found[0]}"
    return None
