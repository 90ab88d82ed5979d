"""The words for how fast incidents are handled, why that cannot always be said, and for reports."""

from __future__ import annotations

from enum import StrEnum

from secops.rules import measure
from secops.rules.tone import BAD_MARK, CALM_MARK, GOOD_MARK, UNKNOWN_MARK, Label

MEASURES: dict[StrEnum, Label] = {
    measure.Measure.DETECT: Label("Sampai ditemukan", "To detect"),
    measure.Measure.ACKNOWLEDGE: Label("Sampai ditangani", "To acknowledge"),
    measure.Measure.CONTAIN: Label("Sampai dampak tertahan", "To contain"),
    measure.Measure.RECOVER: Label("Sampai pulih", "To recover"),
}

UNKNOWN: dict[StrEnum, Label] = {
    measure.Unknown.NO_START: Label(
        "Waktu terjadi belum diketahui", "Start not known", *UNKNOWN_MARK
    ),
    measure.Unknown.NOT_YET: Label("Belum sampai tahap itu", "Not that far yet", *UNKNOWN_MARK),
    measure.Unknown.NO_MOVE: Label(
        "Pindah tahapnya tidak tercatat", "The move was not recorded", *UNKNOWN_MARK
    ),
    measure.Unknown.WRONG_ORDER: Label(
        "Urutan waktunya terbalik", "Times are the wrong way round", *UNKNOWN_MARK
    ),
}

REPORTS: dict[StrEnum, Label] = {
    measure.Report.IN_TIME: Label("Tepat waktu", "In time", *GOOD_MARK),
    measure.Report.LATE: Label("Lewat batas waktu", "Late", *BAD_MARK),
    measure.Report.RUNNING: Label("Masih berjalan", "Still running", *CALM_MARK),
}
