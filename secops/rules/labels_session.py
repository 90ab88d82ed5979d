"""The words for login sessions; words as in the glossary."""

from __future__ import annotations

from enum import StrEnum

from secops.rules import session
from secops.rules.tone import BAD_MARK, GOOD_MARK, UNKNOWN_MARK, WARN_MARK, Label

RULES: dict[StrEnum, Label] = {
    session.Rule.IDLE: Label("Batas diam", "Idle limit"),
    session.Rule.ABSOLUTE: Label("Batas total", "Overall limit"),
    session.Rule.RESTART: Label("Berakhir saat browser ditutup", "Ends with the browser"),
    session.Rule.PASSWORD: Label("Berakhir saat kata sandi diganti", "Ends on password change"),
    session.Rule.SINGLE: Label("Satu sesi login saja", "Single session"),
}

FITS: dict[StrEnum, Label] = {
    session.Fit.MET: Label("Sesuai", "Met", *GOOD_MARK),
    session.Fit.GAP: Label("Belum sesuai", "Gap", *BAD_MARK),
    session.Fit.UNKNOWN: Label("Belum diketahui", "Unknown", *UNKNOWN_MARK),
}

STATES: dict[StrEnum, Label] = {
    session.State.OUTLIVED: Label(
        "Bertahan setelah kata sandi diganti",
        "Sessions outlived a password change",
        *BAD_MARK,
    ),
    session.State.OLD_SENSITIVE: Label(
        "Lupa log out, peka", "Forgotten log-outs where sensitive", *BAD_MARK
    ),
    session.State.OLD: Label("Ada yang lupa log out", "Forgotten log-outs", *WARN_MARK),
    session.State.GAP: Label("Aturan belum sesuai", "A rule is not met", *WARN_MARK),
    session.State.UNSAID: Label("Aturan belum lengkap", "Rules not all known", *UNKNOWN_MARK),
    session.State.UNREAD: Label("Belum ada data terbaru", "No fresh reading", *UNKNOWN_MARK),
    session.State.GOOD: Label("Sesuai dan terbukti", "Met and proven", *GOOD_MARK),
}

SURE: dict[StrEnum, Label] = {
    session.Sure.YES: Label("Ya", "Yes", *WARN_MARK),
    session.Sure.NO: Label("Tidak", "No"),
    session.Sure.UNSURE: Label("Belum pasti", "Not certain", *UNKNOWN_MARK),
}
