"""The reference page of the laws, generated from their tables (`describe_rules`).

The page is compared with the code in the tests, so that it can never say something else.
"""

from __future__ import annotations

from enum import StrEnum

from secops.rules import (
    backup,
    clocks,
    duty,
    incident,
    ladder,
    ladder_edit,
    rotation,
    tlp,
    working_time,
)
from secops.rules.describe_advice import advice
from secops.rules.describe_departments import departments
from secops.rules.describe_documents import documents
from secops.rules.describe_response import locks, measures, sessions, statements
from secops.rules.describe_retirement import retirements
from secops.rules.describe_tables import table as _table
from secops.rules.describe_tables import words as _words
from secops.rules.labels import label
from secops.rules.rotation_reasons import REASONS

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def describe() -> str:
    """Return the whole page as Markdown, ending in a newline."""
    sections = (
        _rotation(),
        _duties(),
        _clocks(),
        _working_time(),
        _ladders(),
        _backups(),
        retirements(),
        advice(),
        departments(),
        _incidents(),
        measures(),
        locks(),
        sessions(),
        statements(),
        documents(),
        _tlp(),
    )
    head = (
        "# The laws of the product\n\n"
        "Generated from `secops/rules` by `manage.py describe_rules`; do not edit. "
        "*policy* = a default the office changes in settings; *law* = with its citation."
    )
    return "\n\n".join((head, *sections)) + "\n"


def _condition(test: object) -> str:
    """Return the exact condition that a predicate's docstring states."""
    return (test.__doc__ or "").strip().split("\n\n")[0]


def _rotation() -> str:
    states = _table(
        ("#", "state", "on the page", "says", "holds when (first line wins)", "turn"),
        (
            (
                number,
                f"`{row.state}`",
                f"{label(row.state).symbol} {label(row.state).id}",
                row.when,
                _condition(row.holds),
                row.turn,
            )
            for number, row in enumerate(rotation.ROWS, start=1)
        ),
    )
    reasons = _table(
        ("reason", "on the page", "holds when", "keeps from `verified`"),
        (
            (
                f"`{reason}`",
                label(reason).id,
                _condition(test),
                "yes" if reason in rotation.MISSING else "",
            )
            for reason, test in REASONS
        ),
    )
    turns = _table(("turn", "on the page"), ((f"`{t}`", label(t).id) for t in rotation.Turn))
    policy = rotation.DEFAULT_POLICY
    return (
        "## 1. Rotation\n\n"
        "`cutoff` = the later of base and newest_exposure; `floor` = base, or cutoff where there "
        "is none. Equal is not after; doubt never makes green.\n\n"
        f"{states}\n\n"
        f"Done: {_words(rotation.DONE)}. Counted apart: `attested`.\n\n"
        f"### Reasons\n\n{reasons}\n\n"
        f"### Turns\n\n{turns}\n\n"
        "Where the application's owner was asked to disable the account (its holder left, nobody "
        "knows it, or personal accounts replace a shared one), the turn is the application "
        "administrator's until it is done or attested.\n\n"
        "An unknown time of day gives the turn to the office in: "
        f"{_words(rotation.OFFICE_FINDS_TIME)}.\n\n"
        f"Policy: contradicted after {_hours(policy.contradiction_after)}; too early within "
        f"{policy.early_window.days} days before base; mass reset from "
        f"{policy.mass_reset_accounts} accounts; agent {policy.agent_working_days} and reading "
        f"{policy.reading_working_days} working days."
    )


def _hours(length: object) -> str:
    """Return a length in hours."""
    seconds = getattr(length, "total_seconds", lambda: 0)()
    return f"{int(seconds // 3600)} h"


_NEEDS: dict[StrEnum, str] = {
    duty.Refusal.REASON_MISSING: "a reason",
    duty.Refusal.ITEMS_MISSING: "the items by name",
    duty.Refusal.CAUSE_MISSING: "a cause that can hurt",
    duty.Refusal.END_MISSING: "an end",
    duty.Refusal.SAME_PERSON: "another person than who stated it",
    duty.Refusal.OWN_DEPARTMENT: "for the office's own department the inspector, else the office",
    duty.Refusal.NOT_PROVEN: "from the system proof",
}


def _duties() -> str:
    moves = _table(
        ("from", "to", "by", "needs"),
        (
            (
                _words(move.origins),
                f"`{move.target}`",
                _words(move.by),
                ", ".join(words for need, words in _NEEDS.items() if need in move.needs),
            )
            for move in duty.MOVES
        ),
    )
    states = _table(("state", "on the page"), ((f"`{s}`", label(s).id) for s in duty.State))
    return (
        "## 2. Duty of a department\n\n"
        f"{moves}\n\n"
        "The application administrator reports a lock only. The lead may do what the office may. "
        f"A statement reopens only for: {_words(duty.ReopenCause)}. Not received after "
        f"{duty.RECEIVE_WORKING_DAYS} working day: a call.\n\n{states}\n\n"
        f"Kinds: {_words(duty.Kind)}."
    )


def _clocks() -> str:
    table = _table(
        ("clock", "on the page", "starts", "length", "basis", "label"),
        (
            (
                f"`{clock.code}`",
                label(clock.code).id,
                f"`{clock.start}`",
                clock.length,
                clock.basis,
                clock.label,
            )
            for clock in clocks.CLOCKS.values()
        ),
    )
    share = f"{clocks.WARN_NUMERATOR}/{clocks.WARN_DENOMINATOR}"
    return (
        f"## 3. Clocks\n\n{table}\n\n"
        f"A clock never pauses; it warns when {share} of its wall-clock time is gone. n working "
        f"days end at {working_time.CLOSE_OF_TERM:%H.%M} on the n-th working day after the start."
    )


def _working_time() -> str:
    hours = _table(
        ("day", "from", "to"),
        (
            (_WEEKDAYS[day], f"{opens:%H.%M}", f"{closes:%H.%M}")
            for day, (opens, closes) in working_time.OFFICE_HOURS.items()
        ),
    )
    opens, closes = working_time.URGENT_HOURS
    return (
        f"## 4. Working time (Asia/Jakarta)\n\n{hours}\n\n"
        f"*{working_time.Voice.URGENT}* (due within {_hours(working_time.URGENT_WITHIN)} of its "
        f"order, re-exposures, alarms): every day {opens:%H.%M}-{closes:%H.%M}. "
        f"*{working_time.Voice.ORDINARY}*: working time."
    )


def _ladders() -> str:
    named = (
        ("Due in days", ladder.DAYS),
        ("Due in hours", ladder.HOURS),
        ("Holders, only while it is their turn", ladder.HOLDERS),
    )
    tables = (
        f"### {name}\n\n"
        + _table(
            ("rung", "when", "to", "note"),
            ((f"`{rung.code}`", _when(rung), _words(rung.audience), _note(rung)) for rung in rungs),
        )
        for name, rungs in named
    )
    return (
        "## 5. Ladder\n\n"
        f"A rung in days speaks at {ladder.MORNING:%H.%M} of its working day; `due` is the last "
        "working morning not after the due time; rungs before the start are dropped. After an "
        "outage each recipient gets the highest of his own due rungs.\n\n"
        + "\n\n".join(tables)
        + "\n\nAn office may change them for what starts later. It is refused: no rung, or none at "
        "the start; the same step twice; n outside 1 to 30 working days or 1 to 4 weeks; nobody to "
        "tell; somebody above the department before the due time; the regional secretary, or "
        f"anybody above the department from {ladder_edit.CALL_FROM} working days late, without "
        "*telephone the head* first; the secretary before the superior; weekly rungs or the "
        "leadership outside its summary."
    )


_ANCHOR_WORDS = {
    ladder.Anchor.START: "at once",
    ladder.Anchor.HALF_WAY: "half-way",
    ladder.Anchor.BEFORE_DUE: "{n} working day(s) before due",
    ladder.Anchor.DUE_MORNING: "the due morning",
    ladder.Anchor.DUE_TIME: "at the due time",
    ladder.Anchor.AFTER_DUE: "{n} working day(s) after due",
    ladder.Anchor.WEEKLY: "week {n} after the last of these",
}


def _when(rung: ladder.Rung) -> str:
    """Return when a rung speaks, in words."""
    return _ANCHOR_WORDS[rung.anchor].format(n=rung.n)


def _note(rung: ladder.Rung) -> str:
    """Return what is special about a rung."""
    notes = {
        "gathered for the lead": rung.gathered,
        "summary only": rung.summary_only,
        "telephone the head first": rung.call_first,
    }
    return ", ".join(note for note, holds in notes.items() if holds)


def _backups() -> str:
    rows = ((f"`{state}`", label(state).id, when) for state, when in backup.ROWS)
    return "## 6. Backups\n\n" + _table(("state", "on the page", "first line that holds"), rows)


def _incidents() -> str:
    rows = (
        (f"`{origin}`", f"`{target}`", "a reason" if reasoned else "")
        for (origin, target), reasoned in incident.MOVES.items()
    )
    return (
        "## Phases of an incident\n\n"
        + _table(("from", "to", "needs"), rows)
        + "\n\nNothing is closed while required work is open. Established by (BSSN 1/2024 Art "
        f"15(2)): {_words(incident.DetectionBasis)}."
    )


def _tlp() -> str:
    rows = (
        (tlp.PRINTED[m], tlp.AUDIENCE[m], f"`{tlp.MAIL[m]}`", tlp.CSAF_20[m]) for m in tlp.ORDER
    )
    return (
        "## Traffic Light Protocol 2.0\n\n"
        + _table(("marking", "for", "by mail", "CSAF 2.0"), rows)
        + "\n\nSeen where clearance >= marking; never widened without its source."
    )
