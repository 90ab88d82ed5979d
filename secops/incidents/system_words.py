"""What the system did about an incident, in words: kind and facts are kept, the sentence is read.

As in the trail (`audit.sentences`): the same row is said in the language of whoever reads it. The
table of the law is Indonesian, so a line that is taken into it keeps its Indonesian words besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.compliance.duties.words import say
from secops.house.text import angka, wib
from secops.rules.claim import Platform
from secops.rules.clocks import ClockCode

#: Of one deed: its kind under "kind", the rest plain values that fit into JSON.
Facts = Mapping[str, Any]


def event_of(facts: Facts) -> str:
    """What happened."""
    return _EVENTS[facts["kind"]](facts)


def source_of(facts: Facts) -> str:
    """Where it is proven."""
    words = _SOURCES.get(facts["kind"])
    return words(facts) if words is not None else str(facts.get("source", ""))


def indonesian(facts: Facts) -> tuple[str, str]:
    """Event and source as the law's table keeps them."""
    with override("id"):
        return event_of(facts), source_of(facts)


def _deed(facts: Facts) -> str:
    entry = Entry(verb=facts["verb"], object_label=facts["object"], data=facts["data"])
    words = sentence(entry)
    return words[:1].upper() + words[1:]


def _report(facts: Facts) -> str:
    words = _("Laporan kebocoran %(name)s dimuat") % {"name": facts["name"]}
    rows = facts["rows"]
    if not isinstance(rows, int):
        return words
    return f"{words} " + ngettext("(%(n)s baris)", "(%(n)s baris)", rows) % {"n": angka(rows)}


def _report_source(facts: Facts) -> str:
    sender = facts["sender"] or _("pengirim tidak dicatat")
    return f"{sender}, SHA-256 {facts['sha256']}"


def _lock(facts: Facts) -> str:
    return ngettext(
        "%(name)s dikunci di sumber, %(n)s akun", "%(name)s dikunci di sumber, %(n)s akun",
        facts["n"],
    ) % {"name": facts["name"], "n": angka(facts["n"])}  # fmt: skip


def _readings(facts: Facts) -> str:
    return ngettext(
        "Data dari sistem diterima: %(n)s berkas", "Data dari sistem diterima: %(n)s berkas",
        facts["n"],
    ) % {"n": angka(facts["n"])}  # fmt: skip


def _readings_source(facts: Facts) -> str:
    names = ", ".join(facts["names"])
    more = facts["n"] - len(facts["names"])
    return names + (" " + _("dan %(n)s lainnya") % {"n": angka(more)} if more > 0 else "")


def _log_ins(facts: Facts) -> str:
    return _("%(n)s akun %(name)s dimasuki dengan kata sandi bocor, sampai %(until)s") % {
        "n": angka(facts["n"]),
        "name": facts["name"],
        "until": wib(datetime.fromisoformat(facts["until"])),
    }


_EVENTS: dict[str, Callable[[Facts], str]] = {
    "deed": _deed,
    "report": _report,
    "report_withdrawn": lambda f: _("Laporan kebocoran %(name)s ditarik: %(why)s") % f,
    "campaign": lambda f: _("Penggantian serentak dimulai: %(name)s") % f,
    "campaign_closed": lambda f: _("Penggantian serentak ditutup: %(name)s") % f,
    "directive": lambda f: _("Arahan %(code)s diterbitkan: %(title)s") % f,
    "lock": _lock,
    "readings": _readings,
    "statement": lambda f: _("Pernyataan %(code)s terbit di %(where)s") % f,
    "statement_over": lambda f: _("Pernyataan %(code)s diganti yang baru") % f,
    "clock": lambda f: _("%(what)s: terkirim") % {"what": say(ClockCode(f["clock"]))},
    "log_in": lambda f: _("Akun %(login)s (%(name)s) dimasuki dengan kata sandi yang bocor") % f,
    "log_ins": _log_ins,
    "claim": lambda f: (
        _("%(code)s: klaim di %(platform)s oleh %(actor)s")
        % {
            "code": f["source"],
            "platform": say(Platform(f["platform"])).lower(),
            "actor": f["actor"] or _("tanpa nama"),
        }
    ),
}
#: Where the source is words of ours; else it stands under "source" as it was written.
_SOURCES: dict[str, Callable[[Facts], str]] = {
    "deed": lambda f: _("catatan audit Siaga"),
    "report": _report_source,
    "report_withdrawn": _report_source,
    "readings": _readings_source,
    "log_in": lambda f: _("data dari sistem"),
    "log_ins": lambda f: _("data dari sistem"),
}
