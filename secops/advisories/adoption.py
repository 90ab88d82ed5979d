"""What became of a recommendation, counted from the duties it led to; never whose they are."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from secops.advisories.models import Recommendation
from secops.compliance.duties.models import Duty, still_asked
from secops.house.text import angka
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
            parts.append(_("%(n)s tidak dapat ditindaklanjuti") % {"n": angka(self.not_followable)})
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
    duties = Duty.objects.filter(directive__in=chief.directives.all())
    asked = still_asked(at)
    counts = duties.aggregate(
        total=Count("pk"),
        fit=Count("pk", filter=Q(state__in=_values(FIT))),
        not_followable=Count("pk", filter=Q(state__in=_values(NOT_FOLLOWABLE)) & ~asked),
        not_started=Count("pk", filter=asked & Q(state__in=_values(NOT_STARTED | {State.EXEMPT}))),
    )
    return Adoption(**counts) if counts["total"] else None


def _values(states: frozenset[State]) -> list[str]:
    return [state.value for state in states]
