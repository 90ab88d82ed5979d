"""The questions about a person's accounts: who is asked, what was said, what is kept (J2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from accounts.links import code_of, shown_code
from accounts.models import Person
from accounts.roles import Role
from accounts.speakers import holders
from dashboard.door import rotation_words as words
from dashboard.door.later import later_door, later_of, wants_later
from dashboard.door.log_ins import log_in_door, question_of, wants_log_ins
from dashboard.door.purposes import Knock, framed
from dashboard.door.reading import Asked, asked_by
from secops.compliance.rotations.actions import (
    Given,
    RotationRefused,
    object_to_reading,
    record_answer,
)
from secops.compliance.rotations.models import Answer, Rotation
from secops.outbox.actions import mark_reached
from secops.outbox.contacts import Ways, way_to
from secops.outbox.voices import city_calendar
from secops.reminders.receipts import promise_receipt
from secops.rules.rotation import AnswerKind, State, TroubleReason
from secops.rules.secrets import without_secrets

#: So many accounts are asked about at once; the page stays small for slow phones.
AT_ONCE = 8
#: Nobody reads a mail and answers within so long of its making; a scanner does. Marks only.
TOO_FAST = timedelta(seconds=2)
#: In these states an answer is asked for again, though there is one.
ASKED_AGAIN = frozenset({State.CONTRADICTED, State.REEXPOSED, State.PARTIAL})
STEPS = 3
KINDS = frozenset(kind.value for kind in AnswerKind)
REASONS = frozenset(reason.value for reason in TroubleReason)


@dataclass(frozen=True, slots=True)
class Pick:
    """What was chosen for one account."""

    kind: AnswerKind
    reason: TroubleReason | None = None
    note: str = ""

    @property
    def is_complete(self) -> bool:
        return self.kind is not AnswerKind.TROUBLE or self.reason is not None


@dataclass(slots=True)
class Visit:
    """The accounts of a link, sorted by what the page has to say about each."""

    ask: list[Asked] = field(default_factory=list)
    answered: list[Asked] = field(default_factory=list)
    settled: list[Asked] = field(default_factory=list)
    closed: list[Asked] = field(default_factory=list)

    @property
    def open(self) -> list[Asked]:
        return [*self.ask, *self.answered]

    @property
    def log_ins(self) -> list[Asked]:
        """Accounts somebody was in while the leaked password was good."""
        rows = (*self.ask, *self.answered, *self.settled)
        return [row for row in rows if row.log_in is not None]


def answer_door(knock: Knock) -> HttpResponse:
    """Every page of this purpose, by what the address and the form ask for."""
    visit = _visit(knock)
    rows = visit.log_ins if knock.link.revoked_at is None else []
    if rows and wants_log_ins(knock, rows):
        return log_in_door(knock, rows, guide=knock.address(langkah=1) if visit.open else "")
    if not visit.open or knock.link.revoked_at is not None:
        return _over(knock, visit)
    if wants_later(knock):
        return later_door(knock, visit.open)
    if knock.is_post:
        return _take(knock, visit)
    query = knock.request.GET
    if "keliru" in query:
        return _objection(knock, visit)
    if "tercatat" in query:
        return _receipt(knock, visit)
    if "kendala" in query:
        return _troubles(knock, visit.ask or visit.open, {})
    step = query.get("langkah", "")
    if step in ("1", "2", "3"):
        return _guide(knock, visit, int(step))
    return _questions(knock, visit, {}, [])


# --- reading -----------------------------------------------------------------------------------


def _visit(knock: Knock) -> Visit:
    changing = _changing(knock).get("ubah", "")
    visit = Visit()
    for row in asked_by(knock.link):
        if not row.running:
            visit.closed.append(row)
        elif row.settled:
            visit.settled.append(row)
        elif row.answered_at and row.state not in ASKED_AGAIN and changing != str(row.pk):
            visit.answered.append(row)
        else:
            visit.ask.append(row)
    return visit


def _changing(knock: Knock) -> dict[str, str]:
    """The account whose answer he wants to change, as part of the address."""
    wanted = knock.request.GET.get("ubah", "")
    return {"ubah": wanted} if wanted.isascii() and wanted.isdigit() else {}


# --- taking ------------------------------------------------------------------------------------


def _take(knock: Knock, visit: Visit) -> HttpResponse:
    if knock.request.POST.get("bagian") == "keliru":
        return _objection(knock, visit)
    picks = picks_of(knock.request.POST, visit.open)
    missing = [row for row in visit.ask[:AT_ONCE] if row.pk not in picks]
    if not picks or (missing and "bagian" not in knock.request.POST):
        return _questions(knock, visit, picks, missing or visit.ask[:AT_ONCE])
    complete = {pk: pick for pk, pick in picks.items() if pick.is_complete}
    if complete:
        try:
            keep(knock, [row for row in visit.open if row.pk in complete], complete)
        except RotationRefused as refused:
            context = {"title": _("Jawaban tidak tercatat"), "words": str(refused)}
            return framed("door/refused.html", context, knock=knock, status=409)
    unsaid = [row for row in visit.open if row.pk in picks and row.pk not in complete]
    if unsaid:
        return _troubles(knock, unsaid, picks, asked="bagian" in knock.request.POST)
    if all(pick.kind is AnswerKind.NOT_YET for pick in picks.values()):
        return HttpResponseRedirect(knock.address(langkah=1))
    return HttpResponseRedirect(knock.address(tercatat=1))


def picks_of(form: QueryDict, rows: Sequence[Asked]) -> dict[int, Pick]:
    """What was chosen, by rotation; anything else in the form counts as nothing."""
    picks = {}
    for row in rows:
        kind = form.get(f"a-{row.pk}", "")
        if kind not in KINDS:
            continue
        reason = form.get(f"r-{row.pk}", "")
        picks[row.pk] = Pick(
            AnswerKind(kind),
            TroubleReason(reason) if reason in REASONS else None,
            # As it is kept, so that the same answer twice is one.
            without_secrets(form.get(f"n-{row.pk}", "").strip())[0][:500],
        )
    return picks


@transaction.atomic
def keep(knock: Knock, rows: Sequence[Asked], picks: Mapping[int, Pick]) -> None:
    """Record what differs from what was said last; the same answer twice is one answer."""
    way = way_to(knock.link.person_id)
    groups: dict[tuple[Pick, int], list[int]] = {}
    for row in rows:
        if not _is_said(picks[row.pk], row):
            groups.setdefault((picks[row.pk], row.holder_id), []).append(row.pk)
    answers: list[Answer] = []
    for (pick, holder_id), ids in groups.items():
        given = Given(
            pick.kind,
            Answer.Channel.CODE if knock.by_code else Answer.Channel.LINK,
            pick.reason,
            pick.note,
            _risk(knock, way),
        )
        person = knock.link.person
        if holder_id != person.pk:
            person = Person.objects.get(pk=holder_id)
        answers += record_answer(
            [Rotation(pk=pk) for pk in ids],
            given,
            person=person,
            calendar=city_calendar(),
            at=knock.at,
        )
    if not answers:
        return
    if message := knock.link.subjects.get("message"):
        mark_reached(message, at=knock.at)
    if way is not None and way.mail is not None:
        promise_receipt(knock.link.person, way.mail, answers, at=knock.at)


def _is_said(pick: Pick, row: Asked) -> bool:
    reason = pick.reason.value if pick.reason else ""
    return row.last == (pick.kind.value, reason, pick.note, row.holder_id)


def _risk(knock: Knock, way: Ways | None) -> str:
    """Marks for the office; none of them blocks anybody."""
    marks = []
    if knock.at - knock.link.issued_at < TOO_FAST:
        marks.append("too_fast")
    by_mail = knock.link.channel == "mail"
    untrusted = way is not None and way.mail is not None and way.mail.untrusted_at is not None
    if by_mail and (untrusted or knock.link.subjects.get("untrusted")):
        marks.append("untrusted_mailbox")
    return " ".join(marks)


def _newest(rows: Sequence[Asked]) -> dict[int, Answer]:
    newest = Answer.objects.filter(rotation_id__in=[row.pk for row in rows])
    ordered = newest.order_by("rotation_id", "-given_at", "-pk").distinct("rotation_id")
    return {answer.rotation_id: answer for answer in ordered}


# --- pages -------------------------------------------------------------------------------------


def _questions(
    knock: Knock, visit: Visit, picks: Mapping[int, Pick], missing: Sequence[Asked]
) -> HttpResponse:
    asked = visit.ask[:AT_ONCE]
    context = {
        "title": _("Penggantian kata sandi"),
        "heading": words.heading(asked or visit.open),
        "here": knock.address(**_changing(knock)),
        "questions": [
            words.Question.of(
                row,
                picks[row.pk].kind if row.pk in picks else None,
                is_missing=row in missing,
                object_url=knock.address(keliru=row.pk),
            )
            for row in asked
        ],
        "more": len(visit.ask) - len(asked),
        "answered": [words.Told.of(row, knock.address(ubah=row.pk)) for row in visit.answered],
        "settled": [words.Told.of(row) for row in visit.settled],
        "problems": len(missing),
        "later": later_of(knock, visit.open),
        "log_ins": question_of(knock, visit.log_ins),
    }
    status = 422 if missing else 200
    return framed("door/questions.html", context, knock=knock, status=status)


def _troubles(
    knock: Knock, rows: Sequence[Asked], picks: Mapping[int, Pick], *, asked: bool = False
) -> HttpResponse:
    context = {
        "title": _("Ada kendala"),
        "here": knock.address(),
        "questions": [words.Trouble.of(row, is_missing=asked) for row in rows[:AT_ONCE]],
        "back": knock.address(),
    }
    return framed("door/troubles.html", context, knock=knock, status=422 if asked else 200)


def _objection(knock: Knock, visit: Visit) -> HttpResponse:
    """*Menurut Anda keliru?* The page that asks what is wrong, and its receipt (once)."""
    wanted = knock.request.GET.get("keliru", "")
    row = next((one for one in visit.open if str(one.pk) == wanted), None)
    if row is None:
        return HttpResponseRedirect(knock.address())
    note = knock.request.POST.get("n", "").strip()[:500]
    if knock.is_post and note and row.may_object:
        person = knock.link.person
        if row.holder_id != person.pk:
            person = Person.objects.get(pk=row.holder_id)
        try:
            object_to_reading(Rotation(pk=row.pk), note, person=person, at=knock.at)
        except RotationRefused as refused:
            context = {"title": _("Sanggahan tidak tercatat"), "words": str(refused)}
            return framed("door/refused.html", context, knock=knock, status=409)
    if knock.is_post and (note or not row.may_object):
        return HttpResponseRedirect(knock.address(keliru=row.pk))
    asking: dict[str, object] = {
        "title": _("Menurut Anda keliru?"),
        "application": row.application,
        "about": words.about(row),
        "said": words.objection_words(row),
        "asks": row.may_object,
        "missing": knock.is_post,
        "here": knock.address(keliru=row.pk),
        "back": knock.address(),
    }
    status = 422 if knock.is_post else 200
    return framed("door/objection.html", asking, knock=knock, status=status)


def _guide(knock: Knock, visit: Visit, step: int) -> HttpResponse:
    rows = visit.ask or visit.open
    context = {
        "title": _("Panduan mengganti kata sandi"),
        "here": knock.address(),
        "step": step,
        "steps": STEPS,
        "applications": words.applications(rows),
        "next": knock.address(langkah=step + 1),
        "back": knock.address(langkah=step - 1) if step > 1 else knock.address(),
        "trouble": knock.address(kendala=1),
        "later": later_of(knock, visit.open),
        "questions": [words.Question.of(row, None, is_missing=False) for row in rows[:AT_ONCE]],
    }
    return framed("door/guide.html", context, knock=knock)


def _receipt(knock: Knock, visit: Visit) -> HttpResponse:
    said = _newest(visit.open)
    if not said:
        return _questions(knock, visit, {}, [])
    rows = [row for row in visit.open if row.pk in said]
    in_trouble = [row for row in rows if said[row.pk].kind == AnswerKind.TROUBLE]
    context = {
        "title": _("Jawaban tercatat"),
        "at": max(answer.given_at for answer in said.values()),
        "code": shown_code(code_of(knock.link)),
        "answers": [words.Said.of(row, said[row.pk], knock.address(ubah=row.pk)) for row in rows],
        "agent": _agent_line(in_trouble, said, knock.at),
        "done": words.applications([row for row in rows if said[row.pk].kind.startswith("done")]),
        "guide": knock.address(langkah=1)
        if any(said[row.pk].kind == AnswerKind.NOT_YET for row in rows)
        else "",
        "left": len([row for row in visit.ask if row.pk not in said]),
        "log_ins": question_of(knock, visit.log_ins),
        "later": later_of(knock, visit.open),
        "here": knock.address(),
    }
    return framed("door/receipt.html", context, knock=knock)


def _agent_line(rows: Sequence[Asked], said: Mapping[int, Answer], at: datetime) -> str:
    if not rows:
        return ""
    departments = [row.department_id for row in rows if row.department_id is not None]
    agent = next(iter(holders(Role.AGENT, departments[:1], at=at).values()), None)
    return words.agent_line(agent, [said[row.pk] for row in rows])


def _over(knock: Knock, visit: Visit) -> HttpResponse:
    """Closed, settled, or somebody else's by now: what it was about, and whom to call."""
    rows = visit.closed or visit.settled or visit.open
    context = {
        "title": _("Penggantian kata sandi"),
        "heading": words.over_heading(rows, is_settled=bool(visit.settled and not visit.closed)),
        "rows": [words.Told.of(row) for row in rows],
        "about": sorted({row.campaign for row in rows}),
        "log_ins": question_of(knock, visit.log_ins) if knock.link.revoked_at is None else None,
    }
    return framed("door/over.html", context, knock=knock)
