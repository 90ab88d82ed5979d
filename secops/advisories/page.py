"""One recommendation, as one reader sees it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Permission
from secops.advisories.actions import may_revise, objected, objection_until
from secops.advisories.adoption import Adoption, adoption_of
from secops.advisories.composers import decision_words
from secops.advisories.looks import audience_of, look_of_state
from secops.advisories.models import AdoptionWord, Recommendation, RecommendationVersion, Response
from secops.advisories.naming import named_beside
from secops.advisories.panels import Panel, panels_of
from secops.compliance.duties.words import mark, say
from secops.house.text import wib
from secops.incidents.meetings.models import Decision
from secops.rules import recommendation as law
from secops.rules.adoption import Word
from secops.rules.intervals import WIB
from secops.rules.labels import label
from secops.rules.reference import address, parse
from secops.rules.tlp import Marking

State = Recommendation.State


@dataclass(frozen=True, slots=True)
class RecommendationPage:
    """What one reader sees of a recommendation."""

    marking: tuple[str, str, str]
    state: tuple[str, str, str]
    facts: list[tuple[str, object]]
    adoption: Adoption | None
    decision: str
    word: tuple[str, str, str] | None
    confirmed: AdoptionWord | None
    confirmed_note: str
    confirmed_word: str
    receipt: bool
    may_decide: bool
    decide_by: str
    may_review: bool
    may_object: bool
    may_revise: bool
    may_send: bool
    may_name: bool
    declined: bool
    may_confirm: bool
    may_answer: bool
    undecided: bool
    may_order: bool
    may_share: bool
    panels: list[Panel]
    office: bool
    chat: str
    answers: list["Answer"]
    versions: list[RecommendationVersion]
    references: list[tuple[str, str]]
    read_by: list[str]

    @property
    def quiet(self) -> int:
        """How many buttons stand beside the one that matters; several are folded into a menu."""
        others = (
            self.may_review, self.may_confirm, self.may_share, self.may_revise, self.may_send,
            self.may_object and not self.declined,
        )  # fmt: skip
        return sum(others)


@dataclass(frozen=True, slots=True)
class Answer:
    """One word below a recommendation; a stakeholder reads no names of the office."""

    text: str
    who: str
    at: datetime
    marking: str
    kind: str


def recommendation_page(found: Recommendation, user: User, *, at: datetime) -> RecommendationPage:
    """Read one recommendation for one reader."""
    office = user.may(Permission.READ_RECOMMENDATION)
    decide = user.may(Permission.DECIDE_RECOMMENDATION)
    partner = user.may(Permission.POST_RECOMMENDATION)
    adoption = adoption_of(found, at=at)
    chief = found.merged_into or found
    confirmed = chief.words.first()
    sees_chief = chief.pk == found.pk or _in_sight(chief, user)
    until, against = objection_until(found), objected(found)
    state = law.State(found.state)
    own = found.entered_by_id == user.pk
    return RecommendationPage(
        marking=mark(label(found.marking)),
        state=look_of_state(found.state, found, at=at),
        facts=_facts(found, office=office),
        adoption=adoption,
        decision="" if found.decided_at is None else decision_words(found),
        word=mark(label(adoption.word)) if adoption else None,
        confirmed=confirmed,
        confirmed_note=confirmed.note if confirmed and sees_chief else "",
        confirmed_word=say(Word(confirmed.word)) if confirmed else "",
        receipt=adoption is not None and chief.finished_at is not None,
        may_decide=decide and found.undecided,
        decide_by=wib(found.decide_by) if found.undecided else "",
        may_review=decide
        and law.may_move(state, law.State.UNDER_REVIEW, by=law.Actor.OFFICE, objected=against),
        may_object=partner
        and state in law.DECIDED
        and until is not None
        and at.astimezone(WIB).date() <= until
        and not against,
        may_revise=state in law.OPEN and may_revise(found, user),
        may_send=own and state is law.State.DRAFT,
        may_name=partner,
        declined=state in law.DECLINED,
        may_confirm=decide and adoption is not None and found.merged_into_id is None,
        may_answer=(decide or partner) and state is not law.State.DRAFT,
        undecided=found.undecided,
        panels=panels_of(found, user),
        may_share=decide and found.state == State.ACCEPTED,
        may_order=decide and (found.undecided or found.state == State.ACCEPTED),
        office=office,
        chat=_for_chat(found, adoption, at=at),
        answers=_answers(found, user, office=office),
        versions=list(RecommendationVersion.objects.visible_to(user).filter(about=found)),
        references=[(one, address(parse(one))) for one in found.references],
        read_by=_read_by(found, office=office),
    )


def _in_sight(chief: Recommendation, user: User) -> bool:
    return Recommendation.objects.visible_to(user).filter(pk=chief.pk).exists()


def _facts(found: Recommendation, *, office: bool) -> list[tuple[str, object]]:
    target = str(found.get_target_display())
    if found.application is not None:
        target = found.application.name
    if found.target == Recommendation.Target.DEPARTMENTS:
        target = ", ".join(str(one) for one in found.departments.all())
    if found.target == Recommendation.Target.INCIDENT and found.incident is not None and office:
        target = str(found.incident)
    pairs: list[tuple[str, object]] = [
        (_("Dari"), found.organisation.name),
        (_("Untuk"), target),
        (_("Jenis"), found.get_kind_display()),
        *([(_("Keparahan"), found.get_severity_display())] if found.severity else []),
        *([(_("Perkiraan pekerjaan"), found.get_effort_display())] if found.effort else []),
        (_("Mendesak"), found.get_urgency_display()),
        (_("Diterima"), wib(found.submitted_at) if found.submitted_at else _("belum dikirim")),
        *_origin(found),
        (_("Tanda"), f"{found.get_tlp_display()}: {audience_of(Marking(found.tlp))}"),
    ]
    if found.undecided:
        pairs.append((_("Keputusan paling lambat"), wib(found.decide_by)))
    elif found.decided_at is not None:
        pairs.append((_("Diputuskan"), wib(found.decided_at)))
    if others := named_beside(found):
        pairs.append((_("Disarankan juga oleh"), ", ".join(others)))
    pairs.append((_("Nama lembaga pemberi"), _naming(found)))
    if office:
        pairs.append((_("Penulis"), found.author.name))
    if found.follow_up_by is not None and found.review_by is None and found.finished_at is None:
        pairs.append(
            (_("Tindak lanjut paling lambat (kebijakan internal)"), wib(found.follow_up_by))
        )
    if found.review_by is not None and found.finished_at is None:
        pairs.append(
            (_("Penelaahan kami paling lambat (kebijakan internal)"), wib(found.review_by))
        )
    return pairs


def _naming(found: Recommendation) -> str:
    if found.named and not found.shows_name:
        return _("disembunyikan dari mitra lain (tandanya %(tlp)s)") % {
            "tlp": found.get_tlp_display()
        }
    return _("boleh disebut") if found.named else _("disembunyikan dari mitra lain")


def _origin(found: Recommendation) -> list[tuple[str, object]]:
    """The letter it was typed in from, or the meeting that decided on it."""
    if not found.letter_number:
        return []
    decided = Decision.objects.filter(advice=found.code).exists()
    return [(_("Dari rapat") if decided else _("Nomor surat"), found.letter_number)]


def _answers(found: Recommendation, user: User, *, office: bool) -> list[Answer]:
    own = set(found.organisation.members.values_list("pk", flat=True))
    seen = found.responses.visible_to(user)
    return [
        Answer(
            one.text,
            one.person.name if office or one.person_id in own else _("Posko Siber"),
            one.given_at,
            one.get_tlp_display(),
            one.get_kind_display() if one.kind == Response.Kind.OBJECTION else "",
        )
        for one in seen.select_related("person")
    ]


def _read_by(found: Recommendation, *, office: bool) -> list[str]:
    """Who read this text; its author learns only that, and since when, the desk has read it."""
    read = found.readings.filter(version=found.version).select_related("reader__person")
    if office:
        return [f"{one.reader.display_name}, {wib(one.read_at)}" for one in read]
    first = read.filter(office=True).first()
    return [_("Posko Siber, %(when)s") % {"when": wib(first.read_at)}] if first else []


def _for_chat(found: Recommendation, adoption: Adoption | None, *, at: datetime) -> str:
    """True lines and the next step; what is marked above TLP:AMBER is named by its number alone."""
    closed = Marking(found.tlp) in (Marking.AMBER_STRICT, Marking.RED)
    lines = [
        _("Posko Siber, %(when)s") % {"when": wib(at)},
        found.code if closed else f"{found.code}: {found.title}",
        adoption.sentence if adoption else str(State(found.state).label),
    ]
    if found.undecided:
        due = _("Berikutnya: keputusan kami, paling lambat %(when)s") % {
            "when": wib(found.decide_by)
        }
        lines.append(due)
    lines.append(found.get_tlp_display())
    return "\n".join(lines)
