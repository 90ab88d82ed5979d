"""The holding statement of each class of incident: what may be said before anything is proven.

Each says that a report came and is looked at, and which one thing cannot be said yet; no cause, no
number, no comfort. `{with_}` names those who look along, and only those a recorded request or
notice stands for (`Partner`); where there is none the sentence ends before it.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from secops.rules.ready_tasks import IncidentClass, Words


class Partner(StrEnum):
    """Who may be named beside us, in the order of naming."""

    AGENCY = "agency"
    POLICE = "police"
    PARTNER = "partner"


#: As the public knows them.
PARTNERS: dict[Partner, Words] = {
    Partner.AGENCY: Words("BSSN", "BSSN"),
    Partner.POLICE: Words("Kepolisian", "the police"),
    Partner.PARTNER: Words("mitra keamanan siber", "our cybersecurity partners"),
}

#: Class -> its first public words; None is every other class, and what nobody classed yet.
HOLDING: dict[IncidentClass | None, Words] = {
    IncidentClass.CREDENTIAL_LEAK: Words(
        "Kami menerima laporan dugaan kebocoran akun pegawai dan sedang memeriksanya{with_}. "
        "Kami belum dapat memastikan jumlahnya.",
        "We have received a report of a suspected leak of staff accounts and are examining "
        "it{with_}. We cannot confirm their number yet.",
    ),
    IncidentClass.DATA_LEAK: Words(
        "Kami menerima laporan dugaan kebocoran data dan sedang memeriksanya{with_}. "
        "Kami belum dapat memastikan keaslian, isi dan jumlahnya.",
        "We have received a report of a suspected data leak and are examining it{with_}. "
        "We cannot yet confirm whether it is genuine, what it holds and how much it is.",
    ),
    IncidentClass.DEFACEMENT: Words(
        "Kami menerima laporan dugaan perubahan tampilan situs pemerintah kota dan sedang "
        "memeriksanya{with_}. Kami belum dapat memastikan penyebabnya.",
        "We have received a report of a suspected change to the look of a city website and are "
        "examining it{with_}. We cannot confirm its cause yet.",
    ),
    IncidentClass.GAMBLING_CONTENT: Words(
        "Kami menerima laporan dugaan konten perjudian di alamat situs pemerintah kota dan sedang "
        "memeriksanya{with_}. Kami belum dapat memastikan asalnya.",
        "We have received a report of suspected gambling content under an address of the city and "
        "are examining it{with_}. We cannot confirm where it comes from yet.",
    ),
    IncidentClass.RANSOMWARE: Words(
        "Kami menerima laporan dugaan gangguan pada sistem pemerintah kota dan sedang "
        "memeriksanya{with_}. Kami belum dapat memastikan penyebab dan luasnya.",
        "We have received a report of a suspected disruption of a city system and are examining "
        "it{with_}. We cannot confirm its cause and extent yet.",
    ),
    IncidentClass.PHISHING: Words(
        "Kami menerima laporan dugaan pesan palsu yang membawa nama pemerintah kota dan sedang "
        "memeriksanya{with_}. Kami belum dapat memastikan pengirimnya. Mohon tidak membuka tautan "
        "dan tidak mengisi data dari pesan yang meragukan.",
        "We have received a report of a suspected false message in the name of the city and are "
        "examining it{with_}. We cannot confirm its sender yet. Please open no link and enter "
        "no details from a doubtful message.",
    ),
    IncidentClass.LOST_DEVICE: Words(
        "Kami menerima laporan dugaan hilangnya perangkat kerja dan sedang memeriksanya{with_}. "
        "Kami belum dapat memastikan data yang tersimpan di dalamnya.",
        "We have received a report of a work device that is presumed lost and are examining "
        "it{with_}. We cannot confirm which data it holds yet.",
    ),
    None: Words(
        "Kami menerima laporan dugaan insiden siber dan sedang memeriksanya{with_}. "
        "Kami belum dapat memastikan penyebab dan dampaknya.",
        "We have received a report of a suspected cyber incident and are examining it{with_}. "
        "We cannot confirm its cause and impact yet.",
    ),
}  # fmt: skip


def holding_words(kind: IncidentClass | None, partners: Collection[Partner] = ()) -> Words:
    """The first public words about an incident of that class, with the partners that are proven."""
    named = [PARTNERS[one] for one in Partner if one in partners]
    text = HOLDING[kind]
    return Words(
        text.id.format(with_=_with(" bersama ", " dan ", [one.id for one in named])),
        text.en.format(with_=_with(" together with ", " and ", [one.en for one in named])),
    )


def _with(before: str, last: str, names: list[str]) -> str:
    if not names:
        return ""
    *first, end = names
    return before + (f"{', '.join(first)}{last}{end}" if first else end)
