"""One true-to-life document of each kind: what the pictures, the tests and the eye look at."""

from typing import Any

_HASHES = [f"{n:02x}" * 32 for n in range(1, 40)]

CHRONOLOGY = [
    ["26 Juni 2026, 09.10", "Unggahan di media sosial menyebut basis data kota bocor.",
     "Tangkapan layar, SHA-256 01ab…", "Petugas piket"],
    ["26 Juni 2026, 09.40", "Aplikasi yang mungkin terdampak ditanyai satu per satu.",
     "Catatan telepon", "Petugas piket"],
    ["28 Juni 2026, 10.00", "Data dari BSSN diterima: sebagian besar nama pengguna dan kata sandi "
     "SIMPATIK.", "Surat BSSN", "Ketua tim"],
    ["28 Juni 2026, 13.00", "SIMPATIK dikunci di sumber; semua sesi diakhiri.",
     "Data dari sistem", "Admin SIMPATIK"],
]  # fmt: skip

CONTENT: dict[str, dict[str, Any]] = {
    "letter": {
        "subject": "Undangan rapat evaluasi insiden siber",
        "fields": {
            "text": "Menindaklanjuti insiden siber yang sedang ditangani, kami mengundang Saudara "
            "mengikuti rapat evaluasi pada Jumat, 27 November 2026, pukul 13.00 WIB di Kantor "
            "Dinas Komunikasi dan Informatika.\n\nMohon membawa data perubahan kata sandi "
            "(password) SIMPATIK per pukul 12.00 WIB.\n\nDemikian disampaikan, atas kehadiran "
            "Saudara diucapkan terima kasih."
        },
        "addressees": ["Kepala Dinas Sosial", "Kepala Dinas Kesehatan"],
        "copies": ["Wali Kota Contoh", "Sekretaris Daerah Kota Contoh"],
    },
    "incident_report": {
        "addressees": ["Kepala Badan Siber dan Sandi Negara"],
        "copies": ["Wali Kota Contoh"],
        "attachments": ["Daftar akun terdampak (tanpa kata sandi)"],
        "fields": {
            "incident": "I-2026-003",
            "found_at": "2026-06-26T09:10:00+07:00",
            "detection_basis": "Analisis aduan pemilik sistem atau masyarakat",
            "incident_class": "Kebocoran kredensial",
            "risk": "Tinggi",
            "iiv": "Tidak",
            "assets": "SIMPATIK (simpatik.kotacontoh.example), 1.204 akun",
            "tlp": "TLP:AMBER",
            "contact": "Olga Contoh, petugas piket, (024) 000-0000, posko@kotacontoh.example",
            "description": "Sejumlah nama pengguna dan kata sandi pegawai beredar. Berdasarkan "
            "data yang kami terima, sumbernya perangkat pegawai yang terinfeksi, bukan pembobolan "
            "server. Pemeriksaan masih berjalan.",
            "chronology": CHRONOLOGY * 4,
            "impact": "Layanan kepegawaian tetap berjalan. Data pribadi yang mungkin terungkap: "
            "nama pengguna dan alamat email dinas. Jumlah yang disalahgunakan belum diketahui.",
            "actions": "Kata sandi yang bocor dibatalkan di sumber, semua sesi diakhiri, 68 "
            "Perangkat Daerah menerima arahan.",
            "evidence": [[f"Bukti {n}", digest] for n, digest in enumerate(_HASHES[:4], 1)],
            "help_needed": "Konfirmasi sumber kebocoran dan rekomendasi penanganan.",
        },
    },
    "help_request": {
        "addressees": ["Kepala Badan Siber dan Sandi Negara"],
        "fields": {
            "incident": "I-2026-003",
            "found_at": "2026-06-26T09:10:00+07:00",
            "assets": "SIMPATIK",
            "contact": "Olga Contoh, petugas piket, (024) 000-0000",
            "description": "Nama pengguna dan kata sandi pegawai beredar di forum.",
            "help_needed": "Konfirmasi keaslian data yang beredar\nRekomendasi penanganan\n"
            "Pemeriksaan forensik tiga komputer",
            "supporting": "Topologi jaringan\nDaftar aset terdampak",
        },
    },
    "rotation_circular": {
        "addressees": [f"Kepala Perangkat Daerah {n}" for n in range(1, 9)],
        "copies": ["Wali Kota Contoh"],
        "fields": {
            "reason": "Nama pengguna dan kata sandi (password) sejumlah akun pegawai diketahui "
            "pihak lain.",
            "steps": "Setiap pemegang akun mengganti nama pengguna dan kata sandi SIMPATIK dari "
            "perangkat yang bersih.\nSetelah mengganti, keluar (log out) dari semua perangkat.\n"
            "Agen Siber OPD membantu pegawai yang mengalami kendala.",
            "applications": "SIMPATIK",
            "due_at": "2026-11-30T16:00:00+07:00",
            "contact": "Posko Siber (024) 000-0000",
        },
    },
    "owner_question": {
        "addressees": ["Kepala Dinas Pariwisata"],
        "fields": {
            "application": "Jelajah Kota",
            "hosts": "jelajah.kotacontoh.example",
            "signs": "Terakhir dipakai 3 Maret 2024\nTidak ada penanggung jawab tercatat",
            "answer_by": "2026-12-11",
        },
    },
    "press_release": {
        "subject": "Perkembangan penanganan dugaan kebocoran akun pegawai",
        "fields": {
            "text": "Pemerintah Kota Contoh menerima laporan dugaan kebocoran akun pegawai dan "
            "memeriksanya bersama BSSN.\n\nKami belum dapat memastikan jumlahnya.",
            "questions": [["Apakah data warga bocor?",
                           "Belum ada temuan yang menunjukkannya. Pemeriksaan berlanjut."]],
            "next_word_at": "2026-11-27T13:00:00+07:00",
            "contact": "Humas Diskominfo, (024) 000-0000",
        },
    },
    "daily_report": {
        "subject": "Keadaan Jumat, 27 November 2026, 07.00 WIB",
        "addressees": ["Wali Kota Contoh", "Sekretaris Daerah Kota Contoh"],
        "fields": {
            "summary": "Belum aman. 312 dari 1.940 akun bocor masih dapat dipakai (kemarin 704).",
            "numbers": [["Akun bocor masih dapat dipakai", "312", "704"],
                        ["Arahan diterima", "68 dari 68", "51 dari 68"]],
            "changed": "SIMPATIK dikunci di sumber pukul 12.00 WIB\n41 OPD selesai",
            "late": "Dinas Kesehatan: 12 akun\nDinas Perhubungan: 4 akun",
            "tomorrow": "Rapat evaluasi 13.00 WIB",
            "source": "Data dari sistem pukul 06.30 WIB.",
        },
    },
    "pdp_person": {
        "addressees": ["Sari Wulandari Uji"],
        "fields": {
            "data": "Nama pengguna SIMPATIK dan alamat email dinas.",
            "when": "Tercatat 12 November 2026, kami ketahui 27 November 2026.",
            "how": "Dari komputer yang terinfeksi program pencuri kata sandi.",
            "efforts": "Kata sandi lama dibatalkan dan semua sesi diakhiri pada 27 November 2026.",
            "advice": "Ganti kata sandi yang sama di layanan lain.",
            "contact": "Posko Siber (024) 000-0000",
        },
    },
    "pdp_agency": {
        "addressees": ["Pimpinan Lembaga Pelindungan Data Pribadi"],
        "fields": {
            "incident": "I-2026-003",
            "known_at": "2026-11-27T08:10:00+07:00",
            "subjects": "1.940 (perkiraan, masih diperiksa)",
            "data": "Nama pengguna dan alamat email dinas.",
            "when": "12 sampai 20 November 2026.",
            "how": "Dari 73 komputer yang terinfeksi.",
            "efforts": "Kata sandi lama dibatalkan, pemberitahuan dikirim kepada pemegang akun.",
            "contact": "Olga Contoh, (024) 000-0000",
        },
    },
    "pdp_public": {
        "fields": {
            "data": "Nama pengguna dan alamat email dinas pegawai.",
            "when": "12 sampai 20 November 2026.",
            "how": "Dari komputer yang terinfeksi.",
            "efforts": "Kata sandi lama dibatalkan.",
            "advice": "Abaikan pesan yang meminta kata sandi atau kode OTP.",
            "contact": "Posko Siber (024) 000-0000",
        },
    },
    "minutes": {
        "subject": "Pemutusan komputer LOKET-3 dari jaringan",
        "fields": {
            "held_at": "2026-11-27T14:05:00+07:00",
            "place": "Kantor Kecamatan Contoh Timur",
            "text": "Komputer LOKET-3 diputus dari jaringan dan disegel. Tidak ada yang dihapus.",
            "witnesses": [["Budi Uji", "Agen Siber OPD", "188503101910012903"]],
        },
    },
    "hand_over": {
        "fields": {
            "held_at": "2026-11-27T14:05:00+07:00",
            "place": "Kantor Dinas Komunikasi dan Informatika Kota Contoh",
            "first_name": "Rahmat Pelangi",
            "first_number": "188001011905011901",
            "first_title": "Kepala Dinas Komunikasi dan Informatika",
            "second_name": "Bripka Contoh Penyidik",
            "second_title": "Bripka",
            "second_number": "00000000",
            "second_unit": "Subdit Siber Ditreskrimsus Polda Contoh",
            "items": [
                [f"Log akses server {n}", f"akses-2026-11-{n:02d}.log.gz", f"{n * 1024 * 731}",
                 digest, f"{n} November 2026, 09.30 WIB", "Olga Contoh", "USB 64 GB", f"SG-{n:04d}"]
                for n, digest in enumerate(_HASHES[:18], 1)
            ],
            "purpose": "Penyelidikan dugaan akses tanpa hak",
            "report_number": "LP/B/12/XI/2026/SPKT",
            "basis": "Surat permintaan B/45/XI/2026/Ditreskrimsus",
            "witnesses": [["Saksi Satu Uji", "Kepala Bidang Persandian", "188003031905011903"],
                          ["Saksi Dua Uji", "Penyidik Pembantu", "NRP 00000001"]],
        },
    },
    "retirement": {
        "fields": {
            "held_at": "2026-11-27T14:05:00+07:00",
            "place": "Kantor Dinas Komunikasi dan Informatika",
            "step": "Data dicadangkan",
            "application": "Jelajah Kota",
            "department": "Dinas Pariwisata",
            "basis": "Surat 000.6/98/2026, dianggap setuju 11 Desember 2026",
            "done_by": "Olga Contoh",
            "proofs": [["cadangan-jelajah.tar.gz", _HASHES[0]], ["uji-pulih.pdf", _HASHES[1]]],
            "signs": [["Yang melaksanakan", "Petugas piket", "Olga Contoh", ""],
                      ["Pemilik aplikasi", "Kepala Dinas Pariwisata", "Wayan Uji", ""]],
        },
    },
    "evaluation": {
        "fields": {
            "held_at": "2026-11-27T13:00:00+07:00",
            "place": "Kantor Dinas Komunikasi dan Informatika dan daring",
            "present": [["Rahmat Pelangi", "Kepala Dinas", "Diskominfo"],
                        ["Dr. Contoh Uji", "Dosen", "Universitas Contoh"]],
            "facts": "1.940 akun bocor, 312 masih dapat dipakai\n73 komputer terinfeksi",
            "decisions": [["Semua komputer terinfeksi diputus dari jaringan", "Agen Siber OPD",
                           "28 November 2026, 12.00 WIB"]],
            "next_at": "2026-11-28T13:00:00+07:00",
        },
    },
    "lessons": {
        "subject": "Pembelajaran insiden I-2026-003",
        "fields": {
            "held_at": "2026-12-10T13:00:00+07:00",
            "place": "Kantor Dinas Komunikasi dan Informatika",
            "incident": "I-2026-003 Dugaan kebocoran akun pegawai",
            "chair": "Rahmat Pelangi",
            "present": [["Rahmat Pelangi", "Kepala Dinas", "Diskominfo"],
                        ["Ira Contoh", "Auditor", "Inspektorat"]],
            "happened": "Nama pengguna dan kata sandi pegawai ditawarkan di forum.",
            "went_well": "SIMPATIK dikunci di sumber pada hari yang sama",
            "went_badly": "Log hanya disimpan 14 hari\nKontak pegawai tidak lengkap",
            "root_cause": "Kata sandi tersimpan di peramban komputer yang terinfeksi.",
            "actions": [["Log disimpan 180 hari", "Arahan A-2026-007",
                         "Jumat, 29 Januari 2027, 16.00 WIB"]],
        },
    },
    "disposal": {
        "fields": {
            "held_at": "2036-11-27T14:05:00+07:00",
            "place": "Kantor Dinas Komunikasi dan Informatika",
            "items": [
                [f"BB-2026-{n:03d} Log akses server {n}", f"akses-2026-11-{n:02d}.log.gz",
                 f"{n * 1024 * 731}", digest, "27 November 2036"]
                for n, digest in enumerate(_HASHES[:6], 1)
            ],
            "reason": "Masa simpan sepuluh tahun lewat dan perkara sudah selesai.",
            "basis": "Jadwal Retensi Arsip Kota Contoh",
            "proposed_by": "Olga Contoh",
            "witnesses": [["Saksi Satu Uji", "Kepala Bidang Persandian", "188003031905011903"],
                          ["Saksi Dua Uji", "Arsiparis", "188003031905011904"]],
        },
    },
}  # fmt: skip
