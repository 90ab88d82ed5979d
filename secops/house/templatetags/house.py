"""The tags and filters of the house: ``{% load house %}``. Guide: docs/guides/house.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext

from secops.house import charts, icons, text
from secops.house.contents import ContentsNode
from secops.house.forms import Problem, problems, widget_html
from secops.house.markdown import safe_html
from secops.house.markings import marking_in
from secops.house.tables import PickColumn

register = template.Library()

register.filter("angka", text.angka)
register.filter("wib", text.wib)
register.filter("markdown", safe_html)
register.filter("wib_short", text.wib_short)
register.filter("wib_clock", text.wib_clock)
register.filter("wib_day", text.wib_day)
register.filter("iso", text.iso)
register.filter("masked_nip", text.masked_nip)
register.filter("masked_name", text.masked_name)
register.filter("masked_email", text.masked_email)
register.filter("initials", text.initials)
register.filter("about_seconds", text.about_seconds)

register.simple_tag(icons.icon, name="icon")
register.simple_tag(charts.sparkline, name="spark")

MESSAGE_TONES = {"success": "ok", "error": "late", "warning": "soon", "info": "info"}
NOTE_ICONS = {"ok": "circle-check", "late": "alert-triangle", "soon": "clock-exclamation"}


@register.filter
def message_tone(level: str) -> str:
    """The tone of a Django message level."""
    return MESSAGE_TONES.get(level, "info")


@register.simple_tag
def tlp(words: object) -> SafeString:
    """``<span{% tlp words %}>``: words that begin with a TLP marking mark every printed sheet."""
    marked = marking_in(words)
    return format_html(' data-tlp="{}"', marked) if marked else mark_safe("")


@register.simple_tag
def pill(tone: str, symbol: str = "", label: object = "") -> SafeString:
    """``{% pill "late" "▲" label %}``; an empty symbol takes the tone's own."""
    return icons.pill(tone, symbol, label)


@register.inclusion_tag("house/_note.html")
def note(tone: str, body: object, action_label: str = "", action_url: str = "") -> dict[str, Any]:
    """One line with an icon that must not be overlooked."""
    return {
        "tone": tone,
        "icon_key": NOTE_ICONS.get(tone, "info-circle"),
        "body": body,
        "action_label": action_label,
        "action_url": action_url,
    }


@register.inclusion_tag("house/_kpi.html")
def kpi(
    label: object,
    value: object,
    url: str = "",
    of: object = None,
    detail: object = "",
    trend: object = "",
    trend_tone: str = "quiet",
    unknown: object = "",
) -> dict[str, Any]:
    """A key number that leads to exactly its rows; ``value=None`` is *no data*, never zero."""
    return {
        "label": label,
        "value": value,
        "known": value is not None,
        "url": url,
        "of": of,
        "detail": detail,
        "trend": trend,
        "trend_tone": trend_tone,
        "trend_symbol": icons.symbol(icons.TONES[trend_tone]) if trend else "",
        "unknown": unknown,
    }


@register.inclusion_tag("house/_bar.html")
def bar(
    value: float | None, whole: float | None, label: object, tone: str = "", number: bool = True
) -> dict[str, Any]:
    """A share of a whole with its percent beside it; hatched where nothing is known."""
    return {
        "value": value,
        "whole": whole,
        "percent": text.percent(value, whole),
        "label": label,
        "tone": tone,
        "number": number,
    }


@register.inclusion_tag("house/_empty.html")
def empty_state(
    title: object,
    body: object = "",
    action_label: object = "",
    action_url: str = "",
    icon_key: str = "inbox",
) -> dict[str, Any]:
    """What this place is for, why it is empty, the one next step."""
    return {
        "title": title,
        "body": body,
        "action_label": action_label,
        "action_url": action_url,
        "icon_key": icon_key,
    }


@register.inclusion_tag("house/_facts.html")
def facts(pairs: Iterable[tuple[object, object]]) -> dict[str, Any]:
    """Label and value pairs; a value of None reads *belum ada data*."""
    return {"pairs": pairs}


@register.inclusion_tag("house/_timeline.html")
def timeline(events: Iterable[Any], empty: object = "") -> dict[str, Any]:
    """Events with ``at``, ``text`` and optionally ``url``, ``who``, ``tone``, ``detail``."""
    return {"events": events, "empty": empty}


@register.inclusion_tag("house/_steps.html")
def stepper(labels: Sequence[object], current: int) -> dict[str, Any]:
    """Where one stands in a form of several pages; ``current`` counts from 1."""
    return {"steps": labels, "current": current}


@register.tag("contents")
def contents(parser: template.base.Parser, token: template.base.Token) -> ContentsNode:
    """``{% contents %}…{% endcontents %}``: a line of links to every card in it, for long pages.

    ``{% contents 2 %}`` folds the cards besides; the first two begin open.
    """
    words = token.split_contents()
    nodes = parser.parse(("endcontents",))
    parser.delete_first_token()
    return ContentsNode(nodes, int(words[1]) if len(words) > 1 else None)


@register.inclusion_tag("house/_tabs.html")
def tabs(items: Iterable[Any], label: object = "") -> dict[str, Any]:
    """Saved views: items with ``label``, ``url``, ``active`` and optionally ``count``."""
    return {"items": items, "label": label}


@register.inclusion_tag("house/_copy.html")
def copy_block(
    body: str, label: object = "", key: str = "", opened: bool = False
) -> dict[str, Any]:
    """ "Salin untuk WhatsApp": a text that can be copied by hand, or by one button."""
    return {
        "body": body,
        "label": label,
        "key": "salin-" + (key or slugify(body[:40]) or "teks"),
        "opened": opened,
        "rows": min(12, max(3, body.count("\n") + 1 + len(body) // 90)),
    }


@register.inclusion_tag("house/_job.html", takes_context=True)
def job_panel(context: Any, job: Any, url: str, cancel_url: str = "") -> dict[str, Any]:
    """Long work: count, guess, cancel. The page polls ``url``, which renders this same panel."""
    total = getattr(job, "total", None)
    return {
        "job": job,
        "url": url,
        "cancel_url": cancel_url,
        "total": total,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("house/_undo.html", takes_context=True)
def undo_bar(context: Any, body: object, seconds: int, cancel_url: str) -> dict[str, Any]:
    """ "Dikirim dalam 30 detik · Batalkan"; with scripts off it shows the seconds at load."""
    return {
        "body": body,
        "seconds": max(0, int(seconds)),
        "cancel_url": cancel_url,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("house/_bulk.html", takes_context=True)
def bulk_bar(
    context: Any,
    action: str,
    verbs: Iterable[tuple[str, object]],
    matching: int | None = None,
    key: str = "bulk",
) -> dict[str, Any]:
    """The bar for ticked rows. ``verbs`` are (value, label); the form posts ``verb``, ``pick``."""
    request = context.get("request")
    return {
        "action": action,
        "verbs": list(verbs),
        "matching": matching,
        "key": key,
        "query": request.GET.urlencode() if request else "",
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("house/_field.html")
def field(bound: BoundField, label: object = "", optional: bool = True) -> dict[str, Any]:
    """One form field: label, help, error, input, in this order, joined for screen readers."""
    return {
        "field": bound,
        "label": label or bound.label,
        "widget": widget_html(bound),
        "choices": bound.use_fieldset,
        "single_box": getattr(bound.field.widget, "input_type", "") == "checkbox"
        and not bound.use_fieldset,
        "optional": optional
        and not bound.field.required
        and bound.name not in getattr(bound.form, "needed_sometimes", ()),
    }


@register.inclusion_tag("house/_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form; begin the page with ``{% error_summary form %}``."""
    return {"form": form}


@register.inclusion_tag("house/_summary.html")
def error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    """All problems at the top, each a link to its field."""
    found: list[Problem] = []
    for form in forms:
        found += problems(form) if form is not None else []
    return {"problems": found}


@register.inclusion_tag("house/_filter.html", takes_context=True)
def filter_bar(context: Any, filterset: Any, target: str = "ps-list") -> dict[str, Any]:
    """A django-filter form in one line; acts at once with scripts, by its button without."""
    request = context.get("request")
    names = list(filterset.form.fields)
    return {
        "form": filterset.form,
        "fields": [(bound, widget_html(bound)) for bound in filterset.form],
        "target": target,
        "path": request.path if request else "",
        "sort": request.GET.get("sort", "") if request else "",
        "active": bool(request) and any(request.GET.get(name) for name in names),
    }


def link_attrs(query: str, target: str) -> SafeString:
    """Attributes of a link that replaces the list in place and keeps the address true."""
    return format_html(
        'href="?{}" hx-get="?{}" hx-target="#{}" hx-swap="outerHTML show:window:top" '
        'hx-push-url="true"',
        query,
        query,
        target,
    )


@register.simple_tag(takes_context=True)
def page_link(context: Any, place: str | int) -> SafeString:
    """Attributes of the link to another page: ``<a {% page_link 3 %}>``."""
    query = context.get("query", "")
    step = f"page={place}" if isinstance(place, int) else place
    return link_attrs(f"{query}&{step}" if query else step, context.get("list_id", "ps-list"))


SORT_ARROW = {
    "up": mark_safe('<path d="M6 10V2M2.5 5.5 6 2l3.5 3.5"/>'),
    "down": mark_safe('<path d="M6 2v8M2.5 6.5 6 10l3.5-3.5"/>'),
}


@register.simple_tag(takes_context=True)
def table_heading(context: Any, table: Any, column: Any) -> SafeString:
    """A heading: words, or a link that sorts; the tick box of the bulk bar where there is one."""
    if isinstance(column.column, PickColumn):
        return format_html(
            '<label class="ps-pick" hidden><input type="checkbox" data-ps-pick-page="{}" '
            'aria-label="{}"></label><span class="visually-hidden">{}</span>',
            column.column.key,
            gettext("Pilih semua di halaman ini"),
            gettext("Pilih"),
        )
    if not column.header:
        return format_html('<span class="visually-hidden">{}</span>', gettext("Tindakan"))
    if not column.orderable or "page" not in context:
        return format_html("{}", column.header)
    rest = context.get("query_without_sort", "")
    step = f"sort={column.order_by_alias.next}"
    descending = column.is_ordered and column.order_by_alias.is_descending
    return format_html(
        '<a {}>{}<svg viewBox="0 0 12 12" aria-hidden="true" focusable="false" fill="none" '
        'stroke="currentColor" stroke-width="1.5">{}</svg></a>',
        link_attrs(f"{rest}&{step}" if rest else step, context.get("list_id", "ps-list")),
        column.header,
        SORT_ARROW["down" if descending else "up"],
    )
