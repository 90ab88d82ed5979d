"""Codes of a rotation as the pages show them: the reader's language, the house's tone."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from secops.compliance.rotations.models import Rotation
from secops.house.words import TONES, choices, say, word
from secops.rules.labels import label, tone_of_rotation
from secops.rules.rotation import Reason, State, Turn

__all__ = ["TONES", "choices", "look_of", "look_of_row", "say", "say_turn", "word"]

#: What somebody says is no proof, so it has a look of its own.
SAID = frozenset({State.CLAIMED, State.ATTESTED})


def look_of(state: State, reasons: Iterable[Reason] = ()) -> tuple[str, str, str]:
    """Return tone, symbol and word of a state, as `pill` takes them."""
    found = label(state)
    if state in SAID:
        return "claim", "◐", word(found)
    tone = TONES[tone_of_rotation(state, list(reasons))]
    symbol = "▲" if tone == "late" else found.symbol
    return tone, symbol, word(found)


def look_of_row(rotation: Rotation) -> tuple[str, str, str]:
    """The same for a stored rotation; one that was written off says so."""
    if rotation.written_off_at is not None:
        return "quiet", "□", _("Dikeluarkan dari hitungan")
    return look_of(State(rotation.state), [Reason(code) for code in rotation.reasons])


def say_turn(turn: str) -> str:
    """Whose turn it is; a dash where nobody has to do anything any more."""
    return "–" if turn == Turn.NONE else say(Turn(turn))


def say_reasons(codes: Iterable[str]) -> str:
    """All reasons in words, for a cell or a sentence."""
    return ", ".join(say(Reason(code)) for code in codes)
