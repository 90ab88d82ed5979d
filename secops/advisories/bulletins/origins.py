"""What an order says about the advisory whose answers it comes from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from secops.advisories.bulletins.models import Bulletin
from secops.compliance.duties.models import Directive
from secops.compliance.duties.origins import Origin


def bulletin_of_order(directive: Directive, user: User) -> Origin | None:
    """The advisories it was made from."""
    found = Bulletin.objects.visible_to(user).filter(directives=directive).order_by("pk")
    links = [(one.code, one.get_absolute_url()) for one in found]
    return Origin(_("Dari imbauan"), links) if links else None
