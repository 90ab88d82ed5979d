"""The words for duties and incidents; words as in the glossary."""

from __future__ import annotations

from enum import StrEnum

from secops.rules import duty, incident, lock, log_in
from secops.rules.tone import (
    BAD_MARK,
    CALM_MARK,
    GOOD_MARK,
    HALF_MARK,
    OFF_MARK,
    WARN_MARK,
    Label,
    Tone,
)

DUTIES: dict[StrEnum, Label] = {
    duty.State.OPEN: Label("Belum ada tindakan", "Not yet", *CALM_MARK),
    duty.State.REPORTED: Label("Dilaporkan Agen", "Reported", *HALF_MARK),
    duty.State.CONFIRMED: Label("Dinyatakan Kepala OPD", "Stated by the head", "●"),
    duty.State.ACCEPTED: Label("Diterima kantor", "Accepted", *GOOD_MARK),
    duty.State.RETURNED: Label("Dikembalikan", "Returned", *WARN_MARK),
    duty.State.REOPENED: Label("Dibuka kembali", "Re-opened", *WARN_MARK),
    duty.State.DISPUTED: Label("Dinyatakan bukan tugas kami", "Disputed", *WARN_MARK),
    duty.State.WITHDRAWN: Label("Ditarik", "Withdrawn", *OFF_MARK),
    duty.State.EXEMPT: Label("Dikecualikan", "Exempt", "□", Tone.CALM),
    duty.State.WRITTEN_OFF: Label("Dihapus dari daftar", "Written off", *OFF_MARK),
}

KINDS: dict[StrEnum, Label] = {
    duty.Kind.LOCK: Label("Kunci di sumber", "Lock at the source"),
    duty.Kind.ROTATION: Label("Penggantian kata sandi", "Rotation"),
    duty.Kind.ROTATION_BY_COUNT: Label("Penggantian kata sandi menurut jumlah", "Rotation, count"),
    duty.Kind.SESSIONS: Label("Log out", "Sessions"),
    duty.Kind.BACKUP: Label("Cadangan data (backup)", "Backup"),
    duty.Kind.RETIREMENT: Label("Aplikasi tidak terpakai", "Unused applications"),
    duty.Kind.CUSTOM: Label("Tugas lain", "Other duty"),
}

EVIDENCE_KINDS: dict[StrEnum, Label] = {
    duty.EvidenceKind.PHOTO: Label("Foto atau tangkapan layar", "Photo or screenshot"),
    duty.EvidenceKind.DOCUMENT: Label("Dokumen", "Document"),
    duty.EvidenceKind.LINK: Label("Tautan", "Link"),
    duty.EvidenceKind.NOTE: Label("Catatan", "Note"),
}

ACTORS: dict[StrEnum, Label] = {
    duty.Actor.AGENT: Label("Agen Siber OPD", "Agent"),
    duty.Actor.HEAD: Label("Kepala OPD", "Head"),
    duty.Actor.DEPUTY: Label("Plt. / Plh.", "Deputy"),
    duty.Actor.APPLICATION_ADMINISTRATOR: Label("Pemilik aplikasi", "Application administrator"),
    duty.Actor.OFFICE: Label("Kantor", "Office"),
    duty.Actor.INSPECTOR: Label("Inspektorat", "Inspectorate"),
    duty.Actor.LEAD: Label("Pimpinan posko", "Lead"),
    duty.Actor.SYSTEM: Label("Sistem", "System"),
}

CAUSES: dict[StrEnum, Label] = {
    duty.ReopenCause.NEW_EXPOSURE: Label("Temuan kebocoran baru", "New exposure", *BAD_MARK),
    duty.ReopenCause.PROOF_WITHDRAWN: Label("Data ditarik", "Proof withdrawn", *WARN_MARK),
    duty.ReopenCause.BACKUP_FAILED: Label("Cadangan data gagal", "Backup failed", *WARN_MARK),
    duty.ReopenCause.EVIDENCE_REMOVED: Label(
        "Bukti dukung dihapus", "Evidence removed", *WARN_MARK
    ),
}

PHASES: dict[StrEnum, Label] = {
    incident.Phase.DETECTION: Label("Deteksi", "Detection", *WARN_MARK),
    incident.Phase.TRIAGE: Label("Triase", "Triage", *WARN_MARK),
    incident.Phase.CONTAINMENT: Label("Penahanan dampak", "Containment", *WARN_MARK),
    incident.Phase.ERADICATION: Label("Pembersihan", "Eradication", *HALF_MARK),
    incident.Phase.RECOVERY: Label("Pemulihan", "Recovery", *HALF_MARK),
    incident.Phase.LESSONS: Label("Pembelajaran", "Lessons", *HALF_MARK),
    incident.Phase.CLOSED: Label("Ditutup", "Closed", *GOOD_MARK),
    incident.Phase.REFUTED: Label("Tidak terbukti", "Refuted", *OFF_MARK),
}

DETECTION: dict[StrEnum, Label] = {
    incident.DetectionBasis.TEAM_DETECTION: Label(
        "Deteksi tim tanggap insiden", "Detected by the response team"
    ),
    incident.DetectionBasis.COMPLAINT_ANALYSIS: Label(
        "Analisis aduan pemilik sistem atau masyarakat", "Analysis of a complaint"
    ),
    incident.DetectionBasis.CONFIRMED_WARNING: Label(
        "Peringatan BSSN yang telah dikonfirmasi", "Confirmed warning of the national team"
    ),
}

RISKS: dict[StrEnum, Label] = {
    incident.Risk.LOW: Label("Rendah", "Low", *CALM_MARK),
    incident.Risk.MODERATE: Label("Sedang", "Moderate", *WARN_MARK),
    incident.Risk.HIGH: Label("Tinggi", "High", *BAD_MARK),
    incident.Risk.VERY_HIGH: Label("Sangat tinggi", "Very high", *BAD_MARK),
}

RSIT: dict[StrEnum, Label] = {
    incident.Rsit.SPAM: Label("Spam", "Spam"),
    incident.Rsit.HARMFUL_SPEECH: Label("Ujaran yang merugikan", "Harmful speech"),
    incident.Rsit.VIOLENT_CONTENT: Label(
        "Konten seksual atau kekerasan", "Sexual or violent content"
    ),
    incident.Rsit.INFECTED_SYSTEM: Label("Komputer terinfeksi", "Infected system"),
    incident.Rsit.C2_SERVER: Label("Server pengendali malware", "Command and control server"),
    incident.Rsit.MALWARE_DISTRIBUTION: Label("Penyebaran malware", "Malware distribution"),
    incident.Rsit.MALWARE_CONFIGURATION: Label(
        "Berkas pengaturan malware", "Malware configuration"
    ),
    incident.Rsit.SCANNER: Label("Pemindaian", "Scanning"),
    incident.Rsit.SNIFFING: Label("Penyadapan jaringan", "Sniffing"),
    incident.Rsit.SOCIAL_ENGINEERING: Label("Rekayasa sosial", "Social engineering"),
    incident.Rsit.EXPLOIT_ATTEMPT: Label(
        "Percobaan lewat celah yang dikenal", "Exploitation of a known vulnerability"
    ),
    incident.Rsit.BRUTE_FORCE: Label("Percobaan menebak kata sandi", "Login attempts"),
    incident.Rsit.NEW_ATTACK: Label(
        "Percobaan lewat celah yang belum dikenal", "New attack signature"
    ),
    incident.Rsit.PRIVILEGED_ACCOUNT: Label(
        "Akun istimewa diambil alih", "Privileged account compromise"
    ),
    incident.Rsit.UNPRIVILEGED_ACCOUNT: Label(
        "Akun biasa diambil alih", "Unprivileged account compromise"
    ),
    incident.Rsit.APPLICATION: Label("Aplikasi diambil alih", "Application compromise"),
    incident.Rsit.SYSTEM: Label("Sistem diambil alih", "System compromise"),
    incident.Rsit.BURGLARY: Label("Penyusupan fisik ke gedung atau ruang server", "Burglary"),
    incident.Rsit.DOS: Label("Serangan kelebihan beban (DoS)", "Denial of service"),
    incident.Rsit.DDOS: Label(
        "Serangan kelebihan beban dari banyak arah (DDoS)", "Distributed denial of service"
    ),
    incident.Rsit.MISCONFIGURATION: Label(
        "Layanan terganggu karena salah pengaturan", "Misconfiguration"
    ),
    incident.Rsit.SABOTAGE: Label("Sabotase", "Sabotage"),
    incident.Rsit.OUTAGE: Label("Gangguan tanpa serangan", "Outage"),
    incident.Rsit.UNAUTHORISED_ACCESS: Label(
        "Akses informasi tanpa izin", "Unauthorised access to information"
    ),
    incident.Rsit.UNAUTHORISED_CHANGE: Label(
        "Perubahan informasi tanpa izin (defacement, ransomware)",
        "Unauthorised modification of information (defacement, ransomware)",
    ),
    incident.Rsit.DATA_LOSS: Label(
        "Kehilangan data, termasuk perangkat dicuri atau rusak",
        "Data loss, also by theft or failure of a device",
    ),
    incident.Rsit.DATA_LEAK: Label(
        "Kebocoran data, termasuk kata sandi", "Leak of confidential information"
    ),
    incident.Rsit.UNAUTHORISED_USE: Label(
        "Pemakaian sumber daya tanpa izin", "Unauthorised use of resources"
    ),
    incident.Rsit.COPYRIGHT: Label("Pelanggaran hak cipta", "Copyright"),
    incident.Rsit.MASQUERADE: Label("Penyamaran sebagai pihak lain", "Masquerade"),
    incident.Rsit.PHISHING: Label("Phishing", "Phishing"),
    incident.Rsit.WEAK_CRYPTO: Label("Enkripsi lemah", "Weak cryptography"),
    incident.Rsit.DDOS_AMPLIFIER: Label("Layanan yang dapat memperkuat DDoS", "DDoS amplifier"),
    incident.Rsit.UNWANTED_ACCESS: Label(
        "Layanan terbuka yang tidak semestinya", "Potentially unwanted accessible service"
    ),
    incident.Rsit.INFORMATION_DISCLOSURE: Label(
        "Informasi teknis terbuka", "Information disclosure"
    ),
    incident.Rsit.VULNERABLE_SYSTEM: Label("Sistem dengan celah keamanan", "Vulnerable system"),
    incident.Rsit.OTHER: Label("Lainnya", "Other"),
    incident.Rsit.UNDETERMINED: Label("Belum dapat ditentukan", "Undetermined"),
    incident.Rsit.TEST: Label("Latihan", "Exercise"),
}

SEVERITIES: dict[StrEnum, Label] = {
    incident.Severity.SEV_1: Label("Sev-1 kritis", "Sev-1 critical", *BAD_MARK),
    incident.Severity.SEV_2: Label("Sev-2 berat", "Sev-2 severe", *BAD_MARK),
    incident.Severity.SEV_3: Label("Sev-3 sedang", "Sev-3 moderate", *WARN_MARK),
    incident.Severity.SEV_4: Label("Sev-4 ringan", "Sev-4 minor", *CALM_MARK),
}

SCOPES: dict[StrEnum, Label] = {
    incident.Scope.ONE_COMPUTER: Label("Satu komputer", "One computer"),
    incident.Scope.ONE_APPLICATION: Label("Satu aplikasi", "One application"),
    incident.Scope.ONE_DEPARTMENT: Label("Satu OPD", "One department"),
    incident.Scope.SEVERAL_DEPARTMENTS: Label("Beberapa OPD", "Several departments"),
    incident.Scope.WHOLE_CITY: Label("Seluruh pemerintah kota", "The whole city government"),
    incident.Scope.BEYOND_CITY: Label("Juga di luar pemerintah kota", "Beyond the city government"),
}

CERTAINTIES: dict[StrEnum, Label] = {
    incident.Certainty.EXACT: Label("Tepat", "Exact"),
    incident.Certainty.APPROXIMATE: Label("Perkiraan", "Approximate"),
    incident.Certainty.DATE_ONLY: Label("Hanya tanggalnya", "Date only"),
    incident.Certainty.UNKNOWN_ORDER: Label("Urutannya belum diketahui", "Order unknown"),
}

LOG_INS: dict[StrEnum, Label] = {
    log_in.Stage.SAID_NOT_ME: Label("Pemegang: bukan saya", "Holder: not me", *BAD_MARK),
    log_in.Stage.SAID_UNSURE: Label("Pemegang: tidak ingat", "Holder: cannot tell", *WARN_MARK),
    log_in.Stage.SAID_ME: Label("Pemegang: ya, saya", "Holder: it was me", "●"),
    log_in.Stage.UNASKED: Label("Belum ditanyakan", "Not asked yet", *CALM_MARK),
    log_in.Stage.ASKED: Label("Menunggu jawaban", "Waiting for an answer", *HALF_MARK),
    log_in.Stage.NOT_ORDINARY: Label("Tidak wajar", "Not ordinary", *BAD_MARK),
    log_in.Stage.ORDINARY: Label("Wajar", "Ordinary", *GOOD_MARK),
}

LOG_IN_WORDS: dict[StrEnum, Label] = {
    log_in.Word.ME: Label("Ya, saya", "Yes, it was me"),
    log_in.Word.NOT_ME: Label("Bukan saya", "Not me", *BAD_MARK),
    log_in.Word.UNSURE: Label("Tidak ingat", "Cannot tell", *WARN_MARK),
}

LOG_IN_FINDINGS: dict[StrEnum, Label] = {
    log_in.Finding.ORDINARY: Label("Wajar", "Ordinary", *GOOD_MARK),
    log_in.Finding.NOT_ORDINARY: Label("Tidak wajar", "Not ordinary", *BAD_MARK),
}

STACKS: dict[StrEnum, Label] = {
    lock.Stack.DJANGO: Label("Django", "Django"),
    lock.Stack.LARAVEL: Label("Laravel", "Laravel"),
    lock.Stack.PHP: Label("PHP biasa (CodeIgniter, Yii)", "Plain PHP (CodeIgniter, Yii)"),
    lock.Stack.JWT: Label("Token (JWT)", "Tokens (JWT)"),
    lock.Stack.DIRECTORY: Label("Active Directory / LDAP", "Active Directory / LDAP"),
    lock.Stack.UNKNOWN: Label("Belum diketahui", "Unknown"),
}

LOCK_PARTS: dict[StrEnum, Label] = {
    lock.Part.CANCEL: Label("Batalkan kata sandi lama", "Cancel the old passwords"),
    lock.Part.SESSIONS: Label("Keluarkan semua sesi login", "End all sessions"),
    lock.Part.HAND_OVER: Label("Serahkan kata sandi baru", "Hand over new passwords"),
    lock.Part.READINGS: Label("Kirim data perubahan kata sandi", "Send the change times"),
}
