"""The page behind the link of a message: the advisory, and the department's answer.

Nothing is signed in, and looking changes nothing. What is marked above TLP:AMBER is never here: its
message leads to the sign-in.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.door import Knock, door_page
from secops.advisories.bulletins import queries
from secops.advisories.bulletins.actions import answer_bulletin
from secops.advisories.bulletins.forms import AnswerForm
from secops.advisories.bulletins.models import Addressee, Answer
from secops.advisories.bulletins.page import marking_words, receipt_words, references_of
from secops.advisories.bulletins.recipients import speaks_for
from secops.advisories.bulletins.words import answer_until, travels
from secops.incidents.refused import DeskRefused
from secops.outbox.actions import mark_reached
from secops.rules import bulletin as law


def bulletin_door(knock: Knock) -> HttpResponse:
    """Show the advisory of a link, or take the answer that was posted."""
    rows = Addressee.objects.select_related("bulletin", "department")
    found = rows.filter(pk=knock.link.subjects.get("addressee")).first()
    if found is None or not _still(knock, found):
        return _page(knock, "over", _("Tautan ini sudah tidak berlaku."), {}, 404)
    data = knock.request.POST if knock.is_post else None
    form = AnswerForm(data, initial=queries.seen_of(found))
    if not knock.is_post or not form.is_valid():
        return _show(knock, found, form)
    try:
        given = answer_bulletin(
            found, form.reply(), person=knock.link.person, channel=Answer.Channel.LINK,
            by=knock.link.actor, at=knock.at,
        )  # fmt: skip
    except DeskRefused as refused:
        return _show(knock, found, form, str(refused))
    except PermissionDenied:
        return _page(knock, "over", _("Tautan ini sudah tidak berlaku."), {}, 404)
    message = knock.link.subjects.get("message")
    if message is not None:
        mark_reached(message, at=knock.at)
    context = {"line": receipt_words(given, found), "marking": marking_words(found.bulletin)}
    return _page(knock, "receipt", _("Terima kasih, jawaban tercatat."), context)


def _still(knock: Knock, found: Addressee) -> bool:
    """The link is not revoked, its content may travel, and he still speaks for the department."""
    return (
        knock.link.revoked_at is None
        and travels(found.bulletin)
        and found.bulletin.standing in law.OUT
        and speaks_for(knock.link.person, [found.department_id], at=knock.at)
    )


def _show(knock: Knock, found: Addressee, form: AnswerForm, error: str = "") -> HttpResponse:
    bulletin = found.bulletin
    form.see(queries.seen_of(found))
    current = found.answers.filter(replaced_at=None).select_related("person").first()
    context = {
        "addressee": found,
        "bulletin": bulletin,
        "until": answer_until(bulletin),
        "marking": marking_words(bulletin),
        "references": references_of(bulletin),
        "receipt": receipt_words(current, found) if current is not None else "",
        "open": bulletin.standing is law.State.SENT,
        "withdrawn": bulletin.standing is law.State.WITHDRAWN,
        "form": form,
        "error": error,
    }
    wrong = bool(error or form.errors)
    return _page(knock, "door", bulletin.title, context, 422 if wrong else 200)


def _page(
    knock: Knock, name: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    return door_page(knock, f"bulletins/door_{name}.html", title, context, status=status)
