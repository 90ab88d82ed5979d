"""How states and markings of advice read and look."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secops.advisories.models import Recommendation
from secops.compliance.duties.words import mark
from secops.rules.labels import label
from secops.rules.recommendation import WAITING
from secops.rules.tlp import AUDIENCE, PRINTED, Marking

State = Recommendation.State

#: The columns of the yearly table, and the same as a filter of the list.
OUTCOME_WORDS = {
    "accepted": gettext_lazy("Diterima"),
    "fit": gettext_lazy("Sesuai"),
    "open": gettext_lazy("Belum selesai"),
    "cannot": gettext_lazy("Tidak dapat ditindaklanjuti"),
    "declined": gettext_lazy("Ditolak atau bukan wewenang"),
    "waiting": gettext_lazy("Menunggu keputusan"),
}


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
        State.DISCARDED: ("quiet", "■"),
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


def quoted_words(marking: Marking) -> str:
    """Why an order may not be issued with these words."""
    return _(
        "Arahan ini memuat kalimat yang bertanda %(tlp)s. Tulis ulang dengan kata sendiri."
    ) % {"tlp": PRINTED[marking]}
