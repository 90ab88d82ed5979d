"""What a notice of the data-protection law fills into its three letters (UU 27/2022 Art 46)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Permission
from secops.documents import spelling
from secops.documents.bases import UNKNOWN, Basis, Ready, office_contact
from secops.incidents.letters import actions_of
from secops.incidents.models import Incident
from secops.incidents.privacy.models import Notice, NoticeText


def offered(user: User) -> list[tuple[str, str]]:
    """The notices, the newest first."""
    if not user.scope(Permission.READ_INCIDENT).everything:
        return []
    rows = Notice.objects.select_related("incident").order_by("-pk")
    return [(one.incident.code, f"{one.code} · {one.incident}") for one in rows]


def _filled(public: bool, agency: bool) -> Callable[[str, User, datetime], Ready | None]:
    def ready(code: str, user: User, at: datetime) -> Ready | None:
        if not user.scope(Permission.READ_INCIDENT).everything:
            return None
        notice = Notice.objects.select_related("incident").filter(incident__code=code).first()
        if notice is None:
            return None
        fields = _contents(notice, at, public=public)
        if agency:
            fields |= _for_agency(notice)
        return Ready(fields=fields, about_url=notice.get_absolute_url())

    return ready


def _contents(notice: Notice, at: datetime, *, public: bool) -> dict[str, Any]:
    """What Art 46(2) asks: from the newest approved text, else the newest, else the record."""
    text = _text(notice)
    if text is None:
        fields = _from_record(notice.incident, at)
    else:
        when, _break, how = text.when_and_how.partition("\n")
        fields = {
            "data": text.which_data,
            "when": when,
            "how": how.strip() or when,
            "efforts": text.handling,
            "contact": text.contact,
            "advice": text.advice,
        }
    if public:
        fields["data"] += f"\n\nJumlah orang yang datanya terdampak: {_persons(notice)}."
    return fields


def _text(notice: Notice) -> NoticeText | None:
    rows = notice.texts.order_by("-version")
    return rows.filter(approved_at__isnull=False).first() or rows.first()


def _from_record(incident: Incident, at: datetime) -> dict[str, Any]:
    occurred = spelling.moment_in_full(incident.occurred_at) or UNKNOWN
    known = spelling.moment_in_full(incident.personal_data_known_at) or UNKNOWN
    return {
        "data": incident.impact_data or f"Data pribadi yang terungkap {UNKNOWN}.",
        "when": f"Terjadi: {occurred}. Diketahui: {known}.",
        "how": f"Cara terungkapnya {UNKNOWN}; pemeriksaan masih berjalan.",
        "efforts": actions_of(incident, at),
        "contact": office_contact(),
        "advice": "",
    }


def _for_agency(notice: Notice) -> dict[str, Any]:
    return {
        "incident": notice.incident.code,
        "known_at": notice.incident.personal_data_known_at,
        "subjects": _persons(notice),
        "advice": "",
    }


def _persons(notice: Notice) -> str:
    count = notice.subjects.count()
    return spelling.number(count) if count else UNKNOWN


_TITLE = gettext_lazy("Dari pemberitahuan pelindungan data")
TO_PUBLIC = Basis(_TITLE, offered, _filled(public=True, agency=False))
TO_PERSON = Basis(_TITLE, offered, _filled(public=False, agency=False))
TO_AGENCY = Basis(_TITLE, offered, _filled(public=False, agency=True))
