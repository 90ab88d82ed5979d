"""The list page: whole or fragment, sorted, filtered, empty, and readable without a table."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django_filters
import pytest
from django.contrib.auth.models import Permission
from django.test import RequestFactory
from django.utils import translation
from django_htmx.middleware import HtmxDetails

from secops.house.lists import Empty, in_order, list_page, order_of
from secops.house.tables import Column, HouseTable, LinkColumn, NumberColumn, PickColumn, ReadyRows
from secops.house.template_lint import lint_source


class PermissionTable(HouseTable):
    """Rows that every database has."""

    caption = "Izin"
    title = "codename"
    pick = PickColumn()
    codename = LinkColumn(verbose_name="Kode", url=lambda row: f"/izin/{row.pk}/")
    name = Column(verbose_name="Nama", orderable=False)
    app = Column(verbose_name="Aplikasi", accessor="content_type__app_label")


class PermissionFilter(django_filters.FilterSet):  # type: ignore[misc]
    """A filter by the code."""

    codename = django_filters.CharFilter(lookup_expr="icontains", label="Kode")

    class Meta:
        model = Permission
        fields = ["codename"]


def page(query: str = "", htmx: bool = False, **more: Any) -> str:
    headers = {"HX-Request": "true"} if htmx else {}
    request = RequestFactory().get(f"/izin/?{query}", headers=headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    wanted = {
        "title": "Izin", "table": PermissionTable, "filterset": PermissionFilter,
        "queryset": Permission.objects.select_related("content_type"), "per_page": 5,
        "order": ("codename", "pk"), "export_name": "izin",
    }  # fmt: skip
    with translation.override("id"):
        response = list_page(request, **(wanted | more))
    assert response["Vary"] == "HX-Request" or "HX-Request" in response["Vary"]
    content = response.content
    assert isinstance(content, bytes)
    return content.decode()


@pytest.mark.django_db
def test_htmx_gets_the_list_alone() -> None:
    part = page(htmx=True)
    assert part.lstrip().startswith('<div id="ps-list"')
    assert "<html" not in part
    assert "<caption" in part
    assert "Menampilkan 1–5 dari" in part
    assert 'role="status"' in part


@pytest.mark.django_db
def test_the_whole_page_has_one_heading_and_keeps_the_house_rules() -> None:
    whole = page()
    assert whole.count("<h1") == 1
    assert "<form" in whole
    assert lint_source(whole, Path("page.html")) == []


@pytest.mark.django_db
def test_sorting_is_a_link_that_says_its_state() -> None:
    part = page("sort=-codename&codename=add", htmx=True)
    assert 'aria-sort="descending"' in part
    assert 'hx-push-url="true"' in part
    assert "codename=add&amp;sort=codename" in part
    names = re.findall(r'<a href="/izin/\d+/">([^<]+)', part)
    assert names == sorted(names, reverse=True)
    assert all("add" in name for name in names)


@pytest.mark.django_db
def test_unknown_orders_and_pages_are_ignored() -> None:
    for query in ("sort=password", "sort=name", "page=x", "page=-1", "cursor=zzz", "sort=pick"):
        assert "Menampilkan 1–5" in page(query, htmx=True)


@pytest.mark.django_db
def test_keyset_pages_follow_the_order_asked_for() -> None:
    first = page("sort=-app", htmx=True, paging="keyset")
    following = re.search(r'href="\?(sort=-app&amp;cursor=[^"]+)"', first)
    assert following
    query = following.group(1).replace("&amp;", "&")
    second = page(query, htmx=True, paging="keyset")
    rows = re.compile(r'<a href="(/izin/\d+/)">')
    assert not set(rows.findall(first)) & set(rows.findall(second))


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        page(htmx=True, per_page=5)
    with django_assert_max_num_queries(2):
        page(htmx=True, per_page=50)


@pytest.mark.django_db
def test_empty_under_a_filter_differs_from_empty() -> None:
    assert "Tidak ada yang cocok" in page("codename=zzzz", htmx=True)
    empty = Empty("Belum ada izin", "Izin muncul di sini.", "Buat", "/baru/")
    nothing = page(htmx=True, queryset=Permission.objects.none(), empty=empty)
    assert "Belum ada izin" in nothing
    assert 'href="/baru/"' in nothing


@pytest.mark.django_db
def test_rows_are_named_and_can_be_ticked() -> None:
    part = page(htmx=True)
    assert part.count('scope="row"') == 5
    assert re.search(r'name="pick" value="\d+" form="bulk" aria-label="Pilih \w+', part)


def test_lists_sort_in_python_with_the_unknown_last() -> None:
    rows = [SimpleNamespace(n=n) for n in (2, None, 3, 1)]
    assert [row.n for row in in_order(rows, ("n",))] == [1, 2, 3, None]
    assert [row.n for row in in_order(rows, ("-n",))] == [3, 2, 1, None]


def test_a_column_may_sort_by_other_keys() -> None:
    class T(HouseTable):
        caption = "x"
        a = NumberColumn(order_by=("-b", "c"))

    assert order_of(T(ReadyRows([])), "-a", ("pk",)).keys == ("b", "-c", "pk")


def test_a_table_without_caption_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="caption"):

        class Nameless(HouseTable):
            a = Column()
