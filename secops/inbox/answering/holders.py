"""What account holders answer by chat (JOURNEYS J2.2, J2.8; "Apakah ini Anda?")."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from accounts.roles import Role
from accounts.speakers import holders
from secops.compliance.rotations import scopes
from secops.compliance.rotations.actions import Given, record_answer
from secops.compliance.rotations.derive import derive_rotations
from secops.compliance.rotations.holders import present_holder_id
from secops.compliance.rotations.log_ins.actions import record_word
from secops.compliance.rotations.models import Answer, LoginReview, Rotation
from secops.house.text import angka
from secops.inbox.answering import Answered, Handler, Question, Turn, nothing
from secops.outbox.contacts import way_to
from secops.outbox.models import Message
from secops.outbox.voices import city_calendar
from secops.reminders import words
from secops.reminders.composers import PURPOSE
from secops.reminders.receipts import promise_receipt
from secops.rules import log_in
from secops.rules.chat import LETTERS, Word
from secops.rules.rotation import SETTLED, AnswerKind, TroubleReason

ACCOUNTS, BOTH, TROUBLE, LOG_IN = "accounts", "both", "trouble", "log_in"

#: In the order of J2.8.
REASONS: dict[Word, TroubleReason] = dict(zip(LETTERS, TroubleReason, strict=True))
DONE = {Word.A: AnswerKind.DONE_BOTH, Word.B: AnswerKind.DONE_PASSWORD}
_WHO = {Word.YES: log_in.Word.ME, Word.NO: log_in.Word.NOT_ME, Word.UNSURE: log_in.Word.UNSURE}


def opens(message: Message) -> list[Question]:
    """A start message or a digest asks about its accounts."""
    rotations = message.payload.get("rotations", [])
    people = message.payload.get("people", [message.person_id])
    return [Question(ACCOUNTS, {"rotations": rotations, "people": people})] if rotations else []


def opens_log_in(message: Message) -> list[Question]:
    reviews = message.payload.get("reviews", [])
    return [Question(LOG_IN, {"reviews": reviews})] if len(reviews) == 1 else []


def _accounts(turn: Turn, data: dict[str, Any]) -> Answered:
    rows = _open(data)
    if not rows:
        return nothing(_("Tidak ada lagi yang menunggu jawaban Anda. Terima kasih."))
    assert turn.said is not None
    match turn.said.word:
        case Word.DONE:
            return _both(turn, data) if turn.said.letter else _ask_both(rows, data)
        case Word.GUIDE:
            _record(turn, rows, AnswerKind.NOT_YET)
            return Answered(_guide(rows), [Question(ACCOUNTS, data)])
        case _ if len(rows) > 1:
            return _by_code(rows, data)
        case _ if turn.said.letter:
            return _trouble(turn, data)
        case _:
            note = turn.said.rest
            return nothing(_which_trouble(), Question(TROUBLE, data | {"note": note}))


def _both(turn: Turn, data: dict[str, Any]) -> Answered:
    rows, letter = _open(data), _letter(turn)
    if not rows:
        return nothing(_("Tidak ada lagi yang menunggu jawaban Anda. Terima kasih."))
    if letter not in DONE:
        return _by_code(rows, data)
    _record(turn, rows, DONE[letter])
    names = _names(rows)
    if len(names) == 1:
        check = _("Kami cocokkan dengan data %(application)s.") % {"application": names[0]}
    else:
        check = _("Kami cocokkan dengan data sistem.")
    return Answered(
        " ".join([_recorded(turn), check, _("Bila sesuai, Anda tidak dihubungi lagi.")])
    )


def _trouble(turn: Turn, data: dict[str, Any]) -> Answered:
    rows, letter = _open(data), _letter(turn)
    if not rows:
        return nothing(_("Tidak ada lagi yang menunggu jawaban Anda. Terima kasih."))
    given = _record(
        turn, rows, AnswerKind.TROUBLE, reason=REASONS[letter], note=str(data.get("note", ""))
    )
    departments = [row.department_id for row in rows if row.department_id]
    agents = holders(Role.AGENT, departments, at=turn.at)
    agent = agents.get(rows[0].department_id or 0)
    until = given[0].agent_until
    when = words.day_and_time(until) if until else ""
    if agent is None:
        return Answered(
            _(
                "Agen OPD Anda menghubungi Anda paling lambat %(when)s. Tidak ada lagi yang perlu "
                "Anda lakukan."
            )
            % {"when": when}
        )
    return Answered(
        _(
            "Agen OPD Anda, %(agent)s, menghubungi Anda paling lambat %(when)s. Tidak ada lagi "
            "yang perlu Anda lakukan."
        )
        % {"agent": agent.name, "when": when}
    )


def _who(turn: Turn, data: dict[str, Any]) -> Answered:
    assert turn.said is not None
    rows = LoginReview.objects.filter(pk__in=data["reviews"], finding="").select_related("rotation")
    word = _WHO[turn.said.word]
    kept = record_word(
        [row.rotation for row in rows],
        word,
        channel=Answer.Channel(turn.way),
        person=turn.person,
        by=turn.by,
        at=turn.said_at,
    )
    if not kept:
        return nothing(_("Pertanyaannya sudah terjawab. Terima kasih."))
    if word is log_in.Word.NOT_ME:
        return Answered(
            _("%(recorded)s Kantor memeriksanya segera. Ganti kata sandi Anda sekarang juga.")
            % {"recorded": _recorded(turn)}
        )
    return Answered(_recorded(turn))


# --- reading and keeping -------------------------------------------------------------------------


def _open(data: dict[str, Any]) -> list[Rotation]:
    """The accounts of a question that still wait for an answer and are still his."""
    rows = (
        Rotation.objects.filter(
            pk__in=data["rotations"], campaign__state="running", written_off_at=None
        )
        .exclude(state__in=[state.value for state in SETTLED])
        .select_related("account", "application", "department")
        .order_by("due_at", "pk")
    )
    return [row for row in rows if present_holder_id(row.account) in data["people"]]


def _record(
    turn: Turn,
    rows: list[Rotation],
    kind: AnswerKind,
    *,
    reason: TroubleReason | None = None,
    note: str = "",
) -> list[Answer]:
    given = Given(kind, Answer.Channel(turn.way), reason, note)
    by_holder: dict[int, list[Rotation]] = defaultdict(list)
    for row in rows:
        by_holder[present_holder_id(row.account) or 0].append(row)
    people = Person.objects.in_bulk(list(by_holder))
    answers: list[Answer] = []
    for holder, mine in by_holder.items():
        answers += record_answer(
            mine, given, person=people[holder], calendar=city_calendar(), by=turn.by,
            at=turn.said_at,
        )  # fmt: skip
    if turn.said_at < turn.at:
        derive_rotations(scopes.these(row.pk for row in rows), at=turn.at)
    way = way_to(turn.person.pk)
    if turn.by is None and way is not None and way.mail is not None:
        promise_receipt(turn.person, way.mail, answers, at=turn.at)
    return answers


def _letter(turn: Turn) -> Word:
    assert turn.said is not None
    return turn.said.letter or turn.said.word


def _names(rows: list[Rotation]) -> list[str]:
    return list(dict.fromkeys(row.application.name for row in rows))


# --- words ---------------------------------------------------------------------------------------


def _recorded(turn: Turn) -> str:
    """``Tercatat Jumat, 27 November 2026, 14.05 WIB.``"""
    return _("Tercatat %(when)s.") % {"when": words.day_and_time(turn.said_at)}


def _ask_both(rows: list[Rotation], data: dict[str, Any]) -> Answered:
    more: dict[str, Any] = {"some": len(rows) > 1}
    if len(rows) == 1:
        asked = _(
            "Kata sandi saja, atau nama pengguna (username) juga? A KEDUANYA · B KATA SANDI SAJA"
        )
        more["buttons"] = [_("A KEDUANYA"), _("B KATA SANDI SAJA")]
    else:
        asked = ngettext(
            "Untuk semua %(n)s akun? A SEMUA, kata sandi dan nama pengguna · B SEMUA, kata sandi "
            "saja · C SEBAGIAN",
            "Untuk semua %(n)s akun? A SEMUA, kata sandi dan nama pengguna · B SEMUA, kata sandi "
            "saja · C SEBAGIAN",
            len(rows),
        ) % {"n": angka(len(rows))}
    return nothing(asked, Question(BOTH, data | more))


def _which_trouble() -> str:
    return _(
        "Apa kendalanya? A TIDAK BISA MASUK · B AKUN DIPAKAI BERSAMA · C SAYA SUDAH PINDAH ATAU "
        "PENSIUN · D BUKAN AKUN SAYA · E LAINNYA"
    )


def _guide(rows: list[Rotation]) -> str:
    """The three steps of J2.5 to J2.7."""
    steps = [
        _(
            "1 dari 3: Gunakan perangkat yang bersih. Paling mudah ponsel Anda sendiri, bukan "
            "komputer yang sedang diperiksa."
        ),
        _(
            "2 dari 3: Buka %(applications)s seperti biasa, Profil, Ubah kata sandi. Empat kata "
            "acak lebih kuat daripada satu kata rumit. Pernah dipakai di tempat lain? Ganti juga "
            "di sana."
        )
        % {"applications": ", ".join(_names(rows))},
        _(
            "3 dari 3: Keluar (log out) dari semua perangkat. Hapus kata sandi lama yang tersimpan "
            "di browser."
        ),
        _("Selesai? Balas 1 SUDAH. Ada masalah? Balas 3 KENDALA."),
    ]
    return "\n\n".join(steps)


def _by_code(rows: list[Rotation], data: dict[str, Any]) -> Answered:
    """Different answers for different accounts are given on the page."""
    subjects = {"rotations": [row.pk for row in rows], "people": data["people"]}
    return nothing(
        _("Jawab tiap akun sendiri di halaman kami."), link={"purpose": PURPOSE} | subjects
    )


HANDLERS: dict[str, Handler] = {
    ACCOUNTS: Handler(lambda _data: (Word.DONE, Word.GUIDE, Word.TROUBLE), _accounts),
    BOTH: Handler(lambda data: LETTERS[: 3 if data.get("some") else 2], _both),
    TROUBLE: Handler(lambda _data: LETTERS, _trouble),
    LOG_IN: Handler(lambda _data: (Word.YES, Word.NO, Word.UNSURE), _who),
}
