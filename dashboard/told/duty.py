"""Everything that was said about one duty, and what the department answered."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person, Position, Tenure
from accounts.roles import Role
from accounts.speakers import holders
from dashboard.told.entries import Entry, entry_of, with_all
from dashboard.told.person import Log, received_entry, stated_entry
from dashboard.told.scope import EXAMPLES
from secops.compliance.duties.models import Duty
from secops.house.text import angka, wib
from secops.outbox.models import Message
from secops.reminders.models import DutyStep


def log_of_duty(duty: Duty, *, whole: bool, at: datetime) -> Log:
    """Return the log of a duty that the reader may see."""
    rows = with_all(Message.objects.filter(pk__in=_messages(duty)).exclude(kind__in=EXAMPLES))
    entries = [entry_of(row, [], whole=whole) for row in rows]
    if duty.received_at is not None:
        entries.append(received_entry(duty))
    statements = duty.statements.select_related(
        "person", "recorded_by__person", "duty__directive", "duty__department"
    )
    entries += [stated_entry(one) for one in statements]
    entries.sort(key=lambda one: one.at, reverse=True)
    told = [one for one in entries if one.told]
    if told:
        return Log(f"{_told(duty, told)} {_received(duty)}", entries, len(told))
    return Log(_never(duty, rows, at), entries, 0)


def _messages(duty: Duty) -> set[int]:
    """Orders and single words by what they hold, digests by the rungs that they told."""
    orders = Message.objects.filter(
        person__in=_recipients(duty), payload__duties__contains=[duty.pk]
    )
    climbed = DutyStep.objects.filter(duty=duty)
    return {
        *orders.values_list("pk", flat=True),
        *climbed.values_list("message_id", flat=True),
    }


def _recipients(duty: Duty) -> set[int]:
    """Whoever ever held a position of the department, or one above its head: by their messages the
    few about the duty are found without reading all."""
    positions = Position.objects.filter(department_id=duty.department_id)
    above: set[int] = set()
    step = set(positions.exclude(superior=None).values_list("superior_id", flat=True))
    while step - above:
        above |= step
        step = set(
            Position.objects.filter(pk__in=step, superior__isnull=False).values_list(
                "superior_id", flat=True
            )
        )
    held = Tenure.objects.filter(position__in=positions) | Tenure.objects.filter(position__in=above)
    over_all = Tenure.objects.filter(position__role__in=[Role.LEADERSHIP, Role.LEAD])
    return set((held | over_all).values_list("person_id", flat=True))


def _told(duty: Duty, told: list[Entry]) -> str:
    last = told[0]
    return ngettext(
        "%(department)s diberi tahu %(n)s kali tentang tugas ini, terakhir %(when)s kepada "
        "%(to)s lewat %(channel)s: %(result)s.",
        "%(department)s diberi tahu %(n)s kali tentang tugas ini, terakhir %(when)s kepada "
        "%(to)s lewat %(channel)s: %(result)s.",
        len(told),
    ) % {
        "department": duty.department.name,
        "n": angka(len(told)),
        "when": wib(last.at),
        "to": last.to,
        "channel": last.channel,
        "result": last.result.lower(),
    }


def _never(duty: Duty, rows: list[Message], at: datetime) -> str:
    if duty.received_at is not None:
        return _(
            "%(department)s tidak diberi tahu lewat Siaga, tetapi menyatakan arahan ini diterima "
            "%(when)s."
        ) % {"department": duty.department.name, "when": wib(duty.received_at)}
    return _("%(department)s belum pernah diberi tahu tentang tugas ini, karena %(why)s.") % {
        "department": duty.department.name,
        "why": _why_never(duty, rows, at),
    }


def _why_never(duty: Duty, rows: list[Message], at: datetime) -> str:
    states = {row.state: row for row in reversed(rows)}
    if states.keys() & {Message.State.QUEUED, Message.State.SENDING}:
        return _("pesannya masih menunggu dikirim")
    if Message.State.UNKNOWN in states:
        return _("pesannya tidak diketahui sampai atau tidak")
    if failed := states.get(Message.State.FAILED):
        return _("pesannya gagal") + (f" ({failed.reason})" if failed.reason else "")
    if dropped := states.get(Message.State.DROPPED):
        return _("pesannya tidak jadi dikirim") + (f" ({dropped.reason})" if dropped.reason else "")
    people = [
        found[duty.department_id]
        for role in (Role.HEAD, Role.AGENT)
        if duty.department_id in (found := holders(role, [duty.department_id], at=at))
    ]
    if not people:
        return _("tidak ada Kepala OPD atau Agen yang tercatat")
    if not _any_address(people):
        return _("tidak ada alamat Kepala OPD atau Agen")
    return _("arahannya belum dikirim")


def _any_address(people: list[Person]) -> bool:
    return Person.objects.filter(
        pk__in=[one.pk for one in people], contacts__disabled_at=None, contacts__isnull=False
    ).exists()


def _received(duty: Duty) -> str:
    if duty.received_at is None:
        return _("Belum dinyatakan diterima.")
    return _("Dinyatakan diterima %(when)s.") % {"when": wib(duty.received_at)}
