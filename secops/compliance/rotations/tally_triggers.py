"""The statement triggers that keep `Tally` true to `Rotation`, whoever writes it.

Each statement adds one row for each kind of rotation it made more or fewer of; nothing is ever
updated, so that many writers never wait for each other (counters would dead-lock). A tick folds the
rows together, see `tally.py`.
"""

import pgtrigger

#: What a tally counts by: column of `Tally` -> expression over `Rotation`.
KEYS = {
    "campaign_id": "campaign_id",
    "department_id": "department_id",
    "application_id": "application_id",
    "state": "state",
    "turn": "turn",
    "usable": "usable",
    "told": "told_at IS NOT NULL",
    "written_off": "written_off_at IS NOT NULL",
    "exposed": "exposed",
    "answer": "answer",
    "sessions_unproven": "state = 'verified' AND 'sessions_unproven' = ANY (reasons)",
    "alarming": "alarming",
    "due_at": "due_at",
}

COLUMNS = ", ".join(KEYS)
_VALUES = ", ".join(f"{expression} AS {column}" for column, expression in KEYS.items())


def _count(*signed: tuple[str, int]) -> str:
    """The body of a trigger: rows of each transition table, each counted with its sign."""
    rows = " UNION ALL ".join(f"SELECT {_VALUES}, {sign} AS n FROM {rows}" for rows, sign in signed)
    return (
        f"INSERT INTO rotations_tally ({COLUMNS}, n) "
        f"SELECT {COLUMNS}, sum(n) FROM ({rows}) AS changed GROUP BY {COLUMNS} "
        "HAVING sum(n) <> 0; RETURN NULL;"
    )


TALLY_TRIGGERS = [
    pgtrigger.Trigger(
        name="tally_of_new_rows",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),  # type: ignore[no-untyped-call]
        func=_count(("new_rows", 1)),
    ),
    pgtrigger.Trigger(
        name="tally_of_changed_rows",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),  # type: ignore[no-untyped-call]
        func=_count(("new_rows", 1), ("old_rows", -1)),
    ),
    pgtrigger.Trigger(
        name="tally_of_removed_rows",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        referencing=pgtrigger.Referencing(old="old_rows"),  # type: ignore[no-untyped-call]
        func=_count(("old_rows", -1)),
    ),
]
