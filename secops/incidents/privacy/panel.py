"""What a notice adds to its incident, for `secops.wiring`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.house.text import angka
from secops.incidents.models import Incident
from secops.incidents.privacy.models import Notice
from secops.incidents.privacy.people import people_of


def privacy_panel(
    incident: Incident, user: User, at: datetime
) -> tuple[str, dict[str, Any]] | None:
    """How far the persons were told; for whom the whole register is closed there is none."""
    if not user.scope(Permission.READ_INCIDENT).everything:
        return None
    notice = Notice.objects.filter(incident=incident).first()
    if notice is None and incident.personal_data_known_at is None:
        return None
    people = people_of(notice) if notice is not None else []
    told = sum(one.told for one in people)
    sentence = _("%(told)s dari %(all)s orang sudah diberi tahu.") % {
        "told": angka(told),
        "all": angka(len(people)),
    }
    return "privacy/_incident.html", {
        "notice": notice,
        "fold": sentence if notice is not None else _("belum dimulai"),
        "sentence": sentence,
        "told": told,
        "people": len(people),
        "url": reverse("privacy", args=[incident.code]),
        "writes": user.may(Permission.WRITE_INCIDENT),
    }


def public_undecided(incident: Incident, at: datetime) -> list[str]:
    """Where personal data were hit, somebody says whether the public is told."""
    if incident.personal_data_known_at is None:
        return []
    if Notice.objects.filter(incident=incident, public__isnull=False).exists():
        return []
    return [_("keputusan mengumumkan kepada masyarakat belum dicatat")]
