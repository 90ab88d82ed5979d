"""Doors of the office administrator: what messages say, in the office's own words."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.models import Person, User
from accounts.roles import Permission
from secops.outbox import actions
from secops.outbox.composers import Composed
from secops.outbox.forms import TextForm
from secops.outbox.models import MessageText
from secops.outbox.passage_check import fault_of
from secops.outbox.passages import PASSAGES, PLACES, Passage
from secops.outbox.places import written
from secops.outbox.samples import SAMPLES, shown

LANGUAGES = dict(settings.LANGUAGES)


_HREF = re.compile(r' href="[^"]*"')


@require_GET
@requires(Permission.MANAGE_PEOPLE)
def text_list(request: HttpRequest) -> HttpResponse:
    """Every passage, and in which language the office has its own; every example."""
    own = MessageText.objects.in_force()
    context = {
        "title": _("Teks pesan"),
        "rows": [
            (
                passage,
                own.get((passage.key, translation.get_language()), (0, str(passage.default)))[1],
                [(code, own.get((passage.key, code), (0, ""))[0]) for code in LANGUAGES],
            )
            for passage in PASSAGES.values()
        ],
        "languages": LANGUAGES.values(),
        "samples": SAMPLES.items(),
        "breadcrumbs": _crumbs((_("Teks pesan"), "")),
    }
    return render(request, "outbox/texts.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MANAGE_PEOPLE)
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its type knows no arguments
def text(request: HttpRequest, slug: str) -> HttpResponse:
    """One passage in one language: written, looked at, tried, kept; its versions."""
    passage, user = _passage(slug), user_of(request)
    language = _language(request)
    versions = _versions(slug, language)
    current = versions[0].row.body if versions else ""
    start = current or default_of(passage, language)
    posted = request.POST if request.method == "POST" else None
    form = TextForm(posted, passage=passage, initial={"body": start})
    looked_at: dict[str, Any] = {}
    if posted is not None and form.is_valid():
        body = form.cleaned_data["body"]
        if "look" in posted:
            looked_at = _preview(passage.shown_in[0], language, user, {slug: body})
        elif answer := _keep_or_send(request, passage, language, form):
            return answer
    context = {
        "title": str(passage.title),
        "passage": passage,
        "language": language,
        "language_name": LANGUAGES[language],
        "tabs": _tabs(request, language),
        "form": form,
        "own": bool(current),
        "default": default_of(passage, language),
        "places": [(written(name), PLACES[name]) for name in passage.places],
        "samples": [(one, SAMPLES[one]) for one in passage.shown_in],
        "versions": versions,
        "breadcrumbs": _crumbs((_("Teks pesan"), reverse("texts")), (str(passage.title), "")),
    } | looked_at
    return render(request, "outbox/text.html", context, status=422 if form.errors else 200)


def _keep_or_send(
    request: HttpRequest, passage: Passage, language: str, form: TextForm
) -> HttpResponse | None:
    body, by, at = form.cleaned_data["body"], user_of(request), timezone.now()
    try:
        if "send" in request.POST:
            address = actions.send_text_example(
                passage.shown_in[0], language, draft={passage.key: body}, by=by, at=at
            )
            notes.success(request, _("Contoh dikirim ke %(address)s.") % {"address": address})
            return None
        actions.write_text(passage, language, body, by=by, at=at)
    except actions.TextRefused as refused:
        form.add_error("body", str(refused))
        return None
    notes.success(request, _("Versi baru disimpan. Pesan berikutnya memakai teks ini."))
    return _back(passage.key, language)


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Kembali ke teks Siaga."""
    passage, language = _passage(slug), _language(request)
    try:
        actions.restore_text(passage, language, by=user_of(request), at=timezone.now())
    except actions.TextRefused as refused:
        notes.error(request, str(refused))
    else:
        notes.success(request, _("Pesan berikutnya memakai teks Siaga lagi."))
    return _back(slug, language)


@require_GET
@requires(Permission.MANAGE_PEOPLE)
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # its type knows no arguments
def example(request: HttpRequest, slug: str) -> HttpResponse:
    """A whole message as its reader sees it, with made-up values: mail and chat."""
    sample, language = _sample(slug), _language(request)
    context = {
        "title": str(sample.label),
        "subtitle": _("Untuk %(reader)s; nama dan angkanya rekaan") % {"reader": sample.to},
        "language": language,
        "tabs": _tabs(request, language),
        "passages": [one for one in PASSAGES.values() if slug in one.shown_in],
        "breadcrumbs": _crumbs((_("Teks pesan"), reverse("texts")), (str(sample.label), "")),
    }
    context |= _preview(slug, language, user_of(request), {})
    return render(request, "outbox/text_example.html", context)


@require_GET
@requires(Permission.MANAGE_PEOPLE)
@xframe_options_sameorigin
def letter(request: HttpRequest, slug: str) -> HttpResponse:
    """The HTML of an example for the frame: its styles stand in its tags, nothing else may run."""
    _sample(slug)
    passage = PASSAGES.get(request.GET.get("passage", ""))
    draft = request.GET.get("draft", "")
    said = {passage.key: draft} if passage and not fault_of(passage, draft) else {}
    words = _words(slug, _language(request), user_of(request), said, chat=False)
    # Made-up things have no page to go to.
    response = HttpResponse(_HREF.sub("", words.html))
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
    )
    return response


@require_POST
@requires(Permission.MANAGE_PEOPLE)
def send_example(request: HttpRequest, slug: str) -> HttpResponse:
    """Kirim contoh ke saya."""
    _sample(slug)
    language = _language(request)
    try:
        address = actions.send_text_example(
            slug, language, draft={}, by=user_of(request), at=timezone.now()
        )
    except actions.TextRefused as refused:
        notes.error(request, str(refused))
    else:
        notes.success(request, _("Contoh dikirim ke %(address)s.") % {"address": address})
    return redirect(f"{reverse('text-example', args=[slug])}?language={language}")


@dataclass(frozen=True, slots=True)
class Version:
    """One version with what it changed: (ins | del | same, words)."""

    row: MessageText
    changes: list[tuple[str, str]]


def _versions(key: str, language: str) -> list[Version]:
    """Newest first, each beside the one before; the first beside the product's own text."""
    rows = list(
        MessageText.objects.filter(passage=key, language=language).select_related(
            "written_by__person"
        )
    )
    own = default_of(PASSAGES[key], language)
    said = [*(row.body or own for row in rows), own]
    return [Version(row, _changes(said[n + 1], said[n])) for n, row in enumerate(rows)]


def _changes(old: str, new: str) -> list[tuple[str, str]]:
    was, now = old.split(), new.split()
    found: list[tuple[str, str]] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, was, now).get_opcodes():
        if tag == "equal":
            found.append(("same", " ".join(was[i:j])))
            continue
        found += [("del", " ".join(was[i:j]))] if j > i else []
        found += [("ins", " ".join(now[k:m]))] if m > k else []
    return found


def default_of(passage: Passage, language: str) -> str:
    """The product's own text in a language, its places as they are typed."""
    with translation.override(language):
        return str(passage.default)


def _preview(key: str, language: str, user: User, draft: Mapping[str, str]) -> dict[str, Any]:
    query = {"language": language}
    for passage, body in draft.items():
        query |= {"passage": passage, "draft": body}
    return {
        "sample": key,
        "sample_label": SAMPLES[key].label,
        "mail": _words(key, language, user, draft, chat=False),
        "chat": _words(key, language, user, draft, chat=True),
        "frame": f"{reverse('text-letter', args=[key])}?{urlencode(query)}",
    }


def _words(
    key: str, language: str, user: User, draft: Mapping[str, str], *, chat: bool
) -> Composed:
    person = user.person or Person(name=user.display_name)
    return shown(key, language, person=person, chat=chat, at=timezone.now(), draft=draft)


def _passage(key: str) -> Passage:
    if key not in PASSAGES:
        raise Http404
    return PASSAGES[key]


def _sample(key: str) -> Any:
    if key not in SAMPLES:
        raise Http404
    return SAMPLES[key]


def _language(request: HttpRequest) -> str:
    wanted = request.POST.get("language") or request.GET.get("language", "")
    return wanted if wanted in LANGUAGES else settings.LANGUAGE_CODE


def _tabs(request: HttpRequest, language: str) -> list[dict[str, Any]]:
    return [
        {"label": name, "url": f"{request.path}?language={code}", "active": code == language}
        for code, name in LANGUAGES.items()
    ]


def _back(key: str, language: str) -> HttpResponse:
    return redirect(f"{reverse('text', args=[key])}?language={language}")


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(pgettext("list", "Saluran"), reverse("channels")), *more]
