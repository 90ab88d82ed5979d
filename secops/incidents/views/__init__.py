"""The doors of incidents."""

from secops.incidents.views.chronology import (
    chronology_add,
    chronology_line,
    chronology_paste,
    chronology_pdf,
)
from secops.incidents.views.handling import (
    clock_stop,
    incident_move,
    incident_phase,
    public_decide,
)
from secops.incidents.views.neighbours import (
    incident_link,
    incident_merge,
    incident_unlink,
    incident_unmerge,
)
from secops.incidents.views.register import (
    incident,
    incident_edit,
    incident_list,
    incident_new,
    incident_order,
)

__all__ = [
    "chronology_add",
    "chronology_line",
    "chronology_paste",
    "chronology_pdf",
    "clock_stop",
    "incident",
    "incident_edit",
    "incident_link",
    "incident_list",
    "incident_merge",
    "incident_move",
    "incident_new",
    "incident_order",
    "incident_phase",
    "incident_unlink",
    "incident_unmerge",
    "public_decide",
]
