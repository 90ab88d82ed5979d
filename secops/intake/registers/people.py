"""Who the people named in a register are: found by NIP, else by address, else made.

The register names a person in a role (holder, owner, head, agent); a *mention* is one such naming.
People who sign in here keep their contacts: a register that could change them would hand their
codes and links to whoever wrote the file.
"""

from __future__ import annotations

from datetime import datetime

from secops.intake.registers.staging import PROBLEM, STAGE, Stage

MENTION = "stage_mention"
COLUMNS = ("name", "email", "phone")


def name_people(stage: Stage, roles: dict[str, str]) -> None:
    """Collect the mentions of rows without problems.

    `roles`: prefix of the columns in the stage -> SQL for the person known so far (alias s).
    """
    stage.run(f"DROP TABLE IF EXISTS {MENTION}")
    stage.run(
        f"""CREATE TEMP TABLE {MENTION} (
            row int, role text, name text, sort_name text COLLATE "C", nip text, email text,
            phone text, scope bigint, hint bigint, person_id bigint, is_new boolean DEFAULT false,
            key text, changes jsonb DEFAULT '[]') ON COMMIT DROP"""
    )
    for role, hint in roles.items():
        nip = "COALESCE(s.holder_nip, '')" if role == "holder" else "''"
        stage.run(
            f"""INSERT INTO {MENTION} (row, role, name, sort_name, nip, email, phone, scope, hint)
            SELECT s.row, %s, COALESCE(s.{role}_name, ''), COALESCE(s.{role}_sort, ''), {nip},
                   COALESCE(lower(s.{role}_email), ''), COALESCE(s.{role}_phone, ''),
                   s.department_id, {hint}
            FROM {STAGE} s
            WHERE s.row NOT IN (SELECT row FROM {PROBLEM})
              AND (s.{role}_name IS NOT NULL OR s.{role}_email IS NOT NULL
                   OR s.{role}_phone IS NOT NULL OR {nip} <> '')""",
            [role],
        )
    stage.run(f"ANALYZE {MENTION}")


def find_people(stage: Stage) -> None:
    """Find those known: by NIP, by address, as the one who stood there before, by name alone."""
    run = stage.run
    run(
        f"UPDATE {MENTION} m SET person_id = p.id FROM accounts_person p "
        "WHERE m.nip <> '' AND p.nip = m.nip"
    )
    for kind, column in (("mail", "email"), ("whatsapp", "phone")):
        # With a NIP of his own he is only the same person who had none yet, under the same name.
        run(
            f"""UPDATE {MENTION} m SET person_id = f.person_id FROM (
                SELECT DISTINCT ON (m.row, m.role) m.row, m.role, c.person_id
                FROM {MENTION} m
                JOIN (SELECT lower(address) AS address, person_id FROM accounts_contact
                      WHERE kind = '{kind}'
                      UNION SELECT lower(email), person_id FROM accounts_user
                      WHERE '{kind}' = 'mail' AND person_id IS NOT NULL) c
                  ON c.address = m.{column}
                JOIN accounts_person p ON p.id = c.person_id
                WHERE m.person_id IS NULL AND m.{column} <> ''
                  AND {"m.email = '' AND" if column == "phone" else ""}
                      (m.nip = '' OR (p.nip = '' AND p.sort_name = m.sort_name))
                ORDER BY m.row, m.role, p.sort_name <> m.sort_name, p.id) f
            WHERE f.row = m.row AND f.role = m.role"""
        )
    run(
        f"""UPDATE {MENTION} m SET person_id = p.id FROM accounts_person p
        WHERE m.person_id IS NULL AND p.id = m.hint
          AND (p.sort_name = m.sort_name OR m.name = '') AND (m.nip = '' OR p.nip = '')"""
    )
    run(
        f"""UPDATE {MENTION} m SET person_id = f.person_id FROM (
            SELECT DISTINCT ON (m.row, m.role) m.row, m.role, p.id AS person_id
            FROM {MENTION} m JOIN accounts_person p ON p.sort_name = m.sort_name AND p.nip = ''
            WHERE m.person_id IS NULL AND m.nip = '' AND m.email = '' AND m.phone = ''
              AND NOT EXISTS (SELECT 1 FROM accounts_contact c WHERE c.person_id = p.id)
              AND EXISTS (SELECT 1 FROM inventory_account a WHERE a.department_id = m.scope
                          AND (a.owner_id = p.id OR a.holder_id = p.id))
            ORDER BY m.row, m.role, p.id) f
        WHERE f.row = m.row AND f.role = m.role"""
    )


def protect_users(stage: Stage) -> None:
    """Refuse rows that would give a person who signs in another contact, or his to another."""
    for kind, column in (("mail", "email"), ("whatsapp", "phone")):
        known = f"""EXISTS (SELECT 1 FROM accounts_contact c WHERE c.person_id = s.person_id
            AND c.kind = '{kind}' AND lower(c.address) = s.{column})"""
        if kind == "mail":
            known += f" OR lower(u.email) = s.{column}"
        stage.run(
            f"""INSERT INTO {PROBLEM} (row, col, value, code, detail)
            SELECT s.row, s.role || '_{column}', s.{column}, 'protected_contact', ''
            FROM {MENTION} s JOIN accounts_user u ON u.person_id = s.person_id
            WHERE s.{column} <> '' AND NOT ({known})"""
        )
        owners = f"""SELECT lower(c.address) AS address, c.person_id FROM accounts_contact c
            JOIN accounts_user u ON u.person_id = c.person_id WHERE c.kind = '{kind}'"""
        if kind == "mail":
            owners += " UNION SELECT lower(email), person_id FROM accounts_user"
        stage.run(
            f"""INSERT INTO {PROBLEM} (row, col, value, code, detail)
            SELECT s.row, s.role || '_{column}', s.{column}, 'address_of_user', ''
            FROM {MENTION} s JOIN ({owners}) o ON o.address = s.{column}
            WHERE s.{column} <> '' AND s.person_id IS DISTINCT FROM o.person_id
              AND NOT EXISTS (SELECT 1 FROM accounts_contact c WHERE c.person_id = s.person_id
                  AND c.kind = '{kind}' AND lower(c.address) = s.{column})"""
        )


def number_new_people(stage: Stage) -> None:
    """Give those not found a person each: one for a NIP, else for an address, else for a name."""
    run = stage.run
    run(f"DELETE FROM {MENTION} WHERE row IN (SELECT row FROM {PROBLEM})")
    run(f"UPDATE {MENTION} SET key = 'nip:' || nip WHERE person_id IS NULL AND nip <> ''")
    for column in ("email", "phone"):
        first = "AND m.email = ''" if column == "phone" else ""
        # Somebody of the same file who has this address and a NIP is the same person.
        run(
            f"""UPDATE {MENTION} m SET key = f.key, person_id = f.person_id FROM (
                SELECT DISTINCT ON (m.row, m.role) m.row, m.role, o.key, o.person_id
                FROM {MENTION} m JOIN {MENTION} o ON o.{column} = m.{column} AND o.nip <> ''
                WHERE m.person_id IS NULL AND m.nip = '' AND m.{column} <> ''
                  AND m.key IS NULL {first}
                ORDER BY m.row, m.role, o.sort_name <> m.sort_name, o.row) f
            WHERE f.row = m.row AND f.role = m.role"""
        )
        run(
            f"""UPDATE {MENTION} m SET key = '{column}:' || {column}
            WHERE person_id IS NULL AND key IS NULL AND {column} <> '' {first}"""
        )
    run(
        f"""UPDATE {MENTION} SET key = 'name:' || sort_name || ':' || COALESCE(scope, 0)
        WHERE person_id IS NULL AND key IS NULL"""
    )
    run(
        f"""UPDATE {MENTION} m SET person_id = n.id, is_new = true FROM (
            SELECT key, nextval(pg_get_serial_sequence('accounts_person', 'id')) AS id
            FROM (SELECT DISTINCT key FROM {MENTION} WHERE person_id IS NULL) k) n
        WHERE m.person_id IS NULL AND n.key = m.key"""
    )
    run(f"ANALYZE {MENTION}")


def compare_people(stage: Stage) -> None:
    """Note on the first row that names a known person what it changes about him."""
    stage.run(
        f"""UPDATE {MENTION} m SET changes = f.changes FROM (
            SELECT DISTINCT ON (m.person_id) m.row, m.role,
              CASE WHEN m.name <> p.name THEN jsonb_build_array(
                jsonb_build_array(m.role || '_name', p.name, m.name)) ELSE '[]' END AS changes
            FROM {MENTION} m JOIN accounts_person p ON p.id = m.person_id
            WHERE m.name <> '' ORDER BY m.person_id, m.row, m.role) f
        WHERE f.row = m.row AND f.role = m.role AND f.changes <> '[]'"""
    )
    stage.run(
        f"""UPDATE {MENTION} m SET changes = m.changes || f.changes FROM (
            SELECT DISTINCT ON (m.person_id) m.row, m.role, jsonb_build_array(
                jsonb_build_array('holder_nip', NULL, left(m.nip, 4) || repeat('*', 14))) AS changes
            FROM {MENTION} m JOIN accounts_person p ON p.id = m.person_id
            WHERE m.nip <> '' AND p.nip = '' ORDER BY m.person_id, m.row, m.role) f
        WHERE f.row = m.row AND f.role = m.role"""
    )
    for kind, column in (("mail", "email"), ("whatsapp", "phone")):
        stage.run(
            f"""UPDATE {MENTION} m SET changes = m.changes || f.changes FROM (
                SELECT DISTINCT ON (m.person_id, m.{column}) m.row, m.role, jsonb_build_array(
                    jsonb_build_array(m.role || '_{column}', (
                        SELECT c.address FROM accounts_contact c WHERE c.person_id = m.person_id
                        AND c.kind = '{kind}' ORDER BY c.rank, c.id LIMIT 1), m.{column})
                    ) AS changes
                FROM {MENTION} m
                WHERE m.{column} <> '' AND NOT m.is_new
                  AND NOT EXISTS (SELECT 1 FROM accounts_contact c WHERE c.person_id = m.person_id
                    AND c.kind = '{kind}' AND lower(c.address) = m.{column})
                ORDER BY m.person_id, m.{column}, m.row, m.role) f
            WHERE f.row = m.row AND f.role = m.role"""
        )
    stage.run(
        f"""UPDATE {STAGE} s SET changes = s.changes || m.changes
        FROM (SELECT row, jsonb_agg(cell) AS changes
              FROM {MENTION}, jsonb_array_elements(changes) cell
              WHERE changes <> '[]' GROUP BY row) m
        WHERE m.row = s.row AND NOT s.is_new"""
    )


def write_people(stage: Stage, at: datetime) -> None:
    """Make the new people, change names and numbers, add addresses before the older ones."""
    stage.run(
        f"""INSERT INTO accounts_person (id, name, sort_name, nip, language)
        SELECT DISTINCT ON (person_id) person_id,
               COALESCE(NULLIF(name, ''), NULLIF(split_part(email, '@', 1), ''),
                        NULLIF(phone, ''), nip),
               COALESCE(NULLIF(sort_name, ''), NULLIF(split_part(email, '@', 1), ''),
                        NULLIF(phone, ''), nip),
               nip, 'id'
        FROM {MENTION} WHERE is_new
        ORDER BY person_id, nip = '', name = '', row, role"""
    )
    stage.run(
        f"""UPDATE accounts_person p SET name = f.name, sort_name = f.sort_name FROM (
            SELECT DISTINCT ON (person_id) person_id, name, sort_name FROM {MENTION}
            WHERE name <> '' AND NOT is_new ORDER BY person_id, row, role) f
        WHERE p.id = f.person_id AND p.name <> f.name"""
    )
    stage.run(
        f"""UPDATE accounts_person p SET nip = f.nip FROM (
            SELECT DISTINCT ON (person_id) person_id, nip FROM {MENTION}
            WHERE nip <> '' AND NOT is_new ORDER BY person_id, row, role) f
        WHERE p.id = f.person_id AND p.nip = ''"""
    )
    for kind, column in (("mail", "email"), ("whatsapp", "phone")):
        stage.run("DROP TABLE IF EXISTS stage_contact")
        stage.run(
            f"""CREATE TEMP TABLE stage_contact ON COMMIT DROP AS
            SELECT person_id, address, (row_number() OVER (
                     PARTITION BY person_id ORDER BY first_row) - 1)::int AS rank
            FROM (SELECT person_id, {column} AS address, min(row) AS first_row FROM {MENTION} m
                  WHERE {column} <> '' AND NOT EXISTS (
                    SELECT 1 FROM accounts_contact c WHERE c.person_id = m.person_id
                    AND c.kind = '{kind}' AND lower(c.address) = m.{column})
                  GROUP BY person_id, {column}) f"""
        )
        stage.run(
            f"""UPDATE accounts_contact c SET rank = c.rank + n.n FROM (
                SELECT person_id, count(*) AS n FROM stage_contact GROUP BY person_id) n
            WHERE c.person_id = n.person_id AND c.kind = '{kind}'"""
        )
        stage.run(
            f"""INSERT INTO accounts_contact
                (person_id, kind, address, rank, disabled_why)
            SELECT person_id, '{kind}', address, rank, '' FROM stage_contact"""
        )
