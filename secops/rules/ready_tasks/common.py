"""Ready tasks that more than one class of incident needs; on one incident each stands once."""

from secops.rules.incident import Phase
from secops.rules.ready_tasks.model import OwnerRole, ReadyTask, Words, may, point

SAVE_EVIDENCE = ReadyTask(
    "save-evidence", Phase.CONTAINMENT, OwnerRole.OFFICER, 4,
    Words("Amankan bukti sebelum ada yang diubah", "Secure the evidence before anything changes"),
    (
        point("Salin log akses, aplikasi, autentikasi, dan firewall, dari sebelum kejadian",
              "Copy the access, application, sign-in and firewall logs, from before the event"),
        point("Ambil tangkapan layar yang menunjukkan alamat dan waktu",
              "Take screenshots that show address and time"),
        point("Catat alamat IP asal dan waktunya (WIB)",
              "Note the source IP addresses and their times (WIB)"),
        point("Simpan salinan dengan SHA-256 di brankas bukti; catat siapa yang mengambil",
              "Keep the copies with SHA-256 in the evidence vault; note who took them"),
    ),
)  # fmt: skip

ASSESS = ReadyTask(
    "assess", Phase.TRIAGE, OwnerRole.LEAD, 4,
    Words("Tetapkan dampak, risiko, dan apakah mengenai IIV",
          "Decide impact, risk, and whether vital infrastructure (IIV) is hit"),
    (
        point("Tulis layanan, data, dan OPD yang terdampak",
              "Write which services, data and departments are hit"),
        point("Nilai risikonya menurut manajemen risiko kota",
              "Judge the risk by the city's risk management"),
        point("IIV atau risiko tinggi: laporkan ke BSSN, catat nomor suratnya (Pasal 15); jika "
              "tidak, tulis alasannya",
              "IIV or high risk: report to BSSN and note the letter's number (Art 15); if not, "
              "write why"),
    ),
)  # fmt: skip

PERSONAL_DATA = ReadyTask(
    "personal-data", Phase.TRIAGE, OwnerRole.LEAD, 24,
    Words("Putuskan apakah pelindungan data pribadi gagal (UU 27/2022 Pasal 46)",
          "Decide whether the protection of personal data failed (UU 27/2022 Art 46)"),
    (
        point("Tulis jenis data pribadi dan perkiraan jumlah orangnya",
              "Write the kinds of personal data and the estimated number of persons"),
        point("Catat sejak kapan diketahui; dari sana 3x24 jam berjalan",
              "Note since when it is known; 3x24 hours run from then"),
        point("Putuskan pemberitahuan: orangnya, lembaga, dan publik",
              "Decide the notices: the persons, the agency, and the public"),
    ),
)  # fmt: skip

FIRST_WORD = ReadyTask(
    "first-word", Phase.DETECTION, OwnerRole.OFFICER, 2,
    Words("Siapkan pernyataan awal", "Prepare the holding statement"),
    (
        point("Pernyataan awal ditulis; tidak menyatakan apa pun yang belum terbukti",
              "The holding statement is written; it asserts nothing unproven"),
        point("Waktu kabar publik berikutnya dijanjikan dan dicatat",
              "The time of the next public word is promised and noted"),
        may("Satu juru bicara ditunjuk; OPD lain diminta merujuk kepadanya",
            "One spokesperson is named; other departments refer to them"),
    ),
)  # fmt: skip

ASK_AGENCY = ReadyTask(
    "ask-agency", Phase.TRIAGE, OwnerRole.OFFICER, 24,
    Words("Minta konfirmasi dan rekomendasi BSSN", "Ask BSSN for confirmation and recommendation"),
    (
        point("Surat permohonan dikirim, dengan aset terdampak dan data pendukung",
              "The letter of request is sent, with the assets hit and supporting data"),
        may("Form Penanganan Insiden Siber dikirim",
            "The form for handling a cyber incident is sent"),
        may("Bila perlu bantuan: surat permohonan bantuan tanggap insiden siber",
            "Where help is needed: the letter asking for help in responding to a cyber incident"),
    ),
)  # fmt: skip

TELL_POLICE = ReadyTask(
    "tell-police", Phase.TRIAGE, OwnerRole.LEAD, 48,
    Words("Libatkan unit siber kepolisian", "Involve the police's cyber unit"),
    (
        point("Laporan dibuat, atau keputusan untuk tidak melapor ditulis dengan alasannya",
              "A report is made, or the decision not to report is written with its reason"),
        may("Bukti diserahkan dengan berita acara", "The evidence is handed over with minutes"),
    ),
)  # fmt: skip

WAY_IN = ReadyTask(
    "way-in", Phase.ERADICATION, OwnerRole.APPLICATION_ADMINISTRATOR, 48,
    Words("Temukan jalan masuk dan tutup", "Find the way in and close it"),
    (
        point("Jalan masuk ditemukan dari log, atau ditulis mengapa belum diketahui",
              "The way in is found in the logs, or it is written why it is not yet known"),
        point("Celah ditutup: pembaruan, konfigurasi, atau hak akses",
              "The hole is closed: update, configuration or access rights"),
        point("Kode berbahaya (web shell, akun baru, tugas terjadwal) dicari dan dihapus",
              "Malicious code (web shells, new accounts, scheduled jobs) is searched and removed"),
        point("Semua host dan layanan yang tersambung didaftar dan diperiksa",
              "All connected hosts and services are listed and checked"),
    ),
)  # fmt: skip

ADMIN_PASSWORDS = ReadyTask(
    "admin-passwords", Phase.CONTAINMENT, OwnerRole.APPLICATION_ADMINISTRATOR, 24,
    Words("Ganti kata sandi pengelola: server, CMS, basis data, DNS, hosting",
          "Change the administrators' passwords: server, CMS, database, DNS, hosting"),
    (
        point("Kata sandi diganti dari perangkat yang bersih",
              "The passwords are changed from a clean device"),
        point("Kunci SSH, token API, dan kata sandi di berkas konfigurasi ikut diganti",
              "SSH keys, API tokens and passwords in configuration files are changed too"),
        point("Semua sesi pengelola diakhiri", "All sessions of administrators are ended"),
        may("Verifikasi dua langkah dinyalakan untuk pengelola",
            "Two-step verification is switched on for administrators"),
    ),
)  # fmt: skip

RESTORE = ReadyTask(
    "restore", Phase.RECOVERY, OwnerRole.APPLICATION_ADMINISTRATOR, 72,
    Words("Pulihkan ke sistem yang bersih", "Restore to a clean system"),
    (
        point("Backup dari sebelum kejadian dipilih dan diperiksa",
              "A backup from before the event is chosen and checked"),
        point("Dipulihkan ke sistem baru yang sudah diperbarui, bukan di atas yang lama",
              "It is restored to a fresh, updated system, not on top of the old one"),
        point("Layanan diuji sebelum dibuka, hasilnya dicatat sebagai pemeriksaan layanan",
              "The service is tested before it opens; the result is recorded as a service check"),
    ),
)  # fmt: skip

CHECK_AGAIN = ReadyTask(
    "check-again", Phase.RECOVERY, OwnerRole.APPLICATION_ADMINISTRATOR, 120,
    Words("Periksa lagi setiap aset yang terdampak", "Check every affected asset again"),
    (
        point("Setiap aset diperiksa ulang dan hasilnya dicatat",
              "Every asset is checked again and the result recorded"),
        point("Waktu pemulihan dibandingkan dengan batasnya (RTO)",
              "The time of recovery is compared with its limit (RTO)"),
        point("Data yang kembali dibandingkan dengan batasnya (RPO)",
              "The recovered data are compared with their limit (RPO)"),
    ),
)  # fmt: skip

LESSONS = ReadyTask(
    "lessons", Phase.LESSONS, OwnerRole.LEAD, 240,
    Words("Rapat pembelajaran dan perbaikan", "Lessons meeting and improvements"),
    (
        point("Rapat diadakan; penyebab, yang berjalan baik, dan yang harus diperbaiki dicatat",
              "The meeting is held; cause, what went well and what must improve are recorded"),
        point("Setiap perbaikan menjadi tugas atau arahan dengan batas waktu",
              "Every improvement becomes a task or an order with a deadline"),
    ),
)  # fmt: skip
