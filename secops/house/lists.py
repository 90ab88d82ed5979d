"""A list page in one call: filter, order, page, table, export, whole or as a fragment.

The door calls it after its own permission check and says what it may show:

    return list_page(
        request, title=_("Akun bocor"), queryset=exposures, table=ExposureTable,
        filterset=ExposureFilter, order=("-found_at", "-pk"), export_name="akun-bocor",
        personal=may_see_names, on_export=log_export,
    )
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_filters import FilterSet
from django_tables2.utils import Accessor

from secops.house.export import FORMATS, ExportNote, export
from secops.house.paging import Page, keyset_page, name_of, numbered_page
from secops.house.tables import HouseTable, ReadyRows

PER_PAGE = 50
#: Digits of a row number; a longer one is none that a database could look for.
LONGEST_ID = 18
#: Parameters of the list itself; everything else in the address belongs to the filter.
OWN = ("page", "cursor", "export")


@dataclass(frozen=True)
class Empty:
    """What a list says when it has no rows at all, not merely none under the filter."""

    title: object
    body: object = ""
    action_label: object = ""
    action_url: str = ""
    icon: str = "inbox"


@dataclass(frozen=True)
class Order:
    """The order asked for: the table's words for it, and the keys for the database."""

    sort: str
    keys: tuple[str, ...]


def order_of(table: HouseTable, sort: str, standard: Sequence[str], sortable: bool = True) -> Order:
    """Translate ``?sort=-name``; the standard order stays behind it as the unique tie-breaker."""
    name = name_of(sort)
    if not sort or not sortable or name not in table.columns or not table.columns[name].orderable:
        return Order("", tuple(standard))
    keys = [str(key).replace(".", "__") for key in table.columns[name].column.order_by or ()]
    keys = keys or [str(table.columns[name].accessor).replace(".", "__")]
    if sort.startswith("-"):
        keys = [key[1:] if key.startswith("-") else f"-{key}" for key in keys]
    taken = {name_of(key) for key in keys}
    rest = [key for key in standard if name_of(key) not in taken]
    return Order(sort, (*keys, *rest))


def in_order(rows: QuerySet[Any] | Sequence[Any], keys: Sequence[str]) -> Any:
    """Sort in the database, or in Python for a ready list (the unknown last)."""
    if isinstance(rows, QuerySet):
        return rows.order_by(*keys)
    out = list(rows)
    for key in reversed(keys):
        accessor = Accessor(name_of(key))

        def value(row: Any, accessor: Accessor = accessor) -> Any:
            return accessor.resolve(row, quiet=True)

        known = [row for row in out if value(row) is not None]
        unknown = [row for row in out if value(row) is None]
        out = sorted(known, key=value, reverse=key.startswith("-")) + unknown
    return out


def query_without(request: HttpRequest, *names: str) -> str:
    """The rest of the address, to hang a page, an order or an export on."""
    query = request.GET.copy()
    for name in (*OWN, *names):
        query.pop(name, None)
    return query.urlencode()


def whole_number(words: str) -> int:
    """A page number from an address; anything else is the first page."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 1


def row_ids(posted: QueryDict, name: str = "pick") -> list[int]:
    """The rows that a browser says were ticked; what cannot be a row is left out."""
    numbers = (one for one in posted.getlist(name) if one.isascii() and one.isdigit())
    return [int(one) for one in numbers if len(one) <= LONGEST_ID]


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for the list alone."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return False
    return not htmx.boosted and not htmx.history_restore_request


def list_page(
    request: HttpRequest,
    *,
    title: object,
    table: type[HouseTable],
    queryset: QuerySet[Any] | Sequence[Any],
    filterset: type[FilterSet] | None = None,
    filter_kwargs: Mapping[str, Any] | None = None,
    order: Sequence[str] = ("-pk",),
    paging: Literal["numbers", "keyset"] = "numbers",
    per_page: int = PER_PAGE,
    subtitle: object = "",
    breadcrumbs: Sequence[tuple[object, str]] = (),
    empty: Empty | None = None,
    export_name: str = "",
    may_export: bool = True,
    personal: bool = True,
    on_export: Callable[[ExportNote], None] | None = None,
    exclude: Sequence[str] = (),
    table_kwargs: Mapping[str, Any] | None = None,
    template: str = "house/list.html",
    fragment: str = "house/_list.html",
    extra: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """Answer a request for a list; ``personal=False`` leaves out the table's personal columns."""
    hidden = (*exclude, *(() if personal else table.personal))
    bare = table(ReadyRows([]), exclude=hidden, **(table_kwargs or {}))
    found = None
    rows: Any = queryset
    if filterset is not None:
        found = filterset(request.GET, queryset=rows, request=request, **(filter_kwargs or {}))
        rows = found.qs
    asked = order_of(bare, request.GET.get("sort", ""), order)
    wanted = request.GET.get("export", "")
    if export_name and may_export and wanted in FORMATS:
        return export(
            table,
            in_order(rows, asked.keys),
            format=wanted,
            name=export_name,
            query=query_without(request),
            exclude=hidden,
            personal=personal and bool(table.personal),
            on_export=on_export,
        )
    page: Page
    if paging == "keyset" and isinstance(rows, QuerySet):
        page = keyset_page(rows, asked.keys, request.GET.get("cursor", ""), per_page)
    else:
        number = whole_number(request.GET.get("page", "1"))
        page = numbered_page(in_order(rows, asked.keys), number, per_page)
    shown = table(
        ReadyRows(list(page.rows)),
        exclude=(*hidden, *table.only_exported),
        order_by=asked.sort or None,
        **(table_kwargs or {}),
    )
    filtered = found is not None and any(request.GET.get(name) for name in found.form.fields)
    context = {
        "title": title,
        "subtitle": subtitle,
        "breadcrumbs": breadcrumbs,
        "table": shown,
        "filterset": found,
        "filtered": filtered,
        "page": page,
        "sort": asked.sort,
        "query": query_without(request),
        "query_without_sort": query_without(request, "sort"),
        "empty": empty,
        "exports": FORMATS if export_name and may_export else (),
        "list_id": "ps-list",
    }
    response = render(request, fragment if is_fragment(request) else template, {
        **context, **(extra or {}),
    })  # fmt: skip
    patch_vary_headers(response, ["HX-Request"])
    return response
