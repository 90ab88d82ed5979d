"""What a rotation, or the order about it, fills into the circular to every department."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts.models import User
from secops.compliance.duties.models import Directive
from secops.compliance.rotations.models import Campaign
from secops.compliance.rotations.queries import campaign_counts
from secops.documents import spelling
from secops.documents.bases import Basis, Ready, head_titles, in_one_line, office_contact

_LAW = "Peraturan Badan Siber dan Sandi Negara Nomor 1 Tahun 2024 tentang Pengelolaan Insiden Siber"
_LATEST = (
    ("due_privileged", "Akun pengelola (hak istimewa)"),
    ("due_exposed", "Akun yang termuat dalam laporan kebocoran"),
    ("due_others", "Akun lainnya"),
)


def campaigns_offered(user: User) -> list[tuple[str, str]]:
    """Rotations that run or are being prepared, the newest first."""
    rows = Campaign.objects.visible_to(user).exclude(state=Campaign.State.CLOSED)
    return [(one.code, one.name) for one in rows]


def directives_offered(user: User) -> list[tuple[str, str]]:
    """Open orders that carry a rotation, the newest first."""
    rows = Directive.objects.visible_to(user).filter(~Q(campaign=None), closed_at=None)
    return [(one.code, str(one)) for one in rows]


def circular_of_campaign(code: str, user: User, at: datetime) -> Ready | None:
    """The circular of a rotation: why, what, by when, with the numbers of this moment."""
    campaign = Campaign.objects.visible_to(user).filter(code=code).first()
    if campaign is None:
        return None
    departments = campaign.departments.values_list("pk", flat=True)
    letter = f"Surat {campaign.letter_number}" if campaign.letter_number else ""
    return Ready(
        about_url=campaign.get_absolute_url(),
        addressees=_heads(set(departments)),
        fields=_fields(campaign, at)
        | {"basis": "; ".join(part for part in (_LAW, letter) if part)},
    )


def circular_of_directive(code: str, user: User, at: datetime) -> Ready | None:
    """The circular of an order: its own words, steps, term and basis."""
    order = Directive.objects.visible_to(user).filter(code=code).first()
    if order is None or order.campaign is None:
        return None
    letter = f"Surat {order.letter_number}" if order.letter_number else ""
    basis = [order.legal_basis or _LAW, f"Arahan {order.code}", letter]
    fields = _fields(order.campaign, at)
    fields |= {
        "basis": "; ".join(part for part in basis if part),
        "reason": f"{order.text}\n\n{_numbers(order.campaign, at)}",
        "due_at": order.due_at,
    }
    if order.checklist:
        fields["steps"] = "\n".join(order.checklist)
    return Ready(
        about_url=order.get_absolute_url(),
        addressees=_heads(set(order.duties.values_list("department_id", flat=True))),
        fields=fields,
    )


def _fields(campaign: Campaign, at: datetime) -> dict[str, Any]:
    names = campaign.applications.values_list("name", flat=True)
    return {
        "reason": "\n\n".join(
            part for part in (campaign.reason_id, _numbers(campaign, at)) if part
        ),
        "steps": "\n".join(_steps(campaign)),
        "applications": in_one_line(list(names)),
        "due_at": campaign.due_exposed if campaign.exposed_only else campaign.due_others,
        "contact": office_contact(),
    }


def _numbers(campaign: Campaign, at: datetime) -> str:
    """How many leaked accounts there are and can still be used, now; unknown where none is read."""
    counts = campaign_counts(campaign.pk, at=at)
    if not counts.exposed:
        return "Jumlah akun yang bocor belum diketahui."
    return (
        f"Laporan kebocoran memuat {spelling.number(counts.exposed)} akun; pada "
        f"{spelling.moment_in_full(at)}, {spelling.number(counts.usable)} di antaranya masih dapat "
        "dipakai."
    )


def _steps(campaign: Campaign) -> list[str]:
    what = "nama pengguna (username) dan kata sandi (password)"
    changed = what if campaign.ask_username else "kata sandi (password)"
    steps = [
        "Komputer yang diduga terinfeksi dibersihkan lebih dahulu.",
        f"Setiap pemegang akun mengganti {changed} dari perangkat yang bersih.",
        "Setelah mengganti, keluar (log out) dari semua perangkat.",
        "Agen Siber OPD membantu pegawai yang mengalami kendala dan mengabari Posko Siber.",
    ]
    for name, whose in _LATEST:
        due = getattr(campaign, name)
        if due is not None and not (name == "due_others" and campaign.exposed_only):
            steps.append(f"{whose}: paling lambat {spelling.moment_in_full(due)}.")
    return steps


def _heads(departments: set[int]) -> list[str]:
    """The heads by their titles; where every department is meant, none is named."""
    titles = head_titles()
    if not departments or departments >= titles.keys():
        return []
    return list(dict.fromkeys(title for pk, title in titles.items() if pk in departments))


OF_CAMPAIGN = Basis(
    gettext_lazy("Tentang penggantian serentak"), campaigns_offered, circular_of_campaign
)
OF_DIRECTIVE = Basis(gettext_lazy("Tentang arahan"), directives_offered, circular_of_directive)
