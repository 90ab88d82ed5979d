"""Everything that changes consultations: calling, inviting, minutes, words."""

from secops.advisories.consultations.actions.calling import Wanted, call, cancel, change
from secops.advisories.consultations.actions.holding import code_holds, invitation_holds
from secops.advisories.consultations.actions.inviting import INVITED, invite, take_off
from secops.advisories.consultations.actions.minuting import minute
from secops.advisories.consultations.actions.words import (
    CODE_PURPOSE,
    CONFIRM,
    LONGEST_NAME,
    LONGEST_WORD,
    MOST_WORDS,
    WORD_PURPOSE,
    Said,
    confirm_word,
    say_by_code,
    type_word,
)

__all__ = [
    "CODE_PURPOSE",
    "CONFIRM",
    "INVITED",
    "LONGEST_NAME",
    "LONGEST_WORD",
    "MOST_WORDS",
    "WORD_PURPOSE",
    "Said",
    "Wanted",
    "call",
    "cancel",
    "change",
    "code_holds",
    "confirm_word",
    "invitation_holds",
    "invite",
    "minute",
    "say_by_code",
    "take_off",
    "type_word",
]
