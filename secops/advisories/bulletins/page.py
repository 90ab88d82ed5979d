"""One advisory, as somebody of the office sees it, and as a department sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.advisories.bulletins.actions.holding import actor_of
from secops.advisories.bulletins.actions.telling import undo_seconds
from secops.advisories.bulletins.models import Addressee, Answer, Bulletin
from secops.advisories.bulletins.queries import Counts, counts_of
from secops.advisories.bulletins.recipients import departments_of
from secops.advisories.bulletins.words import for_chat
from secops.advisories.looks import audience_of
from secops.advisories.models import Recommendation
from secops.house.text import angka, wib
from secops.house.words import mark, say
from secops.rules import bulletin as law
from secops.rules.labels import label
from secops.rules.reference import address, parse


@dataclass(frozen=True, slots=True)
class OfficePage:
    """What the office sees and may do."""

    marking: tuple[str, str, str]
    state: tuple[str, str, str]
    facts: list[tuple[str, object]]
    references: list[tuple[str, str]]
    counts: Counts
    chat: str
    source: Recommendation | None
    out: bool
    may_edit: bool
    may_submit: bool
    may_pull: bool
    may_approve: bool
    may_close: bool
    may_withdraw: bool
    may_remind: bool
    may_order: bool
    undo: int

    @property
    def quiet(self) -> int:
        """How many buttons stand beside the one that matters; several are folded into a menu."""
        return (
            self.may_edit + self.may_pull + self.may_approve + 2 * self.may_remind
            + self.may_close + self.may_withdraw
        )  # fmt: skip


def office_page(found: Bulletin, user: User, *, at: datetime) -> OfficePage:
    """Read one advisory for somebody of the office or the inspectorate."""
    decides = user.may(Permission.DECIDE_RECOMMENDATION)
    actor, state, counts = actor_of(found, user), found.standing, counts_of(found)

    def may(target: law.State) -> bool:
        return decides and law.may_move(state, target, by=actor)

    return OfficePage(
        marking=mark(label(found.marking)),
        state=mark(label(state)),
        facts=_facts(found, at),
        references=references_of(found),
        counts=counts,
        chat=for_chat(found, counts, at=at),
        source=_source(found, user),
        out=state in law.OUT and found.approved_at is not None,
        may_edit=may(law.State.SUBMITTED),
        may_submit=may(law.State.SUBMITTED),
        may_pull=may(law.State.DRAFT),
        may_approve=may(law.State.SENT),
        may_close=may(law.State.CLOSED),
        may_withdraw=may(law.State.WITHDRAWN),
        may_remind=decides and state is law.State.SENT and counts.silent > 0,
        may_order=user.may(Permission.RUN_CAMPAIGN) and counts.concerns > 0,
        undo=undo_seconds(found, at=at) if decides else 0,
    )


def references_of(found: Bulletin) -> list[tuple[str, str]]:
    """Each reference with its address, where it has one."""
    return [(one, address(parse(one))) for one in found.references]


def marking_words(found: Bulletin) -> str:
    return f"{found.get_tlp_display()}: {audience_of(found.marking)}"


def target_words(found: Bulletin) -> str:
    """For whom it is, by name where it is for some."""
    target = Bulletin.Target(found.target)
    if target is Bulletin.Target.DEPARTMENTS:
        return ", ".join(str(one) for one in found.departments.all())
    named = ", ".join(str(one) for one in found.applications.all())
    if target is Bulletin.Target.OWNERS and named:
        return _("OPD pemilik %(applications)s") % {"applications": named}
    return str(target.label)


def _facts(found: Bulletin, at: datetime) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        (_("Untuk"), target_words(found)),
        (_("Keparahan"), found.get_severity_display()),
        (_("Jawab paling lambat"), wib(found.answer_by)),
        (_("Tanda"), marking_words(found)),
        (_("Ditulis"), f"{wib(found.written_at)}, {found.written_by.display_name}"),
    ]
    if found.approved_at is not None and found.approved_by is not None:
        facts.append(
            (_("Disetujui dan dikirim"),
             f"{wib(found.approved_at)}, {found.approved_by.display_name}")
        )  # fmt: skip
    elif found.standing not in law.OUT:
        facts.append(
            (_("Akan sampai ke"), _("%(n)s OPD") % {"n": angka(len(departments_of(found)))})
        )
    if found.incident is not None:
        facts.append((_("Insiden"), str(found.incident)))
    if found.ended_at is not None:
        facts.append((str(mark(label(found.standing))[2]), wib(found.ended_at)))
    return facts


def _source(found: Bulletin, user: User) -> Recommendation | None:
    """The recommendation it was made from, as far as the user may read that."""
    if found.recommendation_id is None:
        return None
    return Recommendation.objects.visible_to(user).filter(pk=found.recommendation_id).first()


def department_facts(addressee: Addressee) -> list[tuple[str, object]]:
    """What a department reads beside the text."""
    found = addressee.bulletin
    return [
        (_("OPD"), addressee.department.name),
        (_("Keparahan"), found.get_severity_display()),
        (_("Jawab paling lambat"), wib(found.answer_by)),
        (_("Tanda"), marking_words(found)),
        (_("Dikirim"), wib(found.approved_at)),
    ]


def tiles(counts: Counts) -> list[list[tuple[str, int, str]]]:
    """The counts, each with the list of exactly its rows: how far it came, what is said."""
    return [
        [
            (_("Pesan terkirim"), counts.told, "?told=told"),
            (_("Dibaca"), counts.read, "?read=read"),
            (_("Belum menjawab"), counts.silent, "?answer=silent"),
        ],
        [
            (_("Menyangkut kami"), counts.concerns, "?answer=concerns"),
            (_("Tidak menyangkut kami"), counts.not_ours, "?answer=not"),
            (_("Belum tahu"), counts.unknown, "?answer=unknown"),
        ],
    ]


def receipt_words(current: Answer, found: Addressee) -> str:
    """The line that says what was recorded, in whose name, and when."""
    return _("Jawaban %(department)s tercatat %(when)s: %(word)s, oleh %(who)s.") % {
        "department": found.department.name,
        "when": wib(current.given_at),
        "word": say(law.Word(current.word)),
        "who": current.person.name,
    }
