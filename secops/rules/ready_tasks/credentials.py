"""A leak of names and passwords, and false pages that collect them."""

from secops.rules.incident import Phase
from secops.rules.ready_tasks import common
from secops.rules.ready_tasks.model import OwnerRole, ReadyTask, Words, may, point
from secops.rules.ready_tasks.texts import FALSE_SITE, TAKE_DOWN

LOCK = ReadyTask(
    "lock-source", Phase.CONTAINMENT, OwnerRole.APPLICATION_ADMINISTRATOR, 24,
    Words("Batalkan kata sandi yang bocor di sumbernya",
          "Cancel the leaked passwords at the source"),
    (
        point("Akun istimewa dan akun layanan lebih dulu",
              "Privileged and service accounts first"),
        point("Kata sandi akun bocor dibatalkan, wajib ganti saat masuk",
              "Passwords of leaked accounts are cancelled, to be changed at sign-in"),
        point("Semua sesi, token, dan “ingat saya” diakhiri: cookie curian tetap berlaku "
              "sesudah kata sandi diganti",
              "All sessions, tokens and “remember me” are ended: stolen cookies outlive a change "
              "of password"),
        point("Data dari sistem dikirim ke posko sebagai bukti",
              "Readings from the system are sent to the office as proof"),
    ),
)  # fmt: skip

INFECTED = ReadyTask(
    "infected-computers", Phase.CONTAINMENT, OwnerRole.AGENT, 24,
    Words("Putuskan komputer terinfeksi sebelum kata sandi baru diketik",
          "Disconnect infected computers before a new password is typed"),
    (
        point("Komputer dari laporan ditemukan dan diputus dari jaringan",
              "The computers named in the report are found and disconnected"),
        point("Pemakainya mengganti kata sandi dari perangkat yang bersih",
              "Their users change passwords from a clean device"),
        point("Komputer dibersihkan atau dipasang ulang",
              "The computers are cleaned or reinstalled"),
        point("Email dan nomor pemulihan pemakainya diperiksa",
              "Recovery mail and numbers of their users are checked"),
        may("Kata sandi tersimpan di browser dihapus",
            "Passwords stored in the browser are removed"),
    ),
)  # fmt: skip

POST_DOWN = ReadyTask(
    "take-down", Phase.CONTAINMENT, OwnerRole.OFFICER, 8,
    Words("Minta unggahan diturunkan", "Ask for the post to be taken down"),
    (
        point("Unggahan disimpan sebagai bukti lebih dulu: alamat, waktu, tangkapan layar",
              "The post is kept as evidence first: address, time, screenshot"),
        point("Permintaan dikirim ke platform atau penyedia hosting, nomor tiketnya dicatat",
              "The request is sent to the platform or host, its ticket number noted"),
        may("Sesudah 24 jam dilihat lagi, juga salinannya di tempat lain",
            "After 24 hours it is looked at again, also copies elsewhere"),
    ),
    ready=TAKE_DOWN,
)  # fmt: skip

ROTATE = ReadyTask(
    "rotate", Phase.CONTAINMENT, OwnerRole.LEAD, 24,
    Words("Mulai penggantian serentak kata sandi dan nama pengguna",
          "Start the rotation of passwords and usernames"),
    (
        point("Penggantian serentak dibuat dari laporan kebocoran",
              "The campaign is made from the leak report"),
        point("Arahan ke OPD terbit dengan nomor surat dan batas waktu",
              "The order to the departments is issued with number and deadline"),
        may("NIP tidak dipakai lagi sebagai nama pengguna, atau pengecualiannya dicatat",
            "The NIP is no longer the username, or the exception is recorded"),
    ),
)  # fmt: skip

LOG_INS = ReadyTask(
    "review-log-ins", Phase.TRIAGE, OwnerRole.OFFICER, 48,
    Words("Periksa siapa masuk antara kebocoran dan penggantian",
          "Look at who signed in between the leak and the change"),
    (
        point("Data log masuk diminta dari pemilik aplikasi",
              "Sign-in data are asked of the application's owner"),
        point("Akun istimewa dan akun layanan dinilai satu per satu",
              "Privileged and service accounts are judged one by one"),
        point("Yang tidak wajar dicatat pada insiden ini",
              "What is not ordinary is recorded on this incident"),
    ),
)  # fmt: skip

EMBEDDED = ReadyTask(
    "embedded-passwords", Phase.ERADICATION, OwnerRole.APPLICATION_ADMINISTRATOR, 72,
    Words("Cari kata sandi yang tertanam di kode, skrip, dan konfigurasi",
          "Look for passwords embedded in code, scripts and configuration"),
    (
        point("Repositori, juga yang terbuka untuk umum, skrip, dan berkas konfigurasi dicari",
              "Repositories, public ones too, scripts and configuration files are searched"),
        point("Yang ditemukan diganti dan dipindahkan ke luar kode",
              "What is found is changed and moved out of the code"),
    ),
)  # fmt: skip

CREDENTIAL_LEAK = (
    common.FIRST_WORD, common.SAVE_EVIDENCE, common.ASSESS, LOCK, INFECTED, ROTATE, POST_DOWN,
    common.ASK_AGENCY, LOG_INS, common.PERSONAL_DATA, EMBEDDED, common.CHECK_AGAIN,
    common.LESSONS,
)  # fmt: skip

BLOCK = ReadyTask(
    "block-false-page", Phase.CONTAINMENT, OwnerRole.OFFICER, 4,
    Words("Blokir pengirim dan alamat palsu, minta diturunkan",
          "Block the sender and the false address, ask for it to be taken down"),
    (
        point("Alamat pengirim, domain, dan tautan diblokir di email dan jaringan",
              "Sender, domain and link are blocked in mail and network"),
        point("Permintaan penonaktifan dikirim, nomor tiketnya dicatat",
              "The request to disable it is sent, its ticket number noted"),
        may("Email yang sama ditarik dari kotak masuk lain",
            "The same mail is withdrawn from other mailboxes"),
    ),
    ready=FALSE_SITE,
)  # fmt: skip

CLICKED = ReadyTask(
    "who-typed", Phase.CONTAINMENT, OwnerRole.OFFICER, 8,
    Words("Temukan siapa yang membuka atau mengetik kata sandi",
          "Find who opened it or typed a password"),
    (
        point("Log email dan jaringan diperiksa; penerima ditanya tanpa disalahkan",
              "Mail and network logs are checked; receivers are asked without blame"),
        point("Kata sandi mereka dibatalkan dan sesinya diakhiri",
              "Their passwords are cancelled and sessions ended"),
        point("Aturan penerusan dan kotak suratnya diperiksa",
              "Forwarding rules and their mailboxes are checked"),
        may("Perangkat yang membuka lampiran diperiksa",
            "Devices that opened an attachment are checked"),
    ),
)  # fmt: skip

WARN = ReadyTask(
    "warn-staff", Phase.CONTAINMENT, OwnerRole.OFFICER, 4,
    Words("Peringatkan pegawai", "Warn the staff"),
    (
        point("Peringatan dikirim, dengan ciri pesan palsu dan ke mana melapor",
              "The warning is sent, with the signs of the false message and where to report"),
        may("Warga diperingatkan bila pesannya menyasar warga",
            "Citizens are warned where the message targets them"),
    ),
)  # fmt: skip

PHISHING = (
    common.SAVE_EVIDENCE, BLOCK, WARN, CLICKED, common.ASSESS, common.PERSONAL_DATA,
    common.LESSONS,
)  # fmt: skip
