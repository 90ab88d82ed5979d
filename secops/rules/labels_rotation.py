"""The words for what is said of an account in a campaign; words as in the glossary."""

from __future__ import annotations

from enum import StrEnum

from secops.rules import rotation, snooze
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

STATES: dict[StrEnum, Label] = {
    rotation.State.DISABLED: Label("Dinonaktifkan", "Disabled", "■", Tone.GOOD),
    rotation.State.DISOWNED: Label("Bukan akun saya", "Not mine", *WARN_MARK),
    rotation.State.NEEDS_HELP: Label("Ada kendala", "Needs help", *WARN_MARK),
    rotation.State.REEXPOSED: Label("Bocor lagi", "Re-exposed", *BAD_MARK),
    rotation.State.VERIFIED: Label("Terbukti", "Proven", *GOOD_MARK),
    rotation.State.CONTAINED: Label("Dikunci sampai diganti", "Contained", *OFF_MARK),
    rotation.State.EXEMPT: Label("Dikecualikan", "Exempt", "□", Tone.CALM),
    rotation.State.PARTIAL: Label("Baru sebagian", "Partial", *HALF_MARK),
    rotation.State.CONTRADICTED: Label("Tidak sesuai data sistem", "Contradicted", *WARN_MARK),
    rotation.State.ATTESTED: Label("Dinyatakan, lulus uji petik", "Attested after sample", "●"),
    rotation.State.CLAIMED: Label("Dinyatakan sudah", "Claimed", "●"),
    rotation.State.TOLD: Label("Sudah diberi tahu", "Told", *CALM_MARK),
    rotation.State.OPEN: Label("Belum ada tindakan", "Not yet", *CALM_MARK),
}

TURNS: dict[StrEnum, Label] = {
    rotation.Turn.HOLDER: Label("Pegawai", "Holder"),
    rotation.Turn.AGENT: Label("Agen Siber OPD", "Agent"),
    rotation.Turn.OFFICE: Label("Kantor", "Office"),
    rotation.Turn.APPLICATION_ADMINISTRATOR: Label("Pemilik aplikasi", "Application administrator"),
    rotation.Turn.NONE: Label("Tidak ada", "Nobody"),
}

REASONS: dict[StrEnum, Label] = {
    rotation.Reason.SESSIONS_ALIVE: Label("Sesi login masih hidup", "Sessions alive", *WARN_MARK),
    rotation.Reason.SESSIONS_UNPROVEN: Label(
        "Berakhirnya sesi login tidak terbukti", "End of sessions unproven", *UNKNOWN_MARK
    ),
    rotation.Reason.USERNAME_UNCHANGED: Label(
        "Nama pengguna (username) belum diganti", "Username unchanged", *WARN_MARK
    ),
    rotation.Reason.RESET_BY_ADMINISTRATOR: Label(
        "Diganti serentak oleh administrator", "Reset by an administrator", *WARN_MARK
    ),
    rotation.Reason.OWNER_RESET: Label(
        "Kata sandi dari pemilik aplikasi, belum diganti sendiri", "Reset by the owner", *WARN_MARK
    ),
    rotation.Reason.TIME_UNKNOWN: Label(
        "Jam penggantian tidak diketahui", "Time of the change unknown", *UNKNOWN_MARK
    ),
    rotation.Reason.SELF_MEASURED: Label(
        "Data dari OPD sendiri, belum diuji petik", "Self-measured", *UNKNOWN_MARK
    ),
    rotation.Reason.DEVICE_NOT_CLEAN: Label(
        "Komputer terinfeksi belum dibersihkan", "Device not clean", *WARN_MARK
    ),
    rotation.Reason.SAME_SECRET_AFTER_CHANGE: Label(
        "Kata sandi lama terlihat lagi setelah penggantian",
        "Same secret after the change",
        *BAD_MARK,
    ),
    rotation.Reason.UNCHANGED_SINCE: Label(
        "Belum berubah menurut data sistem", "Unchanged since", *BAD_MARK
    ),
    rotation.Reason.CHANGED_TOO_EARLY: Label(
        "Diganti sebelum arahan", "Changed too early", *WARN_MARK
    ),
    rotation.Reason.READING_WENT_BACK: Label(
        "Data dari sistem mundur", "Reading went back", *UNKNOWN_MARK
    ),
    rotation.Reason.ALREADY_ROTATED: Label(
        "Sudah diganti setelah kebocoran", "Already rotated", *CALM_MARK
    ),
}

ANSWERS: dict[StrEnum, Label] = {
    rotation.AnswerKind.DONE_BOTH: Label(
        "Sudah: kata sandi dan nama pengguna", "Done: password and username", "●"
    ),
    rotation.AnswerKind.DONE_PASSWORD: Label("Sudah: kata sandi saja", "Done: password only", "●"),
    rotation.AnswerKind.NOT_YET: Label("Belum, tunjukkan caranya", "Not yet, show me how"),
    rotation.AnswerKind.TROUBLE: Label("Ada kendala", "Trouble", *WARN_MARK),
}

TROUBLES: dict[StrEnum, Label] = {
    rotation.TroubleReason.CANNOT_LOG_IN: Label("Tidak bisa masuk", "Cannot log in", *WARN_MARK),
    rotation.TroubleReason.SHARED: Label("Akun dipakai bersama", "Shared account", *WARN_MARK),
    rotation.TroubleReason.LEFT: Label("Sudah pindah atau pensiun", "Moved or retired", *WARN_MARK),
    rotation.TroubleReason.NOT_MINE: Label("Bukan akun saya", "Not mine", *WARN_MARK),
    rotation.TroubleReason.OTHER: Label("Lainnya", "Other", *WARN_MARK),
}

SNOOZES: dict[StrEnum, Label] = {
    snooze.SnoozeReason.LEAVE: Label("Cuti", "On leave"),
    snooze.SnoozeReason.SICK: Label("Sakit", "Ill"),
    snooze.SnoozeReason.AGENT: Label("Menunggu Agen OPD", "Waiting for the department's agent"),
    snooze.SnoozeReason.OTHER: Label("Lainnya", "Other"),
}

ORIGINS: dict[StrEnum, Label] = {
    rotation.Origin.OWNER: Label("Pemilik aplikasi", "Application's owner"),
    rotation.Origin.OFFICE: Label("Kantor", "Office"),
    rotation.Origin.DEPARTMENT: Label("OPD yang dinilai", "The department measured"),
    rotation.Origin.REGISTER: Label("Daftar akun", "Register"),
}

ALARMS: dict[StrEnum, Label] = {
    rotation.Alarm.POSSIBLE_TAKEOVER: Label(
        "Mungkin diambil alih orang lain", "Possible takeover", *BAD_MARK
    ),
    rotation.Alarm.READING_WENT_BACK: Label(
        "Data dari sistem mundur: dipulihkan dari backup?", "Reading went back", *WARN_MARK
    ),
    rotation.Alarm.SAME_SECRET_AFTER_CHANGE: Label(
        "Kata sandi lama terlihat lagi", "Same secret after the change", *BAD_MARK
    ),
}
