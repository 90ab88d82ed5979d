"""The whole expression: facts -> readings -> reasons -> state -> verdict.

Each stage is a subquery with `OFFSET 0`, which keeps the planner from writing the stages into each
other (that would evaluate the same comparison dozens of times a row).
"""

from secops.compliance.rotations.law import facts, reasons, rows
from secops.compliance.rotations.scopes import Scope


def _stage(inner: str, columns: dict[str, str], name: str) -> str:
    new = ", ".join(f"{expression} AS {column}" for column, expression in columns.items())
    return f"SELECT {name}.*, {new} FROM ({inner}) AS {name} OFFSET 0"


def verdict_sql(where: Scope) -> str:
    """One row for each rotation of a scope: its facts, its old state, and what the law says now."""
    return _verdict(where, where.sql)


def verdict_of_running_sql(where: Scope, nowhere: frozenset[str] = frozenset()) -> str:
    """The same for running campaigns alone; `nowhere` as in `facts.facts_sql`."""
    return _verdict(where, where.running, nowhere)


def facts_of_sql(where: Scope) -> str:
    """One row of facts for each rotation of a scope."""
    return facts.facts_sql(where.sql, facts_table=where.facts_table, many=where.bulk)


def _verdict(where: Scope, condition: str, nowhere: frozenset[str] = frozenset()) -> str:
    known = facts.facts_sql(
        condition, facts_table=where.facts_table, many=where.bulk, nowhere=nowhere
    )
    read = _stage(known, reasons.READINGS, "fact")
    reasoned = _stage(
        read, {rows.column(reason): sql for reason, sql in reasons.REASONS.items()}, "reading"
    )
    stated = _stage(reasoned, {"state": rows.STATE}, "reasoned")
    return _stage(
        stated,
        {
            "reasons": rows.REASON_LIST,
            "turn": rows.TURN,
            "usable": rows.USABLE,
            "possible_takeover": reasons.POSSIBLE_TAKEOVER,
            "alarming": reasons.alarming(rows.column),
            "next_recheck_at": rows.RECHECK_AT,
        },
        "stated",
    )
