"""The words for documents: states, natures, what the public page says."""

from __future__ import annotations

from enum import StrEnum

from secops.rules import document
from secops.rules.tone import BAD_MARK, CALM_MARK, GOOD_MARK, HALF_MARK, OFF_MARK, WARN_MARK, Label

DOCUMENTS: dict[StrEnum, Label] = {
    document.State.DRAFT: Label("Konsep", "Draft", *CALM_MARK),
    document.State.DROPPED: Label("Dibatalkan", "Dropped", *OFF_MARK),
    document.State.APPROVED: Label("Disetujui, belum ditandatangani", "Approved, not signed yet",
                                   *HALF_MARK),
    document.State.SIGNED: Label("Ditandatangani", "Signed", *GOOD_MARK),
    document.State.WITHDRAWN: Label("Dicabut", "Withdrawn", *BAD_MARK),
    document.State.SUPERSEDED: Label("Diganti yang baru", "Superseded", *OFF_MARK),
}  # fmt: skip

NATURES: dict[StrEnum, Label] = {
    document.Nature.ORDINARY: Label("Biasa", "Ordinary"),
    document.Nature.IMPORTANT: Label("Penting", "Important"),
    document.Nature.URGENT: Label("Segera", "Urgent", *WARN_MARK),
    document.Nature.VERY_URGENT: Label("Sangat segera", "Very urgent", *WARN_MARK),
    document.Nature.LIMITED: Label("Terbatas", "Limited", "●"),
    document.Nature.SECRET: Label("Rahasia", "Secret", "●"),
}

VERDICTS: dict[StrEnum, Label] = {
    document.Verdict.VALID: Label("Berlaku", "Valid", *GOOD_MARK),
    document.Verdict.WITHDRAWN: Label("Dicabut", "Withdrawn", *BAD_MARK),
    document.Verdict.SUPERSEDED: Label("Sudah diganti", "Superseded", *WARN_MARK),
}
