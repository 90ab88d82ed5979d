"""What became of a recommendation, counted from the duties it led to; never whose they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from secops.advisories.models import Recommendation
from secops.compliance.duties.models import Duty, still_asked
from secops.house.text import angka
from secops.house.words import say
from secops.rules.adoption import Cause, Word, word_of
from secops.rules.duty import State

#: The words of follow-up by the state of a duty; what is not named here is "belum sesuai".
FIT = frozenset({State.ACCEPTED})
NOT_FOLLOWABLE = frozenset({State.EXEMPT, State.WITHDRAWN, State.WRITTEN_OFF})
NOT_STARTED = frozenset({State.OPEN})


@dataclass(frozen=True, slots=True)
class Adoption:
    """How many duties did it, did not yet, cannot."""

    total: int
    fit: int
    not_followable: int
    not_started: int
    causes: tuple[tuple[str, int], ...] = ()

    @property
    def word(self) -> Word:
        """In the four words officials live by."""
        return word_of(
            total=self.total,
            fit=self.fit,
            cannot=self.not_followable,
            not_started=self.not_started,
        )

    @property
    def why(self) -> str:
        """``aplikasi milik pusat``, or with more than one cause how often each; may be empty."""
        words = [(say(Cause(cause)), n) for cause, n in self.causes]
        words = [(word[:1].lower() + word[1:], n) for word, n in words]
        if len(words) == 1:
            return words[0][0]
        return ", ".join(f"{word} {angka(n)}" for word, n in words)

    @property
    def unfit(self) -> int:
        """Not yet as recommended, started or not."""
        return self.total - self.fit - self.not_followable

    @property
    def over(self) -> bool:
        return self.total > 0 and self.unfit == 0

    @property
    def sentence(self) -> str:
        """``41 dari 68 OPD sudah sesuai · 24 belum sesuai · 3 tidak dapat ditindaklanjuti``"""
        parts = [
            _("%(n)s dari %(all)s OPD sudah sesuai")
            % {"n": angka(self.fit), "all": angka(self.total)}
        ]
        if self.unfit:
            parts.append(_("%(n)s belum sesuai") % {"n": angka(self.unfit)})
        if self.not_followable:
            cannot = _("%(n)s tidak dapat ditindaklanjuti") % {"n": angka(self.not_followable)}
            parts.append(f"{cannot} ({self.why})" if self.why else cannot)
        return " · ".join(parts)

    @property
    def started_sentence(self) -> str:
        """How many of those not yet fit have not begun; empty when all have."""
        if not self.not_started:
            return ""
        return _("%(n)s di antaranya belum ditindaklanjuti.") % {"n": angka(self.not_started)}


def adoption_of(recommendation: Recommendation, *, at: datetime) -> Adoption | None:
    """Count the duties of its directives as they read at `at`; None before it became one.

    A merged one shows what became of the one it went into. An exemption that has run out reads as
    open again.
    """
    chief = recommendation.merged_into or recommendation
    return adoptions_of([chief.pk], at=at).get(chief.pk)


def adoptions_of(chiefs: Iterable[int], *, at: datetime) -> dict[int, Adoption]:
    """The same for many, in two queries; those without a duty are left out."""
    asked = still_asked(at)
    closed = Q(state__in=_values(NOT_FOLLOWABLE)) & ~asked
    of = "directive__recommendations"
    duties = Duty.objects.filter(**{f"{of}__in": list(chiefs)}).order_by()
    causes: dict[int, list[tuple[str, int]]] = {}
    named = duties.filter(closed).exclude(cause="").values_list(of, "cause")
    for pk, cause, n in named.annotate(n=Count("pk", distinct=True)).order_by("-n", "cause"):
        causes.setdefault(pk, []).append((cause, n))
    begun = asked & Q(state__in=_values(NOT_STARTED | {State.EXEMPT}))
    counted = duties.values(of).annotate(
        total=Count("pk", distinct=True),
        fit=Count("pk", filter=Q(state__in=_values(FIT)), distinct=True),
        not_followable=Count("pk", filter=closed, distinct=True),
        not_started=Count("pk", filter=begun, distinct=True),
    )
    return {
        row.pop(of): Adoption(**row, causes=tuple(causes.get(pk, ())))
        for row in counted
        for pk in [row[of]]
    }


def _values(states: frozenset[State]) -> list[str]:
    return [state.value for state in states]
