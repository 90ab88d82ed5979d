"""Statements that the server plans once for each connection, for what is asked in the same words.

To plan a join over one person's few rows takes the server five times as long as to do it; Django
hands every statement over with its values written in, to be planned anew. These keep the values
apart. What a statement finds must not depend on how many rows a plan expects: use them for rows
named by their keys, never for a whole table. Write the type behind a value (`%s::bigint[]`), and
name the columns: after a migration a `*` would no longer be what was planned.

`PREPARED_STATEMENTS=false` plans each time, for poolers that mix up the connections.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

import psycopg
from django.db import connection, models
from django.db.backends.utils import CursorWrapper

Row = TypeVar("Row", bound=models.Model)
Values = Sequence[Any] | Mapping[str, Any]


def rows(sql: str, values: Values | None) -> list[tuple[Any, ...]]:
    """What the statement returns; without `values` its words are taken as they stand."""
    with _cursor() as cursor:
        cursor.execute(sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def objects(model: type[Row], condition: str, values: Values) -> list[Row]:
    """Rows of one table, whole, as the models they are; for models of plain columns."""
    columns = [field.attname for field in model._meta.concrete_fields]
    sql = f"SELECT {', '.join(columns)} FROM {model._meta.db_table} WHERE {condition}"
    return [model.from_db(connection.alias, columns, row) for row in rows(sql, values)]


def insert(made: Sequence[Row]) -> None:
    """Insert new rows of one model, some thousands at most, and give them their ids."""
    if not made:
        return
    fields, sql = _insertion(type(made[0]))
    values = [
        [field.get_db_prep_save(field.pre_save(one, True), connection) for one in made]
        for field in fields
    ]
    for one, (pk,) in zip(made, rows(sql, values), strict=True):
        one.pk = pk
        one._state.adding, one._state.db = False, connection.alias


@cache
def _insertion(model: type[models.Model]) -> tuple[list[Any], str]:
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    columns = ", ".join(field.attname for field in fields)
    # The type without its length: a cast would cut what is too long instead of refusing it.
    arrays = ", ".join(f"%s::{str(field.db_type(connection)).split('(')[0]}[]" for field in fields)
    return fields, (
        f"INSERT INTO {model._meta.db_table} ({columns}) "
        f"SELECT {columns} FROM unnest({arrays}) AS given ({columns}) RETURNING id"
    )


def change(sql: str, values: Values) -> int:
    """How many rows the statement changed."""
    with _cursor() as cursor:
        cursor.execute(sql, values)
        return int(cursor.rowcount)


def _cursor() -> CursorWrapper:
    """Django's own cursor (counted, logged, its errors translated) over one that binds values at
    the server."""
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    bare: Any = psycopg.Cursor(connection.connection)
    if connection.queries_logged:
        return connection.make_debug_cursor(bare)
    return connection.make_cursor(bare)
