"""What the answer page says about accounts, in the reader's language (JOURNEYS J2.3 to J2.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from dashboard.door.reading import Asked
from secops.compliance.rotations.models import Answer
from secops.house.text import angka, local, masked_name, wib, wib_clock
from secops.rules.rotation import AnswerKind, State, TroubleReason


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button."""

    value: str
    label: str
    picked: bool = False


def answers(picked: str = "") -> list[Choice]:
    """The four answers of J2.4; none is chosen beforehand."""
    labels = {
        AnswerKind.DONE_BOTH: _("Sudah: kata sandi dan nama pengguna"),
        AnswerKind.DONE_PASSWORD: _("Sudah: kata sandi saja"),
        AnswerKind.NOT_YET: _("Belum, tunjukkan caranya"),
        AnswerKind.TROUBLE: _("Ada kendala, atau bukan akun saya"),
    }
    return [Choice(kind.value, label, kind.value == picked) for kind, label in labels.items()]


def reasons(picked: str = "") -> list[Choice]:
    """The troubles of J2.8."""
    return [Choice(r.value, reason(r), r.value == picked) for r in TroubleReason]


def reason(code: TroubleReason) -> str:
    return {
        TroubleReason.CANNOT_LOG_IN: _("Tidak bisa masuk"),
        TroubleReason.SHARED: _("Akun dipakai bersama"),
        TroubleReason.LEFT: _("Saya sudah pindah atau pensiun"),
        TroubleReason.NOT_MINE: _("Bukan akun saya"),
        TroubleReason.OTHER: _("Lainnya"),
    }[code]


@dataclass(frozen=True, slots=True)
class Question:
    """One account that is asked about."""

    pk: int
    application: str
    about: str
    note: str
    choices: list[Choice]
    is_missing: bool
    object_url: str = ""

    @classmethod
    def of(
        cls, row: Asked, kind: AnswerKind | None, *, is_missing: bool, object_url: str = ""
    ) -> Question:
        return cls(
            row.pk,
            row.application,
            about(row),
            note_of(row),
            answers(kind.value if kind else ""),
            is_missing,
            object_url if row.may_object else "",
        )


@dataclass(frozen=True, slots=True)
class Trouble:
    """One account with a trouble whose reason is asked."""

    pk: int
    application: str
    about: str
    choices: list[Choice]
    is_missing: bool

    @classmethod
    def of(cls, row: Asked, *, is_missing: bool) -> Trouble:
        return cls(row.pk, row.application, about(row), reasons(), is_missing)


@dataclass(frozen=True, slots=True)
class Told:
    """One account about which nothing is asked now, with what is known of it."""

    application: str
    words: str
    change: str = ""

    @classmethod
    def of(cls, row: Asked, change: str = "") -> Told:
        return cls(row.application, known(row), change)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it was recorded."""

    application: str
    words: str
    change: str

    @classmethod
    def of(cls, row: Asked, answer: Answer, change: str) -> Said:
        return cls(row.application, said(answer), change)


def heading(rows: Sequence[Asked]) -> str:
    """``Sudahkah Anda mengganti kata sandi SIMPATIK?``"""
    names = applications(rows)
    if len(rows) == 1:
        return _("Sudahkah Anda mengganti kata sandi %(application)s?") % {"application": names}
    return ngettext(
        "Sudahkah Anda mengganti kata sandi %(n)s akun ini?",
        "Sudahkah Anda mengganti kata sandi %(n)s akun ini?",
        len(rows),
    ) % {"n": angka(len(rows))}


def over_heading(rows: Sequence[Asked], *, is_settled: bool) -> str:
    names = applications(rows)
    if not names:
        return _("Tautan ini sudah tidak berlaku")
    if is_settled:
        return _("Kata sandi %(application)s: tidak ada lagi yang perlu Anda lakukan") % {
            "application": names
        }
    return _("Penggantian kata sandi %(application)s sudah ditutup") % {"application": names}


def applications(rows: Sequence[Asked]) -> str:
    return ", ".join(dict.fromkeys(row.application for row in rows))


def about(row: Asked) -> str:
    """``akun a.n. S••• W•••, Dinas Sosial · batas waktu Senin, 30 November 2026, 16.00 WIB``"""
    parts = [_("akun a.n. %(name)s") % {"name": masked_name(row.holder)}]
    if row.department:
        parts.append(row.department)
    due = _("batas waktu %(due)s") % {"due": wib(row.due_at)}
    return f"{', '.join(parts)} · {due}"


def objection_words(row: Asked) -> str:
    """What became of his objection; empty where he made none."""
    if row.objection is None:
        return ""
    _note, made_at, settled_at, finding = row.objection
    if settled_at is None:
        return _("Sanggahan Anda tercatat %(when)s. Kantor sedang memeriksanya.") % {
            "when": wib(datetime.fromisoformat(made_at))
        }
    return _("Hasil pemeriksaan kantor: %(finding)s") % {"finding": finding}


def note_of(row: Asked) -> str:
    """Why somebody who answered is asked again."""
    if row.state == State.CONTRADICTED:
        if said := objection_words(row):
            return said
        return _("Jawaban Anda belum sesuai data sistem. Mohon periksa kembali.")
    if row.state == State.REEXPOSED:
        return _("Akun ini bocor lagi. Mohon diganti sekali lagi.")
    if row.state == State.PARTIAL:
        return _(
            "Baru sebagian: tinggal nama pengguna (username) atau keluar (log out) dari semua "
            "perangkat."
        )
    return ""


def known(row: Asked) -> str:
    """What an account that is not asked about stands at."""
    if row.state == State.VERIFIED:
        return _("✓ Terbukti sudah diganti")
    if row.settled:
        return _("✓ Tidak ada lagi yang perlu Anda lakukan")
    if row.answer and row.answered_at:
        return _("Jawaban Anda: %(answer)s, %(when)s") % {
            "answer": kind_of(AnswerKind(row.answer)),
            "when": wib(row.answered_at),
        }
    return _("belum ada jawaban")


def kind_of(kind: AnswerKind) -> str:
    """An answer in the middle of a sentence."""
    return {
        AnswerKind.DONE_BOTH: _("sudah, kata sandi dan nama pengguna"),
        AnswerKind.DONE_PASSWORD: _("sudah, kata sandi saja"),
        AnswerKind.NOT_YET: _("belum"),
        AnswerKind.TROUBLE: _("ada kendala"),
    }[kind]


def said(answer: Answer) -> str:
    """An answer with its reason."""
    kind = kind_of(AnswerKind(answer.kind))
    if answer.reason:
        return f"{kind}: {reason(TroubleReason(answer.reason)).lower()}"
    return kind


def agent_line(agent: Person | None, troubles: Sequence[Answer]) -> str:
    """Who calls back and by when (J2.8)."""
    until = max((a.agent_until for a in troubles if a.agent_until), default=None)
    name = agent.name if agent else ""
    if until is None:
        return _("Agen OPD Anda menghubungi Anda. Tidak ada lagi yang perlu Anda lakukan.")
    when = f"{_weekday(until)} {wib_clock(until)}"
    if not name:
        return _(
            "Agen OPD Anda menghubungi Anda paling lambat %(when)s. Tidak ada lagi yang perlu "
            "Anda lakukan."
        ) % {"when": when}
    return _(
        "Agen OPD Anda, %(agent)s, menghubungi Anda paling lambat %(when)s. Tidak ada lagi yang "
        "perlu Anda lakukan."
    ) % {"agent": name, "when": when}


def _weekday(moment: datetime) -> str:
    return str(dateformat.format(local(moment), "l"))
