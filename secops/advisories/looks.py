"""How states and markings of advice read and look."""

from datetime import datetime

from django.utils.translation import gettext as _

from secops.advisories.models import Recommendation
from secops.compliance.duties.words import mark
from secops.rules.labels import label
from secops.rules.recommendation import WAITING
from secops.rules.tlp import AUDIENCE, Marking

State = Recommendation.State


def look_of_state(
    value: str, found: Recommendation | None = None, *, at: datetime | None = None
) -> tuple[str, str, str]:
    """Tone, symbol and word of a state; our own lateness is said as plainly as a department's."""
    if value in WAITING:
        if found is not None and at is not None and found.decide_by and found.decide_by < at:
            return "late", "▲", _("Keputusan kami lewat batas waktu")
        return "soon", "◆", str(State(value).label)
    tones = {
        State.ACCEPTED: ("ok", "✓"),
        State.REJECTED: ("quiet", "■"),
        State.MERGED: ("info", "●"),
        State.NOT_OURS: ("quiet", "■"),
        State.DRAFT: ("quiet", "○"),
    }
    tone, symbol = tones[State(value)]
    return tone, symbol, str(State(value).label)


def look_of_marking(value: str) -> tuple[str, str, str]:
    return mark(label(Marking(value)))


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
