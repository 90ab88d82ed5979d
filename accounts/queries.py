"""People and positions as pages show them."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from accounts.models import NOTHING, Absence, Contact, Person, Position, Tenure, User
from accounts.roles import POLICY, Permission, Reach, Role
from secops.house.text import english

FOUND_AT_MOST = 20


def role_words(role: str) -> str:
    """What a role is called, in the reader's language."""
    policy = POLICY[Role(role)]
    return policy.label_en if english() else policy.label_id


def visible_people(user: User) -> QuerySet[Person]:
    """The people a user may look up: all for the office, those in his departments' positions."""
    if user.may(Permission.MANAGE_PEOPLE):
        return Person.objects.all()
    scope = user.scope(Permission.SEE_PERSONAL)
    if scope.everything:
        return Person.objects.all()
    if scope != NOTHING and scope.reach is Reach.OWN:
        held = Tenure.objects.filter(
            person=OuterRef("pk"), position__department_id__in=scope.departments
        )
        return Person.objects.filter(Exists(held))
    return Person.objects.none()


def people_with_positions(user: User, on: date) -> QuerySet[Person]:
    """The people of a list, each with today's positions, first address and sign-in."""
    tenures = Tenure.objects.current(on).select_related("position")
    return (
        visible_people(user)
        .select_related("user")
        .prefetch_related(
            Prefetch("tenures", tenures, to_attr="current_tenures"),
            Prefetch("contacts", Contact.objects.order_by("rank", "pk"), to_attr="all_contacts"),
        )
    )


def find_people(words: str) -> list[Person]:
    """People whose name holds all the words; by NIP where it is one."""
    words = " ".join(words.split())
    if not words:
        return []
    if words.isdigit() and len(words) == 18:
        return list(Person.objects.filter(nip=words))
    wanted = Q()
    for word in words.casefold().split():
        wanted &= Q(sort_name__contains=word)
    return list(Person.objects.filter(wanted).order_by("sort_name", "pk")[:FOUND_AT_MOST])


def positions_with_holders(on: date) -> QuerySet[Position]:
    """All positions, each with who holds it today."""
    tenures = Tenure.objects.current(on).select_related("person").order_by("kind", "pk")
    return (
        Position.objects.select_related("department")
        .prefetch_related(Prefetch("tenures", tenures, to_attr="current_tenures"))
        .annotate(department_name=F("department__sort_name"))
    )


def absence_of(person: Person, *, on: date) -> Absence | None:
    """The absence that holds on a day, or begins after it; None while he is there."""
    return person.absences.filter(ended_at=None, until__gte=on).first()
