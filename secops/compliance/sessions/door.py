"""The question of a month behind its link: three words, one tap. Looking changes nothing."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.door import Knock, door_page
from accounts.models import Department, User
from secops.compliance.sessions.awareness import answer_desk
from secops.compliance.sessions.models import DeskAnswer
from secops.house.text import english
from secops.outbox.actions import mark_reached
from secops.rules.session import DESK_QUESTION, DESK_STEPS


def desk_door(knock: Knock) -> HttpResponse:
    """Ask, or take the answer; until the month is over it may be given again."""
    title = _("Satu pertanyaan bulan ini")
    month = _month(knock)
    if knock.link.revoked_at is not None or month is None:
        over = {"over": _("Tautan ini sudah tidak berlaku.")}
        return door_page(knock, "sessions/desk_door.html", title, over, status=404)
    error = _answer(knock, month) if knock.is_post else ""
    said = DeskAnswer.objects.filter(person=knock.link.person, month=month).first()
    context = {
        "question": DESK_QUESTION[1] if english() else DESK_QUESTION[0],
        "how": [step.en if english() else step.id for step in DESK_STEPS],
        "words": DeskAnswer.Word.choices,
        "said": said,
        "error": error,
    }
    status = 422 if error else 200
    return door_page(knock, "sessions/desk_door.html", title, context, status=status)


def _month(knock: Knock) -> date | None:
    try:
        return date.fromisoformat(str(knock.link.subjects.get("month")))
    except ValueError:
        return None


def _answer(knock: Knock, month: date) -> str:
    """Take the answer; return what is wrong with it, empty where nothing is."""
    word = knock.request.POST.get("word", "")
    if word not in DeskAnswer.Word.values:
        return _("Pilih jawaban Anda.")
    department = Department.objects.filter(pk=knock.link.subjects.get("department")).first()
    answer_desk(
        knock.link.person,
        department,
        DeskAnswer.Word(word),
        month=month,
        by=User.objects.system().acting_as(knock.link.person.name),
        at=knock.at,
    )
    message = knock.link.subjects.get("message")
    if message is not None:
        mark_reached(message, at=knock.at)
    return ""
