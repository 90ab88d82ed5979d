"""Who reads a word below a recommendation, and who is told that it came.

`in_sight` decides what somebody reads; this says it the other way round, before a word is posted.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.roles import Role
from secops.advisories.models import Recommendation, Response
from secops.house.text import angka
from secops.incidents.tasks.owners import officers
from secops.rules.recommendation import HEARS, Actor, Hearer
from secops.rules.tlp import Marking, reads_word

#: So many people are named; the rest is counted.
NAMED = 3


def partners_who_read(
    found: Recommendation, marking: Marking, *, besides: User, at: datetime
) -> list[Person]:
    """The people of its organisation who read another's word so marked."""
    organisation = found.organisation
    if organisation.ended(at):
        return []
    people = organisation.members.filter(user__is_active=True).order_by("name", "pk")
    return [
        one
        for one in people
        if one.pk != besides.person_id
        and reads_word(
            organisation.cleared, found.marking, marking, author=one.pk == found.author_id
        )
    ]


def readers_in_words(found: Recommendation, marking: Marking, user: User, *, at: datetime) -> str:
    """``dibaca Posko Siber dan Inspektorat; dari mitra: Ratna Dosen``: before it is posted."""
    desk = _("Posko Siber") if marking is Marking.RED else _("Posko Siber dan Inspektorat")
    people = partners_who_read(found, marking, besides=user, at=at)
    own = user.person is not None and found.organisation.members.filter(pk=user.person.pk).exists()
    if not people and own:
        return _("dibaca %(desk)s serta Anda sendiri") % {"desk": desk}
    if not people:
        return _("dibaca %(desk)s saja, tidak oleh mitra") % {"desk": desk}
    names = ", ".join(one.name for one in people[:NAMED])
    rest = len(people) - NAMED
    if rest > 0:
        names = _("%(names)s dan %(n)s orang lain") % {"names": names, "n": angka(rest)}
    return _("dibaca %(desk)s; dari mitra: %(names)s") % {"desk": desk, "names": names}


def hearers_of(word: Response, *, at: datetime) -> list[Person]:
    """Who is told of a word: as the rule says, who may read it, never its writer."""
    found = word.recommendation
    side = Actor.AUTHOR if _is_partner(found, word.person) else Actor.OFFICE
    spoke = found.responses.filter(given_at__lte=word.given_at).select_related("person__user")
    decider = found.decided_by.person if found.decided_by else None
    people: dict[Hearer, list[Person]] = {
        Hearer.AUTHOR: [found.author],
        Hearer.DESK: officers(Role.DUTY_OFFICER, Role.LEAD, at=at),
        Hearer.DECIDER: [decider] if decider else [],
        Hearer.SPOKE: [one.person for one in spoke],
    }
    told = {one.pk: one for hearer in Hearer if hearer in HEARS[side] for one in people[hearer]}
    told.pop(word.person_id, None)
    return [one for one in told.values() if _reads(word, one)]


def _is_partner(found: Recommendation, person: Person) -> bool:
    return found.organisation.members.filter(pk=person.pk).exists()


def _reads(word: Response, person: Person) -> bool:
    user = User.objects.filter(person=person, is_active=True).first()
    return user is not None and Response.objects.visible_to(user).filter(pk=word.pk).exists()
