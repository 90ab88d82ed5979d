"""Page-shaped reads of requests, and the panel on an incident's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.house.text import wib
from secops.incidents.folds import fold_line
from secops.incidents.models import Incident
from secops.incidents.requests.models import OutgoingRequest, RequestQuerySet
from secops.incidents.requests.terms import look_of_request

Pill = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request in a list."""

    request: OutgoingRequest
    pill: Pill
    awaited: str


@dataclass(frozen=True, slots=True)
class RequestPage:
    """The page of one request."""

    pill: Pill
    about: list[tuple[str, object]]
    sent: list[tuple[str, object]]
    answered: list[tuple[str, object]]
    waiting: bool
    open: bool


def requests_for(user: User) -> RequestQuerySet:
    """The requests the user may read."""
    return OutgoingRequest.objects.visible_to(user).select_related(
        "incident",
        "application",
        "organisation",
        "document",
        "created_by__person",
        "sent_by__person",
        "answered_to__person",
    )


def request_page(request: OutgoingRequest, *, at: datetime) -> RequestPage:
    """Read one request."""
    about: list[tuple[str, object]] = [
        (_("Kepada"), request.to),
        (_("Mitra"), request.organisation.name if request.organisation else None),
        (_("Pihak"), request.get_receiver_display()),
        (_("Yang diminta"), request.get_kind_display()),
        (_("Aplikasi"), request.application.name if request.application else None),
        (_("Dicatat"), f"{wib(request.created_at)}, {request.created_by.display_name}"),
    ]
    if request.withdrawn_at:
        about.append((_("Ditarik"), f"{wib(request.withdrawn_at)}: {request.withdrawn_why}"))
    sent: list[tuple[str, object]] = []
    if request.sent_at and request.sent_by:
        sent = [
            (_("Dikirim"), f"{wib(request.sent_at)}, {request.sent_by.display_name}"),
            (_("Nomor surat"), request.letter_number or None),
            (_("Bukti kirim"), request.sent_proof),
            (_("Jawaban ditunggu sampai"), wib(request.awaited_by)),
        ]
    answered: list[tuple[str, object]] = []
    if request.answered_at and request.answered_to:
        answered = [
            (_("Dijawab"), f"{wib(request.answered_at)}"),
            (_("Dicatat oleh"), request.answered_to.display_name),
        ]
    open_ = request.answered_at is None and request.withdrawn_at is None
    return RequestPage(
        look_of_request(request, at=at), about, sent, answered,
        waiting=open_ and request.sent_at is not None, open=open_,
    )  # fmt: skip


def request_panel(
    incident: Incident, user: User, at: datetime
) -> tuple[str, dict[str, Any]] | None:
    """What was asked of others because of an incident."""
    if not user.scope(Permission.READ_INCIDENT).everything:
        return None
    rows = requests_for(user).filter(incident=incident)
    writes = user.may(Permission.WRITE_INCIDENT)
    found = [
        RequestLine(one, look_of_request(one, at=at), wib(one.awaited_by) if one.sent_at else "")
        for one in rows
    ]
    if not found and not writes:
        return None
    waiting = [one for one in found if not (one.request.answered_at or one.request.withdrawn_at)]
    return "requests/_incident.html", {
        "fold": fold_line(len(found), [f"{one.request.code} {one.pill[2]}" for one in waiting]),
        "lines": found,
        "new": reverse("request-out-new") + f"?incident={incident.code}" if writes else "",
    }
