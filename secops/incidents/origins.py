"""What an order says about the incident it comes from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.duties.models import Directive
from secops.compliance.duties.origins import Origin
from secops.incidents.models import Incident


def incident_of_order(directive: Directive, user: User) -> Origin | None:
    """The incidents it belongs to."""
    if not user.may(Permission.READ_INCIDENT):
        return None
    found = Incident.objects.visible_to(user).filter(directives=directive).order_by("pk")
    links = [(one.code, one.get_absolute_url()) for one in found]
    return Origin(_("Dari insiden"), links) if links else None
