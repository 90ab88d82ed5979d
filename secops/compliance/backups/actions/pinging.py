"""Taking a ping in: one statement for the ping and what it changes, and no other where it can be.

The state is settled at once where the ping may change it, so that a page never lags behind; the
statement itself marks the plan for the next look of the clock, should this process die between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from secops import statements
from secops.audit.actions import record
from secops.compliance.backups.actions.settling import settle
from secops.compliance.backups.bodies import kept_of
from secops.compliance.backups.models import BackupPlan, Ping, PingKey, Standing

#: Bodies kept of one plan in one minute; a tool in a loop fills no disk.
BODIES_A_MINUTE = 20
#: Plans that pings alone may make for one department.
MADE_BY_PINGS = 100
#: A start longer ago than this is of another run (as Healthchecks has it).
LONGEST_RUN_HOURS = 72


class PingRefused(Exception):
    """The plan does not exist any more."""


@dataclass(frozen=True, slots=True)
class Target:
    """The plan a ping is for, and how many bodies it had in its last minute."""

    plan_id: int
    bodies_minute: datetime | None
    bodies: int

    def is_full(self, at: datetime) -> bool:
        """Whether no body more is kept in this minute."""
        minute = at.replace(second=0, microsecond=0)
        return self.bodies_minute == minute and self.bodies >= BODIES_A_MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one ping says. `total` = the length of the whole body, of which `body` is the start;
    `ended_at` = when a run ended that somebody records later."""

    kind: Ping.Kind
    way: Ping.Way = Ping.Way.HTTP
    exit_status: int | None = None
    rid: UUID | None = None
    body: bytes = b""
    total: int = 0
    remote_address: str = ""
    user_agent: str = ""
    method: str = ""
    recorded_by_id: int | None = None
    ended_at: datetime | None = None


_TARGET = """
SELECT p.id, s.bodies_minute, s.bodies
FROM backups_backupplan p JOIN backups_standing s ON s.plan_id = p.id
"""
_BY_UUID = _TARGET + "WHERE p.ping_uuid = %s::uuid AND p.ended_at IS NULL"
_BY_SLUG = (
    _TARGET
    + """JOIN backups_pingkey k ON k.department_id = p.department_id
WHERE k.key = %s::text AND k.ended_at IS NULL AND p.slug = %s::text AND p.ended_at IS NULL
LIMIT 2"""
)

#: How the plan is found: by its id where it was looked at before, or by its address.
_PLAN = "%(plan)s::bigint"
_RUNNING = (
    "(SELECT id FROM backups_backupplan WHERE ping_uuid = %(plan)s::uuid AND ended_at IS NULL)"
)
_TAKE = f"""
WITH told (plan, kind, rid, at, minute) AS (
    SELECT {{plan}}, %(kind)s::text, %(rid)s::uuid, %(at)s::timestamptz,
        date_trunc('minute', %(at)s::timestamptz)
), kept AS (
    UPDATE backups_standing s SET
        pings = s.pings + 1,
        last_ping_at = greatest(s.last_ping_at, t.at),
        bodies = CASE WHEN s.bodies_minute = t.minute THEN s.bodies ELSE 0 END
            + (%(body)s::text <> '')::int,
        bodies_minute = t.minute,
        last_run_at = CASE WHEN t.kind IN ('success', 'fail') THEN greatest(s.last_run_at, t.at)
            ELSE s.last_run_at END,
        last_run_failed = CASE WHEN t.kind IN ('success', 'fail')
            AND t.at >= COALESCE(s.last_run_at, t.at) THEN t.kind = 'fail'
            ELSE s.last_run_failed END,
        last_success_at = CASE WHEN t.kind = 'success' THEN greatest(s.last_success_at, t.at)
            ELSE s.last_success_at END,
        last_seconds = CASE
            WHEN t.kind NOT IN ('success', 'fail') THEN s.last_seconds
            WHEN s.start_rid IS NOT DISTINCT FROM t.rid AND s.started_at BETWEEN
                t.at - interval '{LONGEST_RUN_HOURS} hours' AND t.at
                THEN extract(epoch FROM t.at - s.started_at)
            WHEN t.rid IS NOT NULL THEN (
                SELECT extract(epoch FROM t.at - p.received_at) FROM backups_ping p
                WHERE p.plan_id = s.plan_id AND p.n > s.pings - 50 AND p.kind = 'start'
                    AND p.rid = t.rid ORDER BY p.n DESC LIMIT 1)
            END,
        started_at = CASE
            WHEN t.kind = 'start' THEN t.at
            WHEN t.kind = 'fail' OR t.kind = 'success'
                AND (t.rid IS NULL OR t.rid = s.start_rid) THEN NULL
            ELSE s.started_at END,
        start_rid = CASE WHEN t.kind = 'start' THEN t.rid ELSE s.start_rid END,
        recheck_at = CASE
            WHEN t.kind = 'fail' AND s.state <> 'failing'
                OR t.kind = 'success' AND s.state NOT IN ('proven', 'unproven') THEN t.at
            ELSE s.recheck_at END
    FROM told t WHERE s.plan_id = t.plan
    RETURNING s.plan_id, s.pings, t.kind, t.rid, t.at, s.last_seconds,
        s.bodies > {BODIES_A_MINUTE} AND %(body)s::text <> '' AS full,
        s.recheck_at IS NOT DISTINCT FROM t.at AS settle
), stored AS (
    INSERT INTO backups_ping (plan_id, n, kind, way, exit_status, rid, seconds, body, bytes,
        body_gone, remote_address, user_agent, method, received_at, recorded_by_id)
    SELECT plan_id, pings, kind, %(way)s::text, %(exit)s::smallint, rid,
        CASE WHEN kind IN ('success', 'fail') THEN last_seconds END,
        CASE WHEN kept.full THEN '' ELSE %(body)s::text END,
        %(bytes)s::integer, kept.full OR %(gone)s::boolean, %(remote)s::text, %(agent)s::text,
        %(method)s::text, at, %(by)s::bigint
    FROM kept RETURNING id
)
SELECT stored.id, kept.plan_id, kept.settle FROM stored, kept
"""
_TAKE_BY_ID, _TAKE_BY_UUID = _TAKE.format(plan=_PLAN), _TAKE.format(plan=_RUNNING)


def target_of(code: UUID) -> Target | None:
    """The running plan of an address."""
    found = statements.rows(_BY_UUID, [code])
    return Target(*found[0]) if found else None


def targets_by_slug(key: str, slug: str) -> list[Target]:
    """The running plans of a slug among those of a ping key's department; two are ambiguous."""
    return [Target(*row) for row in statements.rows(_BY_SLUG, [key, slug])]


def take_ping(target: Target | UUID, told: Told, *, at: datetime) -> int:
    """Note one ping and what follows from it; return its id. PingRefused: there is no such plan.

    The address of a plan is enough, and one statement does it all. Where looking through a body
    is dear, its caller looks first whether there is such a plan (`target_of`), and nothing is
    looked through of what would not be kept.
    """
    known = target if isinstance(target, Target) else None
    full = known is not None and known.is_full(at)
    found = statements.rows(
        _TAKE_BY_ID if known else _TAKE_BY_UUID,
        {
            "plan": known.plan_id if known else target,
            "kind": told.kind.value,
            "rid": told.rid,
            "at": told.ended_at or at,
            "body": "" if full or not told.body else kept_of(told.body),
            "way": told.way.value,
            "exit": told.exit_status,
            "bytes": min(told.total, 2**31 - 1),
            "gone": full and bool(told.body),
            "remote": told.remote_address[:45],
            "agent": told.user_agent.replace("\x00", "")[:200],
            "method": told.method[:10],
            "by": told.recorded_by_id,
        },
    )
    if not found:
        raise PingRefused
    ((ping_id, plan_id, changes),) = found
    if changes:
        settle([plan_id], at=at)
    return int(ping_id)


@transaction.atomic
def make_by_ping(key: str, slug: str, *, at: datetime) -> Target | None:
    """ "?create=1": a plan of that name for the key's department, with an interval of a day.

    None without such a key, or where pings have made enough plans already.
    """
    found = PingKey.objects.select_for_update().filter(key=key, ended_at=None).first()
    system = User.objects.system()
    made = BackupPlan.objects.filter(created_by=system)
    if found is None or made.filter(department=found.department_id).count() >= MADE_BY_PINGS:
        return None
    already = targets_by_slug(key, slug)
    if already:  # two first pings at once make one plan
        return already[0]
    plan = BackupPlan.objects.create(
        department_id=found.department_id,
        name=slug,
        slug=slug,
        what=_("Dibuat oleh ping pertamanya; lengkapi rencana ini."),
        created_by=system,
        created_at=at,
    )
    Standing.objects.create(plan=plan, since=at)
    record("backup_plan.made_by_ping", plan, by=system, at=at)
    return Target(plan.pk, None, 0)
