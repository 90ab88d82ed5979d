"""Everything that changes people, their addresses, positions and sign-ins.

Who holds a position, and so what a sign-in may do, is the office administrator's business. Every
change of that kind ends the sessions of whom it concerns.
"""

from accounts.actions.absences import (
    LONGEST_ABSENCE,
    end_absence,
    note_absence,
)
from accounts.actions.people import (
    add_contact,
    add_person,
    choose_contact,
    edit_person,
    note_full_view,
    remove_contact,
    set_opt_in,
)
from accounts.actions.positions import (
    add_position,
    appoint,
    end_tenure,
    record_order_view,
    set_superior,
)
from accounts.actions.signing_in import (
    end_sessions_of,
    invite,
    save_own_settings,
    send_invitation,
    switch_sign_in,
)
from accounts.actions.tokens import (
    make_own_token,
    own_tokens,
    scopes_for,
    who_acts,
    withdraw_own_token,
    withdraw_tokens_of,
)

__all__ = [
    "LONGEST_ABSENCE",
    "add_contact",
    "add_person",
    "add_position",
    "appoint",
    "choose_contact",
    "edit_person",
    "end_absence",
    "end_sessions_of",
    "end_tenure",
    "invite",
    "make_own_token",
    "note_absence",
    "note_full_view",
    "own_tokens",
    "record_order_view",
    "remove_contact",
    "save_own_settings",
    "scopes_for",
    "send_invitation",
    "set_opt_in",
    "set_superior",
    "switch_sign_in",
    "who_acts",
    "withdraw_own_token",
    "withdraw_tokens_of",
]
