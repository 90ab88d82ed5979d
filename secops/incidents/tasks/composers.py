"""The words with which a task is given, reminded of, and told to the lead once it is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secops.house.text import angka
from secops.incidents.models import Incident
from secops.incidents.tasks.asks import line_of
from secops.incidents.tasks.models import Task
from secops.incidents.tasks.owners import owner_of, people_for
from secops.incidents.tasks.reminding import KIND_DUE, KIND_GIVEN, KIND_LATE
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.letter import as_html, as_text, big, go, item, p, small
from secops.outbox.models import Message

#: So many tasks are named; the list holds all.
NAMED = 20


def _compose_given(message: Message, at: datetime) -> Words:
    tasks = _tasks(message, at)
    if not tasks:
        return Dropped(_("Tugasnya sudah berakhir atau diserahkan."))
    subject = ngettext("Tugas insiden untuk Anda", "%(n)s tugas insiden untuk Anda", len(tasks)) % {
        "n": angka(len(tasks))
    }
    return _letter(message, subject, tasks, _("Buka tugasnya, kerjakan, centang dengan bukti."), at)


def _compose_due(message: Message, at: datetime) -> Words:
    tasks = _tasks(message, at)
    if not tasks:
        return Dropped(_("Tugasnya sudah berakhir atau diserahkan."))
    late = sum(task.due_at < at for task in tasks)
    if late:
        subject = ngettext(
            "%(n)s tugas insiden lewat batas waktu",
            "%(n)s tugas insiden lewat batas waktu",
            late,
        ) % {"n": angka(late)}
    else:
        subject = ngettext(
            "Batas waktu %(n)s tugas insiden mendekat",
            "Batas waktu %(n)s tugas insiden mendekat",
            len(tasks),
        ) % {"n": angka(len(tasks))}
    todo = _("Belum dapat selesai? Serahkan kepada rekan atau kabari posko dari halaman tugasnya.")
    return _letter(message, subject, tasks, todo, at)


def _compose_late(message: Message, at: datetime) -> Words:
    tasks = [task for task in _tasks(message, at, owned=False) if task.due_at < at]
    if not tasks:
        return Dropped(_("Tugasnya sudah berakhir atau diserahkan."))
    subject = ngettext(
        "%(n)s tugas insiden lewat batas waktu: perlu keputusan Anda",
        "%(n)s tugas insiden lewat batas waktu: perlu keputusan Anda",
        len(tasks),
    ) % {"n": angka(len(tasks))}
    todo = _(
        "Serahkan kepada orang lain, pindahkan batas waktunya, atau nyatakan tidak dikerjakan."
    )
    return _letter(message, subject, tasks, todo, at)


def _tasks(message: Message, at: datetime, *, owned: bool = True) -> list[Task]:
    """The tasks of the message that are still open, given as then and still this person's."""
    wanted = {int(pk): int(given) for pk, given in message.payload.get("tasks", [])}
    rows = (
        Task.objects.open()
        .filter(pk__in=wanted, incident__in=Incident.objects.open())
        .select_related("incident", "owner_person", "owner_position__department")
    )
    found = [task for task in rows if task.given == wanted[task.pk]]
    if not owned:
        return found
    # Where the owner is away or nobody, the office on duty was spoken to in his place.
    speaking = {task.pk: people_for(owner_of(task), at=at) for task in found}
    return [
        task
        for task in found
        if not speaking[task.pk] or message.person_id in {person.pk for person in speaking[task.pk]}
    ]


def _letter(
    message: Message, subject: str, tasks: Sequence[Task], todo: str, at: datetime
) -> Composed:
    parts = [big(subject)]
    for task in tasks[:NAMED]:
        lines = line_of(task)
        parts.append(item(". ".join(lines) + ".", lines, late=task.due_at < at))
    if len(tasks) > NAMED:
        parts.append(p(_("dan %(n)s lainnya") % {"n": angka(len(tasks) - NAMED)}))
    path = tasks[0].get_absolute_url() if len(tasks) == 1 else reverse("incident-tasks")
    parts += [
        p(todo),
        go(_("Buka tugas"), settings.PUBLIC_BASE_URL.rstrip("/") + path),
        small(_("Pengingat berhenti sendiri begitu tugasnya selesai.")),
    ]
    html = as_html(subject, parts) if message.channel == Message.Channel.MAIL else ""
    return Composed(subject, as_text(parts), html)


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    KIND_GIVEN: Composer(
        gettext_lazy("Tugas insiden diberikan"), one_by_one(_compose_given), repeat_once=True
    ),
    KIND_DUE: Composer(gettext_lazy("Pengingat tugas insiden"), one_by_one(_compose_due)),
    KIND_LATE: Composer(gettext_lazy("Tugas insiden lewat batas waktu"), one_by_one(_compose_late)),
}
