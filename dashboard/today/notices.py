"""Warnings of the agency answered in time: the number that nationally stands at 43 per cent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils.translation import gettext as _

from dashboard.today.counting import NOTHING, Counted, Part
from secops.house.text import angka
from secops.incidents.notices.models import Notice
from secops.rules.clocks import CLOCKS, ClockCode
from secops.rules.notices import Share

_TERM = timedelta(hours=CLOCKS[ClockCode.BSSN_NOTICE].hours)


def notice_parts(*, at: datetime) -> dict[str, Part]:
    """What is to be counted for `share_of_notices`."""
    rows = Notice.objects.all()
    return {
        "notices": Part(rows.filter(Q(answered_at__isnull=False) | Q(received_at__lt=at - _TERM))),
        "notices-in-time": Part(rows.filter(answered_at__lte=F("received_at") + _TERM)),
        "notices-waiting": Part(rows.waiting().filter(received_at__gte=at - _TERM)),
    }


def share_of_notices(counted: Mapping[str, Counted]) -> Share:
    """Read the counts of `notice_parts`."""

    def number(name: str) -> int:
        return counted.get(name, NOTHING).n

    return Share(number("notices"), number("notices-in-time"), number("notices-waiting"))


def share_sentence(share: Share) -> str:
    """``Peringatan BSSN: 3 dari 5 dijawab tepat waktu (60 %).``; empty where there is none."""
    if share.percent is None:
        return ""
    return _("Peringatan BSSN: %(n)s dari %(all)s dijawab tepat waktu (%(percent)s %%).") % {
        "n": angka(share.in_time),
        "all": angka(share.counted),
        "percent": share.percent,
    }
