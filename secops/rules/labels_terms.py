"""The words for clocks, voices, rungs, markings, backups and retirements."""

from __future__ import annotations

from enum import StrEnum

from secops.rules import backup, clocks, ladder, retirement, tlp, working_time
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

BACKUPS: dict[StrEnum, Label] = {
    backup.State.NEVER: Label("Belum ada data", "No data", *UNKNOWN_MARK),
    backup.State.FAILING: Label("Gagal", "Failing", *BAD_MARK),
    backup.State.LATE: Label("Lewat batas waktu", "Late", *BAD_MARK),
    backup.State.UNPROVEN: Label("Belum terbukti", "Unproven", *UNKNOWN_MARK),
    backup.State.PROVEN: Label("Terbukti", "Proven", *GOOD_MARK),
}

RETIREMENTS: dict[StrEnum, Label] = {
    retirement.State.ACTIVE: Label("Aktif", "Active", *CALM_MARK),
    retirement.State.QUESTIONED: Label("Dipertanyakan", "Questioned", *WARN_MARK),
    retirement.State.KEPT: Label("Dipertahankan", "Kept", *OFF_MARK),
    retirement.State.AGREED: Label("Disetujui nonaktif", "Agreed", *HALF_MARK),
    retirement.State.DEEMED_AGREED: Label("Dianggap setuju", "Deemed agreed", *HALF_MARK),
    retirement.State.SUSPENDED: Label("Ditangguhkan", "Suspended", *HALF_MARK),
    retirement.State.DATA_BACKED_UP: Label("Data sudah dicadangkan", "Data backed up", *HALF_MARK),
    retirement.State.DNS_REMOVED: Label("DNS sudah dihapus", "DNS removed", *HALF_MARK),
    retirement.State.ARCHIVED: Label("Diarsipkan", "Archived", *GOOD_MARK),
}

CLOCK_LABELS: dict[StrEnum, Label] = {
    clocks.Label.LAW: Label("Wajib", "Law", "§", Tone.CALM),
    clocks.Label.POLICY: Label("Kebijakan internal", "Policy", *CALM_MARK),
}

CLOCKS: dict[StrEnum, Label] = {
    clocks.ClockCode.IIV_INCIDENT: Label("Lapor insiden pada IIV", "Report an incident on IIV"),
    clocks.ClockCode.HIGH_RISK_INCIDENT: Label(
        "Lapor insiden berisiko tinggi ke BSSN", "Report a high-risk incident to BSSN"
    ),
    clocks.ClockCode.PERSONAL_DATA_SUBJECT: Label(
        "Pemberitahuan kepada subjek data", "Notice to data subjects"
    ),
    clocks.ClockCode.PERSONAL_DATA_AGENCY: Label(
        "Pemberitahuan kepada lembaga", "Notice to the agency"
    ),
    clocks.ClockCode.PERSONAL_DATA_PUBLIC: Label(
        "Pemberitahuan kepada masyarakat", "Notice to the public"
    ),
    clocks.ClockCode.BSSN_NOTICE: Label("Jawaban peringatan BSSN", "Answer to a BSSN notice"),
    clocks.ClockCode.REQUEST_ANSWER: Label(
        "Menunggu jawaban permintaan kami", "Our request awaits an answer"
    ),
    clocks.ClockCode.ROTATION_PRIVILEGED: Label(
        "Penggantian kata sandi: akun istimewa", "Rotation: privileged"
    ),
    clocks.ClockCode.ROTATION_EXPOSED: Label(
        "Penggantian kata sandi: akun bocor", "Rotation: exposed"
    ),
    clocks.ClockCode.ROTATION_OTHERS: Label(
        "Penggantian kata sandi: akun lain", "Rotation: others"
    ),
    clocks.ClockCode.RETIREMENT_ANSWER: Label(
        "Jawaban pemilik aplikasi tidak terpakai", "Owner's answer on retirement"
    ),
    clocks.ClockCode.RECOMMENDATION_DECISION: Label(
        "Keputusan atas rekomendasi", "Decision on a recommendation"
    ),
    clocks.ClockCode.RECOMMENDATION_DECISION_URGENT: Label(
        "Keputusan atas rekomendasi mendesak", "Decision on an urgent recommendation"
    ),
    clocks.ClockCode.RECOMMENDATION_FOLLOW_UP: Label(
        "Tindak lanjut rekomendasi", "Follow-up of a recommendation"
    ),
    clocks.ClockCode.RECOMMENDATION_REVIEW: Label(
        "Penelaahan tindak lanjut", "Review of the follow-up"
    ),
    clocks.ClockCode.CSIRT_REGISTER: Label("Masa berlaku register CSIRT", "CSIRT register"),
    clocks.ClockCode.RESTORE_TEST: Label("Uji pemulihan", "Restore test"),
    clocks.ClockCode.PUBLIC_WORD: Label(
        "Kabar berikutnya yang dijanjikan", "Next public word promised"
    ),
}

VOICES: dict[StrEnum, Label] = {
    working_time.Voice.URGENT: Label("Darurat", "Urgent", *WARN_MARK),
    working_time.Voice.ORDINARY: Label("Biasa", "Ordinary", *CALM_MARK),
}

AUDIENCES: dict[StrEnum, Label] = {
    ladder.Audience.HOLDER: Label("Pegawai", "Holder"),
    ladder.Audience.AGENT: Label("Agen Siber OPD", "Agent"),
    ladder.Audience.HEAD: Label("Kepala OPD", "Head"),
    ladder.Audience.DEPUTY: Label("Plt. / Plh.", "Deputy"),
    ladder.Audience.SUPERIOR: Label("Atasan Kepala OPD", "Head's superior"),
    ladder.Audience.REGIONAL_SECRETARY: Label("Sekretaris Daerah", "Regional secretary"),
    ladder.Audience.LEADERSHIP: Label("Ringkasan pimpinan", "Leadership's summary"),
}

MARKINGS: dict[StrEnum, Label] = {
    tlp.Marking.CLEAR: Label("TLP:CLEAR", "TLP:CLEAR", *CALM_MARK),
    tlp.Marking.GREEN: Label("TLP:GREEN", "TLP:GREEN", "●", Tone.CALM),
    tlp.Marking.AMBER: Label("TLP:AMBER", "TLP:AMBER", *WARN_MARK),
    tlp.Marking.AMBER_STRICT: Label("TLP:AMBER+STRICT", "TLP:AMBER+STRICT", *WARN_MARK),
    tlp.Marking.RED: Label("TLP:RED", "TLP:RED", *BAD_MARK),
}

MAIL_RULES: dict[StrEnum, Label] = {
    tlp.MailRule.FULL: Label("Isi lengkap", "Full text"),
    tlp.MailRule.NOTICE: Label("Pemberitahuan saja", "Notice only"),
    tlp.MailRule.NONE: Label("Tidak melalui email", "Not by mail"),
}
