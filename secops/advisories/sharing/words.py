"""What the exchange says on pages: why a file is refused, what the office should know of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

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
    Flaw.EMPTY: gettext_noop("Berkas ini kosong."),
    Flaw.TOO_LARGE: gettext_noop("Berkas lebih besar dari %(mb)s MB."),
    Flaw.BOM: gettext_noop(
        "Berkas diawali tanda BOM atau bukan UTF-8. Simpan sebagai UTF-8 tanpa BOM."
    ),
    Flaw.NOT_UTF8: gettext_noop("Berkas bukan UTF-8. Simpan sebagai UTF-8."),
    Flaw.NOT_JSON: gettext_noop("Berkas bukan JSON yang utuh (baris:kolom %(where)s)."),
    Flaw.NOT_AN_OBJECT: gettext_noop("Isi berkas bukan satu objek JSON."),
    Flaw.DUPLICATE_KEY: gettext_noop("Kunci “%(where)s” tertulis dua kali; mana yang berlaku?"),
    Flaw.NOT_A_NUMBER: gettext_noop("“%(where)s” bukan angka JSON."),
    Flaw.HUGE_NUMBER: gettext_noop("Ada angka yang terlalu besar (%(where)s…)."),
    Flaw.TOO_DEEP: gettext_noop("Isinya bersarang lebih dari %(depth)s tingkat."),
    Flaw.TOO_MANY: gettext_noop("Isinya lebih dari %(nodes)s bagian."),
    Flaw.LONG_LIST: gettext_noop("Ada daftar dengan lebih dari %(list)s baris."),
    Flaw.LONG_TEXT: gettext_noop("Ada teks dengan lebih dari %(text)s huruf."),
    Flaw.BROKEN_TEXT: gettext_noop("Ada teks dengan tanda yang rusak (NUL atau surrogate)."),
}
#: The tests of CSAF that tell more than their number.
_TESTS: dict[str, str] = {
    "form": gettext_noop("tidak sesuai skema CSAF 2.0"),
    "6.1.1": gettext_noop("menyebut produk yang tidak didefinisikan"),
    "6.1.2": gettext_noop("mendefinisikan produk yang sama dua kali"),
    "6.1.3": gettext_noop("produk didefinisikan oleh dirinya sendiri (berputar)"),
    "6.1.4": gettext_noop("menyebut kelompok produk yang tidak didefinisikan"),
    "6.1.14": gettext_noop("urutan riwayat perubahan tidak benar"),
    "6.1.16": gettext_noop("versinya bukan versi terakhir dari riwayatnya"),
    "6.1.27.1": gettext_noop("profilnya memerlukan sedikitnya satu catatan"),
    "6.1.27.2": gettext_noop("profilnya memerlukan sedikitnya satu rujukan luar"),
}
_REMARKS: dict[Remark, str] = {
    Remark.FILE_NAME: gettext_noop("Nama berkas tidak sesuai aturan CSAF; seharusnya %(about)s."),
    Remark.NO_MARKING: gettext_noop("Tidak bertanda TLP; kami perlakukan sebagai TLP:AMBER."),
    Remark.STRICTER_IN_WORDS: gettext_noop(
        "Labelnya AMBER, tetapi kalimatnya TLP:AMBER+STRICT; yang lebih ketat berlaku."
    ),
    Remark.IS_DRAFT: gettext_noop("Penerbitnya masih menandainya konsep (draft)."),
    Remark.SHORTENED: gettext_noop("Teksnya dipotong; lengkapnya dalam berkas asli."),
    Remark.SECRETS_TAKEN_OUT: gettext_noop(
        "Yang tampak seperti kata sandi atau kode tidak disalin."
    ),
    Remark.CREDENTIALS_LEFT_OUT: gettext_noop(
        "%(about)s data tentang orang, akun atau kata sandi tidak disalin."
    ),
    Remark.INDICATORS_LEFT_OUT: gettext_noop(
        "%(about)s indikator tidak disalin; ada dalam berkas asli."
    ),
    Remark.REFERENCES_LEFT_OUT: gettext_noop("%(about)s rujukan tidak disalin (bukan alamat web)."),
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
    lines = []
    for one in faults:
        why = _(_TESTS[one.test]) if one.test in _TESTS else _("gagal pada uji wajib")
        number = "" if one.test == "form" else f" ({one.test})"
        lines.append(f"{one.where}: {why}{number}")
    return _("Bukan CSAF 2.0 yang sah. %(faults)s") % {"faults": "; ".join(lines)}


def say_remark(remark: str, about: str) -> str:
    return _(_REMARKS[Remark(remark)]) % {"about": about}
