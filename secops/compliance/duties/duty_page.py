"""The page of one duty: what is asked, how it stands, what this reader may do next."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from accounts.speakers import holders
from secops.compliance.duties import queries
from secops.compliance.duties.forms import LetterForm, ReceivedForForm
from secops.compliance.duties.hands import capacities_of
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Duty, Evidence
from secops.compliance.duties.numbers import (
    Numbers,
    OpenItem,
    picture,
    picture_for_chat,
)
from secops.compliance.duties.promises import broken_promises
from secops.compliance.duties.words import mark, say
from secops.house.text import angka, masked_name, wib
from secops.rules.adoption import Cause
from secops.rules.duty import (
    CLOSED,
    HANDS,
    TABLE,
    Actor,
    EvidenceKind,
    Kind,
    Refusal,
    State,
    may_move,
    refuse,
)
from secops.rules.intervals import WIB
from secops.rules.labels import label
from secops.rules.tone import RUN_OUT

#: Open accounts shown as a table; the rest is folded away below it.
SHOWN = 20

#: The page's buttons and the move each one takes.
_MOVES = {
    "report": State.REPORTED,
    "state": State.CONFIRMED,
    "accept": State.ACCEPTED,
    "return": State.RETURNED,
    "dispute": State.DISPUTED,
    "reject_dispute": State.OPEN,
    "withdraw": State.WITHDRAWN,
    "exempt": State.EXEMPT,
    "write_off": State.WRITTEN_OFF,
}
#: The one filled button: the first of these that the reader may press.
_FIRST = ("receive", "state", "report", "accept")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence as the page shows it."""

    piece: Evidence
    mark: tuple[str, str, str] | None

    @property
    def stands(self) -> bool:
        return self.piece.removed_at is None and self.piece.replaced_by_id is None

    @property
    def is_file(self) -> bool:
        return self.piece.form == Evidence.Form.FILE

    @property
    def url(self) -> str:
        return self.piece.get_absolute_url()

    @property
    def icon(self) -> str:
        return {"file": "file-text", "link": "link", "note": "message"}[self.piece.form]


def missing_evidence(duty: Duty, *, at: datetime) -> list[str]:
    """Kinds of evidence that are asked and that nothing valid is there for, in words."""
    today = at.astimezone(WIB).date()
    there = {one.kind for one in duty.evidence.standing() if one.is_valid_on(today)}
    asked = [EvidenceKind(kind) for kind in duty.directive.evidence_kinds]
    return [say(kind) for kind in asked if kind not in there]


def pieces_of(duty: Duty, *, at: datetime) -> list[Piece]:
    """All evidence of a duty, newest first, with what ran out marked."""
    today = at.astimezone(WIB).date()
    rows = duty.evidence.select_related("uploaded_by__person", "removed_by__person", "replaced_by")
    return [Piece(one, None if one.is_valid_on(today) else mark(RUN_OUT)) for one in rows]


#: Who knows his own people by name.
_OWN = frozenset({Actor.AGENT, Actor.HEAD, Actor.DEPUTY})


@dataclass(frozen=True, slots=True)
class DutyPage:
    """Everything the template shows."""

    heading: str
    picture: str
    numbers: Numbers
    shown: tuple[OpenItem, ...]
    folded: tuple[OpenItem, ...]
    more: int
    state: tuple[str, str, str]
    due: tuple[str, str, str] | None
    turn: str
    may: frozenset[str]
    first: str
    asked: list[tuple[str, object]]
    chat: str
    received_form: ReceivedForForm | None
    agent: str
    office: bool
    claimed: bool
    #: The reader may affirm what the head stated by chat.
    speaks: bool
    letter_form: LetterForm | None
    evidence: list[Piece]
    evidence_past: list[Piece]
    evidence_asked: str
    evidence_missing: list[str]
    #: Where the things behind the numbers are kept: words and address; empty where nowhere.
    things: tuple[str, str] | None
    #: The reader may hand evidence in, replace and remove it.
    hands: bool
    #: The day that the head promised for the rest is over, and something is open.
    promise_broken: bool

    @property
    def by_account(self) -> bool:
        """Whether what is open are accounts, each with a holder and an application."""
        return self.numbers.kind in (Kind.ROTATION, Kind.LOCK)

    @property
    def unit(self) -> str:
        """The head of the first column: ``Langkah``, ``Backup``, ``Aplikasi``."""
        return capfirst(self.numbers.unit)


def _without_names(numbers: Numbers) -> Numbers:
    """The same for who is not of the department: holders of accounts are masked."""
    if numbers.kind is not Kind.ROTATION:
        return numbers
    items = tuple(replace(one, name=masked_name(one.name)) for one in numbers.items)
    return replace(numbers, items=items)


def duty_page(duty: Duty, user: User, *, whole: bool = False, at: datetime) -> DutyPage:
    """Read the duty for one reader. `whole`: he asked for names in full, which was noted."""
    actors = capacities_of(user, duty, at=at)
    numbers = numbers_of(duty, at=at)
    if not (whole or _OWN & set(actors)):
        numbers = _without_names(numbers)
    may = _may(duty, actors, at)
    office = bool({Actor.OFFICE, Actor.LEAD} & set(actors))
    pieces = pieces_of(duty, at=at)
    agents = holders(Role.AGENT, [duty.department_id], at=at)
    return DutyPage(
        heading=heading(duty, numbers),
        picture=picture(duty, numbers),
        numbers=numbers,
        shown=numbers.items[:SHOWN],
        folded=numbers.items[SHOWN:],
        more=max(0, numbers.open - len(numbers.items)) if numbers.by_data else 0,
        state=mark(label(duty.state_at(at))),
        due=queries.due_mark(duty, at=at),
        turn=queries.next_step(duty, at=at),
        may=may,
        first=next((one for one in _FIRST if one in may), ""),
        asked=_asked(duty),
        chat=picture_for_chat(duty, numbers, at=at),
        received_form=ReceivedForForm() if office and duty.received_at is None else None,
        agent=str(agents.get(duty.department_id, "")),
        office=office,
        claimed=not numbers.by_data,
        speaks=bool({Actor.HEAD, Actor.DEPUTY} & set(actors)),
        letter_form=LetterForm() if office else None,
        evidence=[one for one in pieces if one.stands],
        evidence_past=[one for one in pieces if not one.stands],
        evidence_asked=duty.directive.evidence_wanted,
        evidence_missing=missing_evidence(duty, at=at),
        things=_things(duty),
        hands=bool(HANDS & set(actors)) and duty.state_at(at) not in CLOSED,
        promise_broken=broken_promises(Duty.objects.filter(pk=duty.pk), at=at).exists(),
    )


def why_not_now(duty: Duty, user: User, target: State, *, at: datetime) -> str:
    """Why this step cannot be taken by the reader now, so that nobody fills in a form for
    nothing; empty where it can."""
    current, actors = duty.state_at(at), capacities_of(user, duty, at=at)
    if any(may_move(current, target, by=actor, kind=duty.kind) for actor in actors):
        return ""
    if (current, target) in TABLE:
        return queries.refusal_words(refuse(Refusal.NOT_YOURS))
    return _("Langkah itu tidak dapat dilakukan sekarang. Keadaannya: %(state)s. %(turn)s.") % {
        "state": say(current),
        "turn": queries.next_step(duty, at=at),
    }


def heading(duty: Duty, numbers: Numbers) -> str:
    """``Dinas Sosial, SIMPATIK: 28 dari 31 terbukti``"""
    about = numbers.application or duty.directive.title
    if not numbers.total:
        return f"{duty.department}, {about}"
    words = _("%(n)s dari %(all)s terbukti") if numbers.by_data else _("%(n)s dari %(all)s")
    if numbers.kind is Kind.LOCK:
        words = _("%(n)s dari %(all)s dikunci")
    said = words % {"n": angka(numbers.proven), "all": angka(numbers.total)}
    return f"{duty.department}, {about}: {said}"


def _things(duty: Duty) -> tuple[str, str] | None:
    """Where the things behind the numbers are listed, narrowed to the department."""
    words = {
        Kind.BACKUP: (_("Buka daftar backup"), "backups", {"department": ""}),
        Kind.SESSIONS: (_("Buka aturan sesi login"), "sessions", {"owner": ""}),
        Kind.RETIREMENT: (
            _("Buka aplikasi tak terpakai"), "retirements", {"owner": "", "stage": "all"},
        ),
    }  # fmt: skip
    if duty.kind not in words:
        return None
    label, name, query = words[duty.kind]
    whose = {key: value or duty.department.code for key, value in query.items()}
    return label, f"{reverse(name)}?{urlencode(whose)}"


def _may(duty: Duty, actors: list[Actor], at: datetime) -> frozenset[str]:
    current, kind = duty.state_at(at), duty.kind
    found = {
        name
        for name, target in _MOVES.items()
        if any(may_move(current, target, by=actor, kind=kind) for actor in actors)
    }
    own = {Actor.HEAD, Actor.DEPUTY, Actor.AGENT, Actor.APPLICATION_ADMINISTRATOR} & set(actors)
    if own and duty.received_at is None and current is State.OPEN:
        found.add("receive")
    if own and current not in (State.ACCEPTED, State.WITHDRAWN, State.WRITTEN_OFF):
        found.add("object")
    if {Actor.HEAD, Actor.DEPUTY} & own and "state" in found:
        found.add("pass")
    # The office's own department is the inspector's; he alone accepts there, and only there.
    if duty.department.is_office is not (Actor.INSPECTOR in actors):
        found.discard("accept")
    # The head states; what he may report as well is his agent's business.
    if "state" in found:
        found.discard("report")
    if {Actor.OFFICE, Actor.LEAD} & set(actors) and "accept" not in found and current in (
        State.OPEN, State.REPORTED, State.RETURNED, State.REOPENED,
    ):  # fmt: skip
        found.add("ask")
    return frozenset(found)


def _asked(duty: Duty) -> list[tuple[str, object]]:
    directive = duty.directive
    pairs: list[tuple[str, object]] = [(_("Batas waktu"), wib(duty.due_at))]
    if directive.letter_number:
        pairs.append((_("Surat"), directive.letter_number))
    if directive.legal_basis:
        pairs.append((_("Dasar hukum"), directive.legal_basis))
    if duty.application is not None:
        pairs.append((_("Aplikasi"), duty.application.name))
    asked = directive.evidence_wanted
    if asked:
        pairs.append((_("Bukti dukung yang diminta"), asked))
    if duty.received_at is not None:
        who = f", {duty.received_by}" if duty.received_by else ""
        way = f" ({duty.get_received_channel_display()})" if duty.received_channel else ""
        pairs.append((_("Diterima"), f"{wib(duty.received_at)}{who}{way}"))
    else:
        pairs.append((_("Diterima"), _("belum")))
    if duty.exempt_until is not None:
        pairs.append((_("Dikecualikan sampai"), wib(duty.exempt_until)))
        pairs.append((_("Pengaman pengganti"), duty.compensating_control or None))
    if duty.cause and duty.state in (State.EXEMPT, State.WRITTEN_OFF):
        pairs.append((_("Tidak dapat ditindaklanjuti karena"), say(Cause(duty.cause))))
    pairs.append((_("Jenis"), say(duty.kind)))
    return pairs
