"""What an incident fills into the letters about it: the report of the law, the request for help.

Papers speak Indonesian alone. Every number is read from the record in the moment the draft is
opened; what the record does not hold is written as unknown, so that nobody fills it with a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.rotations.queries import campaign_counts
from secops.documents import spelling
from secops.documents.bases import OFFERED, UNKNOWN, Basis, Ready, in_one_line, office_contact
from secops.house.words import say
from secops.incidents.affected import accounts_of
from secops.incidents.models import Incident
from secops.incidents.notices.models import Notice
from secops.incidents.papers import moment_words
from secops.incidents.queries import chronology_of, impacts_of, phases_of
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.vault.models import Item
from secops.rules.incident import DetectionBasis, Risk, Rsit
from secops.rules.tlp import ORDER, PRINTED, Marking

_AGENCY = OutgoingRequest.Receiver.AGENCY


def offered(user: User) -> list[tuple[str, str]]:
    """The incidents a letter can be about, those still open first."""
    rows = Incident.objects.visible_to(user).filter(merged_into=None)
    ordered = sorted(rows.order_by("-found_at", "-pk")[: 4 * OFFERED], key=lambda one: one.over)
    return [(one.code, str(one)) for one in ordered]


def report_of(code: str, user: User, at: datetime) -> Ready | None:
    """The report of Art 15: contact, description, chronology, impact, and what goes with them."""
    found = _read(code, user)
    if found is None:
        return None
    return Ready(
        subject=f"Laporan insiden siber {found.code}",
        about_url=found.get_absolute_url(),
        fields={
            "incident": found.code,
            "found_at": found.found_at,
            "detection_basis": say(DetectionBasis(found.detection_basis)),
            "incident_class": say(Rsit(found.rsit_class)) if found.rsit_class else UNKNOWN,
            "risk": say(Risk(found.risk)) if found.risk else "belum dinilai",
            "iiv": {True: "Ya", False: "Tidak", None: UNKNOWN}[found.on_iiv],
            "assets": assets_of(found),
            "tlp": _marking(found, user),
            "contact": contact_of(found),
            "description": found.description,
            "chronology": [
                [moment_words(row), row.event, row.source, row.person]
                for row in chronology_of(found)
            ],
            "impact": impact_of(found),
            "actions": actions_of(found, at),
            "evidence": [[f"{item.code} {item.name}", item.content.sha256]
                         for item in _evidence(found, user)],
            "help_needed": "\n".join(_asked(found)),
        },
    )  # fmt: skip


def help_of(code: str, user: User, at: datetime) -> Ready | None:
    """The request for help with an incident, with what was asked of the agency already."""
    found = _read(code, user)
    if found is None:
        return None
    return Ready(
        subject=f"Permohonan bantuan tanggap insiden siber {found.code}",
        about_url=found.get_absolute_url(),
        fields={
            "incident": found.code,
            "found_at": found.found_at,
            "assets": assets_of(found),
            "contact": contact_of(found),
            "description": f"{found.description}\n\n{accounts_words(found)}",
            "help_needed": "\n".join(_asked(found) or _PROPOSED),
            "supporting": "\n".join(_supporting(found, user)),
        },
    )


def assets_of(incident: Incident) -> str:
    """Every application with the names it answers to; then the departments."""
    family = incident.family
    applications = {one.pk: one for each in family for one in each.applications.all()}
    names = []
    for one in applications.values():
        hosts = ", ".join(str(host) for host in one.hosts.all()[:3])
        names.append(f"{one.name} ({hosts})" if hosts else one.name)
    departments = {one.pk: one.name for each in family for one in each.departments.all()}
    return in_one_line([*names, *departments.values()])


def contact_of(incident: Incident) -> str:
    """Who reported it and is reached day and night; else the office itself."""
    night = incident.reporter_contact_24h
    parts = (
        incident.reporter_name,
        incident.reporter_contact,
        f"24 jam: {night}" if night else "",
    )
    words = ", ".join(part for part in parts if part)
    return words if night or incident.reporter_contact else office_contact()


def accounts_words(incident: Incident) -> str:
    """How many accounts, by the reports and by the record; unknown where neither says."""
    count, stated = accounts_of(incident).count(), incident.accounts_stated
    words = []
    if count:
        words.append(f"Akun dalam laporan kebocoran: {spelling.number(count)}.")
    if stated is not None:
        words.append(f"Akun menurut catatan: {spelling.number(stated)}.")
    return " ".join(words) or f"Jumlah akun yang terdampak {UNKNOWN}."


def impact_of(incident: Incident) -> str:
    """The impact by its parts, each of them said even where nothing is known."""
    short, *parts = impacts_of(incident)
    lines = [short[1]] if short[1] else []
    lines += [f"{name}: {text or UNKNOWN}" for name, text in parts]
    return "\n".join([*lines, accounts_words(incident)])


def actions_of(incident: Incident, at: datetime) -> str:
    """What was done, phase by phase, and how far the passwords are changed."""
    done = [f"{one.word}: {one.newest.text}" for one in phases_of(incident) if one.newest]
    campaigns = {one.pk: one for each in incident.family for one in each.campaigns.all()}
    for campaign in campaigns.values():
        counts = campaign_counts(campaign.pk, at=at)
        done.append(
            f"{spelling.number(counts.usable)} dari {spelling.number(counts.exposed)} akun bocor "
            f"masih dapat dipakai pada {spelling.moment_in_full(at)} ({campaign.name})."
        )
    return "\n\n".join(done) or "Belum ada tindakan yang dicatat."


def _read(code: str, user: User) -> Incident | None:
    """The incident, for who reads every one of them: a letter holds the whole record."""
    if not user.scope(Permission.READ_INCIDENT).everything:
        return None
    return Incident.objects.visible_to(user).filter(code=code).first()


def _marking(incident: Incident, user: User) -> str:
    """The most restricted marking of the warnings it rests on."""
    rows = Notice.objects.visible_to(user).filter(incident__in=incident.family)
    marks = [Marking(value) for value in rows.values_list("tlp", flat=True)]
    return PRINTED[max(marks, key=ORDER.index)] if marks else "belum ditetapkan"


def _evidence(incident: Incident, user: User) -> Iterable[Item]:
    rows = Item.objects.visible_to(user).filter(incident__in=incident.family)
    return rows.select_related("content").order_by("pk")


def _asked(incident: Incident) -> list[str]:
    """What was asked of the agency and is not answered yet, one a line."""
    rows = OutgoingRequest.objects.open().filter(incident__in=incident.family, receiver=_AGENCY)
    return [" ".join(text.split()) for text in rows.order_by("pk").values_list("text", flat=True)]


#: Where nothing was asked yet; the writer changes it.
_PROPOSED = ("Pendampingan analisis penyebab insiden", "Rekomendasi penanganan dan pemulihan")


def _supporting(incident: Incident, user: User) -> list[str]:
    """What of the record can go with the letter."""
    rows, items = chronology_of(incident).count(), len(list(_evidence(incident, user)))
    lines = []
    if rows:
        lines.append(f"Kronologi insiden {incident.code}, {spelling.number(rows)} baris")
    if assets_of(incident) != UNKNOWN:
        lines.append("Daftar aset dan sistem terdampak")
    if items:
        lines.append(f"Daftar {spelling.number(items)} barang bukti digital dengan SHA-256")
    return lines


_TITLE = gettext_lazy("Tentang insiden")
INCIDENT_REPORT = Basis(_TITLE, offered, report_of)
HELP = Basis(_TITLE, offered, help_of)
