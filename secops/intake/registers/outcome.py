"""What an import of a register did, or would do: counts, changes to look at, problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from secops.intake.parsers.row import Note
from secops.intake.registers.problems import Problem, in_my_words

ERRORS_IN_JSON = 100
#: So many rows of each kind are shown in the preview; the counts are always whole.
SHOWN = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is new or changes something: its key and (column, before, after)."""

    row: int
    key: str
    name: str
    cells: tuple[tuple[str, str | None, str | None], ...] = ()


@dataclass(slots=True)
class Outcome:
    """The receipt. `rows = created + updated + unchanged + failed`."""

    kind: str
    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    """What the person should know about the file as a whole."""
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    seconds: float = 0.0
    applied: bool = False
    matched: int = 0
    """Findings of leaks that waited for an account and have found it now."""

    @property
    def warnings(self) -> list[str]:
        """The notes in the reader's language."""
        return [in_my_words(note.pair) for note in self.notes]

    def counts(self) -> dict[str, int]:
        """The five numbers."""
        return {
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "failed": self.failed,
        }

    def as_json(self) -> dict[str, Any]:
        """The JSON of CONTRACT for `import_departments`, `_applications`, `_accounts`."""
        return {
            **self.counts(),
            "errors": [problem.as_json() for problem in self.problems[:ERRORS_IN_JSON]],
            "warnings": self.warnings,
            "seconds": round(self.seconds, 3),
        }
