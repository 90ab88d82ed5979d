""" "Salin untuk WhatsApp": the same numbers as the page, dated, with the next step."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dashboard.today.clocks import chat_moment, short_moment
from dashboard.today.queries import Today
from secops.house.text import angka


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
    if today.next is not None:
        lines.append(
            _("Berikutnya: %(what)s, %(when)s")
            % {"what": today.next.words, "when": short_moment(today.next.at, at=today.at)}
        )
    return "\n".join(lines)
