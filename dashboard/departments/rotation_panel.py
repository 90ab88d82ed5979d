"""On the page of a duty to change passwords: the head's word beside what the systems say now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.kinds import name_of
from secops.compliance.duties.models import Duty, HeadStatement
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.queries import Counts, Part, campaign_counts
from secops.compliance.rotations.tables import accounts_url
from secops.compliance.rotations.words import look_of_row, say_reasons, say_turn
from secops.house.text import angka, wib
from secops.rules.duty import Kind
from secops.rules.intervals import WIB
from secops.rules.rotation import Reason, State, Turn

#: So many contradicted and late accounts are named; the lists hold the rest.
NAMED = 10


@dataclass(frozen=True, slots=True)
class Named:
    """One account: whose it is, what is wrong with it, whose turn."""

    name: str
    application: str
    look: tuple[str, str, str]
    why: str
    turn: str
    url: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the comparison comes to; `late` where the word does not hold."""

    tone: str
    words: str


def rotation_panel(duty: Duty, user: User, at: datetime) -> tuple[str, dict[str, Any]] | None:
    """The panel; None for another kind, and where no account is asked of the department."""
    campaign = duty.directive.campaign
    if duty.kind is not Kind.ROTATION or campaign is None:
        return None
    counts = campaign_counts(campaign.pk, at=at, part=Part(departments=[duty.department_id]))
    if not counts.total:
        return None
    rows = Rotation.objects.filter(campaign=campaign, department=duty.department).visible_to(user)
    part = {"department": duty.department.code}
    reminds = user.may(Permission.ANSWER_FOR, duty.department_id) and counts.open
    return "dashboard/_duty_rotation.html", {
        "statement": (told := duty.statements.select_related("person").first()),
        "counts": counts,
        "asked": counts.total - counts.written_off,
        "verdict": verdict_of(told, counts, at=at),
        "contradicted": _named(rows.filter(state=State.CONTRADICTED)),
        "contradicted_n": counts.states.get(State.CONTRADICTED, 0),
        "contradicted_url": accounts_url(campaign, state=State.CONTRADICTED.value, **part),
        "late": _named(rows & Rotation.objects.late(at)),
        "late_url": accounts_url(campaign, stage="late", **part),
        "turns": [
            (say_turn(turn), counts.turns[turn],
             accounts_url(campaign, stage="open", turn=turn.value, **part))
            for turn in Turn
            if counts.turns.get(turn)
        ],
        "remind_url": f"{reverse('my-work-remind')}?department={duty.department.code}"
        if reminds
        else "",
        "url": accounts_url(campaign, **part),
    }  # fmt: skip


def verdict_of(told: HeadStatement | None, counts: Counts, *, at: datetime) -> Verdict:
    """Say whether the head's word still agrees with the systems; calmly, with the numbers."""
    left = counts.total - counts.written_off - counts.done
    if told is None:
        return Verdict("quiet", _("Kepala OPD belum menyatakan apa pun."))
    if counts.done < told.proven:
        words = _(
            "Saat dinyatakan %(then)s akun terbukti, kini %(now)s. Yang berkurang perlu dilihat "
            "bersama OPD."
        )
        return Verdict("late", words % {"then": angka(told.proven), "now": angka(counts.done)})
    if left and told.promised_on and told.promised_on < at.astimezone(WIB).date():
        words = ngettext(
            "Janji %(date)s sudah lewat, %(n)s akun belum terbukti.",
            "Janji %(date)s sudah lewat, %(n)s akun belum terbukti.",
            left,
        )
        return Verdict("late", words % {"date": wib(told.promised_on), "n": angka(left)})
    if left and told.promised_on:
        words = ngettext(
            "Sesuai dengan data sistem. Sisa %(n)s akun dijanjikan %(date)s.",
            "Sesuai dengan data sistem. Sisa %(n)s akun dijanjikan %(date)s.",
            left,
        )
        return Verdict("ok", words % {"date": wib(told.promised_on), "n": angka(left)})
    if left:
        words = ngettext(
            "%(n)s akun belum terbukti menurut data sistem.",
            "%(n)s akun belum terbukti menurut data sistem.",
            left,
        )
        return Verdict("soon", words % {"n": angka(left)})
    return Verdict("ok", _("Sesuai dengan data sistem: semua akun terbukti atau selesai."))


def _named(rows: QuerySet[Rotation]) -> list[Named]:
    found = rows.select_related("account__holder", "application").order_by("due_at", "pk")
    return [
        Named(
            name_of(row.account),
            row.application.name,
            look_of_row(row),
            say_reasons(code for code in row.reasons if code in _TOLD),
            say_turn(row.turn),
            row.account.get_absolute_url(),
        )
        for row in found[:NAMED]
    ]


#: Reasons that say what contradicts a word.
_TOLD = frozenset({Reason.UNCHANGED_SINCE.value, Reason.CHANGED_TOO_EARLY.value})
