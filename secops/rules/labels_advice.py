"""The words for what became of a recommendation, why a department cannot follow it, and of an
advisory to departments."""

from __future__ import annotations

from enum import StrEnum

from secops.rules import adoption, bulletin
from secops.rules.tone import (
    BAD_MARK,
    CALM_MARK,
    GOOD_MARK,
    HALF_MARK,
    OFF_MARK,
    UNKNOWN_MARK,
    WARN_MARK,
    Label,
    Tone,
)

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

BULLETINS: dict[StrEnum, Label] = {
    bulletin.State.DRAFT: Label("Konsep", "Draft", *CALM_MARK),
    bulletin.State.SUBMITTED: Label("Menunggu disetujui", "Waiting for approval", *WARN_MARK),
    bulletin.State.RETURNED: Label("Dikembalikan", "Returned", *WARN_MARK),
    bulletin.State.SENT: Label("Menunggu jawaban OPD", "Waiting for answers", "●", Tone.CALM),
    bulletin.State.CLOSED: Label("Ditutup", "Closed", *GOOD_MARK),
    bulletin.State.WITHDRAWN: Label("Ditarik", "Withdrawn", *OFF_MARK),
}

BULLETIN_WORDS: dict[StrEnum, Label] = {
    bulletin.Word.CONCERNS: Label("Menyangkut kami", "Concerns us", *BAD_MARK),
    bulletin.Word.NOT: Label("Tidak menyangkut kami", "Does not concern us", *GOOD_MARK),
    bulletin.Word.UNKNOWN: Label("Belum tahu", "Do not know yet", *UNKNOWN_MARK),
}
