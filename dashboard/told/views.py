"""Doors: the one search, the logs of a person and of a duty, one message."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from accounts.access import requires, user_of
from accounts.personal import is_personal_shown
from accounts.roles import Permission
from accounts.views.exports import log_export
from dashboard.told.duty import log_of_duty
from dashboard.told.entries import entry_of, subjects_of
from dashboard.told.forms import ToldForm
from dashboard.told.people import ever_told, with_answers
from dashboard.told.person import Log, log_of
from dashboard.told.scope import messages_for, people_for, shows_text
from dashboard.told.tables import LogTable, PeopleTable
from secops.compliance.duties.queries import crumb_of, duties_for, duty_crumbs
from secops.house.lists import Empty, list_page
from secops.house.text import angka, masked_nip, wib, wib_short
from secops.outbox.composers import label_of
from secops.outbox.models import Message
from secops.outbox.queries import TONES, look, texts_said

#: So many lines are copied for a chat or a letter.
COPIED = 20


@require_safe
@requires(Permission.SEE_PERSONAL)
def told(request: HttpRequest) -> HttpResponseBase:
    """One search: whom somebody asks about. One person found is shown at once."""
    user = user_of(request)
    form = ToldForm(request.GET or None, user=user)
    asked = form.is_valid() and form.is_asked()
    rows = with_answers(user, form.people()) if asked else people_for(user).none()
    if asked and not request.GET.get("export"):
        first = list(rows.order_by("sort_name", "pk").values_list("pk", flat=True)[:2])
        if len(first) == 1:
            return redirect("person-told", first[0])
    return list_page(
        request,
        title=_("Siapa diberi tahu apa"),
        subtitle=_("Untuk menjawab: “Saya tidak pernah diberi tahu.”"),
        table=PeopleTable,
        queryset=rows if asked else [],
        order=("sort_name", "pk"),
        paging="keyset" if asked else "numbers",
        empty=_nobody(asked=asked),
        export_name="siapa-diberi-tahu" if asked else "",
        on_export=log_export(user),
        template="dashboard/told.html",
        extra={"form": form, "sentence": _counted(rows) if asked else ""},
    )


def _nobody(*, asked: bool) -> Empty:
    if asked:
        return Empty(
            _("Tidak ada orang yang cocok"),
            _(
                "Periksa ejaannya, atau cari dengan NIP, nama pengguna (username) atau alamat "
                "lengkap."
            ),
            icon="search",
        )
    return Empty(
        _("Cari satu orang atau satu OPD"),
        _("Ketik nama, NIP, nama pengguna (username), email atau nomor WhatsApp di atas."),
        icon="search",
    )


def _counted(rows: Any) -> str:
    found = rows.count()
    if not found:
        return ""
    return ngettext(
        "%(told)s dari %(n)s orang pernah diberi tahu.",
        "%(told)s dari %(n)s orang pernah diberi tahu.",
        found,
    ) % {"told": angka(ever_told(rows)), "n": angka(found)}


@require_safe
@requires(Permission.SEE_PERSONAL)
def person_told(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything one person was told, with the answer on top."""
    user, at = user_of(request), timezone.now()
    person = get_object_or_404(people_for(user).prefetch_related("contacts"), pk=pk)
    whole = is_personal_shown(request, at=at)
    log = log_of(person, user, whole=whole, at=at)
    subtitle = f"NIP {masked_nip(person.nip)}" if person.nip else ""
    return _log_page(
        request,
        log,
        title=person.name,
        subtitle=subtitle,
        crumbs=[(_("Siapa diberi tahu apa"), reverse("told")), (person.name, "")],
        exclude=("to",),
        extra={"form": ToldForm(user=user), "whole": whole, "may_see_whole": True},
    )


@require_safe
@requires(Permission.SEE_DEPARTMENTS)
def duty_told(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Everything that was said about one duty."""
    user, at = user_of(request), timezone.now()
    duty = get_object_or_404(duties_for(user), pk=pk)
    whole = is_personal_shown(request, at=at)
    log = log_of_duty(duty, whole=whole, at=at)
    title = _("Siapa diberi tahu: %(what)s") % {"what": duty.directive.title}
    return _log_page(
        request,
        log,
        title=title,
        subtitle=f"{duty.directive.code} · {duty.department.name}",
        crumbs=[*duty_crumbs(duty)[:-1], crumb_of(duty), (_("Siapa diberi tahu"), "")],
        exclude=(),
        extra={"whole": whole, "may_see_whole": user.may(Permission.SEE_PERSONAL)},
    )


def _log_page(
    request: HttpRequest,
    log: Log,
    *,
    title: str,
    subtitle: str,
    crumbs: list[tuple[str, str]],
    exclude: tuple[str, ...],
    extra: dict[str, Any],
) -> HttpResponseBase:
    return list_page(
        request,
        title=title,
        subtitle=subtitle,
        breadcrumbs=crumbs,
        table=LogTable,
        queryset=log.entries,
        order=("-at",),
        exclude=exclude,
        empty=Empty(
            _("Belum ada pesan"),
            _("Pesan, lembar kode dan jawaban muncul di sini begitu ada."),
            icon="mail",
        ),
        export_name="siapa-diberi-tahu-apa",
        on_export=log_export(user_of(request)),
        template="dashboard/told_log.html",
        extra={"log": log, "copied": _copied(title, log), **extra},
    )


def _copied(title: str, log: Log) -> str:
    """The log as text, for a chat or a letter."""
    lines = [title, log.sentence, ""]
    for one in log.entries[:COPIED]:
        where = f"{one.channel} {one.address}".strip()
        said = ", ".join(part for part in (wib_short(one.at), where, one.result) if part)
        lines.append(f"- {said}: {one.what}" + (f" ({one.about})" if one.about else ""))
    if len(log.entries) > COPIED:
        lines.append(_("dan %(n)s lainnya") % {"n": angka(len(log.entries) - COPIED)})
    return "\n".join([*lines, "", _("Keadaan %(when)s") % {"when": wib(timezone.now())}])


@require_safe
@requires(Permission.SEE_PERSONAL)
def told_message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: its words as they are kept, and every try to hand it over."""
    user, at = user_of(request), timezone.now()
    rows = (
        messages_for(user)
        .filter(person__in=people_for(user))
        .select_related("person", "contact", "sent_by__person", "batch__started_by__person")
    )
    message = get_object_or_404(
        rows.prefetch_related("tries", "steps__campaign", "duty_steps__duty__directive"), pk=pk
    )
    whole = is_personal_shown(request, at=at)
    entry = entry_of(message, subjects_of([message], user).get(pk, []), whole=whole)
    context = {
        "title": entry.what,
        "message": message,
        "entry": entry,
        "kind": label_of(message.kind),
        "shows_text": shows_text(user, message),
        "look": look(message.state),
        "events": _events(message),
        "texts": texts_said(message),
        "whole": whole,
        "breadcrumbs": [
            (_("Siapa diberi tahu apa"), reverse("told")),
            (message.person.name, reverse("person-told", args=[message.person_id])),
            (pgettext("one", "Pesan"), ""),
        ],
    }
    return render(request, "dashboard/told_message.html", context)


def _events(message: Message) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = [
        {"at": message.created_at, "text": _("Dijanjikan"), "tone": "quiet"},
        *(
            {
                "at": one.at,
                "text": Message.State(one.outcome).label,
                "detail": one.detail,
                "tone": TONES[one.outcome],
            }
            for one in message.tries.all()
        ),
    ]
    if message.reached_at:
        text = _("Dijawab dari pesan ini")
        events.append({"at": message.reached_at, "text": text, "tone": "ok"})
    return events
