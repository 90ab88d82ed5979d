"""The minutes of a disposal, as a kind of document."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secops.documents import spelling
from secops.documents.blocks import Body, Place, facts, paragraphs, table
from secops.documents.kinds import Field, Given, Input, Kind, Style
from secops.documents.kinds.minutes import witnesses
from secops.rules.document import Nature


def disposal(given: Given) -> Body:
    """What was disposed of, why it was allowed, by whom, before whom."""
    held = given.moment("held_at")
    assert held is not None, "minutes ask for their time"
    return Body(
        [
            *paragraphs(
                f"{spelling.this_day(held)}, bertempat di {given.text('place')}, disetujui "
                "pemusnahan barang bukti digital berikut, yang telah lewat masa simpannya."
            ),
            table(
                ("Nomor dan uraian", "Nama berkas dan SHA-256", "Ukuran (byte)", "Disimpan sampai"),
                (
                    (what, f"{name}\n{digest}", size, until)
                    for what, name, size, digest, until in given.rows("items")
                ),
                widths=(8, 18, 4, 6),
                small=True,
            ),
            facts(
                [
                    ("Alasan", given.text("reason")),
                    ("Dasar", given.text("basis")),
                    ("Diusulkan oleh", given.text("proposed_by")),
                ]
            ),
            *paragraphs(
                "Pada barang bukti di atas tidak ada penahanan hukum dan tidak ada serah terima "
                "yang belum selesai. Yang dimusnahkan adalah berkasnya. Nilai SHA-256 dan riwayat "
                "penguasaannya tetap disimpan."
            ),
        ],
        places=(
            Place("Yang mengusulkan", name=given.text("proposed_by")),
            Place("Yang memusnahkan"),
        ),
        witnesses=witnesses(given),
    )


DISPOSAL = Kind(
    title=_("Berita acara pemusnahan barang bukti digital"),
    about=_("Daftar dengan SHA-256, dasar, siapa mengusulkan; berkasnya hilang, riwayatnya tetap."),
    compose=disposal,
    style=Style.MINUTES,
    heading="BERITA ACARA PEMUSNAHAN\nBARANG BUKTI DIGITAL",
    nature=Nature.LIMITED,
    subject="Pemusnahan barang bukti digital",
    by_hand=False,
    fields=(
        Field("held_at", _("Waktu"), Input.MOMENT),
        Field("place", _("Tempat")),
        Field(
            "items",
            _("Barang bukti"),
            Input.ROWS,
            columns=(
                _("Uraian"), _("Nama berkas"), _("Ukuran (byte)"), "SHA-256", _("Masa simpan"),
            ),
        ),
        Field("reason", _("Alasan")),
        Field("basis", _("Dasar"), required=False),
        Field("proposed_by", _("Diusulkan oleh")),
        Field(
            "witnesses",
            _("Saksi"),
            Input.ROWS,
            required=False,
            columns=(_("Nama"), _("Jabatan"), _("NIP atau NRP")),
        ),
    ),
)  # fmt: skip
