"""A claim in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secops.house.text import angka
from secops.house.words import look
from secops.incidents.claims.models import SampleCheck
from secops.rules.claim import Disposition


def look_of_disposition(value: str) -> tuple[str, str, str]:
    """Tone, symbol and word; undecided is work."""
    return look(Disposition)(value) if value else ("soon", "◆", _("Belum diputuskan"))


def sample_lines(check: SampleCheck) -> list[tuple[str, object]]:
    """The numbers of a sample, each with its name."""
    pairs: list[tuple[str, object]] = [
        (_("Baris dalam sampel"), angka(check.rows)),
        (_("Menunjuk sistem kita"), angka(check.ours)),
        (_("Cocok dengan akun yang kita kenal"), _of_accounts(check)),
        (_("Sudah ada dalam laporan sebelumnya"), angka(check.told_before)),
        (_("Belum ada dalam laporan mana pun"), angka(check.new)),
        (_("Alamat kita, akunnya tidak dikenal"), angka(check.unknown)),
        (_("Di luar kota"), angka(check.outside)),
    ]
    if check.with_secret:
        pairs.append((_("Kata sandinya sama dengan yang dilaporkan"), angka(check.same_secret)))
    if check.unreadable:
        pairs.append((_("Tidak terbaca"), angka(check.unreadable)))
    return pairs


def sample_conclusion(check: SampleCheck) -> str:
    """The numbers in one sentence, and nothing that they do not say."""
    if not check.ours:
        return _("Tidak satu baris pun menunjuk sistem kita.")
    if not check.known:
        return _("Alamatnya milik kita, tetapi tidak satu akun pun kita kenal.")
    if check.other_secret:
        return ngettext(
            "%(n)s baris memuat kata sandi yang berbeda dari laporan sebelumnya.",
            "%(n)s baris memuat kata sandi yang berbeda dari laporan sebelumnya.",
            check.other_secret,
        ) % {"n": angka(check.other_secret)}
    if not check.new:
        return _("Semua akun yang cocok sudah ada dalam laporan sebelumnya.")
    return ngettext(
        "%(n)s baris cocok dan belum ada dalam laporan mana pun.",
        "%(n)s baris cocok dan belum ada dalam laporan mana pun.",
        check.new,
    ) % {"n": angka(check.new)}


def _of_accounts(check: SampleCheck) -> str:
    words = ngettext("%(rows)s baris, %(n)s akun", "%(rows)s baris, %(n)s akun", check.accounts)
    return words % {"rows": angka(check.known), "n": angka(check.accounts)}
