"""Ransomware, a leak of data, a lost device."""

from secops.rules.incident import Phase
from secops.rules.ready_tasks import common
from secops.rules.ready_tasks.credentials import POST_DOWN
from secops.rules.ready_tasks.model import OwnerRole, ReadyTask, Words, may, point

ISOLATE = ReadyTask(
    "isolate", Phase.CONTAINMENT, OwnerRole.APPLICATION_ADMINISTRATOR, 1,
    Words("Pisahkan dari jaringan, jangan dimatikan",
          "Isolate from the network, do not switch off"),
    (
        point("Kabel dan Wi-Fi diputus; server virtual diisolasi di hypervisor",
              "Cable and Wi-Fi are disconnected; virtual servers isolated in the hypervisor"),
        point("Berbagi berkas dan akses jarak jauh (RDP, VPN) ditutup sementara",
              "File shares and remote access (RDP, VPN) are closed for now"),
        point("Salinan memori dan disk diambil sebelum dipasang ulang",
              "Copies of memory and disk are taken before reinstalling"),
    ),
)  # fmt: skip

SAVE_BACKUPS = ReadyTask(
    "save-backups", Phase.CONTAINMENT, OwnerRole.APPLICATION_ADMINISTRATOR, 2,
    Words("Putuskan backup dari jaringan", "Disconnect the backups from the network"),
    (
        point("Backup terakhir yang bersih dipastikan ada dan terputus dari jaringan",
              "The last clean backup is known to exist and is disconnected"),
        point("Jadwal backup dihentikan supaya data terenkripsi tidak menimpanya",
              "The schedule is stopped so that encrypted data do not overwrite it"),
    ),
)  # fmt: skip

NO_DEAL = ReadyTask(
    "ransom-decision", Phase.TRIAGE, OwnerRole.LEAD, 8,
    Words("Tidak menghubungi atau membayar pelaku tanpa keputusan pimpinan",
          "No contact with or payment to the attacker without the leadership's decision"),
    (
        point("Pesan tebusan, ekstensi berkas, dan contoh berkas disimpan sebagai bukti",
              "Ransom note, file extension and sample files are kept as evidence"),
        point("Keputusan pimpinan ditulis; polisi dan BSSN diberi tahu",
              "The leadership's decision is written; police and BSSN are told"),
        may("Alat pembuka yang tersedia gratis diperiksa pada salinan",
            "Free decryption tools are tried on a copy"),
    ),
)  # fmt: skip

RANSOMWARE = (
    ISOLATE, SAVE_BACKUPS, common.SAVE_EVIDENCE, common.FIRST_WORD, common.ASSESS, NO_DEAL,
    common.ADMIN_PASSWORDS, common.ASK_AGENCY, common.TELL_POLICE, common.PERSONAL_DATA,
    common.WAY_IN, common.RESTORE, common.CHECK_AGAIN, common.LESSONS,
)  # fmt: skip

SAMPLE = ReadyTask(
    "sample-check", Phase.TRIAGE, OwnerRole.OFFICER, 24,
    Words("Cocokkan contoh data dengan sistem", "Compare the sample data with the system"),
    (
        point("Contoh dicocokkan di tempat pemilik data; yang dicatat hanya jumlahnya",
              "The sample is compared where the data live; only counts are recorded"),
        point("Asal dan umur data diperkirakan: aplikasi mana, sampai tanggal berapa",
              "Origin and age are estimated: which application, up to which date"),
    ),
)  # fmt: skip

CLOSE_HOLE = ReadyTask(
    "close-hole", Phase.CONTAINMENT, OwnerRole.APPLICATION_ADMINISTRATOR, 8,
    Words("Tutup keluarnya data", "Stop the outflow of data"),
    (
        point("Titik keluar (API, ekspor, berkas terbuka, akun) ditutup",
              "The outlet (API, export, open file, account) is closed"),
        point("Kunci API dan kata sandi basis data diganti",
              "API keys and database passwords are changed"),
        point("Lalu lintas keluar diawasi", "Outgoing traffic is watched"),
    ),
)  # fmt: skip

DATA_LEAK = (
    common.FIRST_WORD, common.SAVE_EVIDENCE, CLOSE_HOLE, common.ASSESS, SAMPLE,
    common.PERSONAL_DATA, POST_DOWN, common.ASK_AGENCY, common.TELL_POLICE, common.WAY_IN,
    common.CHECK_AGAIN, common.LESSONS,
)  # fmt: skip

LOCK_DEVICE = ReadyTask(
    "lock-device", Phase.CONTAINMENT, OwnerRole.AGENT, 2,
    Words("Kunci atau hapus perangkat dari jauh", "Lock or wipe the device from afar"),
    (
        point("Perangkat dikunci atau dihapus dari jauh, atau ditulis mengapa tidak dapat",
              "The device is locked or wiped, or it is written why it cannot be"),
        point("Sesi dan token pemakainya diakhiri di semua aplikasi",
              "Sessions and tokens of its user are ended in all applications"),
        point("Kata sandi yang tersimpan di dalamnya diganti",
              "Passwords stored on it are changed"),
        may("Nomor ponsel diblokir", "The phone number is blocked"),
    ),
)  # fmt: skip

ON_IT = ReadyTask(
    "data-on-device", Phase.TRIAGE, OwnerRole.AGENT, 24,
    Words("Catat isi perangkat dan apakah terenkripsi",
          "Record what is on the device and whether it is encrypted"),
    (
        point("Data dan aplikasi di perangkat didaftar", "Data and applications on it are listed"),
        point("Enkripsi disk dan kunci layar diketahui, atau ditulis belum diketahui",
              "Disk encryption and screen lock are known, or written as not known"),
        point("Surat kehilangan dari kepolisian dibuat",
              "The police's certificate of loss is obtained"),
    ),
)  # fmt: skip

LOST_DEVICE = (
    LOCK_DEVICE, ON_IT, common.ASSESS, common.PERSONAL_DATA, common.LESSONS,
)  # fmt: skip
