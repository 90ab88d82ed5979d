"""Which incidents a partner was told of, and how. `secops/wiring.py` adds what other apps know.

Only among these may he name one as what his recommendation is for; he reads no more of it than its
number and how he came to know of it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from secops.advisories.models import EvidenceShare, Organisation
from secops.incidents.models import Incident

#: (the partner) -> incidents, and the words for how he was told.
TOLD: list[tuple[Callable[[User], QuerySet[Incident]], Promise]] = []


def told_by_evidence(user: User) -> QuerySet[Incident]:
    """Evidence of it was handed over to his organisation and is open to it."""
    shares = EvidenceShare.objects.received_by(user)
    return Incident.objects.filter(handovers__shares__in=shares)


def told_by_request(user: User) -> QuerySet[Incident]:
    """A request about it was sent to his organisation."""
    return Incident.objects.filter(
        requests_out__organisation__in=Organisation.objects.open_to(user),
        requests_out__sent_at__isnull=False,
    )


TOLD.extend(
    [
        (told_by_evidence, _("%(code)s (barang bukti diterima)")),
        (told_by_request, _("%(code)s (permintaan bantuan)")),
    ]
)


def incidents_told(user: User) -> dict[int, str]:
    """The incidents he was told of: id -> its number and how he was told."""
    found: dict[int, str] = {}
    for look, words in TOLD:
        for pk, code in look(user).values_list("pk", "code").order_by("-pk").distinct():
            found.setdefault(pk, words % {"code": code})
    return found
