"""The words for what is said in public: statements, what they assert, claims of others."""

from __future__ import annotations

from enum import StrEnum

from secops.rules import assertion, claim, fact_change, statement
from secops.rules.tone import BAD_MARK, CALM_MARK, GOOD_MARK, OFF_MARK, WARN_MARK, Label

STATEMENTS: dict[StrEnum, Label] = {
    statement.State.DRAFT: Label("Rancangan", "Draft", *CALM_MARK),
    statement.State.REVIEWED: Label("Ditelaah, belum disetujui", "Reviewed, not approved", "◐"),
    statement.State.APPROVED: Label("Disetujui, belum terbit", "Approved, not published", "●"),
    statement.State.PUBLISHED: Label("Terbit", "Published", *GOOD_MARK),
    statement.State.SUPERSEDED: Label("Diganti yang baru", "Superseded", *OFF_MARK),
    statement.State.DROPPED: Label("Tidak jadi diterbitkan", "Not to be published", *OFF_MARK),
}
STATEMENT_KINDS: dict[StrEnum, Label] = {
    statement.Kind.HOLDING: Label("Pernyataan awal", "Holding statement"),
    statement.Kind.FULL: Label("Pernyataan resmi", "Public statement"),
}
SUBJECTS: dict[StrEnum, Label] = {
    assertion.Subject.OUTSIDE_ACCESS: Label("Akses dari luar", "Access from outside"),
    assertion.Subject.LEAK: Label("Data bocor", "Data leaked"),
    assertion.Subject.DATA_LOSS: Label("Data hilang", "Data lost"),
    assertion.Subject.PASSWORDS: Label(
        "Kata sandi bocor yang masih dapat dipakai", "Leaked passwords still usable"
    ),
    assertion.Subject.SERVICES: Label("Layanan", "Services"),
}
VALUES: dict[StrEnum, Label] = {
    assertion.Value.NONE: Label("Tidak ada", "none", *GOOD_MARK),
    assertion.Value.SUSPECTED: Label("Diduga", "suspected", *WARN_MARK),
    assertion.Value.CONFIRMED: Label("Terbukti ada", "proven", *BAD_MARK),
    assertion.Value.CREDENTIALS: Label(
        "Nama pengguna dan kata sandi saja", "usernames and passwords only", *WARN_MARK
    ),
    assertion.Value.PERSONAL_DATA: Label("Data pribadi", "personal data", *BAD_MARK),
    assertion.Value.SOME: Label("Ada", "some", *BAD_MARK),
    assertion.Value.RUNNING: Label("Berjalan", "running", *GOOD_MARK),
    assertion.Value.DISTURBED: Label("Terganggu", "disturbed", *WARN_MARK),
    assertion.Value.STOPPED: Label("Berhenti", "stopped", *BAD_MARK),
}
FACT_KINDS: dict[StrEnum, Label] = {
    assertion.FactKind.REPORT: Label("Laporan kebocoran", "Leak report"),
    assertion.FactKind.CONTAINMENT: Label("Penguncian di sumber", "Lock at the source"),
    assertion.FactKind.READINGS: Label("Data dari sistem", "Reading from a system"),
    assertion.FactKind.CAMPAIGN: Label("Angka penggantian serentak", "Numbers of a rotation"),
    assertion.FactKind.CHECK: Label("Pemeriksaan layanan", "Service check"),
    assertion.FactKind.CLAIM: Label("Keputusan atas klaim", "Decision on a claim"),
    assertion.FactKind.NOTICE: Label("Peringatan BSSN", "BSSN notice"),
    assertion.FactKind.WORD: Label("Keterangan seseorang", "Somebody's word"),
}
CHANGES: dict[StrEnum, Label] = {
    fact_change.Change.WITHDRAWN: Label("Bukti dicabut", "Fact withdrawn", *BAD_MARK),
    fact_change.Change.MORE_ACCOUNTS: Label(
        "Akun bocor bertambah", "More accounts leaked", *WARN_MARK
    ),
    fact_change.Change.CONTAINMENT_UNDONE: Label(
        "Penguncian tidak berlaku lagi", "The lock no longer holds", *BAD_MARK
    ),
    fact_change.Change.MORE_USABLE: Label(
        "Kata sandi yang masih dapat dipakai bertambah", "More passwords still usable", *BAD_MARK
    ),
    fact_change.Change.CHECK_DENIES: Label(
        "Pemeriksaan terbaru berkata lain", "The newest check says otherwise", *BAD_MARK
    ),
    fact_change.Change.DECIDED_ANEW: Label(
        "Keputusan atas klaim berubah", "The decision on the claim changed", *WARN_MARK
    ),
    fact_change.Change.DENIED: Label(
        "Membantah pernyataan sebelumnya", "Denies an earlier statement", *BAD_MARK
    ),
    fact_change.Change.KNOWN_OTHERWISE: Label(
        "Tidak sesuai yang diketahui", "Not as we know it", *BAD_MARK
    ),
}
PLATFORMS: dict[StrEnum, Label] = {
    claim.Platform.SOCIAL: Label("Media sosial", "Social media"),
    claim.Platform.FORUM: Label("Forum jual beli data", "Forum where data are traded"),
    claim.Platform.CHAT: Label("Grup percakapan", "Chat group"),
    claim.Platform.NEWS: Label("Berita", "News"),
    claim.Platform.MAIL: Label("Email atau surat", "E-mail or letter"),
    claim.Platform.OTHER: Label("Lainnya", "Other"),
}
DISPOSITIONS: dict[StrEnum, Label] = {
    claim.Disposition.CONFIRMED: Label("Benar", "Confirmed", *BAD_MARK),
    claim.Disposition.PARTLY: Label("Benar sebagian", "Partly true", *WARN_MARK),
    claim.Disposition.OLD_DATA: Label("Data lama", "Old data", *CALM_MARK),
    claim.Disposition.NOT_OURS: Label("Bukan milik kami", "Not ours", *OFF_MARK),
    claim.Disposition.FALSE: Label("Tidak benar", "False", *OFF_MARK),
}
RELIABILITIES: dict[StrEnum, Label] = {
    claim.Reliability.A: Label("A: dapat diandalkan sepenuhnya", "A: completely reliable"),
    claim.Reliability.B: Label("B: biasanya dapat diandalkan", "B: usually reliable"),
    claim.Reliability.C: Label("C: cukup dapat diandalkan", "C: fairly reliable"),
    claim.Reliability.D: Label("D: biasanya tidak dapat diandalkan", "D: not usually reliable"),
    claim.Reliability.E: Label("E: tidak dapat diandalkan", "E: unreliable"),
    claim.Reliability.F: Label("F: tidak dapat dinilai", "F: cannot be judged"),
}
CREDIBILITIES: dict[StrEnum, Label] = {
    claim.Credibility.ONE: Label(
        "Nilai 1: dibenarkan sumber lain", "Grade 1: confirmed by other sources"
    ),
    claim.Credibility.TWO: Label("Nilai 2: mungkin sekali benar", "Grade 2: probably true"),
    claim.Credibility.THREE: Label("Nilai 3: mungkin benar", "Grade 3: possibly true"),
    claim.Credibility.FOUR: Label("Nilai 4: diragukan", "Grade 4: doubtful"),
    claim.Credibility.FIVE: Label("Nilai 5: tidak masuk akal", "Grade 5: improbable"),
    claim.Credibility.SIX: Label("Nilai 6: tidak dapat dinilai", "Grade 6: cannot be judged"),
}
