"""A rung in a sentence, and why a ladder cannot stand."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.house.text import english
from secops.rules.labels import label
from secops.rules.ladder import Anchor, Audience, LadderKind, Rung
from secops.rules.ladder_edit import Refusal
from secops.rules.working_time import Voice

NAMES: dict[LadderKind, str | Promise] = {
    LadderKind.DAYS: gettext_lazy("OPD, batas waktu dalam hari"),
    LadderKind.HOURS: gettext_lazy("OPD, batas waktu dalam jam"),
    LadderKind.HOLDERS: gettext_lazy("Pemegang akun"),
}

#: For what each ladder is used.
USES: dict[LadderKind, str | Promise] = {
    LadderKind.DAYS: gettext_lazy("Arahan ke OPD dengan batas waktu lebih dari 72 jam."),
    LadderKind.HOURS: gettext_lazy("Arahan ke OPD dengan batas waktu sampai 72 jam."),
    LadderKind.HOLDERS: gettext_lazy(
        "Penggantian serentak: setiap pemegang akun, hanya selama masih gilirannya."
    ),
}

#: The steps as a choice.
STEPS: dict[Anchor, str | Promise] = {
    Anchor.START: gettext_lazy("Saat mulai"),
    Anchor.HALF_WAY: gettext_lazy("Di tengah waktu"),
    Anchor.BEFORE_DUE: gettext_lazy("H-n: n hari kerja sebelum batas waktu, 08.00"),
    Anchor.DUE_MORNING: gettext_lazy("Pagi hari batas waktu, 08.00"),
    Anchor.DUE_TIME: gettext_lazy("Tepat pada batas waktu"),
    Anchor.AFTER_DUE: gettext_lazy("H+n: n hari kerja lewat batas waktu, 08.00"),
    Anchor.WEEKLY: gettext_lazy("Mingguan: n minggu sesudah H+n terakhir, 08.00"),
}

REFUSALS: dict[Refusal, str | Promise] = {
    Refusal.EMPTY: gettext_lazy("Jenjang pengingat memerlukan sedikitnya satu langkah."),
    Refusal.NO_START: gettext_lazy(
        "Langkah “Saat mulai” tidak dapat ditiadakan: tanpanya tidak ada pesan pertama."
    ),
    Refusal.FOREIGN_STEP: gettext_lazy("Langkah ini tidak ada dalam jenjang ini."),
    Refusal.NUMBER: gettext_lazy(
        "Isi n dengan angka: 1 sampai 30 hari kerja; mingguan paling banyak 4 kali."
    ),
    Refusal.TWICE: gettext_lazy(
        "Langkah ini sudah ada di atas. Gabungkan penerimanya dalam satu langkah."
    ),
    Refusal.NOBODY: gettext_lazy("Pilih sedikitnya satu penerima."),
    Refusal.FOREIGN_AUDIENCE: gettext_lazy("Penerima ini tidak ada dalam jenjang ini."),
    Refusal.ABOVE_BEFORE_LATE: gettext_lazy(
        "Di atas OPD baru diberi tahu setelah lewat batas waktu (H+n)."
    ),
    Refusal.CALL_MISSING: gettext_lazy(
        "Sebelum langkah ini Kepala OPD ditelepon dahulu: centang “Telepon Kepala OPD dahulu”."
    ),
    Refusal.CALL_ELSEWHERE: gettext_lazy(
        "Telepon dahulu hanya ada sebelum langkah H+n kepada yang di atas OPD."
    ),
    Refusal.SUMMARY_OF_OTHERS: gettext_lazy(
        "Yang hanya masuk ringkasan pimpinan tidak dikirim kepada penerima lain."
    ),
    Refusal.LEADERSHIP_IS_SUMMARY: gettext_lazy(
        "Pimpinan membacanya dalam ringkasan: centang “Hanya dalam ringkasan pimpinan”."
    ),
    Refusal.WEEKLY_IS_SUMMARY: gettext_lazy(
        "Langkah mingguan OPD hanya masuk ringkasan pimpinan: pilih Ringkasan pimpinan saja."
    ),
    Refusal.SECRETARY_BEFORE_SUPERIOR: gettext_lazy(
        "Sekretaris Daerah tidak diberi tahu lebih dahulu daripada atasan Kepala OPD."
    ),
}


def audience_name(audience: Audience) -> str:
    """Who is spoken to, in the reader's language."""
    words = label(audience)
    return words.en if english() else words.id


def voice_name(voice: Voice) -> str:
    """Darurat or biasa."""
    words = label(voice)
    return words.en if english() else words.id


def when(rung: Rung) -> str:
    """``H-1, hari kerja sebelum batas waktu, 08.00``"""
    match rung.anchor:
        case Anchor.START:
            return _("Saat mulai")
        case Anchor.HALF_WAY:
            return _("Di tengah waktu")
        case Anchor.DUE_MORNING:
            return _("Pagi hari batas waktu, 08.00")
        case Anchor.DUE_TIME:
            return _("Tepat pada batas waktu")
        case Anchor.BEFORE_DUE if rung.n == 1:
            return _("H-1, hari kerja sebelum batas waktu, 08.00")
        case Anchor.BEFORE_DUE:
            return _("H-%(n)s, %(n)s hari kerja sebelum batas waktu, 08.00") % {"n": rung.n}
        case Anchor.AFTER_DUE if rung.n == 1:
            return _("H+1, hari kerja sesudah batas waktu, 08.00")
        case Anchor.AFTER_DUE:
            return _("H+%(n)s, %(n)s hari kerja sesudah batas waktu, 08.00") % {"n": rung.n}
        case Anchor.WEEKLY:
            return _("Minggu ke-%(n)s sesudahnya, 08.00") % {"n": rung.n}


def whom(rung: Rung) -> str:
    """``Agen Siber OPD, Kepala OPD``"""
    return ", ".join(audience_name(who) for who in rung.audience)


def notes(rung: Rung) -> list[str]:
    """What is special about it: a telephone call first, the lead's word, a line of a summary."""
    found = []
    if rung.call_first:
        found.append(_("Kepala OPD ditelepon dahulu"))
    if rung.summary_only:
        found.append(_("hanya dalam ringkasan pimpinan"))
    elif rung.gathered:
        found.append(_("dikumpulkan, Ketua tim yang memutuskan"))
    return found


def sentence(rung: Rung) -> str:
    """``H-1, hari kerja sebelum batas waktu, 08.00: Agen Siber OPD``"""
    said = _("%(when)s: %(whom)s") % {"when": when(rung), "whom": whom(rung)}
    extra = notes(rung)
    return f"{said} ({'; '.join(extra)})" if extra else said
