"""Page-shaped reads of warnings, and the panel on an incident's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.house.text import angka, wib
from secops.house.words import look
from secops.incidents.folds import fold_line
from secops.incidents.models import Incident
from secops.incidents.notices.models import Notice, NoticeQuerySet
from secops.incidents.notices.tables import look_of_finding
from secops.incidents.notices.terms import answered_share, due_of, look_of_term
from secops.rules.notices import NATIONAL_SHARE
from secops.rules.tlp import Marking

Pill = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One warning in a list."""

    notice: Notice
    term: Pill
    due: str


@dataclass(frozen=True, slots=True)
class ShareWords:
    """The share answered in time, as the page shows it."""

    in_time: int | None
    counted: str
    detail: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """The page of one warning."""

    term: Pill
    finding: Pill
    tlp: Pill
    about: list[tuple[str, object]]
    answer: list[tuple[str, object]]


def notices_for(user: User) -> NoticeQuerySet:
    """The warnings the user may read."""
    rows = Notice.objects.visible_to(user)
    return rows.select_related(
        "incident", "leak_report", "recorded_by__person", "answered_by__person", "found_by__person"
    )


def share_words(*, at: datetime) -> ShareWords:
    """How many of how many were answered in time, beside the whole country's share."""
    share = answered_share(at=at)
    national = _("Nasional 2023: %(n)s %% pernah dijawab.") % {"n": NATIONAL_SHARE}
    if share.percent is None:
        return ShareWords(None, "", national)
    detail = _("%(n)s %% dalam 24 jam.") % {"n": share.percent}
    if share.waiting:
        detail += " " + _("%(n)s masih dalam waktunya.") % {"n": angka(share.waiting)}
    return ShareWords(share.in_time, angka(share.counted), f"{detail} {national}")


def notice_page(notice: Notice, *, at: datetime) -> NoticePage:
    """Read one warning."""
    about: list[tuple[str, object]] = [
        (_("Nomor dokumen"), notice.number or None),
        (_("Pengirim"), notice.sender),
        (_("Diterima"), f"{wib(notice.received_at)}, {notice.get_way_display()}"),
        (_("Dicatat"), f"{wib(notice.recorded_at)}, {notice.recorded_by.display_name}"),
    ]
    if notice.found_at and notice.found_by:
        about.append((_("Diperiksa"), f"{wib(notice.found_at)}, {notice.found_by.display_name}"))
        about.append((_("Hasilnya"), notice.finding_why))
    answer: list[tuple[str, object]] = [(_("Batas waktu"), wib(due_of(notice)))]
    if notice.answered_at and notice.answered_by:
        answer.append(
            (_("Dijawab"), f"{wib(notice.answered_at)}, {notice.answered_by.display_name}")
        )
        answer.append((_("Bukti"), notice.answer_proof))
    return NoticePage(
        look_of_term(notice, at=at),
        look_of_finding(notice.finding),
        look(Marking)(notice.tlp),
        about,
        answer,
    )


def notice_panel(incident: Incident, user: User, at: datetime) -> tuple[str, dict[str, Any]] | None:
    """The warnings that belong to an incident."""
    rows = notices_for(user).filter(incident=incident)
    found = [NoticeLine(one, look_of_term(one, at=at), wib(due_of(one))) for one in rows]
    writes = user.may(Permission.WRITE_INCIDENT)
    if not found and not writes:
        return None
    waiting = [one for one in found if one.notice.answered_at is None]
    return "notices/_incident.html", {
        "fold": fold_line(len(found), [f"{one.notice.code} {one.term[2]}" for one in waiting]),
        "lines": found,
        "new": reverse("notice-new") + f"?incident={incident.code}" if writes else "",
    }
