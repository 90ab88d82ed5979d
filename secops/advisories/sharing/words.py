"""What the exchange says on pages: why a file is refused, what the office should know of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as later

from secops.house.text import angka
from secops.rules.exchange.csaf_tests import Fault
from secops.rules.exchange.incoming import Remark
from secops.rules.exchange.json_in import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_LIST,
    MAX_NODES,
    MAX_TEXT,
    Flaw,
    Flawed,
)

_FLAWS: dict[Flaw, str] = {
    Flaw.EMPTY: later("Berkas ini kosong."),
    Flaw.TOO_LARGE: later("Berkas lebih besar dari %(mb)s MB."),
    Flaw.BOM: later("Berkas diawali tanda BOM atau bukan UTF-8. Simpan sebagai UTF-8 tanpa BOM."),
    Flaw.NOT_UTF8: later("Berkas bukan UTF-8. Simpan sebagai UTF-8."),
    Flaw.NOT_JSON: later("Berkas bukan JSON yang utuh (baris:kolom %(where)s)."),
    Flaw.NOT_AN_OBJECT: later("Isi berkas bukan satu objek JSON."),
    Flaw.DUPLICATE_KEY: later("Kunci “%(where)s” tertulis dua kali; mana yang berlaku?"),
    Flaw.NOT_A_NUMBER: later("“%(where)s” bukan angka JSON."),
    Flaw.HUGE_NUMBER: later("Ada angka yang terlalu besar (%(where)s…)."),
    Flaw.TOO_DEEP: later("Isinya bersarang lebih dari %(depth)s tingkat."),
    Flaw.TOO_MANY: later("Isinya lebih dari %(nodes)s bagian."),
    Flaw.LONG_LIST: later("Ada daftar dengan lebih dari %(list)s baris."),
    Flaw.LONG_TEXT: later("Ada teks dengan lebih dari %(text)s huruf."),
    Flaw.BROKEN_TEXT: later("Ada teks dengan tanda yang rusak (NUL atau surrogate)."),
}
#: The tests of CSAF that tell more than their number.
_TESTS: dict[str, str] = {
    "form": later("tidak sesuai skema CSAF 2.0"),
    "6.1.1": later("menyebut produk yang tidak didefinisikan"),
    "6.1.2": later("mendefinisikan produk yang sama dua kali"),
    "6.1.3": later("produk didefinisikan oleh dirinya sendiri (berputar)"),
    "6.1.4": later("menyebut kelompok produk yang tidak didefinisikan"),
    "6.1.14": later("urutan riwayat perubahan tidak benar"),
    "6.1.16": later("versinya bukan versi terakhir dari riwayatnya"),
    "6.1.27.1": later("profilnya memerlukan sedikitnya satu catatan"),
    "6.1.27.2": later("profilnya memerlukan sedikitnya satu rujukan luar"),
}
_REMARKS: dict[Remark, str] = {
    Remark.FILE_NAME: later("Nama berkas tidak sesuai aturan CSAF; seharusnya %(about)s."),
    Remark.NO_MARKING: later("Tidak bertanda TLP; kami perlakukan sebagai TLP:AMBER."),
    Remark.STRICTER_IN_WORDS: later(
        "Labelnya AMBER, tetapi kalimatnya TLP:AMBER+STRICT; yang lebih ketat berlaku."
    ),
    Remark.IS_DRAFT: later("Penerbitnya masih menandainya konsep (draft)."),
    Remark.SHORTENED: later("Teksnya dipotong; lengkapnya dalam berkas asli."),
    Remark.SECRETS_TAKEN_OUT: later("Yang tampak seperti kata sandi atau kode tidak disalin."),
    Remark.CREDENTIALS_LEFT_OUT: later(
        "%(about)s data tentang orang, akun atau kata sandi tidak disalin."
    ),
    Remark.INDICATORS_LEFT_OUT: later("%(about)s indikator tidak disalin; ada dalam berkas asli."),
    Remark.REFERENCES_LEFT_OUT: later("%(about)s rujukan tidak disalin (bukan alamat web)."),
}
NOT_AN_EVENT = gettext_lazy("Bukan peristiwa (event) MISP yang kami kenal: %(where)s.")


def say_flaw(flawed: Flawed) -> str:
    """Why the file is not read."""
    return _(_FLAWS[flawed.flaw]) % {
        "where": flawed.where,
        "mb": MAX_BYTES // 1024 // 1024,
        "depth": MAX_DEPTH,
        "nodes": angka(MAX_NODES),
        "list": angka(MAX_LIST),
        "text": angka(MAX_TEXT),
    }


def say_faults(faults: Iterable[Fault]) -> str:
    """Why it is no CSAF 2.0, with the numbers of the standard."""
    lines = [
        f"{one.where}: {_(_TESTS[one.test])}"
        if one.test == "form"
        else f"{one.where}: {_(_TESTS.get(one.test, later('gagal pada uji wajib')))} ({one.test})"
        for one in faults
    ]
    return _("Bukan CSAF 2.0 yang sah. %(faults)s") % {"faults": "; ".join(lines)}


def say_remark(remark: str, about: str) -> str:
    return _(_REMARKS[Remark(remark)]) % {"about": about}
