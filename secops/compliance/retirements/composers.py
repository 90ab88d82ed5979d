"""The messages about retirements: the question with its link, six digits, what came of it.

Each reads the state again in the transaction that sends, and only who still speaks for the owner
hears of it.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.links import issue_link, issue_six_digits
from accounts.models import AnswerLink
from secops.compliance.retirements.actions import code_purpose, head_of
from secops.compliance.retirements.models import Retirement, Step
from secops.compliance.retirements.words import (
    CODE,
    DEEMED,
    OFFICE,
    PURPOSE,
    QUESTION,
    REMINDER,
    say,
    say_all,
    small,
)
from secops.house.text import wib
from secops.inventory.models import Application
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import Part, as_html, as_text, big, code, go, p, typed
from secops.outbox.models import Message
from secops.rules.retirement import State
from secops.rules.retirement_signs import Sign


def _retirement(message: Message) -> Retirement | None:
    rows = Retirement.objects.select_related("application__owner", "opened_by")
    return rows.filter(pk=message.payload.get("retirement")).first()


def question_subject(application: Application) -> str:
    """``Masih dipakaikah aplikasi SIAP?``"""
    return _("Masih dipakaikah aplikasi %(name)s?") % {"name": application.name}


def question_lines(application: Application, number: str, reasons: list[str]) -> list[str]:
    """The question in a few lines, for chat and mail alike."""
    why = say_all(map(Sign, reasons)) or _("belum ada catatan pemakaiannya")
    lines = [
        _("Yth. Kepala %(owner)s. Aplikasi %(name)s tampaknya tidak dipakai lagi: %(why)s.")
        % {"owner": application.owner or "–", "name": application.name, "why": small(why)},
        _(
            "Jawablah: setuju dihentikan, masih dipakai, atau hubungi saya. Tanpa jawaban dalam 14 "
            "hari sejak surat ini diterima, aplikasinya dianggap disetujui untuk dihentikan."
        ),
    ]
    if number:
        lines.append(_("Surat %(number)s.") % {"number": number})
    return lines


def _question(message: Message, at: datetime) -> Words:
    retirement = _retirement(message)
    gone = _gone(message, retirement, at)
    if gone or retirement is None:
        return Dropped(gone)
    application = retirement.application
    parts = [
        p(line)
        for line in question_lines(application, retirement.letter_number, retirement.reasons)
    ]
    return _with_link(message, retirement, question_subject(application), parts, at)


def _reminder(message: Message, at: datetime) -> Words:
    retirement = _retirement(message)
    gone = _gone(message, retirement, at)
    if gone or retirement is None:
        return Dropped(gone)
    name = retirement.application.name
    subject = _("Batas waktu jawaban tentang aplikasi %(name)s") % {"name": name}
    words = _(
        "Jawaban tentang aplikasi %(name)s kami tunggu sampai %(due)s. Sesudahnya aplikasi ini "
        "dianggap disetujui untuk dihentikan."
    ) % {"name": name, "due": wib(retirement.due_at)}
    return _with_link(message, retirement, subject, [p(words)], at)


def _gone(message: Message, retirement: Retirement | None, at: datetime) -> str:
    """Why the owner need not be asked any more; empty where he must."""
    if retirement is None or retirement.law_state is not State.QUESTIONED:
        return _("Sudah dijawab.")
    if message.payload.get("version") != retirement.letter_version:
        return _("Suratnya sudah diganti yang baru.")
    head = head_of(retirement.application, at=at)
    if head is None or head.pk != message.person_id:
        return _("Orang ini tidak lagi mewakili OPD tersebut.")
    return ""


def _with_link(
    message: Message, retirement: Retirement, subject: str, parts: list[Part], at: datetime
) -> Composed:
    """With the one link and its code; in a chat the code alone."""
    subjects = {"retirement": retirement.pk, "message": message.pk}
    link = issue_link(message.person, PURPOSE, subjects, channel=message.contact_kind, at=at)
    hidden = (link.url, link.token, link.code_shown, link.code)
    way = typed(link.code_shown)
    if message.is_chat:
        text = "\n\n".join(part.words for part in (*parts, way))
        return Composed(subject, f"{text}\n", hidden=hidden)
    whole = [big(subject), *parts, go(_("Jawab, atau baca suratnya"), link.url), way]
    return Composed(subject, as_text(whole), as_html(subject, whole), hidden=hidden)


def _code(message: Message, at: datetime) -> Words:
    link = AnswerLink.objects.filter(pk=message.payload.get("link"), revoked_at=None).first()
    if link is None:
        return Dropped(_("Tautannya sudah tidak berlaku."))
    purpose = code_purpose(message.payload["retirement"])
    digits = issue_six_digits(link.person, purpose, link=link, at=at)
    shown = f"{digits[:3]} {digits[3:]}"
    words = _(
        "%(digits)s adalah 6 angka untuk jawaban Ibu/Bapak, berlaku 15 menit. Kami tidak pernah "
        "meminta angka ini lewat telepon atau pesan."
    ) % {"digits": shown}
    subject = _("6 angka untuk jawaban Anda")
    html = "" if message.is_chat else as_html(subject, [code(shown), p(words)])
    return Composed(subject, words + "\n", html, hidden=(shown, digits))


def _deemed(message: Message, at: datetime) -> Words:
    retirement = _retirement(message)
    if retirement is None or retirement.law_state is not State.DEEMED_AGREED:
        return Dropped(_("Keadaannya sudah berubah."))
    name = retirement.application.name
    subject = _("Aplikasi %(name)s dianggap disetujui untuk dihentikan") % {"name": name}
    words = _(
        "Surat %(number)s diterima %(delivered)s, dan sampai %(due)s belum ada jawaban. Aplikasi "
        "%(name)s kini dianggap disetujui untuk dihentikan. Belum ada yang dimatikan. Bila masih "
        "diperlukan, hubungi Posko Siber %(phone)s: langkah ini dapat dibatalkan."
    ) % {
        "number": retirement.letter_number,
        "delivered": wib(retirement.delivered_at),
        "due": wib(retirement.due_at),
        "name": name,
        "phone": settings.HELP_DESK_PHONE,
    }
    return _plain(message, subject, [p(words)])


def _office(message: Message, at: datetime) -> Words:
    retirement = _retirement(message)
    if retirement is None:
        return Dropped(_("Keadaannya sudah berubah."))
    name, owner = retirement.application.name, retirement.application.owner or "–"
    step = Step.objects.filter(pk=message.payload.get("step")).first()
    if step is None:
        if retirement.call_asked_at is None:
            return Dropped(_("Sudah dihubungi."))
        subject = _("%(owner)s minta dihubungi tentang %(name)s") % {"owner": owner, "name": name}
        words = retirement.call_note or _("Tanpa catatan.")
    else:
        subject = f"{name}: {say(step.target)}"
        words = _("%(owner)s, %(when)s. %(reason)s") % {
            "owner": owner,
            "when": wib(step.at),
            "reason": step.reason,
        }
    address = settings.PUBLIC_BASE_URL.rstrip("/") + retirement.get_absolute_url()
    return _plain(message, subject, [p(words.strip()), go(_("Buka halamannya"), address)])


def _plain(message: Message, subject: str, parts: list[Part]) -> Composed:
    whole = [big(subject), *parts]
    return Composed(subject, as_text(whole), "" if message.is_chat else as_html(subject, whole))


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    QUESTION: Composer(
        gettext_lazy("Pertanyaan tentang aplikasi tidak terpakai"), one_by_one(_question), True
    ),
    REMINDER: Composer(
        gettext_lazy("Batas waktu jawaban pemilik aplikasi"), one_by_one(_reminder), True
    ),
    CODE: Composer(gettext_lazy("6 angka"), one_by_one(_code)),
    DEEMED: Composer(gettext_lazy("Dianggap setuju dihentikan"), one_by_one(_deemed), True),
    OFFICE: Composer(gettext_lazy("Jawaban pemilik aplikasi"), one_by_one(_office)),
}
