"""Who is told while a clock runs out (`rules/clock_steps.py`): once a step, through the outbox.

What was told is a row; the words are put together from the facts at the moment of sending. A step
for which nobody can be reached is not noted, so that it goes out as soon as somebody can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Contact, Department, Tenure
from accounts.roles import Role
from secops.house.text import angka, local, wib, wib_clock, wib_short
from secops.incidents.clocks import RunningClock, in_words, running_clocks
from secops.incidents.models import ClockTold
from secops.outbox.actions import Promise, promise_many
from secops.outbox.composers import Composed, Composer, Dropped, Words, one_by_one
from secops.outbox.contacts import ways_to
from secops.outbox.letter import as_html, as_text, big, go, item, p, small
from secops.outbox.models import Message
from secops.rules.clock_steps import STEPS, Told, next_step, reached
from secops.rules.intervals import WIB

KIND = "clock.told"
#: Who is asked for each; where nobody of them can be reached, the next.
_HOLDERS: dict[Told, Q] = {
    Told.DUTY_OFFICER: Q(position__role=Role.DUTY_OFFICER),
    Told.LEAD: Q(position__role=Role.LEAD),
    Told.OFFICE_HEAD: Q(position__role=Role.HEAD, position__department__is_office=True),
}
_INSTEAD: dict[Told, tuple[Told, ...]] = {
    Told.DUTY_OFFICER: (Told.DUTY_OFFICER, Told.LEAD, Told.OFFICE_HEAD),
    Told.LEAD: (Told.LEAD, Told.OFFICE_HEAD, Told.DUTY_OFFICER),
    Told.OFFICE_HEAD: (Told.OFFICE_HEAD, Told.LEAD),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """What was told of a clock, and the next step with its time and its people."""

    told: list[str]
    next: str


@transaction.atomic
def tell_clocks(*, at: datetime) -> int:
    """Promise a message for every step that is reached and was not told; return how many steps."""
    clocks = [clock for clock in running_clocks(at=at) if clock.tells]
    known = _told_of(clocks)
    due: dict[Contact, list[str]] = defaultdict(list)
    made_rows: list[int] = []
    reachable: dict[Told, list[Contact]] = {}
    for clock in clocks:
        for step in reached(clock.started_at, clock.due_at, at=at):
            if step.code in known.get(clock.key, {}):
                continue
            contacts: dict[int, Contact] = {}
            for told in step.told:
                if told not in reachable:
                    reachable[told] = _reached_by(told, at)
                contacts |= {contact.pk: contact for contact in reachable[told]}
            if not contacts:
                continue
            people = len({contact.person_id for contact in contacts.values()})
            row, made = ClockTold.objects.get_or_create(
                key=clock.key, step=step.code, defaults={"told_at": at, "people": people}
            )
            if not made:
                continue
            made_rows.append(row.pk)
            for contact in contacts.values():
                if clock.key not in due[contact]:
                    due[contact].append(clock.key)
    promise_many(
        [
            Promise(
                key=f"{KIND}:{made_rows[0]}:{contact.pk}",
                kind=KIND,
                person_id=contact.person_id,
                contact=contact,
                payload={"clocks": keys},
                urgent=True,
            )
            for contact, keys in due.items()
        ],
        at=at,
    )
    return len(made_rows)


def telling_of(clocks: Iterable[RunningClock], *, at: datetime) -> dict[str, Telling]:
    """For each running clock: who was told when, and who is told next."""
    running = [clock for clock in clocks if clock.stopped_at is None and clock.tells]
    known = _told_of(running)
    found = {}
    for clock in running:
        told = known.get(clock.key, {})
        ahead = next_step(clock.started_at, clock.due_at, told, at=at)
        words = ""
        if ahead is not None:
            step, moment = ahead
            words = f"{_next_words(moment, at)} → {_names(step.told, at)}"
        found[clock.key] = Telling(
            [
                f"{wib_short(told[step.code])} → {_names(step.told, at)}"
                for step in STEPS
                if step.code in told
            ],
            words,
        )
    return found


def _next_words(moment: datetime, at: datetime) -> str:
    """When a step is told; one that is reached waits for somebody who can be written to."""
    if moment < at:
        return _("begitu ada yang dapat dihubungi")
    return wib_clock(moment) if local(moment).date() == local(at).date() else wib_short(moment)


def _told_of(clocks: Iterable[RunningClock]) -> dict[str, dict[str, datetime]]:
    rows = ClockTold.objects.filter(key__in=[clock.key for clock in clocks])
    found: dict[str, dict[str, datetime]] = defaultdict(dict)
    for key, step, told_at in rows.values_list("key", "step", "told_at"):
        found[key][step] = told_at
    return found


def _people(told: Told, at: datetime) -> list[tuple[int, str]]:
    """Who holds it today and is not away; who holds it at all, where everybody is away."""
    today = at.astimezone(WIB).date()
    for tenures in (Tenure.objects.present(today), Tenure.objects.current(today)):
        found = tenures.filter(_HOLDERS[told]).order_by("person_id")
        people = list(found.values_list("person_id", "person__name").distinct())
        if people:
            return people
    return []


def _reached_by(told: Told, at: datetime) -> list[Contact]:
    for one in _INSTEAD[told]:
        ways = ways_to([pk for pk, _name in _people(one, at)])
        found = [contact for way in ways.values() for contact in way.chosen]
        if found:
            return found
    return []


def _names(told: Iterable[Told], at: datetime) -> str:
    """``Petugas piket (Sari Uji)``, as many as there are."""
    office = Department.objects.filter(is_office=True).first()
    titles = {
        Told.DUTY_OFFICER: _("Petugas piket"),
        Told.LEAD: _("Ketua tim"),
        Told.OFFICE_HEAD: _("Kepala %(office)s")
        % {"office": office.name if office else settings.OFFICE_NAME},
    }
    words = []
    for one in told:
        names = [name for _pk, name in _people(one, at)]
        words.append(f"{titles[one]} ({', '.join(names)})" if names else titles[one])
    return ", ".join(words)


def _compose(message: Message, at: datetime) -> Words:
    """The clocks of the message that still run at the moment of sending."""
    keys = set(message.payload.get("clocks", []))
    clocks = [clock for clock in running_clocks(at=at) if clock.key in keys]
    if not clocks:
        return Dropped(_("Hitungan waktunya sudah terpenuhi atau tidak berjalan lagi."))
    late = [clock for clock in clocks if clock.reading.breached]
    if len(clocks) == 1:
        rest = clocks[0].reading.remaining
        assert rest is not None
        subject = f"{_named(clocks[0])}: {in_words(rest)}"
    elif late:
        subject = ngettext(
            "%(n)s hitungan waktu lewat batas waktu",
            "%(n)s hitungan waktu lewat batas waktu",
            len(late),
        ) % {"n": angka(len(late))}
    else:
        subject = ngettext(
            "%(n)s hitungan waktu mendekati batas waktu",
            "%(n)s hitungan waktu mendekati batas waktu",
            len(clocks),
        ) % {"n": angka(len(clocks))}
    base = settings.PUBLIC_BASE_URL.rstrip("/")
    parts = [big(subject)]
    for clock in clocks:
        parts.append(item(f"{_named(clock)}. {_('Batas waktu')}: {wib(clock.due_at)}"))
        parts.append(p(f"{clock.label}: {clock.basis}"))
    parts += [
        p(_("Kirim yang diminta, lalu catat buktinya; hitungan waktunya berhenti saat itu.")),
        go(_("Buka"), base + _page(clocks[0])),
        small(
            _(
                "Pesan ini dikirim sekali untuk setiap langkah, kepada yang tertulis di halaman "
                "insiden."
            )
        ),
    ]
    html = as_html(subject, parts) if message.channel == Message.Channel.MAIL else ""
    return Composed(subject, as_text(parts), html)


def _named(clock: RunningClock) -> str:
    return f"{clock.subject}: {clock.what}" if clock.subject else clock.what


def _page(clock: RunningClock) -> str:
    return clock.url or reverse("incident", args=[clock.subject])


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    KIND: Composer(
        gettext_lazy("Hitungan waktu insiden hampir habis atau lewat"),
        one_by_one(_compose),
        repeat_once=True,
    )
}
