"""What a duty comes to, in words: so many of so many proven, what is open, from where and of when.

How each kind of duty reads its numbers from facts stands in `kinds`; a statement
keeps what it read.
"""

from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secops.compliance.duties.models import Duty
from secops.compliance.duties.words import say
from secops.house.text import angka, wib, wib_clock
from secops.rules import rotation as law
from secops.rules.duty import Kind

#: States of an account in which nothing is left to prove.
DONE = (law.State.DISABLED.value, law.State.VERIFIED.value, law.State.EXEMPT.value)
#: So many open accounts are kept in a statement and shown on a page; the rest are counted.
ITEMS_KEPT = 500


#: Kinds whose open things are told by name: a department has few of them.
_NAMED = (Kind.SESSIONS, Kind.BACKUP, Kind.RETIREMENT, Kind.CUSTOM)
#: So many are named in a sentence.
NAMED = 3


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that is not yet proven: an account, a plan; what it is, why it is open, whose turn.

    `key` names it for as long as it exists (``account:31``); `url` is its page, where it has one
    that the department may open.
    """

    key: str
    name: str
    application: str
    reason: str
    turn: str
    url: str = ""

    @property
    def why(self) -> str:
        """``SIMPATIK: ada kendala``; the reason alone where the thing is the application itself."""
        return f"{self.application}: {self.reason}" if self.application else self.reason


@dataclass(frozen=True, slots=True)
class Numbers:
    """How a duty stands. `total` None = nobody knows how many there are."""

    kind: Kind
    proven: int
    total: int | None
    items: tuple[OpenItem, ...] = ()
    facts: dict[str, int] = field(default_factory=dict)
    exempt: int = 0
    read_at: datetime | None = None
    application: str = ""

    @property
    def open(self) -> int:
        """How many are left."""
        return max(0, (self.total or 0) - self.proven)

    @property
    def by_data(self) -> bool:
        """Whether the numbers come from systems, not from somebody's word."""
        return self.kind not in (Kind.ROTATION_BY_COUNT, Kind.CUSTOM)

    @property
    def complete(self) -> bool:
        """Whether data prove everything asked."""
        return self.by_data and bool(self.total) and self.open == 0

    @property
    def unit(self) -> str:
        return unit_of(self.kind)

    @property
    def short(self) -> str:
        """``28 dari 31 akun terbukti diganti``; says where a number is only somebody's word."""
        if self.total is None:
            return _("belum ada data")
        if self.kind is Kind.ROTATION and not self.total:
            return _("belum ada akun bocor yang diketahui")
        words = {
            Kind.LOCK: _("%(n)s dari %(all)s akun bocor sudah dikunci di sumber"),
            Kind.ROTATION: _("%(n)s dari %(all)s akun terbukti diganti"),
            Kind.ROTATION_BY_COUNT: _("%(n)s dari %(all)s akun dinyatakan sudah diganti"),
            Kind.SESSIONS: _("%(n)s dari %(all)s aplikasi: sesi login sesuai aturan"),
            Kind.BACKUP: _("%(n)s dari %(all)s backup terbukti dapat dipulihkan"),
            Kind.RETIREMENT: _("%(n)s dari %(all)s aplikasi sudah jelas: dipakai atau dihentikan"),
        }
        template = words.get(self.kind, _("%(n)s dari %(all)s langkah dilaporkan"))
        return template % {"n": angka(self.proven), "all": angka(self.total)}

    @property
    def source(self) -> str:
        """Where the numbers come from and of when they are."""
        if not self.by_data:
            return _("menurut laporan OPD, belum dari sistem")
        if self.read_at is None:
            return _("belum ada data dari sistem")
        clock = wib_clock(self.read_at).removesuffix(" WIB")
        name = self.application or _("sistem")
        return _("data %(name)s %(clock)s") % {"name": name, "clock": clock}

    @property
    def rest(self) -> str:
        """``Belum: 1 ada kendala, 2 belum ada tindakan.``; empty when nothing is left."""
        why = self._why()
        if not why:
            return ""
        if self.kind in _NAMED:  # few things, each with a name of its own
            names = [item.name.rstrip(".") for item in self.items]
            more = f" (+{angka(len(names) - NAMED)})" if len(names) > NAMED else ""
            return _("Belum: %(parts)s.") % {"parts": ", ".join(names[:NAMED]) + more}
        parts = ", ".join(f"{angka(n)} {_lower(reason)}" for reason, n in why.most_common())
        return _("Belum: %(parts)s.") % {"parts": parts}

    def _why(self) -> Counter[str]:
        """How many are open for which reason, all of them counted, also those not listed."""
        if len(self.items) >= self.open or not self.by_data:
            return Counter(item.reason for item in self.items)
        if self.kind is Kind.LOCK:
            return Counter({_("Belum dikunci"): self.open})
        states = {law.State(state): n for state, n in self.facts.items() if state not in DONE}
        return Counter({say(state): n for state, n in states.items() if n})

    def as_facts(self) -> dict[str, Any]:
        """What a statement keeps of it."""
        return {
            "counts": self.facts,
            "exempt": self.exempt,
            "read_at": self.read_at.isoformat() if self.read_at else None,
        }

    def kept_items(self) -> list[dict[str, Any]]:
        """The open items as a statement keeps them."""
        return [
            {name: value for name, value in asdict(item).items() if name != "url"}
            for item in self.items
        ]


def unit_of(kind: Kind) -> str:
    """What is counted: accounts, applications, backups, steps."""
    return str(_UNITS.get(kind, gettext_lazy("langkah")))


_UNITS = {
    Kind.LOCK: gettext_lazy("akun"),
    Kind.ROTATION: gettext_lazy("akun"),
    Kind.ROTATION_BY_COUNT: gettext_lazy("akun"),
    Kind.SESSIONS: gettext_lazy("aplikasi"),
    Kind.BACKUP: gettext_lazy("backup"),
    Kind.RETIREMENT: gettext_lazy("aplikasi"),
}


def sentence_of_statement(numbers: Numbers, promised: str) -> str:
    """The sentence a head agrees to, word for word; `promised` is the date in full."""
    if not numbers.open:
        return _("Saya mengetahui angka ini: %(short)s.") % {"short": numbers.short}
    sentence = ngettext(
        "Saya mengetahui angka ini dan memastikan %(n)s %(unit)s sisanya selesai paling lambat "
        "%(date)s.",
        "Saya mengetahui angka ini dan memastikan %(n)s %(unit)s sisanya selesai paling lambat "
        "%(date)s.",
        numbers.open,
    )
    return sentence % {"n": angka(numbers.open), "unit": numbers.unit, "date": promised}


def sentences_of(duty: Duty, numbers: Numbers, promised: str) -> dict[str, str]:
    """The named sentences of a statement, each agreed to by a tick of its own; `promised` as in
    `sentence_of_statement`. Evidence that stands is named in one of them."""
    evidence = list(duty.evidence.standing().order_by("pk").values_list("name", flat=True))
    said = {"numbers": sentence_of_statement(numbers, promised)}
    if evidence:
        names = ", ".join(evidence[:NAMED]) + (" …" if len(evidence) > NAMED else "")
        said["evidence"] = ngettext(
            "Saya mengetahui %(n)s bukti dukung yang dilampirkan: %(names)s.",
            "Saya mengetahui %(n)s bukti dukung yang dilampirkan: %(names)s.",
            len(evidence),
        ) % {"n": angka(len(evidence)), "names": names}
    return said


def evidence_shown(duty: Duty) -> str:
    """Which pieces of evidence `sentences_of` speaks of, to notice when they are others."""
    pieces = duty.evidence.standing().order_by("pk").values_list("pk", flat=True)
    return ",".join(str(pk) for pk in pieces)


def picture(duty: Duty, numbers: Numbers) -> str:
    """``Dinas Sosial: 28 dari 31 akun terbukti diganti (data SIMPATIK 07.30). Belum: …``"""
    line = f"{duty.department}: {numbers.short} ({numbers.source})."
    return f"{line} {numbers.rest}".strip()


def picture_for_chat(duty: Duty, numbers: Numbers, *, at: datetime) -> str:
    """The true lines for "Salin untuk WhatsApp" of one department."""
    lines = [
        f"{duty.directive.code} {duty.directive.title}",
        f"{duty.department}, {wib(at)}",
        f"{numbers.short} ({numbers.source})",
        numbers.rest,
        _("Batas waktu: %(due)s") % {"due": wib(duty.due_at)},
    ]
    return "\n".join(line for line in lines if line)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
