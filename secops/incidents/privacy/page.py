"""The page of a notice: how far it is, and what comes next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.house.text import angka
from secops.house.words import mark, say
from secops.incidents.clocks import RunningClock, clocks_of
from secops.incidents.privacy.actions.writing import approved_text
from secops.incidents.privacy.models import AgencyLetter, Notice, NoticeText
from secops.incidents.privacy.people import Reach, people_of, reach_of
from secops.incidents.privacy.slips import MOST, by_hand_next
from secops.rules.clocks import ClockCode
from secops.rules.labels import label
from secops.rules.privacy import TOLD, Standing

#: In the order in which they are read: what is missing first.
_ORDER = (
    Standing.NO_WAY, Standing.BOUNCED, Standing.DOUBTFUL, Standing.UNSURE, Standing.NOT_YET,
    Standing.WAITING, Standing.SENT, Standing.REACHED, Standing.BY_HAND,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Count:
    """How many persons stand so, and where they are listed."""

    pill: tuple[str, str, str]
    n: int
    url: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """What the page shows."""

    people: int
    told: int
    sentence: str
    counts: list[Count]
    clocks: list[RunningClock]
    newest: NoticeText | None
    approved: NoticeText | None
    waits_for_other: bool
    reach: Reach
    reach_lines: list[str]
    agency: AgencyLetter | None
    writes: bool
    decides: bool
    #: Number and words of each file of slips.
    slips: list[tuple[int, str]]

    @property
    def can_send(self) -> bool:
        return self.writes and self.approved is not None and self.reach.people > 0


def notice_page(notice: Notice, user: User, *, at: datetime) -> NoticePage:
    """Read one notice for one reader."""
    people = people_of(notice)
    found = Counter(one.standing for one in people)
    told = sum(found[one] for one in TOLD)
    newest = notice.texts.select_related("written_by", "approved_by").order_by("-version").first()
    listed = reverse("privacy-people", args=[notice.incident.code])
    reach = reach_of(people)
    wanted = (ClockCode.PERSONAL_DATA_SUBJECT, ClockCode.PERSONAL_DATA_AGENCY)
    writes = user.may(Permission.WRITE_INCIDENT)
    return NoticePage(
        people=len(people),
        told=told,
        sentence=_("%(told)s dari %(all)s orang sudah diberi tahu.")
        % {"told": angka(told), "all": angka(len(people))},
        counts=[
            Count(mark(label(one)), found[one], f"{listed}?standing={one.value}")
            for one in _ORDER
            if found[one]
        ],
        clocks=[clock for clock in clocks_of(notice.incident, at=at) if clock.code in wanted],
        newest=newest,
        approved=approved_text(notice),
        waits_for_other=newest is not None
        and newest.approved_at is None
        and newest.written_by_id != user.pk
        and writes,
        reach=reach,
        reach_lines=reach_lines(reach),
        agency=AgencyLetter.objects.filter(notice=notice).first(),
        writes=writes,
        decides=user.may(Permission.DECIDE),
        slips=slip_files(len(by_hand_next(people))),
    )


def slip_files(people: int) -> list[tuple[int, str]]:
    """The files that hold the slips of so many persons, by number and words."""
    if people <= MOST:
        return [(1, _("Lembar untuk yang tanpa kontak (PDF)"))] if people else []
    words = _("Lembar %(first)s–%(last)s (PDF)")
    return [
        (part, words % {"first": angka(first + 1), "last": angka(min(first + MOST, people))})
        for part, first in enumerate(range(0, people, MOST), start=1)
    ]


def reach_lines(reach: Reach) -> list[str]:
    """``1.204 orang lewat Email``; who cannot be reached stands apart."""
    lines = [
        _("%(n)s orang lewat %(channel)s") % {"n": angka(n), "channel": channel}
        for channel, n in reach.channels.items()
    ]
    if reach.doubtful:
        lines.append(
            _("%(n)s orang hanya lewat email yang mungkin bocor: beri tahu juga secara langsung")
            % {"n": angka(reach.doubtful)}
        )
    if reach.without:
        lines.append(
            _("%(n)s orang tanpa kontak: cetak lembar pemberitahuan, atau umumkan")
            % {"n": angka(reach.without)}
        )
    return lines


def standings() -> list[tuple[str, str]]:
    """Value and word, for the filter."""
    return [(one.value, say(one)) for one in _ORDER]
