"""Keyset pages walk every row once, both ways, in any order; counting stops in time."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import NullIf, Substr
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from secops.house.paging import (
    Count,
    Page,
    bounded_count,
    keyset_page,
    numbered_page,
    pack,
    unpack,
)


def cursor_of(place: str) -> str:
    return place.removeprefix("cursor=")


def walk(rows: QuerySet[Any], order: tuple[str, ...], per_page: int) -> list[Page]:
    pages = [keyset_page(rows, order, per_page=per_page)]
    while pages[-1].has_next:
        pages.append(keyset_page(rows, order, cursor_of(pages[-1].next), per_page))
        assert len(pages) < 500
    return pages


@pytest.mark.django_db
@pytest.mark.parametrize(
    "order",
    [
        ("pk",),
        ("-pk",),
        ("codename", "pk"),
        ("-content_type__app_label", "codename", "pk"),
        ("first", "pk"),
        ("-first", "-pk"),
    ],
)
@pytest.mark.parametrize("per_page", [1, 7, 10_000])
def test_every_row_once_forwards_and_backwards(order: tuple[str, ...], per_page: int) -> None:
    first = NullIf(Substr("codename", 1, 1), Value("c"), output_field=CharField())
    rows = Permission.objects.select_related("content_type").annotate(first=first)
    some = list(Permission.objects.order_by("pk").values_list("pk", flat=True)[:40])
    rows = rows.filter(pk__in=some)
    pages = walk(rows, order, per_page)
    seen = [row.pk for page in pages for row in page.rows]
    assert len(seen) == len(set(seen)) == rows.count()
    if "first" in order[0]:
        unknown = [row.first is None for page in pages for row in page.rows]
        assert unknown == sorted(unknown), "the unknown stand last in either direction"
    back = [pages[-1]]
    while back[0].has_previous:
        back.insert(0, keyset_page(rows, order, cursor_of(back[0].previous), per_page))
    assert [row.pk for page in back for row in page.rows] == seen
    assert not back[0].has_previous


@pytest.mark.django_db
def test_known_columns_keep_the_plain_order_that_an_index_serves() -> None:
    rows = Permission.objects.all()
    page = keyset_page(rows, ("-codename", "-pk"), per_page=2)
    with CaptureQueriesContext(connection) as queries:
        keyset_page(rows, ("-codename", "-pk"), cursor_of(page.next), per_page=2)
    assert len(queries) == 2
    sql = queries[0]["sql"]
    assert "NULLS" not in sql
    assert "OFFSET" not in sql
    assert '"codename" <=' in sql


@pytest.mark.django_db
def test_a_broken_cursor_is_the_first_page() -> None:
    rows = Permission.objects.all()
    for cursor in ("x", "a:b", pack(["one", "two", "three"], False), pack([1], False) + "x"):
        page = keyset_page(rows, ("codename", "pk"), cursor, 3)
        assert page.first == 1
        assert not page.has_previous


def test_a_cursor_keeps_its_types() -> None:
    values = [datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC), date(2026, 1, 2), Decimal("1.50"),
              UUID(int=7), None, 3, "x"]  # fmt: skip
    assert unpack(pack(values, True), len(values)) == (values, True)
    assert unpack(pack(values, True), 2) is None


def test_numbered_pages_of_a_list() -> None:
    with translation.override("id"):
        page = numbered_page(list(range(120)), 2)
        assert list(page.rows) == list(range(50, 100))
        assert page.status() == "Menampilkan 51–100 dari 120"
        assert page.pages == (1, 2, 3)
        assert numbered_page(list(range(120)), 999).number == 3
        assert numbered_page([], 1).status() == "Tidak ada baris yang cocok."
        assert Count(10_000, True).words() == "lebih dari 10.000"
        many = numbered_page(list(range(10_050)), 1)
        assert many.status() == "Menampilkan 1–50 dari lebih dari 10.000"
    with translation.override("en"):
        assert "10,000" in Count(10_000, True).words()


@pytest.mark.django_db
def test_counting_stops_at_the_limit() -> None:
    found = bounded_count(Permission.objects.all(), limit=5)
    assert found == Count(5, True)
    with CaptureQueriesContext(connection) as queries:
        bounded_count(Permission.objects.all(), limit=5)
    assert "LIMIT 6" in queries[0]["sql"]
