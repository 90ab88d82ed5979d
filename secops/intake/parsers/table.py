"""Leak tables: CSV or XLSX of an agency, columns found by mapping; and Shadowserver's CSV.

Shadowserver's Compromised-Account report is a table whose columns and zone (UTC) are fixed by its
specification; it gives no secret.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from .dates import WIB, DateProblem, read_moment
from .decode import Lines
from .grid import Numbered
from .judge import Judge
from .mapping import Mapping, map_columns
from .refusals import refused
from .row import LeakRow

SHADOWSERVER_ROLES: Final = {
    "timestamp": "date",
    "source_url": "address",
    "http_host": "address",
    "hostname": "address",
    "username": "login",
    "email": "login",
}
"""Compromised-Account; and the host columns of Compromised-Website, which names no account."""


class Peeked:
    """Rows of which the first are looked at before all are read."""

    def __init__(self, rows: Iterator[Numbered], size: int = 200) -> None:
        self._rows = rows
        self.first: list[Numbered] = []
        for row in rows:
            self.first.append(row)
            if len(self.first) >= size:
                break

    @property
    def sample(self) -> list[list[str]]:
        return [cells for _, cells in self.first if cells is not None]

    def __iter__(self) -> Iterator[Numbered]:
        yield from self.first
        yield from self._rows


def require_columns(mapping: Mapping) -> None:
    """Raises FileRefused where no column can be address or login: nothing could be counted."""
    if not mapping.indexes("address"):
        raise refused("no_address_column")
    if not mapping.indexes("login"):
        raise refused("no_login_column")


def parse_table(
    rows: Peeked,
    mapping: Mapping,
    judge: Judge,
    received_at: datetime,
    batch_size: int,
    *,
    lines: Lines | None = None,
    zone: tzinfo = WIB,
) -> Iterator[list[LeakRow]]:
    """Batches of rows. A date that cannot be read, or lies after the report was received, is
    left out and counted: the row stays, judged by the day the report came (the stricter one)."""
    tally = judge.tally
    addresses, logins = mapping.indexes("address"), mapping.indexes("login")
    secrets, dates = mapping.indexes("secret"), mapping.indexes("date")
    latest = received_at + timedelta(days=1)
    titles = mapping.header_row
    batch: list[LeakRow] = []
    for number, cells in rows:
        if cells is None:
            tally.rows += 1
            long = lines is not None and number in lines.too_long
            tally.reject(number, "too_long" if long else "unreadable")
            continue
        if titles:
            titles -= 1  # the row of titles and what stands above it
            continue
        own_date, own_is_date = None, False
        if text := first_filled(cells, dates):
            try:
                moment = read_moment(text, zone)
            except DateProblem:
                tally.undated(number, future=False)
            else:
                if moment and moment.at > latest:
                    tally.undated(number, future=True)
                elif moment:
                    own_date, own_is_date = moment
        row = judge.row(
            number,
            first_filled(cells, addresses),
            first_filled(cells, logins),
            first_filled(cells, secrets),
            own_date,
            own_is_date,
        )
        if row is not None:
            batch.append(row)
            if len(batch) >= batch_size:
                yield batch
                batch = []
    if batch:
        yield batch


def first_filled(cells: list[str], indexes: tuple[int, ...]) -> str:
    """The first non-blank cell of these columns, trimmed; '' where all are blank or missing."""
    for index in indexes:
        if index < len(cells) and (value := cells[index].strip()):
            return value
    return ""


def shadowserver_mapping(rows: Sequence[Sequence[str]]) -> Mapping:
    """The roles its specification gives, whatever the titles would suggest; username before email
    and no secret."""
    mapping = map_columns(rows, header=0)
    fixed = {
        column.title: SHADOWSERVER_ROLES.get(column.title.casefold().strip(), "ignore")
        for column in mapping.columns
    }
    chosen = mapping.with_roles(fixed)
    order = list(SHADOWSERVER_ROLES)
    columns = sorted(
        chosen.columns,
        key=lambda column: (
            order.index(column.title.casefold().strip())
            if column.title.casefold().strip() in order
            else len(order)
        ),
    )
    return Mapping(tuple(columns), mapping.header_row)


SHADOWSERVER_ZONE: Final = UTC
"""All times in Shadowserver's reports are UTC."""
