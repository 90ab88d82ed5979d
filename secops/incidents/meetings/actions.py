"""Everything that changes an evaluation meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.documents.models import Document
from secops.documents.numbering import draw_yearly
from secops.incidents.meetings.models import Decision, Meeting
from secops.incidents.minutes.actions import held_open, lines_of, refuse_long, rewrite
from secops.incidents.minutes.papers import draft_paper, line_rows, present_rows, stands
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.rules.secrets import kept_words


@dataclass(frozen=True, slots=True)
class Held:
    """What is written down about a meeting; one line is one person, fact or decision. `tlp`: how
    it is marked, where partners took part."""

    held_at: datetime
    chair: str
    place: str = ""
    present: Sequence[str] = ()
    facts: Sequence[str] = ()
    decisions: Sequence[str] = ()
    next_at: datetime | None = None
    tlp: str = ""


@transaction.atomic
def record_meeting(incident: Incident, held: Held, *, by: User, at: datetime) -> Meeting:
    """Write down a meeting about an incident."""
    check(by, Permission.WRITE_INCIDENT)
    _refuse_wrong(held, at)
    made = Meeting(
        code=draw_yearly("RE", at=at), incident=incident, tlp=held.tlp, recorded_by=by,
        recorded_at=at,
    )  # fmt: skip
    _set(made, held)
    made.save()
    rewrite(Decision, made, held.decisions)
    record("meeting.recorded", made, by=by, at=at, code=incident.code)
    return made


@transaction.atomic
def change_meeting(meeting: Meeting, held: Held, *, by: User, at: datetime) -> Meeting:
    """Correct the minutes; a decision that became a task or an order keeps its words."""
    check(by, Permission.WRITE_INCIDENT)
    _refuse_wrong(held, at)
    meeting = _locked(meeting)
    before = {"facts": meeting.facts, "present": meeting.present}
    _set(meeting, held)
    meeting.changed_at = at
    meeting.save()
    before["decisions"] = list(meeting.decisions.values_list("text", flat=True))
    rewrite(Decision, meeting, held.decisions)
    record("meeting.changed", meeting, by=by, at=at, before=before)
    return meeting


@transaction.atomic
def advice_of_decision(decision: Decision, code: str, *, by: User, at: datetime) -> Decision:
    """Note that what was decided became a recommendation."""
    decision = held_open(decision)
    decision.advice = code
    decision.save(update_fields=["advice"])
    record("meeting.became_advice", decision.meeting, by=by, at=at, code=code)
    return decision


@transaction.atomic
def draft_minutes(meeting: Meeting, *, by: User, at: datetime) -> Document:
    """Write the draft of its official minutes, once; number and PDF come with the approval.

    A draft that was dropped and minutes that were withdrawn are written anew.
    """
    check(by, Permission.WRITE_INCIDENT)
    meeting = _locked(meeting)
    if meeting.document is not None and stands(meeting.document):
        return meeting.document
    fields = {
        "held_at": meeting.held_at,
        "place": meeting.place or "–",
        "present": present_rows(meeting.present),
        "facts": "\n".join(meeting.facts) or "–",
        "decisions": line_rows(meeting.decisions.select_related("task", "directive")),
        **({"next_at": meeting.next_at} if meeting.next_at else {}),
        **(
            {"notes": f"Kode distribusi informasi: {meeting.get_tlp_display()}."}
            if meeting.tlp
            else {}
        ),
    }
    subject = f"{_mark(meeting)}Rapat evaluasi {meeting.incident.code}"
    meeting.document = draft_paper(
        "evaluation", meeting, subject=subject, fields=fields, by=by, at=at
    )
    meeting.save(update_fields=["document"])
    record("meeting.minutes_drafted", meeting, by=by, at=at)
    return meeting.document


def _mark(meeting: Meeting) -> str:
    return f"[{meeting.get_tlp_display()}] " if meeting.tlp else ""


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)


def _refuse_wrong(held: Held, at: datetime) -> None:
    if held.held_at > at:
        raise DeskRefused(_("Rapat ini belum berlangsung."), "held_at")
    if held.next_at is not None and held.next_at <= held.held_at:
        raise DeskRefused(_("Rapat berikutnya harus sesudah rapat ini."), "next_at")
    refuse_long(held, ("present", "facts", "decisions"))
    if not any(one.strip() for one in held.present):
        raise DeskRefused(_("Tuliskan siapa yang hadir."), "present")
    if not any(one.strip() for one in [*held.facts, *held.decisions]):
        raise DeskRefused(_("Tuliskan fakta atau keputusan rapat."), "facts")


def _set(meeting: Meeting, held: Held) -> None:
    meeting.held_at, meeting.next_at = held.held_at, held.next_at
    meeting.chair, meeting.place = kept_words(held.chair, 200), kept_words(held.place, 200)
    meeting.present, meeting.facts = lines_of(held.present, 200), lines_of(held.facts)
