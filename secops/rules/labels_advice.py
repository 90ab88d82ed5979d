"""The words for what became of a recommendation, and why a department cannot follow it."""

from __future__ import annotations

from enum import StrEnum

from secops.rules import adoption
from secops.rules.tone import GOOD_MARK, HALF_MARK, OFF_MARK, UNKNOWN_MARK, Label

WORDS: dict[StrEnum, Label] = {
    adoption.Word.FIT: Label("Sesuai", "As recommended", *GOOD_MARK),
    adoption.Word.UNFIT: Label("Belum sesuai", "Not yet as recommended", *HALF_MARK),
    adoption.Word.NOT_STARTED: Label("Belum ditindaklanjuti", "Not followed up", *UNKNOWN_MARK),
    adoption.Word.CANNOT: Label("Tidak dapat ditindaklanjuti", "Cannot be followed up", *OFF_MARK),
}

CAUSES: dict[StrEnum, Label] = {
    adoption.Cause.FORCE_MAJEURE: Label("Keadaan kahar", "Force majeure"),
    adoption.Cause.IN_COURT: Label("Sedang dalam proses hukum", "Before the court"),
    adoption.Cause.NOT_WORTH_IT: Label(
        "Tidak efektif, efisien dan ekonomis", "Not effective, efficient or economic"
    ),
    adoption.Cause.RULES_CHANGED: Label(
        "Struktur atau aturan berubah", "Structure or rules changed"
    ),
    adoption.Cause.OWNED_BY_STATE: Label("Aplikasi milik pusat", "Application of the state"),
    adoption.Cause.OUT_OF_USE: Label("Tidak dipakai OPD ini", "Not used by this department"),
}
