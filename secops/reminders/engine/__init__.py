"""What is due to be said to account holders, promised to the outbox (RULES 4 and 5).

One pass: which rungs are reached (a table of a few rows: campaign x due time), which people have an
account on one of them that was not said yet (one statement), and then, a thousand people at a time,
one message each: the start message of a campaign, or today's digest of everything.

Asking twice is harmless, also by two schedulers at once: a message exists once under its key, a
rung is noted once, and a day has one digest a person.
"""

from datetime import datetime

from secops.outbox.voices import listening
from secops.reminders.engine.asking import ask_helpers
from secops.reminders.engine.due import (
    Group,
    Reached,
    due_groups,
    groups_to_remind,
    is_opening,
    reached_rungs,
)
from secops.reminders.engine.promising import Reminded, promise_groups

__all__ = [
    "Group",
    "Reached",
    "Reminded",
    "ask_helpers",
    "due_groups",
    "groups_to_remind",
    "is_opening",
    "promise_groups",
    "reached_rungs",
    "remind",
]


def remind(*, at: datetime, dry_run: bool = False, count_skipped: bool = False) -> Reminded:
    """Promise what is due; the outbox sends it. `dry_run` counts and writes nothing.

    `count_skipped` also counts what nobody has to be told (for the command; the tick has no use
    for it).
    """
    done = Reminded()
    groups = due_groups(reached_rungs(at=at), at, with_skipped=count_skipped)
    speaking: list[Group] = []
    now = listening(at=at)
    for group in groups:
        if group.skip:
            done.skipped[group.skip] += group.items
            continue
        done.due += group.items
        if now.may_hear(group.person_id, urgent=group.urgent):
            speaking.append(group)
        else:
            done.skipped["outside_working_time"] += group.items
    promise_groups(speaking, at=at, done=done, dry_run=dry_run)
    return done
