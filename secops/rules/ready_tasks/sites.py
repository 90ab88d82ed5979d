"""Sites whose pages were changed, and sites that carry gambling content."""

from secops.rules.incident import Phase
from secops.rules.ready_tasks import common
from secops.rules.ready_tasks.model import OwnerRole, ReadyTask, Words, may, point
from secops.rules.ready_tasks.texts import SEARCH_REMOVAL

PAGE_OFF = ReadyTask(
    "page-off", Phase.CONTAINMENT, OwnerRole.APPLICATION_ADMINISTRATOR, 2,
    Words("Ganti halaman yang diubah dengan halaman pemeliharaan",
          "Replace the changed page by a maintenance page"),
    (
        point("Halaman yang diubah dan berkasnya disalin sebagai bukti lebih dulu",
              "The changed page and its files are copied as evidence first"),
        point("Halaman pemeliharaan tampil; situs dipisahkan dari server lain",
              "A maintenance page shows; the site is separated from other servers"),
        point("Situs lain di server yang sama diperiksa",
              "Other sites on the same server are checked"),
    ),
)  # fmt: skip

DEFACEMENT = (
    common.SAVE_EVIDENCE, PAGE_OFF, common.FIRST_WORD, common.ASSESS, common.ADMIN_PASSWORDS,
    common.WAY_IN, common.RESTORE, common.CHECK_AGAIN, common.LESSONS,
)  # fmt: skip

FIND_PAGES = ReadyTask(
    "find-injected", Phase.DETECTION, OwnerRole.OFFICER, 8,
    Words("Temukan semua halaman dan subdomain yang disusupi",
          "Find all injected pages and subdomains"),
    (
        point("Mesin pencari ditanya untuk seluruh domain kota, hasilnya disimpan",
              "Search engines are asked for the whole domain of the city, the results kept"),
        point("Peta situs, pengalihan, dan berkas baru di server diperiksa",
              "Site maps, redirects and new files on the server are checked"),
        point("Subdomain yang menunjuk ke alamat yang sudah tidak kita pakai dicari",
              "Subdomains that point to addresses no longer ours are searched"),
    ),
)  # fmt: skip

REMOVE_PAGES = ReadyTask(
    "remove-injected", Phase.CONTAINMENT, OwnerRole.APPLICATION_ADMINISTRATOR, 24,
    Words("Hapus konten perjudian", "Remove the gambling content"),
    (
        point("Halaman susupan disalin sebagai bukti, lalu dihapus (jawaban 404 atau 410)",
              "Injected pages are copied as evidence, then removed (answer 404 or 410)"),
        point("Web shell, pengalihan, dan akun asing dihapus",
              "Web shells, redirects and unknown accounts are removed"),
        point("DNS yang menggantung dihapus", "Dangling DNS records are removed"),
    ),
)  # fmt: skip

SEARCH = ReadyTask(
    "search-results", Phase.RECOVERY, OwnerRole.OFFICER, 72,
    Words("Minta hasil pencarian dibersihkan", "Ask for search results to be cleaned"),
    (
        point("Permintaan dikirim, tanda terimanya dicatat",
              "The request is sent, its receipt noted"),
        may("Sesudah seminggu hasil pencarian dilihat lagi",
            "After a week the search results are looked at again"),
    ),
    required=False,
    ready=SEARCH_REMOVAL,
)  # fmt: skip

UNUSED = ReadyTask(
    "unused-site", Phase.ERADICATION, OwnerRole.OFFICER, 72,
    Words("Tangguhkan situs yang tidak dipakai lagi", "Suspend a site that is no longer used"),
    (
        point("Pemilik ditanya apakah situs masih dipakai; jawabannya dicatat",
              "The owner is asked whether the site is still used; the answer is recorded"),
        may("Penghentian aplikasi dimulai di daftar aplikasi tidak terpakai",
            "The retirement is started in the list of unused applications"),
    ),
)  # fmt: skip

GAMBLING_CONTENT = (
    FIND_PAGES, common.SAVE_EVIDENCE, REMOVE_PAGES, common.ASSESS, common.ADMIN_PASSWORDS,
    common.WAY_IN, UNUSED, SEARCH, common.CHECK_AGAIN, common.LESSONS,
)  # fmt: skip
