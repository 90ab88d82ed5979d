"""Everything that changes tasks: writing and giving them, their checklist, their end."""

from secops.incidents.tasks.actions.ending import drop_task, finish_task, reopen_task
from secops.incidents.tasks.actions.loading import load_class
from secops.incidents.tasks.actions.points import (
    Proof,
    add_point,
    note_point_file_view,
    reopen_point,
    tick_point,
)
from secops.incidents.tasks.actions.writing import (
    Wanted,
    change_task,
    give_task,
    write_task,
)

__all__ = [
    "Proof",
    "Wanted",
    "add_point",
    "change_task",
    "drop_task",
    "finish_task",
    "give_task",
    "load_class",
    "note_point_file_view",
    "reopen_point",
    "reopen_task",
    "tick_point",
    "write_task",
]
