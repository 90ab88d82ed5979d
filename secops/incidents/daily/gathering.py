"""What one day of an incident gives to its report: in Indonesian, as the paper speaks.

Each number is read at the end of the day, or now where the day is not over; what nobody kept of an
earlier day has no number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import override

from secops.compliance.rotations.models import Campaign, CampaignDay, Rotation
from secops.house.text import angka, local, wib, wib_clock
from secops.house.words import say
from secops.incidents.clocks import clocks_elsewhere, clocks_of
from secops.incidents.measures.reading import moves_of
from secops.incidents.meetings.models import Meeting
from secops.incidents.meetings.queries import SaidInMeeting, said_on
from secops.incidents.models import Incident
from secops.incidents.queries import chronology_of
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.system_lines import lines_of
from secops.incidents.tasks.models import Task
from secops.incidents.tasks.words import owner_words
from secops.inventory.models import Exposure, LeakReport
from secops.rules.incident import Certainty, Phase, Severity
from secops.rules.intervals import day_end, day_start
from secops.rules.rotation import State

DAY = timedelta(days=1)
NOT_KEPT = "belum ada data"


@dataclass(frozen=True, slots=True)
class Moment:
    """The end of a day, as far as it has come, and the day itself."""

    incident: Incident
    day: date
    at: datetime

    @property
    def end(self) -> datetime:
        return min(day_end(self.day), self.at)

    @property
    def before(self) -> Moment:
        return Moment(self.incident, self.day - DAY, self.at)

    @property
    def family(self) -> list[Incident]:
        return self.incident.family

    @property
    def today(self) -> bool:
        return local(self.at).date() == self.day


def report_of(incident: Incident, day: date, *, at: datetime) -> dict[str, Any]:
    """The fields of a document of the kind `daily_report`."""
    with override("id"):
        now = Moment(incident, day, at)
        said = said_on(day, about=incident.family)
        return {
            "summary": _summary(now),
            "numbers": _numbers(now),
            "changed": _lines(_changed(now)),
            "meetings": _lines(_met(one) for one in said),
            "facts": _lines(fact for one in said for fact in one.facts),
            "decisions": _lines(text for one in said for text in one.decisions),
            "done": _lines(_done(now)),
            "late": _lines(_late(now)),
            "contradictions": _lines(_contradictions(now)),
            "tomorrow": _lines(_ahead(now, said)),
            "source": f"Disusun dari catatan Siaga, {wib(at)}.",
        }


def subject_of(incident: Incident, day: date) -> str:
    """``Insiden I-2026-003, Selasa, 24 November 2026``."""
    with override("id"):
        return f"Insiden {incident.code}, {wib(day)}"


def phase_at(now: Moment) -> Phase:
    """The phase at the end of the day, by the moves in the trail."""
    if now.today:
        return Phase(now.incident.phase)
    moves = [move for move in moves_of([now.incident])[now.incident.pk] if move.at <= now.end]
    return moves[-1].target if moves else Phase.DETECTION


def _summary(now: Moment) -> str:
    incident = now.incident
    parts = [f"{incident.code}: {incident.title}.", f"Tahap: {say(phase_at(now)).lower()}."]
    if incident.severity:
        parts.append(f"Keparahan: {say(Severity(incident.severity))}.")
    if now.today and incident.next_step:
        parts.append(f"Langkah berikutnya: {incident.next_step.rstrip('.')}.")
    return " ".join(parts)


def _numbers(now: Moment) -> list[list[str]]:
    rows = [
        ("Kejadian dalam kronologi", _events),
        ("Tugas selesai dari semua tugas", _tasks_done),
        ("Tugas lewat batas waktu", _tasks_late),
        ("Permintaan keluar belum dijawab", _unanswered),
        ("Akun dalam laporan kebocoran tertaut", _accounts),
    ]
    found = [[name, count(now), count(now.before)] for name, count in rows]
    for campaign in Campaign.objects.filter(incidents__in=now.family).distinct():
        name = f"Akun bocor masih dapat dipakai ({campaign.name})"
        found.append([name, _usable(campaign, now), _usable(campaign, now.before)])
    return found


def _events(now: Moment) -> str:
    return angka(chronology_of(now.incident).filter(_on(now, "happened_at")).count())


def _tasks(now: Moment) -> Any:
    return Task.objects.filter(incident__in=now.family, created_at__lte=now.end)


def _tasks_done(now: Moment) -> str:
    rows = _tasks(now).exclude(state=Task.State.DROPPED, ended_at__lte=now.end)
    done = rows.filter(state=Task.State.DONE, ended_at__lte=now.end).count()
    return f"{angka(done)} dari {angka(rows.count())}"


def _still_open(now: Moment) -> Any:
    return _tasks(now).filter(Q(ended_at=None) | Q(ended_at__gt=now.end))


def _tasks_late(now: Moment) -> str:
    return angka(_still_open(now).filter(due_at__lt=now.end).count())


def _awaited(now: Moment) -> Any:
    return OutgoingRequest.objects.filter(
        Q(answered_at=None) | Q(answered_at__gt=now.end),
        Q(withdrawn_at=None) | Q(withdrawn_at__gt=now.end),
        incident__in=now.family,
        sent_at__lte=now.end,
    )


def _unanswered(now: Moment) -> str:
    return angka(_awaited(now).count())


def _accounts(now: Moment) -> str:
    reports = LeakReport.objects.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gt=now.end),
        incidents__in=now.family,
        imported_at__lte=now.end,
    )
    named = Exposure.objects.filter(
        report_id__in=list(reports.values_list("pk", flat=True)), account_id__isnull=False
    )
    return angka(named.values("account_id").distinct().count())


def _usable(campaign: Campaign, now: Moment) -> str:
    if campaign.ordered_at is None or campaign.ordered_at > now.end:
        return NOT_KEPT
    if now.today:
        return angka(Rotation.objects.filter(campaign=campaign, usable=True).count())
    kept = CampaignDay.objects.filter(campaign=campaign, department_id=None, day=now.day).first()
    return angka(kept.usable) if kept else NOT_KEPT


def _changed(now: Moment) -> list[str]:
    """The chronology of the day, with deeds of the system that nobody put there yet."""
    found = [
        (
            row.happened_at,
            row.event if row.certainty == Certainty.DATE_ONLY
            else f"{wib_clock(row.happened_at)}: {row.event}",
        )
        for row in chronology_of(now.incident).filter(_on(now, "happened_at"))
    ]  # fmt: skip
    found += [
        (line.at, f"{wib_clock(line.at)}: {line.event}")
        for line in lines_of(now.incident)
        if not line.hidden and day_start(now.day) <= line.at <= now.end
    ]
    return [words for _at, words in sorted(found)]


def _met(said: SaidInMeeting) -> str:
    one = said.meeting
    place = f", {one.place}" if one.place else ""
    return (
        f"{one.code}, {wib_clock(one.held_at)}{place}, dipimpin {one.chair}. "
        f"Hadir: {', '.join(said.present)}."
    )


def _done(now: Moment) -> list[str]:
    rows = _tasks(now).filter(_on(now, "ended_at"), state=Task.State.DONE)
    return [_named(task) for task in _with_owner(rows).order_by("ended_at", "pk")]


def _late(now: Moment) -> list[str]:
    tasks = _with_owner(_still_open(now).filter(due_at__lt=now.end)).order_by("due_at", "pk")
    found = [f"{_named(task)}, batas waktu {wib(task.due_at)}" for task in tasks]
    found += [
        f"Jawaban {one.to} atas {one.code}, ditunggu sampai {wib(one.awaited_by)}"
        for one in _awaited(now).filter(awaited_by__lt=now.end).order_by("awaited_by")
    ]
    for clock in clocks_of(now.incident, at=now.end):
        open_then = clock.stopped_at is None or clock.stopped_at > now.end
        if open_then and clock.due_at < now.end and clock.started_at <= now.end:
            found.append(f"{clock.what}, batas waktu {wib(clock.due_at)}")
    return found


def _contradictions(now: Moment) -> list[str]:
    """Kept for no earlier day, so said of today alone."""
    if not now.today:
        return []
    found = []
    for campaign in Campaign.objects.filter(incidents__in=now.family).distinct():
        rows = Rotation.objects.filter(campaign=campaign, state=State.CONTRADICTED.value)
        count = rows.count()
        if count:
            found.append(f"{angka(count)} akun tidak sesuai data sistem ({campaign.name})")
    return found


def _ahead(now: Moment, said: list[SaidInMeeting]) -> list[str]:
    """Until the end of the next day: the next meeting, what is due, the next word."""
    until = day_end(now.day + DAY)
    found: list[tuple[datetime, str]] = [
        (one.next_at, f"Rapat evaluasi {wib(one.next_at)}") for one in said if one.next_at
    ]
    if not said:
        coming = Meeting.objects.filter(
            incident__in=now.family, held_at__lte=now.end, next_at__gt=now.end
        ).first()
        if coming is not None and coming.next_at is not None:
            found.append((coming.next_at, f"Rapat evaluasi {wib(coming.next_at)}"))
    due = _with_owner(_still_open(now).filter(due_at__gt=now.end, due_at__lte=until))
    found += [(task.due_at, f"{_named(task)}, {wib(task.due_at)}") for task in due]
    clocks = clocks_of(now.incident, at=now.end)
    for one in now.family:
        clocks += clocks_elsewhere(one, at=now.end)
    found += [
        (clock.due_at, f"{clock.what}, paling lambat {wib(clock.due_at)}")
        for clock in clocks
        if clock.stopped_at is None and now.end < clock.due_at <= until
    ]
    word = now.incident.next_update_at
    if word is not None and now.end < word <= until:
        found.append((word, f"Kabar berikutnya {wib(word)}"))
    return [words for _at, words in sorted(found)]


def _with_owner(rows: Any) -> Any:
    return rows.select_related("owner_person", "owner_position__department")


def _named(task: Task) -> str:
    owner = owner_words(task)
    return f"{task.title} ({owner})" if owner else task.title


def _on(now: Moment, name: str) -> Q:
    return Q(**{f"{name}__gte": day_start(now.day), f"{name}__lte": now.end})


def _lines(found: Any) -> str:
    """One item a line, whatever was typed into it."""
    return "\n".join(" ".join(words.split()) for words in found)
