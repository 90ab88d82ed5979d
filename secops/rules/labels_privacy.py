"""The words for how far a data-protection notice came with one person."""

from __future__ import annotations

from enum import StrEnum

from secops.rules.privacy import Standing
from secops.rules.tone import (
    BAD_MARK,
    CALM_MARK,
    GOOD_MARK,
    HALF_MARK,
    UNKNOWN_MARK,
    WARN_MARK,
    Label,
)

STANDINGS: dict[StrEnum, Label] = {
    Standing.REACHED: Label("Sampai", "Arrived", *GOOD_MARK),
    Standing.SENT: Label("Terkirim", "Sent", *GOOD_MARK),
    Standing.BY_HAND: Label("Diberi tahu langsung", "Told in person", *GOOD_MARK),
    Standing.WAITING: Label("Sedang dikirim", "On its way", *HALF_MARK),
    Standing.NOT_YET: Label("Belum dikirim", "Not sent yet", *CALM_MARK),
    Standing.DOUBTFUL: Label(
        "Hanya ke email yang mungkin bocor", "Only to a mailbox that may be leaked", *WARN_MARK
    ),
    Standing.UNSURE: Label("Tidak diketahui", "Not known", *UNKNOWN_MARK),
    Standing.BOUNCED: Label("Ditolak alamatnya", "Bounced", *BAD_MARK),
    Standing.NO_WAY: Label("Tanpa kontak", "No contact", *BAD_MARK),
}
