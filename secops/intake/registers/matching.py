"""Which account a row of a register or readings file means, and what its new name does."""

from __future__ import annotations

from secops.intake.registers.staging import STAGE, Stage

#: In this order (CONTRACT, "Registers and readings").
HOW = ("external_id", "username", "previous", "former")


def find_accounts(stage: Stage) -> None:
    """Find application and account: by external_id, else username, else a former username.

    Needs the columns application_code, login_key, previous_key, external_id of the stage; fills
    application_id, account_id, found_by, renames. Notes rows that name the same account twice.
    """
    stage.run(
        f"UPDATE {STAGE} s SET application_id = a.id FROM inventory_application a "
        "WHERE lower(a.code) = lower(s.application_code)"
    )
    refuse_unknown_applications(stage)
    match_accounts(stage, HOW)


def refuse_unknown_applications(stage: Stage) -> None:
    """Note rows of applications nobody registered."""
    stage.problem(
        "application_code", "s.application_code", "unknown_application",
        "s.application_code IS NOT NULL AND s.application_id IS NULL",
    )  # fmt: skip


def match_accounts(stage: Stage, how: tuple[str, ...], *, spelling: bool = True) -> None:
    """Find the account in the given ways, the first that knows one wins; see which rename it.

    `spelling`: a name that differs only in case or blanks is a new spelling of the same name.
    """
    run = stage.run
    account = "inventory_account a WHERE a.application_id = s.application_id"
    alias = "inventory_alias a WHERE a.application_id = s.application_id"
    missing = "s.account_id IS NULL"
    steps = (
        ("external_id", "a.id", f"{account} AND s.external_id <> '' "
         "AND a.external_id = s.external_id"),
        ("username", "a.id", f"{account} AND {missing} AND a.login_key = s.login_key"),
        ("previous", "a.id", f"{account} AND {missing} AND a.login_key = s.previous_key"),
        ("former", "a.account_id", f"{alias} AND {missing} AND a.login_key = s.login_key"),
        ("previous", "a.account_id", f"{alias} AND {missing} AND a.login_key = s.previous_key"),
    )  # fmt: skip
    for way, found, where in steps:
        if way in how:
            run(f"UPDATE {STAGE} s SET account_id = {found}, found_by = '{way}' FROM {where}")
    run(
        f"""UPDATE {STAGE} s SET renames = true FROM inventory_account a
        WHERE a.id = s.account_id AND s.found_by <> 'former'
          AND (a.login_key <> s.login_key {"OR a.username <> s.username" if spelling else ""})
          AND NOT EXISTS (SELECT 1 FROM inventory_alias l
                          WHERE l.account_id = a.id AND l.login_key = s.login_key)"""
    )


def refuse_renames(stage: Stage) -> None:
    """Note what cannot be: an account twice, a name that is taken, two accounts that are one."""
    stage.problem(
        "external_id", "s.external_id", "other_external_id",
        "s.external_id <> '' AND a.external_id <> '' AND a.external_id <> s.external_id",
        "a.external_id", f"{STAGE} s JOIN inventory_account a ON a.id = s.account_id",
    )  # fmt: skip
    stage.problem(
        "username", "s.username", "username_taken",
        "s.renames AND a.id <> s.account_id",
        source=f"{STAGE} s JOIN inventory_account a "
        "ON a.application_id = s.application_id AND a.login_key = s.login_key",
    )  # fmt: skip
    stage.problem(
        "previous_username", "s.previous_username", "two_accounts",
        "a.id <> s.account_id",
        source=f"{STAGE} s JOIN inventory_account a "
        "ON a.application_id = s.application_id AND a.login_key = s.previous_key",
    )  # fmt: skip
    for key in ("login_key", "account_id", "NULLIF(external_id, '')"):
        # One sentence is enough for a row that repeats another in every way.
        stage.problem(
            "username", "s.username", "twice",
            "s.n > 1 AND s.row NOT IN (SELECT row FROM stage_problem WHERE code = 'twice')",
            "s.first_row::text",
            f"""(SELECT row, username, row_number() OVER w AS n,
                    first_value(row) OVER w AS first_row
            FROM {STAGE} WHERE {key} IS NOT NULL AND application_id IS NOT NULL
            WINDOW w AS (PARTITION BY application_id, {key} ORDER BY row)) s""",
        )  # fmt: skip


def rename_accounts(stage: Stage, until: str) -> None:
    """Give the accounts their new names; the old ones stay as former usernames.

    `until` is SQL (alias s): the last moment of the old name.
    """
    run = stage.run
    run(
        f"""INSERT INTO inventory_alias (account_id, application_id, username, login_key, until)
        SELECT a.id, a.application_id, a.username, a.login_key, {until}
        FROM {STAGE} s JOIN inventory_account a ON a.id = s.account_id
        WHERE s.renames AND a.login_key <> s.login_key
        ON CONFLICT (application_id, login_key)
        DO UPDATE SET account_id = EXCLUDED.account_id, until = EXCLUDED.until"""
    )
    run(
        f"""UPDATE inventory_account a SET username = s.username, login_key = s.login_key
        FROM {STAGE} s WHERE s.renames AND a.id = s.account_id"""
    )
