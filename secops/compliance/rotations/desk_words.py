"""What is said to an agent about his accounts (JOURNEYS J4.1), and on his desk."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.compliance.rotations.queries.desk import Group, Piles, label_of_group
from secops.house.text import angka


def standing(piles: Piles, groups: Mapping[Group, int]) -> str:
    """``188 terbukti, 96 menunggu data sistem, 74 menunggu pegawai, 42 giliran Anda (31 tanpa
    kontak, 11 kendala)``; what is nothing is left out, but the first and the last."""
    parts = [_("%(n)s terbukti") % {"n": angka(piles.done)}]
    for number, words in (
        (piles.attested, _("%(n)s lulus uji petik")),
        (piles.written_off, _("%(n)s dikeluarkan dari hitungan")),
        (piles.owners, _("%(n)s menunggu data sistem")),
        (piles.office, _("%(n)s menunggu kantor")),
        (piles.holders, _("%(n)s menunggu pegawai")),
    ):
        if number:
            parts.append(words % {"n": angka(number)})
    mine = _("%(n)s giliran Anda") % {"n": angka(piles.mine)}
    if groups:
        why = ", ".join(f"{angka(n)} {label_of_group(group)}" for group, n in groups.items())
        mine = f"{mine} ({why})"
    return ", ".join([*parts, mine])


def to_agent(department: str, piles: Piles, groups: Mapping[Group, int], address: str) -> str:
    """The message to an agent: where his department stands, what is his, where to begin."""
    return _("%(department)s, %(total)s akun: %(standing)s. Mulai: %(address)s") % {
        "department": department,
        "total": angka(piles.total),
        "standing": standing(piles, groups),
        "address": address,
    }


def to_agent_subject(piles: Piles) -> str:
    """``42 akun menunggu Anda``"""
    return ngettext("%(n)s akun menunggu Anda", "%(n)s akun menunggu Anda", piles.mine) % {
        "n": angka(piles.mine)
    }
