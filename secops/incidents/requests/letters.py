"""What a request fills into its own letter: the kind that fits, its receiver, what is known.

The agency gets the request for help of its own service, or a letter with the facts of the incident;
everybody else gets what is asked and the incident's number, and nothing of who was hit. Papers
speak Indonesian whatever the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import override

from accounts.models import User
from secops.documents import spelling
from secops.documents.bases import UNKNOWN, office_contact
from secops.documents.kinds.letters import BSSN, THANKS, THANKS_ABOVE
from secops.incidents.letters import accounts_words, assets_of, contact_of, help_of
from secops.incidents.models import Incident
from secops.incidents.notices.models import Notice
from secops.incidents.requests.models import OutgoingRequest

_KIND, _TO = OutgoingRequest.Kind, OutgoingRequest.Receiver

#: What is asked, as a letter says it; the points follow.
ASKS: dict[str, str] = {
    _KIND.CONFIRMATION: "kami mohon konfirmasi atas hal berikut.",
    _KIND.RECOMMENDATION: "kami mohon rekomendasi atas hal berikut.",
    _KIND.HELP: "kami mohon bantuan tanggap insiden siber untuk hal berikut.",
    _KIND.INFORMATION: "kami mohon keterangan atau data berikut.",
    _KIND.TAKE_DOWN: "kami mohon unggahan berikut diturunkan.",
    _KIND.OTHER: "kami sampaikan permohonan berikut.",
}
_SUBJECTS: dict[str, str] = {
    _KIND.CONFIRMATION: "Permohonan konfirmasi",
    _KIND.RECOMMENDATION: "Permohonan rekomendasi",
    _KIND.HELP: "Permohonan bantuan tanggap insiden siber",
    _KIND.INFORMATION: "Permohonan keterangan atau data",
    _KIND.TAKE_DOWN: "Permohonan penurunan unggahan",
    _KIND.OTHER: "Permohonan",
}
#: How the agency is called where somebody is in a hurry; on paper its head is addressed.
_SHORT = frozenset({"bssn", "badan siber dan sandi negara"})


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft: its kind, subject, receiver and the fields of that kind."""

    kind: str
    subject: str
    addressee: str
    fields: dict[str, Any] = field(default_factory=dict)


@override("id")
def letter_of(request: OutgoingRequest, *, by: User, at: datetime) -> Letter:
    """Compose the draft of a request's letter from the request and its incident."""
    incident = request.incident
    subject = _SUBJECTS[request.kind] + (f" {incident.code}" if incident else "")
    to_agency = request.receiver == _TO.AGENCY
    addressee = BSSN if to_agency and request.to.casefold() in _SHORT else request.to
    if incident is not None and to_agency and request.kind == _KIND.HELP:
        ready = help_of(incident.code, by, at)
        if ready is not None:
            fields = {**ready.fields, "help_needed": request.text}
            return Letter("help_request", subject, addressee, fields)
    parts = [_opening(request), request.text]
    if request.application is not None:
        parts.append(f"Aplikasi: {request.application.name}.")
    if incident is not None and to_agency:
        parts.append(_facts(incident))
    contact = contact_of(incident) if incident is not None else office_contact()
    parts.append(f"Jawaban mohon disampaikan kepada {contact}.")
    parts.append(THANKS if request.receiver == _TO.OWNER else THANKS_ABOVE)
    return Letter("letter", subject, addressee, {"text": "\n\n".join(parts)})


def _opening(request: OutgoingRequest) -> str:
    asks = ASKS[request.kind]
    if request.incident is None:
        return f"Dengan hormat, {asks}"
    return (
        f"Sehubungan dengan insiden siber nomor {request.incident.code} yang sedang kami tangani, "
        f"{asks}"
    )


def _facts(incident: Incident) -> str:
    """What the agency needs to find its own file: when, which warning, what was hit, how many."""
    rows = Notice.objects.filter(incident__in=incident.family).exclude(number="")
    warnings = list(
        dict.fromkeys(rows.order_by("received_at", "pk").values_list("number", flat=True))
    )
    lines = [
        f"Insiden ditemukan {spelling.moment_in_full(incident.found_at)}.",
        f"Aset dan sistem terdampak: {assets_of(incident)}.",
        accounts_words(incident),
        f"Dokumen peringatan BSSN yang kami terima: {', '.join(warnings) or UNKNOWN}.",
    ]
    return "\n".join(lines if warnings else lines[:-1])
