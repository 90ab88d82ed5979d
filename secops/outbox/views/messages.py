"""Doors of the office: what went out, a bulk send in its thirty seconds, WhatsApp by hand."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import requires, user_of
from accounts.roles import Permission
from accounts.views.exports import log_export
from secops.house.lists import Empty, list_page
from secops.house.text import angka, wib
from secops.outbox import actions, queries
from secops.outbox.caps import A_DAY
from secops.outbox.composers import label_of
from secops.outbox.filters import MessageFilter
from secops.outbox.models import Batch, Message
from secops.outbox.tables import MessageTable


@require_GET
@requires(Permission.RUN_CAMPAIGN)
def message_list(request: HttpRequest) -> HttpResponseBase:
    """All messages, newest first, each with what truly became of it."""
    now = timezone.now()
    return list_page(
        request,
        title=_("Pesan keluar"),
        subtitle=wib(now),
        table=MessageTable,
        queryset=Message.objects.select_related("person"),
        filterset=MessageFilter,
        order=("-pk",),
        paging="keyset",
        empty=Empty(
            _("Belum ada pesan"),
            _("Pesan ke pegawai dan OPD muncul di sini begitu ada yang perlu diberi tahu."),
            icon="mail",
        ),
        export_name="pesan",
        on_export=log_export(user_of(request)),
        template="outbox/messages.html",
        extra={"alarms": queries.alarms_since(now - A_DAY)},
    )


@require_GET
@requires(Permission.RUN_CAMPAIGN)
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: its words without link and code, and every try to hand it over."""
    row = get_object_or_404(
        Message.objects.select_related("person", "batch", "sent_by__person"), pk=pk
    )
    events = [
        {"at": row.created_at, "text": _("Dijanjikan"), "tone": "quiet"},
        *(
            {
                "at": one.at,
                "text": " · ".join(
                    filter(None, (one.get_channel_display(), one.get_outcome_display()))
                ),
                "detail": one.detail,
                "tone": queries.TONES[one.outcome],
            }
            for one in row.tries.all()
        ),
    ]
    if row.reached_at:
        events.append({"at": row.reached_at, "text": _("Dijawab dari pesan ini"), "tone": "ok"})
    context = {
        "title": row.subject or label_of(row.kind),
        "message": row,
        "kind": label_of(row.kind),
        "look": queries.look(row.state),
        "events": events,
        "texts": queries.texts_said(row),
        "breadcrumbs": [(_("Pesan keluar"), redirect("messages").url), (label_of(row.kind), "")],
    }
    return render(request, "outbox/message.html", context)


@require_GET
@requires(Permission.RUN_CAMPAIGN)
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """A bulk send: first the thirty seconds to undo it, then how far it is."""
    row = get_object_or_404(Batch.objects.select_related("started_by__person"), pk=pk)
    states = queries.states_of(row)
    left = (row.not_before - timezone.now()).total_seconds()
    total = sum(n for _state, n in states)
    context = {
        "title": row.title,
        "batch": row,
        "states": [(queries.look(state), n, state) for state, n in states],
        "total": total,
        "seconds": max(0, round(left)) if row.cancelled_at is None else 0,
        "sentence": ngettext("%(n)s pesan dikirim", "%(n)s pesan dikirim", total)
        % {"n": angka(total)},
        "waiting": dict(states).get(Message.State.QUEUED, 0),
        "breadcrumbs": [(_("Pesan keluar"), redirect("messages").url), (row.title, "")],
    }
    return render(request, "outbox/batch.html", context)


@require_POST
@requires(Permission.RUN_CAMPAIGN)
def cancel_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo what of a bulk send still waits."""
    row = get_object_or_404(Batch, pk=pk)
    stopped = actions.cancel_batch(row, by=user_of(request), at=timezone.now())
    if stopped:
        said = ngettext("%(n)s pesan dibatalkan.", "%(n)s pesan dibatalkan.", stopped)
        notes.success(request, said % {"n": angka(stopped)})
    else:
        notes.warning(request, _("Tidak ada lagi yang dapat dibatalkan: semua sudah diserahkan."))
    return redirect("batch", pk=pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_CAMPAIGN)
def whatsapp_queue(request: HttpRequest) -> HttpResponse:
    """Messages an officer sends with his own thumbs, one after the other.

    The words with code exist only in the answer to a POST: they are composed when somebody takes
    the message, and stored nowhere.
    """
    user, now = user_of(request), timezone.now()
    in_hand = None
    if request.method == "POST":
        _settle(request)
        in_hand = actions.take_next(by=user, at=now)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    context = {
        "title": _("WhatsApp petugas"),
        "subtitle": wib(now),
        "queue": queries.whatsapp_queue(user, at=now, since=midnight),
        "in_hand": in_hand,
        "asked": request.method == "POST",
    }
    if in_hand is not None:
        address = in_hand.message.contact.address if in_hand.message.contact else ""
        context |= {
            "address": address,
            "kind": label_of(in_hand.message.kind),
            "chat": queries.chat_address(address, in_hand.composed.text),
        }
    return render(request, "outbox/whatsapp.html", context)


DEEDS = {
    "sent": actions.mark_sent_by_hand,
    "wrong": actions.mark_wrong_number,
    "aside": actions.put_aside,
}


def _settle(request: HttpRequest) -> None:
    """Note what the officer did with the message in his hands."""
    deed, pk = DEEDS.get(request.POST.get("deed", "")), request.POST.get("message", "")
    if deed is None or not pk.isdigit():
        return
    if not deed(int(pk), by=user_of(request), at=timezone.now()):
        notes.warning(request, _("Pesan itu tidak lagi di tangan Anda; tidak ada yang dicatat."))
