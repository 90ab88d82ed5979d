"""The whole expression: facts -> readings -> reasons -> state -> verdict.

Each stage is a subquery with `OFFSET 0`, which keeps the planner from writing the stages into each
other (that would evaluate the same comparison dozens of times a row).
"""

from secops.compliance.rotations.law import facts, reasons, rows

FACTS_TABLE = "inventory_accountfacts"


def _stage(inner: str, columns: dict[str, str], name: str) -> str:
    new = ", ".join(f"{expression} AS {column}" for column, expression in columns.items())
    return f"SELECT {name}.*, {new} FROM ({inner}) AS {name} OFFSET 0"


def facts_sql(scope: str, *, facts_table: str = FACTS_TABLE) -> str:
    """One row of facts for each rotation that the scope (a condition over r, c, a) admits."""
    return facts.FACTS.format(scope=scope, facts=facts_table)


def verdict_sql(scope: str, *, facts_table: str = FACTS_TABLE) -> str:
    """One row for each rotation: its facts and old state, and what the law says of it now."""
    read = _stage(facts_sql(scope, facts_table=facts_table), reasons.READINGS, "fact")
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
