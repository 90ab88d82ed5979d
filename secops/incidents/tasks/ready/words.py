"""Ready tasks in words."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secops.house.text import angka, english
from secops.rules.ready_tasks import CLASSES, IncidentClass, OwnerRole, ReadyTask, Words
from secops.rules.ready_tasks.edit import (
    MOST_HOURS,
    MOST_POINTS,
    MOST_TASKS,
    POINT_LENGTH,
    TITLE_LENGTH,
    ReadyRefusal,
)

OWNERS: dict[OwnerRole, str | Promise] = {
    OwnerRole.OFFICER: gettext_lazy("Petugas piket posko"),
    OwnerRole.LEAD: gettext_lazy("Ketua tim posko"),
    OwnerRole.AGENT: gettext_lazy("Agen Siber OPD yang terdampak"),
    OwnerRole.APPLICATION_ADMINISTRATOR: gettext_lazy("Pemilik aplikasi yang terdampak"),
    OwnerRole.HEAD: gettext_lazy("Kepala OPD yang terdampak"),
}


def refusal_words(why: ReadyRefusal) -> str:
    """A sentence fit for the page."""
    return {
        ReadyRefusal.NO_TITLE: _("Tuliskan apa yang harus dikerjakan."),
        ReadyRefusal.TOO_LONG: _("Terlalu panjang: judul %(t)s, tiap butir %(p)s huruf.")
        % {"t": TITLE_LENGTH, "p": POINT_LENGTH},
        ReadyRefusal.TERM: _("Batas waktu antara 1 jam dan %(n)s hari.") % {"n": MOST_HOURS // 24},
        ReadyRefusal.NO_POINT: _(
            "Tugas yang menahan penutupan insiden memerlukan sedikitnya satu butir wajib."
        ),
        ReadyRefusal.TOO_MANY_POINTS: _("Paling banyak %(n)s butir. Bagi menjadi dua tugas.")
        % {"n": MOST_POINTS},
        ReadyRefusal.TOO_MANY_TASKS: _("Paling banyak %(n)s tugas siap pakai untuk satu kelas.")
        % {"n": MOST_TASKS},
        ReadyRefusal.TWICE: _("Tugas ini sudah ada di kelas ini."),
    }[why]


def shown(words: Words) -> str:
    """In the reader's language."""
    return words.en if english() else words.id


def class_name(kind: IncidentClass) -> str:
    return shown(CLASSES[kind])


def term(task: ReadyTask) -> str:
    """By when, counted from the moment it is loaded."""
    if task.hours % 24 == 0 and task.hours > 24:
        days = task.hours // 24
        return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": angka(days)}
    return ngettext("%(n)s jam", "%(n)s jam", task.hours) % {"n": angka(task.hours)}
