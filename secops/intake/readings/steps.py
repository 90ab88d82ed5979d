"""The steps of an import of readings, each a few statements over all staged rows."""

from __future__ import annotations

from datetime import datetime

from secops.intake.readings import rows
from secops.intake.registers.matching import HOW, match_accounts, refuse_unknown_applications
from secops.intake.registers.staging import STAGE, Stage
from secops.intake.tabular import Table
from secops.inventory.models import ReadingsFile
from secops.rules.rotation_facts import READING_TOLERANCE


def settle_times(stage: Stage, table: Table, at: datetime) -> None:
    """Fill in the reading time where none is given; refuse what cannot have been read then."""
    known = "read_at" in table.present or "read_at" in table.defaults
    # A reading of today, by its day only, was true at the latest now.
    stage.run(
        f"UPDATE {STAGE} SET read_at = %s WHERE "
        + ("read_at > %s AND read_at - interval '1 day' < %s" if known else "read_at IS NULL")
        + (" AND read_at = date_trunc('day', read_at AT TIME ZONE 'Asia/Jakarta') "
           "AT TIME ZONE 'Asia/Jakarta' + interval '1 day' - interval '1 microsecond'"
           if known else ""),
        [at, at, at] if known else [at],
    )  # fmt: skip
    if known:
        stage.run(f"UPDATE {STAGE} SET read_at = %s WHERE read_at IS NULL", [at])
    stage.problem(
        "read_at", wib("s.read_at"), "from_the_future", "s.read_at > %s",
        parameters=[at + READING_TOLERANCE],
    )  # fmt: skip
    for column, fact in (
        ("password_changed_at", "changed_from"),
        ("username_changed_at", "username_changed_at"),
        ("sessions_revoked_at", "sessions_revoked_at"),
        ("last_login_at", "last_login_from"),
    ):
        stage.problem(
            column, wib(f"s.{fact}"), "later_than_read", f"s.{fact} > s.read_at + %s",
            parameters=[READING_TOLERANCE],
        )  # fmt: skip


def wib(moment: str) -> str:
    """SQL: a moment as the office's clock shows it."""
    return f"to_char({moment} AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM-DD HH24:MI:SS')"


def find(stage: Stage, table: Table, own: frozenset[int] | None) -> None:
    """Find the accounts: all by username in one join, the few others one way after the other."""
    carries = "true" if "disabled_at" in table.present else "false"
    by_name = "external_id" not in table.present
    key = rows.WORKED_OUT["login_key"]
    account = (
        f"LEFT JOIN inventory_account a ON a.application_id = p.id AND a.login_key = {key}"
        if by_name
        else ""
    )
    found = (
        "a.id AS account_id, CASE WHEN a.id IS NOT NULL THEN 'username' END"
        if by_name
        else "NULL::bigint AS account_id, NULL::text"
    )
    names = ", ".join(
        f"{rows.WORKED_OUT.get(name, f's.{name}')} AS {name}"
        for name in ("row", *(name for name, _ in rows.STAGED))
    )
    stage.run("DROP TABLE IF EXISTS stage_found")
    stage.run(
        f"""CREATE TEMP TABLE stage_found ON COMMIT DROP AS
        SELECT {names}, p.id AS application_id, {found} AS found_by, false AS renames,
            {carries} AS carries_disabled
        FROM {STAGE} s
        LEFT JOIN inventory_application p ON lower(p.code) = lower(s.application_code)
        {account}"""
    )
    stage.run(f"DROP TABLE {STAGE}")
    stage.run(f"ALTER TABLE stage_found RENAME TO {STAGE}")
    stage.run(f"ANALYZE {STAGE} (row, application_id, account_id, login_key, renames)")
    refuse_unknown_applications(stage)
    if own is not None:
        stage.problem(
            "application_code", "s.application_code", "foreign_application",
            "NOT EXISTS (SELECT 1 FROM inventory_application p WHERE p.id = s.application_id "
            "AND p.owner_id = ANY(%s)) AND s.application_id IS NOT NULL",
            parameters=[list(own)],
        )  # fmt: skip
    how = (
        HOW if not by_name else tuple(way for way in HOW if way not in ("external_id", "username"))
    )
    if not by_name or stage.one(f"SELECT EXISTS (SELECT 1 FROM {STAGE} WHERE account_id IS NULL)"):
        match_accounts(stage, how, spelling=False)
        stage.problem(
            "username", "s.username", "username_taken", "s.renames AND a.id <> s.account_id",
            source=f"{STAGE} s JOIN inventory_account a "
            "ON a.application_id = s.application_id AND a.login_key = s.login_key",
        )  # fmt: skip
        # Two rows that give one account two new names, or one name to two accounts.
        stage.problem(
            "username", "s.username", "twice", "s.n > 1 AND s.first_key <> s.key",
            "s.first_row::text",
            f"""(SELECT row, username, row_number() OVER w AS n,
                first_value(row) OVER w AS first_row,
                first_value(login_key) OVER w AS first_key, login_key AS key
            FROM {STAGE} WHERE renames WINDOW w AS (PARTITION BY account_id ORDER BY row)) s""",
        )  # fmt: skip
        stage.problem(
            "username", "s.username", "twice", "s.n > 1 AND s.first_account <> s.account_id",
            "s.first_row::text",
            f"""(SELECT row, username, account_id, row_number() OVER w AS n,
                first_value(row) OVER w AS first_row,
                first_value(account_id) OVER w AS first_account
            FROM {STAGE} WHERE renames
            WINDOW w AS (PARTITION BY application_id, login_key ORDER BY row)) s""",
        )  # fmt: skip


def date_renames(stage: Stage) -> None:
    """A renamed account's name changed when the row says, else when it was first read so."""
    stage.run(
        f"""UPDATE {STAGE} s SET username_changed_at = l.until FROM inventory_alias l
        WHERE s.username_changed_at IS NULL AND (s.previous_key IS NOT NULL OR s.renames)
          AND l.account_id = s.account_id
          AND l.login_key = COALESCE(s.previous_key, (
              SELECT o.login_key FROM inventory_alias o WHERE o.account_id = s.account_id
              ORDER BY o.until DESC, o.id DESC LIMIT 1))
          AND l.until <= s.read_at"""
    )


def drop_known(stage: Stage, origin: str) -> tuple[int, bool]:
    """Take out the readings that a file of the same origin, still standing, has said before.

    Returns how many, and whether an account has several readings in this file.
    """
    same = ", ".join(f"r.{fact}" for fact in rows.FACTS)
    said = ", ".join(f"s.{fact}" for fact in rows.FACTS)
    known = 0
    if stage.one("SELECT EXISTS (SELECT 1 FROM inventory_reading)"):
        known = stage.run(
            f"""DELETE FROM {STAGE} s USING inventory_reading r
            JOIN inventory_readingsfile f ON f.id = r.file_id
            WHERE r.account_id = s.account_id AND r.read_at = s.read_at
              AND f.withdrawn_at IS NULL AND f.origin = %s
              AND ({same}) IS NOT DISTINCT FROM ({said})""",
            [origin],
        )
    stage.run("DROP TABLE IF EXISTS stage_twice")
    twice = stage.run(
        f"""CREATE TEMP TABLE stage_twice ON COMMIT DROP AS
        SELECT account_id FROM {STAGE} GROUP BY account_id HAVING count(*) > 1"""
    )
    if twice > 0:
        known += stage.run(
            f"""DELETE FROM {STAGE} s USING {STAGE} r
            WHERE s.account_id IN (SELECT account_id FROM stage_twice)
              AND r.account_id = s.account_id AND r.read_at = s.read_at AND r.row < s.row
              AND ({same}) IS NOT DISTINCT FROM ({said})"""
        )
    return known, twice > 0


def insert(stage: Stage, file: ReadingsFile) -> int:
    """Add what is left; nothing is ever changed in a reading."""
    facts = ", ".join(rows.FACTS)
    return stage.run(
        f"""INSERT INTO inventory_reading (file_id, account_id, read_at, {facts})
        SELECT %s, account_id, read_at, {facts} FROM {STAGE}
        ORDER BY account_id, row""",
        [file.pk],
    )
