"""Everything that changes an incident: the record, its phases, its chronology, its terms, its
neighbours."""

from secops.incidents.actions.affected import add_accounts, remove_accounts
from secops.incidents.actions.chronology import (
    NewLine,
    add_chronology,
    add_pasted,
    add_system_line,
    hide_line,
    show_line,
    take_lines,
)
from secops.incidents.actions.moving import move_incident, write_phase
from secops.incidents.actions.neighbours import (
    link_incidents,
    merge_incident,
    undo_merge,
    unlink_incidents,
)
from secops.incidents.actions.record import (
    FIELDS,
    LINKS,
    change_incident,
    first_sentence,
    link_directive,
    record_incident,
)
from secops.incidents.actions.refusals import IncidentRefused
from secops.incidents.actions.terms import decide_public, stop_clock

__all__ = [
    "FIELDS",
    "LINKS",
    "IncidentRefused",
    "NewLine",
    "add_accounts",
    "add_chronology",
    "add_pasted",
    "add_system_line",
    "change_incident",
    "decide_public",
    "first_sentence",
    "hide_line",
    "link_directive",
    "link_incidents",
    "merge_incident",
    "move_incident",
    "record_incident",
    "remove_accounts",
    "show_line",
    "stop_clock",
    "take_lines",
    "undo_merge",
    "unlink_incidents",
    "write_phase",
]
