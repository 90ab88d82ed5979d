"""Notices of a failure to protect personal data (UU 27/2022 Art 46)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secops.documents import spelling
from secops.documents.blocks import Block, Body, facts, heading, paragraphs
from secops.documents.kinds.shape import Field, Given, Input, Kind, Style
from secops.rules.document import Nature

_LAW = "Pasal 46 Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi"

#: What Art 46(2) asks at least, and whom to ask.
_FIELDS = (
    Field("data", _("Data pribadi yang terungkap"), Input.TEXT),
    Field("when", _("Kapan terungkap"), Input.TEXT),
    Field("how", _("Bagaimana terungkap"), Input.TEXT),
    Field("efforts", _("Penanganan dan pemulihan"), Input.TEXT),
    Field("contact", _("Narahubung")),
)


def _required(given: Given) -> list[Block]:
    when, how = given.text("when"), given.text("how")
    return [
        heading("Data pribadi yang terungkap"),
        *paragraphs(given.text("data")),
        heading("Kapan dan bagaimana"),
        *paragraphs(when),
        *(paragraphs(how) if how != when else []),
        heading("Penanganan dan pemulihan"),
        *paragraphs(given.text("efforts")),
    ]


def to_person(given: Given) -> Body:
    """To whom the data belong (Art 46(1) a)."""
    blocks: list[Block] = [
        *paragraphs(
            f"Sesuai {_LAW}, kami memberitahukan bahwa telah terjadi kegagalan pelindungan data "
            "pribadi yang menyangkut data Bapak/Ibu. Kami mohon maaf atas kejadian ini."
        ),
        *_required(given),
    ]
    if given.text("advice"):
        blocks += [heading("Yang dapat Bapak/Ibu lakukan"), *paragraphs(given.text("advice"))]
    blocks += [
        *paragraphs(
            "Kami tidak pernah meminta kata sandi (password) atau kode OTP. Bila ada yang "
            "memintanya dengan membawa nama kami, mohon tidak dijawab."
        ),
        facts([("Pertanyaan", given.text("contact"))]),
    ]
    return Body(blocks)


def to_agency(given: Given) -> Body:
    """To the agency that supervises (Art 46(1) b); which one that is stands in the settings."""
    return Body(
        [
            *paragraphs(
                f"Sesuai {_LAW}, bersama ini kami memberitahukan kegagalan pelindungan data "
                "pribadi sebagai berikut."
            ),
            facts(
                [
                    ("Diketahui", spelling.moment_in_full(given.moment("known_at"))),
                    ("Jumlah subjek data", given.text("subjects")),
                    ("Nomor registrasi insiden", given.text("incident")),
                    ("Narahubung", given.text("contact")),
                ]
            ),
            *_required(given),
            *paragraphs(
                "Batas 3 x 24 jam kami hitung sejak kegagalan diketahui. Keterangan yang belum "
                "lengkap kami susulkan."
            ),
        ]
    )


def to_public(given: Given) -> Body:
    """To the public, where public service or the public interest is hit (Art 46(3))."""
    blocks: list[Block] = [
        *paragraphs(
            f"Sesuai {_LAW}, kami mengumumkan bahwa telah terjadi kegagalan pelindungan data "
            "pribadi."
        ),
        *_required(given),
    ]
    if given.text("advice"):
        blocks += [heading("Yang dapat dilakukan masyarakat"), *paragraphs(given.text("advice"))]
    return Body([*blocks, facts([("Pertanyaan", given.text("contact"))])])


_ADVICE = Field("advice", _("Yang dapat dilakukan"), Input.TEXT, required=False)

NOTICES: dict[str, Kind] = {
    "pdp_person": Kind(
        title=_("Pemberitahuan kepada subjek data"),
        about=_("Pasal 46 UU 27/2022: paling lambat 3 x 24 jam, tertulis."),
        compose=to_person,
        nature=Nature.URGENT,
        subject="Pemberitahuan kegagalan pelindungan data pribadi",
        fields=(*_FIELDS, _ADVICE),
    ),
    "pdp_agency": Kind(
        title=_("Pemberitahuan kepada lembaga pelindungan data pribadi"),
        about=_("Pasal 46 UU 27/2022: paling lambat 3 x 24 jam, tertulis."),
        compose=to_agency,
        nature=Nature.LIMITED,
        subject="Pemberitahuan kegagalan pelindungan data pribadi",
        addressees=("{data_protection_agency}",),
        fields=(
            Field("incident", _("Nomor registrasi insiden"), required=False),
            Field("known_at", _("Diketahui"), Input.MOMENT),
            Field("subjects", _("Jumlah subjek data")),
            *_FIELDS,
        ),
    ),
    "pdp_public": Kind(
        title=_("Pengumuman kegagalan pelindungan data pribadi"),
        about=_("Bila layanan publik atau kepentingan masyarakat terganggu."),
        compose=to_public,
        style=Style.HEADED,
        heading="PENGUMUMAN",
        nature=Nature.IMPORTANT,
        subject="Kegagalan pelindungan data pribadi",
        fields=(*_FIELDS, _ADVICE),
    ),
}
