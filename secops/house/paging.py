"""Pages that stay fast at a million rows: a bounded count, and keyset pages for long logs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core import signing
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext

from secops.house.text import angka

#: Counting stops here; the page then says "lebih dari 10.000".
COUNT_LIMIT = 10_000
#: Page numbers end here: OFFSET beyond it costs more than a narrower filter.
PAGE_LIMIT = 200
SALT = "house.cursor"
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Count:
    """How many there are, as far as we counted."""

    number: int
    more: bool

    def words(self) -> str:
        """``1.234`` or ``lebih dari 10.000``."""
        if self.more:
            return gettext("lebih dari %(n)s") % {"n": angka(self.number)}
        return angka(self.number)


@dataclass(frozen=True)
class Page:
    """Rows of one page and the way to its neighbours (query parameters, empty where none)."""

    rows: Sequence[Any]
    count: Count
    first: int | None
    previous: str = ""
    next: str = ""
    number: int | None = None
    pages: tuple[int, ...] = ()
    has_previous: bool = False
    has_next: bool = False

    def status(self) -> str:
        """``Menampilkan 1–50 dari lebih dari 10.000``."""
        if not self.rows:
            return gettext("Tidak ada baris yang cocok.")
        if self.first is None:
            return gettext("Menampilkan %(n)s baris dari %(count)s") % {
                "n": angka(len(self.rows)),
                "count": self.count.words(),
            }
        return gettext("Menampilkan %(first)s–%(last)s dari %(count)s") % {
            "first": angka(self.first),
            "last": angka(self.first + len(self.rows) - 1),
            "count": self.count.words(),
        }


def bounded_count(rows: QuerySet[Any] | Sequence[Any], limit: int = COUNT_LIMIT) -> Count:
    """Count at most ``limit + 1`` rows: 3 ms instead of 50 on a million."""
    found = rows.order_by()[: limit + 1].count() if isinstance(rows, QuerySet) else len(rows)
    return Count(min(found, limit), found > limit)


def numbered_page(rows: QuerySet[Any] | Sequence[Any], number: int, per_page: int = 50) -> Page:
    """A page by its number, 1 to 200; a number out of range becomes the nearest page."""
    count = bounded_count(rows)
    known = count.number if not count.more else max(count.number, PAGE_LIMIT * per_page)
    last = max(1, min(PAGE_LIMIT, -(-known // per_page)))
    number = min(max(1, number), last)
    start = (number - 1) * per_page
    cut = list(rows[start : start + per_page + 1])
    has_next = len(cut) > per_page and number < PAGE_LIMIT
    shown = sorted({1, *range(max(1, number - 2), min(last, number + 2) + 1)})
    if not count.more:
        shown = sorted({*shown, last})
    return Page(
        rows=cut[:per_page],
        count=count,
        first=start + 1,
        previous=f"page={number - 1}" if number > 1 else "",
        next=f"page={number + 1}" if has_next else "",
        number=number,
        pages=tuple(shown),
        has_previous=number > 1,
        has_next=has_next,
    )


# ── Keyset pages ─────────────────────────────────────────────────────────────────────────────────
WRITE: dict[type, tuple[str, Callable[[Any], str]]] = {
    datetime: ("t", lambda v: v.isoformat()),
    date: ("d", lambda v: v.isoformat()),
    Decimal: ("n", str),
    UUID: ("u", str),
}
READ: dict[str, Callable[[str], Any]] = {
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "n": Decimal,
    "u": UUID,
}


def pack(values: Sequence[Any], backwards: bool) -> str:
    """A signed cursor: opaque, and nobody can put a value of another type into the query."""
    plain: list[Any] = []
    for value in values:
        if type(value) in WRITE:
            sign, write = WRITE[type(value)]
            plain.append([sign, write(value)])
        else:
            plain.append(value)
    return signing.Signer(salt=SALT).sign_object([int(backwards), *plain])


def unpack(cursor: str, length: int) -> tuple[list[Any], bool] | None:
    """The values of a cursor, or None for one that is broken or belongs to another order."""
    try:
        backwards, *plain = signing.Signer(salt=SALT).unsign_object(cursor)
        values = [READ[v[0]](v[1]) if isinstance(v, list) else v for v in plain]
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None
    return (values, bool(backwards)) if len(values) == length else None


def name_of(key: str) -> str:
    """``-updated`` orders by ``updated``."""
    return key.removeprefix("-")


def value_of(row: Any, key: str) -> Any:
    """The value that places a row in its order; follows ``opd__name`` and dictionaries."""
    value = row
    for part in name_of(key).split("__"):
        value = value.get(part) if isinstance(value, dict) else getattr(value, part, None)
    return value


def may_be_unknown(rows: QuerySet[Any], key: str) -> bool:
    """Whether a key can be NULL. Only then the order needs NULLS LAST, which an index may miss."""
    if name_of(key) in rows.query.annotations:
        return True
    model: Any = rows.model
    for part in name_of(key).split("__"):
        if part == "pk":
            return False
        field = model._meta.get_field(part)
        if getattr(field, "null", True):
            return True
        model = getattr(field, "related_model", None)
    return False


@dataclass(frozen=True)
class Key:
    """One column of an order, in the direction in which the page is walked."""

    name: str
    descending: bool
    unknown: bool
    backwards: bool

    def by(self) -> Any:
        """The ORDER BY term; the unknown stand last, so first when walking backwards."""
        field = F(self.name)
        edge: dict[str, Any] = {}
        if self.unknown:
            edge = {"nulls_first": True} if self.backwards else {"nulls_last": True}
        return field.desc(**edge) if self.descending else field.asc(**edge)

    def beyond(self, value: Any, including: bool = False) -> Q:
        """Rows after ``value``, or from it on."""
        if value is None:
            known = Q(**{f"{self.name}__isnull": False})
            return (
                (Q() if including else known)
                if self.backwards
                else (self.equal(None) if including else NOTHING)
            )
        comparison = ("lt" if self.descending else "gt") + ("e" if including else "")
        after = Q(**{f"{self.name}__{comparison}": value})
        return after | self.equal(None) if self.unknown and not self.backwards else after

    def equal(self, value: Any) -> Q:
        """Rows with the same value."""
        if value is None:
            return Q(**{f"{self.name}__isnull": True})
        return Q(**{self.name: value})


def keys_of(rows: QuerySet[Any], order: Sequence[str], backwards: bool) -> list[Key]:
    """The order as it is walked."""
    return [
        Key(
            name_of(key),
            key.startswith("-") != backwards,
            may_be_unknown(rows, key),
            backwards,
        )
        for key in order
    ]


def after_cursor(keys: Sequence[Key], values: Sequence[Any]) -> Q:
    """``(a, b) > (x, y)`` in mixed directions, written so that an index on (a, b) serves it."""
    whole = NOTHING
    same = Q()
    for key, value in zip(keys, values, strict=True):
        whole |= same & key.beyond(value)
        same &= key.equal(value)
    return keys[0].beyond(values[0], including=True) & whole


def keyset_page(
    rows: QuerySet[Any], order: Sequence[str], cursor: str = "", per_page: int = 50
) -> Page:
    """A page by the place where the last one ended; ``order`` must end in a unique key."""
    place = unpack(cursor, len(order)) if cursor else None
    values, backwards = place if place else ([], False)
    keys = keys_of(rows, order, backwards)
    query = rows.order_by(*[key.by() for key in keys])
    if place:
        query = query.filter(after_cursor(keys, values))
    found = list(query[: per_page + 1])
    more = len(found) > per_page
    found = found[:per_page]
    if backwards:
        found.reverse()
    has_previous = more if backwards else place is not None
    has_next = True if backwards and place else more

    def cursor_at(row: Any, back: bool) -> str:
        return "cursor=" + pack([value_of(row, key) for key in order], back)

    return Page(
        rows=found,
        count=bounded_count(rows),
        first=None if place else 1,
        previous=cursor_at(found[0], True) if found and has_previous else "",
        next=cursor_at(found[-1], False) if found and has_next else "",
        has_previous=bool(found) and has_previous,
        has_next=bool(found) and has_next,
    )
