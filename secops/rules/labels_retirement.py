"""The words for what suggests, and how an application stands with retirement."""

from __future__ import annotations

from enum import StrEnum

from secops.rules import retirement_signs as signs
from secops.rules import retirement_stand as stand
from secops.rules.tone import (
    BAD_MARK,
    GOOD_MARK,
    HALF_MARK,
    OFF_MARK,
    UNKNOWN_MARK,
    WARN_MARK,
    Label,
)

SIGNS: dict[StrEnum, Label] = {
    signs.Sign.UNUSED: Label(
        "Tidak dipakai lebih dari 180 hari", "Unused for more than 180 days", *WARN_MARK
    ),
    signs.Sign.NO_ANSWER: Label("Alamatnya tidak menjawab", "Its address is silent", *WARN_MARK),
    signs.Sign.SAID_DORMANT: Label(
        "Tercatat tidak terpakai", "Registered as not in use", *WARN_MARK
    ),
    signs.Sign.KEPT_RUN_OUT: Label(
        "Masa dipertahankan sudah lewat", "Kept until a date that has passed", *WARN_MARK
    ),
    signs.Sign.UNDEPLOYED: Label(
        "Tidak diperbarui lebih dari 2 tahun", "Not deployed for more than 2 years", *WARN_MARK
    ),
    signs.Sign.NO_OWNER: Label("Pemilik belum diketahui", "No owner known", *WARN_MARK),
    signs.Sign.OWNER_GONE: Label(
        "OPD pemiliknya tanpa pejabat", "Nobody holds a position at its owner", *WARN_MARK
    ),
    signs.Sign.NO_ACCOUNTS: Label("Tidak ada akun", "No accounts", *WARN_MARK),
}

GAPS: dict[StrEnum, Label] = {
    signs.Gap.USE: Label("Pemakaian terakhir belum diketahui", "Last use unknown", *UNKNOWN_MARK),
    signs.Gap.DEPLOY: Label(
        "Pembaruan terakhir belum diketahui", "Last deploy unknown", *UNKNOWN_MARK
    ),
    signs.Gap.ANSWER: Label("Alamatnya belum diperiksa", "Address not looked at", *UNKNOWN_MARK),
}

STAGES: dict[StrEnum, Label] = {
    stand.Stage.BACK_IN_USE: Label("Hidup lagi setelah dihentikan", "Back in use", *BAD_MARK),
    stand.Stage.SUGGESTED: Label("Disarankan ditanyakan", "Suggested", *WARN_MARK),
    stand.Stage.QUESTIONED: Label("Menunggu jawaban pemilik", "Owner is asked", *WARN_MARK),
    stand.Stage.ON_ITS_WAY: Label("Sedang dihentikan", "On its way out", *HALF_MARK),
    stand.Stage.USE_UNKNOWN: Label("Pemakaian belum diketahui", "Use unknown", *UNKNOWN_MARK),
    stand.Stage.KEPT: Label("Dipertahankan", "Kept", *OFF_MARK),
    stand.Stage.IN_USE: Label("Dipakai", "In use", *GOOD_MARK),
    stand.Stage.RETIRED: Label("Sudah dihentikan", "Retired", *GOOD_MARK),
}
