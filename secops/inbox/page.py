"""The page of one reply."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.queries import find_people
from secops.house.text import wib
from secops.inbox import queries
from secops.inbox.actions.reading import REPLY
from secops.inbox.forms import AnswerForm, SettleForm, TakeForm
from secops.inbox.models import Incoming
from secops.inbox.senders import given_up
from secops.inbox.tables import look
from secops.outbox.models import Message
from secops.outbox.queries import look as message_look


def page_of(
    row: Incoming, forms: dict[str, Any], *, words: str = "", at: datetime
) -> dict[str, Any]:
    """All that the page shows; `forms` as they were refused, `words` to find a stranger by."""
    person, waiting = row.person, row.state == Incoming.State.WAITING
    offered = queries.offers([person.pk], at=at) if person and waiting else []
    stranger = waiting and person is None and not row.by_hand
    keys = [f"{REPLY}:{row.pk}{end}" for end in ("", ":1", ":office")]
    own = Message.objects.filter(key__in=keys).order_by("pk")
    return {
        "title": _title(row),
        "breadcrumbs": [(_("Kotak masuk"), reverse("inbox")), (_title(row), "")],
        "row": row,
        "look": look(row.state),
        "waiting": waiting,
        "about": _about(row),
        "answers": [(one, message_look(one.state)) for one in own],
        "positions": queries.positions_of(person, at=at) if person else [],
        "phones": queries.phones_of([person.pk]).get(person.pk, []) if person else [],
        "accounts": queries.open_accounts(person) if person else [],
        "duties": queries.open_duties(person, at=at) if person else [],
        "last": [(one, message_look(one.state)) for one in queries.last_messages(person)]
        if person
        else [],
        "take_form": forms.get("take") or (TakeForm(offers=offered) if offered else None),
        "answer_form": forms.get("answer")
        or (AnswerForm() if waiting and row.may_be_answered(at) else None),
        "settle_form": forms.get("settle") or (SettleForm() if waiting else None),
        "stranger": stranger,
        "given_up": given_up(row) if stranger else [],
        "candidates": find_people(words or row.sender) if stranger else [],
        "q": words,
    }


def _title(row: Incoming) -> str:
    if row.person is not None:
        return _("Balasan %(name)s") % {"name": row.person.name}
    return _("Balasan dari nomor yang belum dikenal")


def _about(row: Incoming) -> list[tuple[str, object]]:
    who = f"{row.sender} ({row.address})" if row.sender else row.address
    return [
        (_("Saluran"), row.get_channel_display()),
        *([(_("Pengirim"), who)] if who else []),
        (_("Ditulis"), wib(row.sent_at)),
        *([(_("Dicatat oleh"), row.recorded_by.display_name)] if row.recorded_by else []),
        *([(_("Dipahami sebagai"), row.word)] if row.word else []),
        *([(_("Mengapa di sini"), row.get_why_display())] if row.why else []),
        *(
            [(_("Diselesaikan"), f"{wib(row.settled_at)}, {row.settled_by.display_name}")]
            if row.settled_by and row.settled_at
            else []
        ),
        *([(_("Catatan"), row.note)] if row.note else []),
    ]
