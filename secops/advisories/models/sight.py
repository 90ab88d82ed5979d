"""Who sees what is marked (RULES 8, TLP 2.0): the one place that every list, page, search, export,
mail and feed of advice asks."""

from __future__ import annotations

from django.db.models import F, Q

from accounts.models import User
from accounts.roles import Permission, Reach
from secops.advisories.models.organisations import Organisation
from secops.rules.tlp import Marking, readable

#: Nothing, and everything, as conditions.
NOTHING, EVERYTHING = Q(pk__in=[]), ~Q(pk__in=[])


def in_sight(user: User, of: str = "") -> Q:
    """What of the marked rows the user may see; `of` leads from a row to its recommendation.

    The office sees all, the inspector what is not TLP:RED; a stakeholder what his organisation
    gave, up to its clearance, and what he wrote himself. Past its agreement: nothing.
    """
    if user.scope(Permission.DECIDE_RECOMMENDATION).everything:
        return EVERYTHING
    if user.scope(Permission.READ_RECOMMENDATION).everything:
        return ~Q(tlp=Marking.RED)
    if user.scope(Permission.POST_RECOMMENDATION).reach is not Reach.OWN_ORGANISATION:
        return NOTHING
    seen = NOTHING
    for organisation in Organisation.objects.open_to(user):
        own = Q(**{f"{of}organisation": organisation})
        cleared = Q(tlp__in=[marking.value for marking in readable(organisation.cleared)])
        seen |= own & (cleared | _own_words(user, of))
    return seen


def _own_words(user: User, of: str) -> Q:
    """What its author reads whatever his organisation is cleared for: his own text, and words below
    it that are no more closed than it."""
    author = Q(**{f"{of}author": user.person})
    if of != "recommendation__":
        return author
    return Q(person=user.person) | (author & Q(tlp=F("recommendation__tlp")))
