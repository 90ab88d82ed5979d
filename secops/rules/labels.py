"""The words of the interface: every code with its Indonesian and English word, symbol and tone."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from secops.rules import labels_advice as of_advice
from secops.rules import labels_document as of_document
from secops.rules import labels_measure as of_measure
from secops.rules import labels_privacy as of_privacy
from secops.rules import labels_public as of_public
from secops.rules import labels_retirement as of_retirement
from secops.rules import labels_rotation as of_rotation
from secops.rules import labels_session as of_session
from secops.rules import labels_terms as of_terms
from secops.rules import labels_work as of_work
from secops.rules import rotation
from secops.rules.tone import DUE_SOON, INCOMPLETE_CALENDAR, LATE, NO_DATA, Label, Tone

__all__ = [
    "DUE_SOON",
    "INCOMPLETE_CALENDAR",
    "LABELS",
    "LATE",
    "NO_DATA",
    "Label",
    "Tone",
    "choices",
    "label",
    "tone_of_rotation",
]

_TABLES = (
    of_rotation.STATES,
    of_rotation.TURNS,
    of_rotation.REASONS,
    of_rotation.ANSWERS,
    of_rotation.TROUBLES,
    of_rotation.SNOOZES,
    of_rotation.ORIGINS,
    of_rotation.ALARMS,
    of_work.DUTIES,
    of_work.KINDS,
    of_work.EVIDENCE_KINDS,
    of_work.ACTORS,
    of_work.CAUSES,
    of_work.PHASES,
    of_work.DETECTION,
    of_work.RISKS,
    of_work.RSIT,
    of_work.SEVERITIES,
    of_work.SCOPES,
    of_work.CERTAINTIES,
    of_measure.MEASURES,
    of_measure.UNKNOWN,
    of_measure.REPORTS,
    of_work.LOG_INS,
    of_work.LOG_IN_WORDS,
    of_work.LOG_IN_FINDINGS,
    of_work.STACKS,
    of_work.LOCK_PARTS,
    of_terms.BACKUPS,
    of_terms.RETIREMENTS,
    of_retirement.SIGNS,
    of_retirement.GAPS,
    of_retirement.STAGES,
    of_terms.CLOCK_LABELS,
    of_terms.CLOCKS,
    of_terms.VOICES,
    of_terms.AUDIENCES,
    of_terms.MARKINGS,
    of_terms.MAIL_RULES,
    of_advice.WORDS,
    of_advice.CAUSES,
    of_advice.BULLETINS,
    of_advice.BULLETIN_WORDS,
    of_privacy.STANDINGS,
    of_session.RULES,
    of_session.FITS,
    of_session.STATES,
    of_session.SURE,
    of_document.DOCUMENTS,
    of_document.NATURES,
    of_document.VERDICTS,
    of_public.STATEMENTS,
    of_public.STATEMENT_KINDS,
    of_public.SUBJECTS,
    of_public.VALUES,
    of_public.FACT_KINDS,
    of_public.CHANGES,
    of_public.PLATFORMS,
    of_public.DISPOSITIONS,
    of_public.RELIABILITIES,
    of_public.CREDIBILITIES,
)

#: Enum -> code -> label, in the enum's order of use.
LABELS: dict[type[StrEnum], dict[StrEnum, Label]] = {
    type(next(iter(table))): table for table in _TABLES
}


def label(code: StrEnum) -> Label:
    """Return the label of a code; KeyError if its enum is not shown on any page."""
    return LABELS[type(code)][code]


def choices(codes: type[StrEnum]) -> dict[str, str]:
    """Return value -> Indonesian word for a whole enum, for a field's or a filter's choices."""
    return {code.value: word.id for code, word in LABELS[codes].items()}


def tone_of_rotation(state: rotation.State, reasons: Collection[rotation.Reason]) -> Tone:
    """Return the tone of a rotation: a contradiction is red only where nothing changed since.

    RULES 1, row 9: unchanged_since is red, changed_too_early is not.
    """
    if state is rotation.State.CONTRADICTED and rotation.Reason.UNCHANGED_SINCE in reasons:
        return Tone.BAD
    return label(state).tone
