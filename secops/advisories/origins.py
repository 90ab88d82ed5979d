"""What an order says about the advice it comes from."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.advisories.models import Recommendation
from secops.compliance.duties.models import Directive
from secops.compliance.duties.origins import Origin


def advice_of_order(directive: Directive, user: User) -> Origin | None:
    """The recommendations that became it."""
    if not user.may(Permission.READ_RECOMMENDATION):
        return None
    found = Recommendation.objects.visible_to(user).filter(directives=directive).order_by("pk")
    links = [(one.code, one.get_absolute_url()) for one in found]
    return Origin(_("Dari rekomendasi"), links) if links else None
