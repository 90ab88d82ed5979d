""" "Salin untuk WhatsApp": the same numbers as the page, dated, with the next step."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboard.today.clocks import chat_moment, short_moment
from dashboard.today.queries import Today, received_sentence
from secops.compliance.rotations.sentences import safety_sentence
from secops.house.text import angka, local


def _leaked(today: Today) -> str:
    """``Akun bocor: 1.940 (SIMPATIK 1.204)``; the application only while one campaign runs."""
    said = _("Akun bocor: %(n)s") % {"n": angka(today.safety.exposed)}
    if today.most_leaked is None or today.several:
        return said
    name, number = today.most_leaked
    return f"{said} ({name} {angka(number)})"


def text_of_today(today: Today) -> str:
    """Four true lines for the chat group of the city's heads."""
    lines = [_("Posko Siber, %(when)s") % {"when": chat_moment(today.at)}]
    if today.safety.exposed:
        safe = today.safety.exposed - today.safety.usable
        lines += [_leaked(today), _("Terbukti aman: %(n)s") % {"n": angka(safe)}]
    else:
        lines.append(_("Belum ada akun bocor yang diketahui."))
    if today.orders.departments:
        lines.append(
            _("Arahan diterima: %(n)s dari %(all)s OPD")
            % {"n": angka(today.orders.received), "all": angka(today.orders.departments)}
        )
    # What is over is no next step; on the page it stands as late.
    ahead = next((one for one in today.deadlines if one.at > today.at), None)
    if ahead is not None:
        lines.append(
            _("Berikutnya: %(what)s, %(when)s")
            % {"what": ahead.words, "when": short_moment(ahead.at, at=today.at)}
        )
    return "\n".join(lines)


def text_for_leaders(today: Today, late: Sequence[str] = ()) -> str:
    """Three lines for the mayor: how safe, how far the orders are, what comes next; and what is so
    late that only he is left to be told of it."""
    lines = [_verdict(today)]
    orders = today.orders
    if orders.departments:
        line = received_sentence(orders)
        if orders.late:
            line += " " + ngettext(
                "%(n)s OPD melewati batas waktu.", "%(n)s OPD melewati batas waktu.", orders.late
            ) % {"n": angka(orders.late)}
        lines.append(line)
    else:
        lines.append(_("Belum ada arahan ke OPD."))
    lines += late
    lines.append(_ahead(today))
    return "\n".join(lines)


def _verdict(today: Today) -> str:
    """``Belum aman. 312 dari 1.940 akun bocor masih dapat dipakai (kemarin 704).``"""
    said = safety_sentence(today.safety.usable, today.safety.exposed)
    before = None if today.several or today.progress is None else today.progress.usable_yesterday
    if before is None:
        return said
    yesterday = _("(kemarin %(n)s)") % {"n": angka(before)}
    return f"{said.removesuffix('.')} {yesterday}."


def _ahead(today: Today) -> str:
    """``Hari ini: SIMPATIK dikunci, 12.00 WIB; Kabar publik, 13.00 WIB.``"""
    same_day = local(today.at).date()
    ahead = [one for one in today.deadlines if one.at > today.at]
    of_today = [one for one in ahead if local(one.at).date() == same_day][:3]
    chosen, words = (of_today, _("Hari ini: %(what)s.")) if of_today else (
        ahead[:1], _("Berikutnya: %(what)s."))  # fmt: skip
    if not chosen:
        return _("Hari ini: tidak ada batas waktu.")
    named = (f"{one.words}, {short_moment(one.at, at=today.at)}" for one in chosen)
    return words % {"what": "; ".join(named)}
