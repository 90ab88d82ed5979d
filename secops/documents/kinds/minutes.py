"""Minutes (Berita Acara): what happened, who was there, where they sign."""

from __future__ import annotations

import re
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from secops.documents import spelling
from secops.documents.blocks import Block, Body, Place, facts, heading, paragraphs, points, table
from secops.documents.kinds.shape import Field, Given, Input, Kind, Style
from secops.rules.document import Nature

_NIP = re.compile(r"[0-9]{18}")

HELD_AT = Field("held_at", _("Waktu"), Input.MOMENT)
PLACE = Field("place", _("Tempat"))
WITNESSES = Field(
    "witnesses",
    _("Saksi"),
    Input.ROWS,
    required=False,
    columns=(_("Nama"), _("Jabatan"), _("NIP atau NRP")),
)


def _begin(given: Given) -> str:
    held = given.moment("held_at")
    assert isinstance(held, datetime), "minutes ask for their time"
    return f"{spelling.this_day(held)}, bertempat di {given.text('place')}"


def witnesses(given: Given) -> tuple[Place, ...]:
    """Where the witnesses sign; a bare NIP is called so."""
    return tuple(
        Place(f"Saksi {n}", title, name, f"NIP {number}" if _NIP.fullmatch(number) else number)
        for n, (name, title, number) in enumerate(given.rows("witnesses"), start=1)
    )


def free_minutes(given: Given) -> Body:
    """Whatever is to be put on record."""
    return Body(
        [*paragraphs(f"{_begin(given)}:"), *paragraphs(given.text("text"))],
        witnesses=witnesses(given),
    )


def hand_over(given: Given) -> Body:
    """The fields of FACTS 5: parties, list with hashes, purpose, report number, witnesses."""
    giver = ("name", "title", "number")
    first = {key: given.text(f"first_{key}") for key in giver}
    second = {key: given.text(f"second_{key}") for key in (*giver, "unit")}
    blocks: list[Block] = [
        *paragraphs(f"{_begin(given)}, kami yang bertanda tangan di bawah ini:"),
        facts(
            [
                ("Nama", first["name"]),
                ("NIP", first["number"]),
                ("Jabatan", first["title"]),
                ("Selanjutnya disebut", "PIHAK PERTAMA"),
            ]
        ),
        facts(
            [
                ("Nama", second["name"]),
                ("Pangkat/NRP", " / ".join(v for v in (second["title"], second["number"]) if v)),
                ("Kesatuan", second["unit"]),
                ("Selanjutnya disebut", "PIHAK KEDUA"),
            ]
        ),
        *paragraphs(
            "PIHAK PERTAMA menyerahkan kepada PIHAK KEDUA, dan PIHAK KEDUA menerima dari PIHAK "
            "PERTAMA, barang bukti digital sebagai berikut."
        ),
        table(
            ("Uraian", "Nama berkas dan SHA-256", "Ukuran (byte)", "Diperoleh", "Media, segel"),
            (
                (what, f"{name}\n{digest}", size, f"{when}\n{who}", f"{medium}\n{seal}".strip())
                for what, name, size, digest, when, who, medium, seal in given.rows("items")
            ),
            widths=(8, 14, 5, 9, 6),
            small=True,
        ),
        facts(
            [
                ("Keperluan", given.text("purpose")),
                ("Nomor laporan polisi", given.text("report_number")),
                ("Dasar permintaan", given.text("basis")),
            ]
        ),
        *paragraphs(
            "Nilai SHA-256 setiap berkas dihitung ulang bersama pada saat serah terima. Sejak "
            "ditandatangani, penyimpanan dan pengamanan barang bukti di atas menjadi tanggung "
            "jawab PIHAK KEDUA. Berita acara ini dibuat rangkap dua dengan kekuatan yang sama."
        ),
    ]
    return Body(
        blocks,
        places=(
            Place("PIHAK PERTAMA", first["title"], first["name"], _nip(first["number"])),
            Place("PIHAK KEDUA", second["unit"], second["name"], _nrp(second["number"])),
        ),
        witnesses=witnesses(given),
    )


def _nip(number: str) -> str:
    return f"NIP {number}" if number else ""


def _nrp(number: str) -> str:
    return f"NRP {number}" if number else ""


def retirement(given: Given) -> Body:
    """One step of retiring an application, with its proofs."""
    blocks: list[Block] = [
        *paragraphs(f"{_begin(given)}, telah dilaksanakan: {given.text('step')}."),
        facts(
            [
                ("Aplikasi", given.text("application")),
                ("Perangkat Daerah", given.text("department")),
                ("Dasar", given.text("basis")),
                ("Dilaksanakan oleh", given.text("done_by")),
            ]
        ),
    ]
    if given.text("text"):
        blocks += paragraphs(given.text("text"))
    blocks += [
        heading("Bukti dukung"),
        table(
            ("Berkas", "SHA-256"),
            given.rows("proofs"),
            widths=(4, 7),
            small=True,
            none="Tanpa berkas bukti.",
        ),
    ]
    places = tuple(
        Place(role, title, name, number) for role, title, name, number in given.rows("signs")
    )
    return Body(blocks, places=places, witnesses=witnesses(given))


def evaluation(given: Given) -> Body:
    """An evaluation meeting: who was there, the facts, what was decided, when next."""
    blocks: list[Block] = [
        *paragraphs(f"{_begin(given)}, telah dilaksanakan rapat evaluasi dengan catatan berikut."),
        heading("Hadir"),
        table(("Nama", "Jabatan", "Lembaga"), given.rows("present"), widths=(4, 4, 5)),
        heading("Fakta yang dibahas"),
        points(given.lines("facts")),
        heading("Keputusan"),
        table(
            ("Keputusan", "Penanggung jawab", "Batas waktu"),
            given.rows("decisions"),
            widths=(7, 4, 4),
            none="Tidak ada keputusan.",
        ),
    ]
    if given.text("notes"):
        blocks += [heading("Catatan"), *paragraphs(given.text("notes"))]
    if given.moment("next_at"):
        when = spelling.moment_in_full(given.moment("next_at"))
        blocks += paragraphs(f"Rapat berikutnya: {when}.")
    places = tuple(
        Place(role, title, name, number) for role, title, name, number in given.rows("signs")
    )
    return Body(blocks, places=places)


def lessons(given: Given) -> Body:
    """What was learnt: what happened, what went well and what did not, the cause, what follows."""
    blocks: list[Block] = [
        *paragraphs(
            f"{_begin(given)}, telah dilaksanakan pertemuan pembelajaran insiden siber dengan "
            "catatan berikut."
        ),
        facts([("Insiden", given.text("incident")), ("Dipimpin oleh", given.text("chair"))]),
        heading("Hadir"),
        table(("Nama", "Jabatan", "Lembaga"), given.rows("present"), widths=(4, 4, 5)),
        heading("Yang terjadi"),
        *paragraphs(given.text("happened")),
        heading("Yang berjalan baik"),
        *_listed(given, "went_well"),
        heading("Yang tidak berjalan baik"),
        *_listed(given, "went_badly"),
        heading("Akar masalah"),
        *paragraphs(given.text("root_cause")),
        heading("Tindakan"),
        table(
            ("Tindakan", "Penanggung jawab", "Batas waktu"),
            given.rows("actions"),
            widths=(7, 4, 4),
            none="Tidak ada tindakan.",
        ),
    ]
    places = tuple(
        Place(role, title, name, number) for role, title, name, number in given.rows("signs")
    )
    return Body(blocks, places=places)


def _listed(given: Given, name: str) -> list[Block]:
    lines = given.lines(name)
    return [points(lines)] if lines else paragraphs("Tidak ada yang dicatat.")


_SIGNS = Field(
    "signs",
    _("Yang menandatangani"),
    Input.ROWS,
    required=False,
    columns=(_("Sebagai"), _("Jabatan"), _("Nama"), _("NIP atau NRP")),
    help=_("Kosong: hanya penanda tangan dokumen."),
)

MINUTES: dict[str, Kind] = {
    "minutes": Kind(
        title=_("Berita acara"),
        about=_("Catatan resmi suatu kejadian, dengan saksi."),
        compose=free_minutes,
        style=Style.MINUTES,
        heading="BERITA ACARA",
        second_person=False,
        fields=(HELD_AT, PLACE, Field("text", _("Isi berita acara"), Input.TEXT), WITNESSES),
    ),
    "hand_over": Kind(
        title=_("Berita acara serah terima barang bukti digital"),
        about=_("Kepada polisi: para pihak, daftar dengan SHA-256, keperluan, saksi."),
        compose=hand_over,
        style=Style.MINUTES,
        heading="BERITA ACARA SERAH TERIMA\nBARANG BUKTI DIGITAL",
        nature=Nature.SECRET,
        subject="Serah terima barang bukti digital",
        fields=(
            HELD_AT,
            PLACE,
            Field("first_name", _("Pihak pertama: nama")),
            Field("first_number", _("Pihak pertama: NIP"), required=False),
            Field("first_title", _("Pihak pertama: jabatan")),
            Field("second_name", _("Pihak kedua: nama")),
            Field("second_title", _("Pihak kedua: pangkat"), required=False),
            Field("second_number", _("Pihak kedua: NRP"), required=False),
            Field("second_unit", _("Pihak kedua: kesatuan")),
            Field("items", _("Barang bukti"), Input.ROWS, columns=(
                _("Uraian"), _("Nama berkas"), _("Ukuran (byte)"), "SHA-256", _("Diperoleh pada"),
                _("Diperoleh oleh"), _("Media"), _("Nomor segel"),
            )),
            Field("purpose", _("Keperluan")),
            Field("report_number", _("Nomor laporan polisi"), required=False),
            Field("basis", _("Dasar permintaan"), required=False,
                  help=_("Nomor surat permintaan atau surat perintah penyitaan.")),
            WITNESSES,
        ),
    ),
    "retirement": Kind(
        title=_("Berita acara penghentian aplikasi"),
        about=_("Satu langkah penghentian dengan bukti dukungnya."),
        compose=retirement,
        style=Style.MINUTES,
        heading="BERITA ACARA PENGHENTIAN APLIKASI",
        subject="Penghentian aplikasi",
        second_person=False,
        fields=(
            HELD_AT,
            PLACE,
            Field("step", _("Langkah")),
            Field("application", _("Aplikasi")),
            Field("department", _("Perangkat Daerah")),
            Field("basis", _("Dasar"), required=False),
            Field("done_by", _("Dilaksanakan oleh")),
            Field("text", _("Keterangan"), Input.TEXT, required=False),
            Field("proofs", _("Bukti dukung"), Input.ROWS, required=False,
                  columns=(_("Berkas"), "SHA-256")),
            _SIGNS,
            WITNESSES,
        ),
    ),
    "evaluation": Kind(
        title=_("Berita acara rapat evaluasi"),
        about=_("Siapa hadir, fakta, keputusan, kapan berikutnya."),
        compose=evaluation,
        style=Style.MINUTES,
        heading="BERITA ACARA RAPAT EVALUASI",
        nature=Nature.LIMITED,
        subject="Rapat evaluasi insiden siber",
        second_person=False,
        fields=(
            HELD_AT,
            PLACE,
            Field("present", _("Hadir"), Input.ROWS,
                  columns=(_("Nama"), _("Jabatan"), _("Lembaga"))),
            Field("facts", _("Fakta yang dibahas"), Input.TEXT,
                  help=_("Satu butir pada setiap baris.")),
            Field("decisions", _("Keputusan"), Input.ROWS, required=False,
                  columns=(_("Keputusan"), _("Penanggung jawab"), _("Batas waktu"))),
            Field("notes", _("Catatan"), Input.TEXT, required=False),
            Field("next_at", _("Rapat berikutnya"), Input.MOMENT, required=False),
            _SIGNS,
        ),
    ),
    "lessons": Kind(
        title=_("Berita acara pembelajaran insiden"),
        about=_("Yang terjadi, yang baik dan tidak, akar masalah, tindakan."),
        compose=lessons,
        style=Style.MINUTES,
        heading="BERITA ACARA PEMBELAJARAN INSIDEN",
        nature=Nature.LIMITED,
        subject="Pembelajaran insiden siber",
        second_person=False,
        by_hand=False,
        fields=(
            HELD_AT,
            PLACE,
            Field("incident", _("Insiden")),
            Field("chair", _("Dipimpin oleh")),
            Field("present", _("Hadir"), Input.ROWS,
                  columns=(_("Nama"), _("Jabatan"), _("Lembaga"))),
            Field("happened", _("Yang terjadi"), Input.TEXT),
            Field("went_well", _("Yang berjalan baik"), Input.TEXT, required=False,
                  help=_("Satu butir pada setiap baris.")),
            Field("went_badly", _("Yang tidak berjalan baik"), Input.TEXT, required=False,
                  help=_("Satu butir pada setiap baris.")),
            Field("root_cause", _("Akar masalah"), Input.TEXT),
            Field("actions", _("Tindakan"), Input.ROWS, required=False,
                  columns=(_("Tindakan"), _("Penanggung jawab"), _("Batas waktu"))),
            _SIGNS,
        ),
    ),
}  # fmt: skip
