"""The page "Apakah ini Anda?": log-ins in question are put to their holder (RULES 1, misuse)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from accounts.door import LANGUAGE
from accounts.models import Person
from dashboard.door.purposes import Knock, framed
from dashboard.door.reading import Asked
from secops.compliance.rotations.actions import RotationRefused
from secops.compliance.rotations.log_ins.actions import record_word
from secops.compliance.rotations.log_ins.words import question
from secops.compliance.rotations.models import Answer, Rotation
from secops.compliance.rotations.words import say
from secops.house.text import wib
from secops.rules.log_in import Word

WORDS = {word.value: word for word in Word}


@dataclass(frozen=True, slots=True)
class LogInQuestion:
    """One log-in as the page shows it: asked, or with what he said of it."""

    pk: int
    words: str
    choices: list[tuple[str, str]]
    said: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Pointer:
    """That there is such a question, on the other pages of the door."""

    words: str
    url: str


def wants_log_ins(knock: Knock, rows: Sequence[Asked]) -> bool:
    """Whether this page is asked for; a message about log-ins opens it first."""
    query = knock.request.GET
    if "masuk" in query:
        return True
    first = bool(knock.link.subjects.get("log_in")) and not (query.keys() - {LANGUAGE})
    return first and not knock.is_post and any(row.asks_log_in for row in rows)


def question_of(knock: Knock, rows: Sequence[Asked]) -> Pointer | None:
    """The first log-in that is still asked about, with the way to its page."""
    waiting = [row for row in rows if row.asks_log_in]
    if not waiting:
        return None
    return Pointer(_question(waiting[0]), knock.address(masuk=1))


def log_in_door(knock: Knock, rows: Sequence[Asked], *, guide: str) -> HttpResponse:
    """Ask, or take what was picked; nothing is picked beforehand and each may be left open."""
    picks = {
        row.pk: WORDS[picked]
        for row in rows
        if row.asks_log_in and (picked := knock.request.POST.get(f"l-{row.pk}", "")) in WORDS
    }
    if knock.is_post and picks:
        try:
            _keep(knock, rows, picks)
        except RotationRefused as refused:
            context = {"title": _("Jawaban tidak tercatat"), "words": str(refused)}
            return framed("door/refused.html", context, knock=knock, status=409)
        return HttpResponseRedirect(knock.address(masuk=1))
    said = {row.log_in[1] for row in rows if row.log_in}
    asking: dict[str, object] = {
        "title": _("Apakah ini Anda?"),
        "here": knock.address(masuk=1),
        "questions": [_shown(row) for row in rows],
        "asks": any(row.asks_log_in for row in rows),
        "missing": knock.is_post,
        "denied": Word.NOT_ME.value in said,
        "guide": guide,
        "back": knock.address(akun=1),
    }
    status = 422 if knock.is_post else 200
    return framed("door/log_ins.html", asking, knock=knock, status=status)


@transaction.atomic
def _keep(knock: Knock, rows: Sequence[Asked], picks: dict[int, Word]) -> None:
    channel = Answer.Channel.CODE if knock.by_code else Answer.Channel.LINK
    people = {knock.link.person_id: knock.link.person}
    for row in rows:
        if row.pk not in picks:
            continue
        if row.holder_id not in people:
            people[row.holder_id] = Person.objects.get(pk=row.holder_id)
        record_word(
            [Rotation(pk=row.pk)],
            picks[row.pk],
            channel=channel,
            person=people[row.holder_id],
            at=knock.at,
        )


def _question(row: Asked) -> str:
    assert row.log_in is not None
    return question(row.application, datetime.fromisoformat(row.log_in[0]))


def _answer(word: Word) -> str:
    return _("Saya tidak ingat") if word is Word.UNSURE else say(word)


def _shown(row: Asked) -> LogInQuestion:
    assert row.log_in is not None
    _used_at, word, word_at, finding = row.log_in
    said = ""
    if word and word_at:
        said = _("Jawaban Anda: %(word)s, tercatat %(when)s") % {
            "word": say(Word(word)).lower(),
            "when": wib(datetime.fromisoformat(word_at)),
        }
    elif finding:
        said = _("Kantor sudah memeriksanya.")
    choices = [(word.value, _answer(word)) for word in Word]
    return LogInQuestion(row.pk, _question(row), choices, said, row.asks_log_in)
