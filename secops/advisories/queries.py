"""Page-shaped reads of organisations and recommendations."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, Tenure, User
from accounts.roles import Permission, Role
from secops.advisories.adoption import Adoption, adoption_of
from secops.advisories.composers import decision_words
from secops.advisories.models import Organisation, Recommendation
from secops.compliance.duties.words import mark
from secops.house.text import wib
from secops.outbox.voices import city_calendar
from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.labels import label
from secops.rules.tlp import AUDIENCE, Marking

State = Recommendation.State


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    """What one reader sees of a recommendation."""

    marking: tuple[str, str, str]
    state: tuple[str, str, str]
    facts: list[tuple[str, object]]
    adoption: Adoption | None
    decision: str
    may_decide: bool
    may_answer: bool
    undecided: bool
    may_order: bool
    may_share: bool
    office: bool
    chat: str
    answers: list["Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One word below a recommendation; a stakeholder reads no names of the office."""

    text: str
    who: str
    at: datetime


def recommendations_for(user: User) -> QuerySet[Recommendation]:
    """Recommendations the user may see."""
    return Recommendation.objects.visible_to(user).select_related(
        "organisation", "author", "application", "incident", "merged_into", "decided_by"
    )


def own_organisations(user: User) -> QuerySet[Organisation]:
    """The organisations that a stakeholder speaks for."""
    if user.person is None:
        return Organisation.objects.none()
    return Organisation.objects.filter(members=user.person)


def organisations_counted(user: User) -> QuerySet[Organisation]:
    """Stakeholders with what they gave, as far as the reader may list it."""
    seen = Q(recommendations__in=Recommendation.objects.visible_to(user))
    accepted = Q(recommendations__state=State.ACCEPTED)
    waiting = Q(recommendations__state=State.SUBMITTED)
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


def recommendation_page(found: Recommendation, user: User, *, at: datetime) -> RecommendationPage:
    """Read one recommendation for one reader."""
    office = user.may(Permission.READ_RECOMMENDATION)
    decide = user.may(Permission.DECIDE_RECOMMENDATION)
    undecided = found.state == State.SUBMITTED
    adoption = adoption_of(found, at=at)
    return RecommendationPage(
        marking=mark(label(Marking(found.tlp))),
        state=look_of_state(found.state, found, at=at),
        facts=_facts(found, office=office),
        adoption=adoption,
        decision="" if undecided else decision_words(found),
        may_decide=decide and undecided,
        may_answer=decide or user.may(Permission.POST_RECOMMENDATION),
        undecided=undecided,
        may_share=decide,
        may_order=decide and found.state in (State.SUBMITTED, State.ACCEPTED),
        office=office,
        chat=_for_chat(found, adoption, at=at),
        answers=_answers(found, office=office),
    )


def look_of_state(
    value: str, found: Recommendation | None = None, *, at: datetime | None = None
) -> tuple[str, str, str]:
    """Tone, symbol and word of a state; our own lateness is said as plainly as a department's."""
    if value == State.SUBMITTED:
        if found is not None and at is not None and found.decide_by < at:
            return "late", "▲", _("Keputusan kami lewat batas waktu")
        return "soon", "◆", str(State.SUBMITTED.label)
    tones = {
        State.ACCEPTED: ("ok", "✓"),
        State.REJECTED: ("quiet", "■"),
        State.MERGED: ("info", "●"),
    }
    tone, symbol = tones[State(value)]
    return tone, symbol, str(State(value).label)


def look_of_marking(value: str) -> tuple[str, str, str]:
    return mark(label(Marking(value)))


def mergeable(found: Recommendation, user: User) -> QuerySet[Recommendation]:
    """What it could be merged with."""
    return (
        Recommendation.objects.visible_to(user)
        .filter(merged_into=None, state__in=[State.SUBMITTED, State.ACCEPTED])
        .exclude(pk=found.pk)
    )


def audience_of(marking: Marking) -> str:
    """For whom a marking is, in the reader's language."""
    words = {
        Marking.CLEAR: _("untuk siapa saja"),
        Marking.GREEN: _("untuk komunitas, bukan untuk umum"),
        Marking.AMBER: _("untuk lembaga dan yang perlu tahu di sekitarnya"),
        Marking.AMBER_STRICT: _("untuk lembaga penerima saja"),
        Marking.RED: _("untuk orang yang disebut saja"),
    }
    return words.get(marking, AUDIENCE[marking])


def _facts(found: Recommendation, *, office: bool) -> list[tuple[str, object]]:
    target = str(found.get_target_display())
    if found.application is not None:
        target = found.application.name
    pairs: list[tuple[str, object]] = [
        (_("Dari"), found.organisation.name),
        (_("Untuk"), target),
        (_("Mendesak"), found.get_urgency_display()),
        (_("Diterima"), wib(found.submitted_at)),
        (_("Tanda"), f"{found.get_tlp_display()}: {audience_of(Marking(found.tlp))}"),
    ]
    if found.state == State.SUBMITTED:
        pairs.append((_("Keputusan paling lambat"), wib(found.decide_by)))
    elif found.decided_at is not None:
        pairs.append((_("Diputuskan"), wib(found.decided_at)))
    if office:
        pairs.append((_("Penulis"), found.author.name))
        directive = found.directives.order_by("pk").first()
        if directive is not None:
            end = deadline(
                CLOCKS[ClockCode.RECOMMENDATION_FOLLOW_UP],
                directive.ordered_at,
                calendar=city_calendar(),
            )
            pairs.append((_("Tindak lanjut paling lambat (kebijakan internal)"), wib(end)))
    return pairs


def _answers(found: Recommendation, *, office: bool) -> list[Answer]:
    own = set(found.organisation.members.values_list("pk", flat=True))
    return [
        Answer(
            one.text,
            one.person.name if office or one.person_id in own else _("Posko Siber"),
            one.given_at,
        )
        for one in found.responses.select_related("person")
    ]


def _for_chat(found: Recommendation, adoption: Adoption | None, *, at: datetime) -> str:
    """True lines and the next step; what is marked above TLP:AMBER is named by its number alone."""
    closed = Marking(found.tlp) in (Marking.AMBER_STRICT, Marking.RED)
    lines = [
        _("Posko Siber, %(when)s") % {"when": wib(at)},
        found.code if closed else f"{found.code}: {found.title}",
        adoption.sentence if adoption else str(State(found.state).label),
    ]
    if found.state == State.SUBMITTED:
        due = _("Berikutnya: keputusan kami, paling lambat %(when)s") % {
            "when": wib(found.decide_by)
        }
        lines.append(due)
    lines.append(found.get_tlp_display())
    return "\n".join(lines)
