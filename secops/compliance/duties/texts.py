"""What is said to heads and agents about a duty, in the reader's language (JOURNEYS J1.5, J3).

A text for WhatsApp holds no link: it asks for a reply, which the office records. A mail holds one
link and its code.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from secops.compliance.duties import passages
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import DirectiveVersion, Duty
from secops.compliance.duties.numbers import (
    Numbers,
    picture,
    sentence_of_statement,
)
from secops.compliance.rotations import desk_words
from secops.compliance.rotations.queries import standing_in
from secops.house.text import angka, english, local, wib, wib_clock
from secops.rules.duty import Kind
from secops.rules.session import DESK_STEPS

#: The three steps of a lock, as they are ticked (JOURNEYS J1.5).
LOCK_STEPS = (
    "Batalkan kata sandi lama akun yang bocor; yang baru hanya lewat Agen atau kode ke kontak "
    "terdaftar",
    "Keluarkan semua sesi",
    "Kirim data perubahan kata sandi",
)


def desk_order() -> dict[str, str]:
    """An order ready to be written where no system can be read: three ticks for desk computers."""
    steps = [step.en if english() else step.id for step in DESK_STEPS]
    return {
        "kind": Kind.CUSTOM.value,
        "title": _("Kebiasaan keluar (log out) di komputer kantor"),
        "text": _(
            "Pastikan tiga hal pada setiap komputer kantor. Agen mencentang yang sudah dilakukan "
            "dan melampirkan foto; Kepala OPD menyatakan."
        ),
        "evidence_asked": _("Foto poster dan setelan browser"),
        "checklist": "\n".join(steps),
    }


def day_and_time(moment: datetime) -> str:
    """``Senin, 30 November, 16.00 WIB``"""
    return f"{dateformat.format(local(moment), 'l, j F')}, {wib_clock(moment)}"


def desk() -> str:
    """The desk with its number, as it stands in the letter."""
    return _("Posko Siber %(phone)s") % {"phone": settings.HELP_DESK_PHONE}


def letter_of(duty: Duty) -> str:
    """``Surat 000.6/123/2026``, or the directive's own code where it has no letter."""
    number = duty.directive.letter_number
    if number:
        return _("Surat %(number)s") % {"number": number}
    return _("Arahan %(code)s") % {"code": duty.directive.code}


def order_subject(duty: Duty) -> str:
    return _("Perlu balasan TERIMA: %(letter)s") % {"letter": letter_of(duty)}


def order(duties: Sequence[Duty], agent: Person | None, *, at: datetime) -> str:
    """The order to a head in a chat: what, by when, how many, who does it, that "TERIMA" is
    enough."""
    return " ".join(order_lines(duties, agent, link=False, at=at))


def order_lines(
    duties: Sequence[Duty],
    agent: Person | None,
    *,
    link: bool,
    at: datetime,
    numbers: Numbers | None = None,
) -> list[str]:
    """The same, sentence by sentence. `link`: the words stand above a link, in a mail;
    `numbers` are those of an example."""
    first = duties[0]
    return [
        passages.GREETING.say(opd=str(first.department)),
        _("%(letter)s: %(title)s s.d. %(due)s.")
        % {
            "letter": letter_of(first),
            "title": _sentence_start(first.directive.title),
            "due": day_and_time(first.due_at),
        },
        *(_of_department(duty, agent, numbers or numbers_of(duty, at=at)) for duty in duties),
        passages.ENOUGH_BY_MAIL.say() if link else passages.ENOUGH_BY_CHAT.say(),
        _doubt(first),
    ]


def lock_subject(duty: Duty, *, at: datetime) -> str:
    return _("%(when)s: kunci akun %(application)s (3 langkah)") % {
        "when": _when(duty.due_at, at),
        "application": duty.application,
    }


def lock(duty: Duty, *, at: datetime) -> str:
    """The lock to the head of an application's owner (JOURNEYS J1.5)."""
    return _(
        "Yth. Kepala %(department)s. Mohon %(before)s, untuk %(application)s: (1) batalkan kata "
        "sandi lama akun yang bocor; yang baru hanya lewat Agen atau kode ke kontak terdaftar, "
        "(2) keluarkan semua sesi, (3) kirim data perubahan kata sandi. %(letter)s. "
        "Balas SIAP / TELEPON SAYA. %(desk)s"
    ) % {
        "department": duty.department,
        "before": _before(duty.due_at, at),
        "application": duty.application,
        "letter": letter_of(duty),
        "desk": desk(),
    }


def to_agent(duties: Sequence[Duty], *, at: datetime) -> tuple[str, str]:
    """Subject and words of the order to the agent: of a campaign, where his accounts stand and how
    many are his turn (JOURNEYS J4.1); of anything else, what stands on his page."""
    campaign_id = duties[0].directive.campaign_id
    if duties[0].kind is Kind.ROTATION and campaign_id is not None:
        departments = {duty.department_id: str(duty.department) for duty in duties}
        piles, groups = standing_in(campaign_id, list(departments), at=at)
        if piles.total:
            names = ", ".join(departments.values())
            words = desk_words.to_agent(names, piles, groups, settings.PUBLIC_SHORT_NAME)
            return desk_words.to_agent_subject(piles), words
    subject = f"{duties[0].directive.code}: {duties[0].directive.title}"
    lines = [
        _("%(code)s %(title)s, batas waktu %(due)s.")
        % {
            "code": duties[0].directive.code,
            "title": duties[0].directive.title,
            "due": day_and_time(duties[0].due_at),
        }
    ]
    lines += [f"{duty.department}: {numbers_of(duty, at=at).short}." for duty in duties]
    lines.append(_("Mulai: %(address)s") % {"address": settings.PUBLIC_SHORT_NAME})
    return subject, " ".join(lines)


def prepare_subject(duty: Duty) -> str:
    return _("Mohon disiapkan: %(title)s") % {"title": duty.directive.title}


def prepare(duty: Duty, *, at: datetime) -> str:
    """The head asks his agent to prepare a duty."""
    return _(
        "Kepala OPD meneruskan tugas ini kepada Anda untuk disiapkan: %(title)s. %(picture)s Batas "
        "waktu %(due)s. Laporkan yang sudah dikerjakan dengan bukti dukung; Kepala OPD lalu "
        "diminta menyatakannya."
    ) % {
        "title": duty.directive.title,
        "picture": picture(duty, numbers_of(duty, at=at)),
        "due": day_and_time(duty.due_at),
    }


def numbers_subject(duty: Duty) -> str:
    return _("Perlu pernyataan Anda: %(title)s") % {"title": duty.directive.title}


def ask_statement(duty: Duty, numbers: Numbers, *, at: datetime) -> str:
    """The numbers and the sentence a head may agree to, in a chat (JOURNEYS J3.3)."""
    return _(
        "%(picture)s Balas SETUJU untuk menyatakan: '%(sentence)s' Atau: LIHAT · KELIRU · "
        "TELEPON SAYA"
    ) % {"picture": picture(duty, numbers), "sentence": offered(duty, numbers, at=at)}


def ask_statement_lines(duty: Duty, numbers: Numbers, *, at: datetime) -> list[str]:
    """The same above a link: the numbers, what he can do there, the sentence itself."""
    return [
        picture(duty, numbers),
        passages.YOU_CAN_STATE.say(),
        f"'{offered(duty, numbers, at=at)}'",
    ]


def offered(duty: Duty, numbers: Numbers, *, at: datetime) -> str:
    """The sentence; the date offered is the due day, once that has passed today."""
    return sentence_of_statement(numbers, wib(local(max(duty.due_at, at)).date()))


def asked_of(duty: Duty, numbers: Numbers, *, at: datetime) -> dict[str, Any]:
    """What `ask_statement` asked, for a reply by chat: the duty, the numbers shown, the date."""
    return {
        "duty": duty.pk,
        "shown": [numbers.proven, numbers.total],
        "promised_on": f"{local(max(duty.due_at, at)).date():%F}" if numbers.open else None,
    }


def reopened_subject(duty: Duty) -> str:
    return _("Dibuka kembali: %(title)s, %(department)s") % {
        "title": duty.directive.title,
        "department": duty.department,
    }


def reopened(duty: Duty, agent: Person | None) -> str:
    """Why a statement is open again, for whom, and that the agent knows (JOURNEYS J3.8)."""
    told = _("%(agent)s sudah kami beri tahu.") % {"agent": agent.name} if agent else ""
    return f"{duty.state_reason} {told}".strip() + " " + _("Balas TERIMA.")


def changes_of(version: DirectiveVersion, before: DirectiveVersion | None) -> list[str]:
    """What a version changed, one line each: the date with both times, the rest by name."""
    lines = []
    for name in version.changed:
        if name == "due_at" and before is not None:
            lines.append(
                _("Batas waktu: dari %(old)s menjadi %(new)s")
                % {"old": wib(before.due_at), "new": wib(version.due_at)}
            )
        elif name in _CHANGED:
            lines.append(str(_CHANGED[name]))
    return lines


_CHANGED = {
    "title": gettext_lazy("Judul diperbarui"),
    "text": gettext_lazy("Isi arahan diperbarui"),
    "letter_number": gettext_lazy("Nomor surat diperbarui"),
    "legal_basis": gettext_lazy("Dasar hukum diperbarui"),
    "evidence_asked": gettext_lazy("Bukti dukung yang diminta diperbarui"),
    "evidence_kinds": gettext_lazy("Jenis bukti dukung diperbarui"),
    "evidence_days": gettext_lazy("Masa berlaku bukti dukung diperbarui"),
    "checklist": gettext_lazy("Langkah yang dicentang diperbarui"),
}


def changed_subject(version: DirectiveVersion) -> str:
    return _("Arahan berubah: %(title)s") % {"title": version.title}


def changed(version: DirectiveVersion, before: DirectiveVersion | None) -> str:
    """What changed in an order and why, in one paragraph."""
    lines = "; ".join(_sentence_start(line) for line in changes_of(version, before))
    return _("%(code)s %(title)s berubah (versi %(n)s): %(lines)s. Alasan: %(why)s %(desk)s") % {
        "code": version.directive.code,
        "title": version.title,
        "n": version.number,
        "lines": lines,
        "why": version.why,
        "desk": desk(),
    }


def returned_subject(duty: Duty) -> str:
    return _("Dikembalikan: %(title)s, %(department)s") % {
        "title": duty.directive.title,
        "department": duty.department,
    }


def returned(duty: Duty) -> str:
    return _("Pernyataan %(department)s untuk %(title)s dikembalikan: %(reason)s %(desk)s") % {
        "department": duty.department,
        "title": duty.directive.title,
        "reason": duty.state_reason,
        "desk": desk(),
    }


def directive_for_chat(
    title: str, *, at: datetime, received: int, departments: int, states: str, due: datetime
) -> str:
    """The true lines for "Salin untuk WhatsApp" of a whole directive."""
    return "\n".join(
        [
            _("Posko Siber, %(when)s") % {"when": wib(at)},
            title,
            _("Arahan diterima: %(n)s dari %(all)s OPD")
            % {"n": angka(received), "all": angka(departments)},
            states,
            _("Batas waktu: %(due)s") % {"due": wib(due)},
        ]
    )


def _of_department(duty: Duty, agent: Person | None, numbers: Numbers) -> str:
    if duty.kind is Kind.ROTATION and numbers.total:
        count = _("%(department)s: %(n)s akun") % {
            "department": duty.department,
            "n": angka(numbers.total),
        }
    elif numbers.total and numbers.by_data and duty.kind is not Kind.LOCK:
        count = f"{duty.department}: {numbers.short}"
    else:
        count = str(duty.department)
    if agent is None:
        return f"{count}."
    return _("%(count)s; dikerjakan Agen Anda, %(agent)s.") % {"count": count, "agent": agent.name}


def _doubt(duty: Duty) -> str:
    if duty.directive.letter_number:
        return passages.DOUBT.say(posko=desk())
    return passages.DOUBT_NO_LETTER.say(posko=desk())


def _when(due_at: datetime, at: datetime) -> str:
    if local(due_at).date() == local(at).date():
        return _("Hari ini %(time)s") % {"time": wib_clock(due_at)}
    return day_and_time(due_at)


def _before(due_at: datetime, at: datetime) -> str:
    if local(due_at).date() == local(at).date():
        return _("hari ini sebelum %(time)s") % {"time": wib_clock(due_at)}
    return _("sebelum %(time)s") % {"time": day_and_time(due_at)}


def _sentence_start(title: str) -> str:
    """A title inside a sentence begins small, unless its first word is a name in capitals."""
    first = title.split(maxsplit=1)[0] if title.split() else ""
    return title if first.isupper() else title[:1].lower() + title[1:]
