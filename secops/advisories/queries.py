"""Page-shaped reads of organisations and recommendations."""

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.models import Person, Tenure, User
from accounts.roles import Role
from secops.advisories.models import Organisation, Recommendation
from secops.rules.recommendation import WAITING

State = Recommendation.State


def recommendations_for(user: User) -> QuerySet[Recommendation]:
    """Recommendations the user may see."""
    return Recommendation.objects.visible_to(user).select_related(
        "organisation", "author", "application", "incident", "merged_into", "decided_by"
    )


def own_organisations(user: User) -> QuerySet[Organisation]:
    """The organisations that a stakeholder speaks for."""
    return Organisation.objects.open_to(user)


def organisations_counted(user: User) -> QuerySet[Organisation]:
    """Stakeholders with what they gave, as far as the reader may list it."""
    seen = Q(recommendations__in=Recommendation.objects.visible_to(user))
    accepted = Q(recommendations__state=State.ACCEPTED)
    waiting = Q(recommendations__state__in=[one.value for one in WAITING])
    return Organisation.objects.annotate(
        given=Count("recommendations", filter=seen, distinct=True),
        accepted=Count("recommendations", filter=seen & accepted, distinct=True),
        waiting=Count("recommendations", filter=seen & waiting, distinct=True),
        people=Count("members", distinct=True),
    )


def stakeholder_people() -> QuerySet[Person]:
    """People who hold a stakeholder's position today."""
    today = Tenure.objects.current(timezone.localdate())
    return Person.objects.filter(
        pk__in=today.filter(position__role=Role.STAKEHOLDER).values("person_id")
    )


def mergeable(found: Recommendation, user: User) -> QuerySet[Recommendation]:
    """What it could be merged with."""
    return (
        Recommendation.objects.visible_to(user)
        .select_related("organisation")
        .filter(merged_into=None, state__in=[*WAITING, State.ACCEPTED])
        .exclude(pk=found.pk)
    )
