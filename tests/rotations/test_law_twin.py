"""The law in Python and the law in SQL say the same, for thousands of random histories.

Raw rows go in (exposures, answers, exemptions ...), not facts: so the assembly of the facts is
compared as well. The Python side below builds them on its own, with the law's own functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from accounts.models import Contact, Department, Person, User
from secops.compliance.rotations import scopes
from secops.compliance.rotations.derive import derive_after_withdrawal, derive_rotations
from secops.compliance.rotations.facts import facts_in
from secops.compliance.rotations.law import reasons as sql_reasons
from secops.compliance.rotations.law import rows as sql_rows
from secops.compliance.rotations.law.verdict import facts_of_sql, verdict_sql
from secops.compliance.rotations.models import (
    Answer,
    Campaign,
    Exemption,
    MassResetDecision,
    Rotation,
    SampleCheck,
)
from secops.inventory.models import Account, AccountFacts, Application, Exposure, LeakReport
from secops.rules.intervals import Interval, day_end, day_start, latest
from secops.rules.rotation import (
    DEFAULT_POLICY,
    ROWS,
    AnswerKind,
    Facts,
    Origin,
    Reason,
    State,
    TroubleReason,
    Verdict,
    alarms,
    already_rotated,
    base_of,
    derive,
    possible_takeover,
    standing_answer,
)
from secops.rules.rotation_facts import Answer as AnswerFact
from secops.rules.rotation_facts import Exposure as ExposureFact

EXAMPLES = 2500
#: What `derive` writes.
DERIVED = (
    "state", "reasons", "turn", "usable", "exposed", "possible_takeover", "alarming", "answer",
    "answered_at", "recheck_at", "department_id", "derived_at",
)  # fmt: skip
AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
ORDER = datetime(2026, 11, 20, 1, 10, tzinfo=UTC)
TODAY = date(2026, 11, 20)

#: Few moments, so that equal ones are common: day edges in WIB, and a tick beside the order.
MOMENTS = [
    ORDER - timedelta(days=30),
    ORDER - timedelta(days=7),
    ORDER - timedelta(days=3),
    day_start(TODAY).astimezone(UTC),
    ORDER - timedelta(microseconds=1),
    ORDER,
    ORDER + timedelta(microseconds=1),
    ORDER + timedelta(hours=5),
    day_end(TODAY).astimezone(UTC),
    day_start(TODAY + timedelta(days=1)).astimezone(UTC),
    ORDER + timedelta(days=1),
    ORDER + timedelta(days=1, hours=5),
    ORDER + timedelta(days=2),
    AT,
]
FUTURE = [AT + timedelta(microseconds=1), AT + timedelta(days=3)]

days = st.sampled_from([TODAY - timedelta(days=8), TODAY, TODAY + timedelta(days=1)])
flags = st.booleans()


@dataclass(frozen=True)
class RawExposure:
    effective_at: datetime
    received_at: datetime
    withdrawn: bool


@dataclass(frozen=True)
class RawAnswer:
    kind: AnswerKind
    reason: TroubleReason | None
    given_at: datetime
    cutoff: datetime | None
    agent_until: datetime | None
    by: str  # present, former or nobody


@dataclass(frozen=True)
class RawExemption:
    approved_at: datetime
    until: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Raw:
    """One account with all that happened to it."""

    fixed_cutoff: datetime | None
    joined_at: datetime
    joined_change_from: datetime | None
    exposures: tuple[RawExposure, ...]
    reseen_at: datetime | None
    change: Interval | None
    change_read_at: datetime | None
    origin: Origin
    register: Interval | None
    went_back: bool
    username_changed_at: datetime | None
    sessions_revoked_at: datetime | None
    zero_sessions_at: datetime | None
    kills_sessions: str
    reports_sessions: bool
    reads_passwords: bool
    disabled_at: datetime | None
    contained_at: datetime | None
    mass_reset: bool
    believed: bool
    ask_username: bool
    whole: tuple[RawExemption, ...]
    username: tuple[RawExemption, ...]
    answers: tuple[RawAnswer, ...]
    sample: tuple[tuple[datetime, bool], ...]
    told_at: datetime | None
    closing_asked_at: datetime | None
    kind: str
    has_holder: bool
    contact: str  # none, dead or alive
    device_unclean: bool


def histories_at(known: list[datetime]) -> st.SearchStrategy[Raw]:
    """Anything that may have happened to an account, at these moments."""
    moments = st.sampled_from(known)
    maybe = st.none() | moments
    maybe_future = st.none() | st.sampled_from([*known, *FUTURE])
    intervals = st.none() | st.one_of(moments, moments, days).map(Interval.of)
    exposures = st.builds(
        lambda received, back, withdrawn: RawExposure(received - back, received, withdrawn),
        moments,
        st.sampled_from([timedelta(0), timedelta(0), timedelta(days=1), timedelta(microseconds=1)]),
        st.sampled_from([False, False, False, True]),
    )
    answers = st.builds(
        RawAnswer,
        kind=st.sampled_from(AnswerKind),
        reason=st.sampled_from(TroubleReason),
        given_at=st.sampled_from([*known, FUTURE[0]]),
        cutoff=maybe,
        agent_until=maybe_future,
        by=st.sampled_from(["present", "present", "present", "former", "nobody"]),
    ).map(
        lambda a: (
            a
            if a.kind is AnswerKind.TROUBLE
            else RawAnswer(a.kind, None, a.given_at, a.cutoff, None, a.by)
        )
    )
    exemptions = st.lists(
        st.builds(
            RawExemption,
            approved_at=moments,
            until=maybe_future,
            revoked_at=st.none() | maybe_future,
        ),
        max_size=2,
    ).map(tuple)
    return st.builds(
        Raw,
        fixed_cutoff=maybe,
        joined_at=st.sampled_from([ORDER, ORDER, ORDER + timedelta(days=1)]),
        joined_change_from=maybe,
        exposures=st.lists(exposures, max_size=3).map(tuple),
        reseen_at=st.none() | maybe,
        change=intervals,
        change_read_at=moments,
        origin=st.sampled_from([Origin.OWNER, Origin.OFFICE, Origin.DEPARTMENT]),
        register=intervals,
        went_back=st.sampled_from([False, False, True]),
        username_changed_at=maybe,
        sessions_revoked_at=maybe,
        zero_sessions_at=maybe,
        kills_sessions=st.sampled_from(["yes", "no", "unknown"]),
        reports_sessions=flags,
        reads_passwords=flags,
        disabled_at=st.none() | st.none() | maybe_future,
        contained_at=st.none() | maybe,
        mass_reset=st.sampled_from([False, False, True]),
        believed=flags,
        ask_username=flags,
        whole=exemptions,
        username=exemptions,
        answers=st.lists(answers, max_size=4).map(tuple),
        sample=st.lists(st.tuples(moments, flags), max_size=2).map(tuple),
        told_at=maybe,
        closing_asked_at=st.none() | st.none() | maybe,
        kind=st.sampled_from(["person", "shared", "service"]),
        has_holder=st.sampled_from([True, True, True, False]),
        contact=st.sampled_from(["none", "dead", "alive"]),
        device_unclean=flags,
    )


wild = histories_at(MOMENTS)
#: Two or three moments for everything: of the many pairs of times in one history most are equal,
#: so that each `>` of the table meets the case in which `>=` would say otherwise.
edges = st.lists(st.sampled_from(MOMENTS), min_size=2, max_size=3, unique=True).flatmap(
    lambda few: histories_at(sorted(few))
)

DONE = RawAnswer(AnswerKind.DONE_BOTH, None, ORDER, None, None, "present")
UNREAD = {"change": None, "register": None, "reads_passwords": False}
CLEAR = {"disabled_at": None, "contained_at": None, "whole": (), "has_holder": True}


@st.composite
def rare(draw: st.DrawFn) -> Raw:
    """What of itself hardly happens, at few moments: the last rows of the table, and the deadlines
    that are counted from something else."""
    few = draw(st.lists(st.sampled_from(MOMENTS), min_size=3, max_size=3, unique=True))
    first, second, third = sorted(few)
    moments = st.sampled_from(few)
    raw = replace(draw(histories_at(few)), **CLEAR)
    said = replace(DONE, given_at=draw(moments), cutoff=draw(st.none() | moments))
    sample = tuple(draw(st.lists(st.tuples(moments, flags), min_size=1, max_size=3)))
    changed = Interval.of(draw(moments))
    match draw(st.integers(0, 10)):
        case 0:  # cannot be read: attested, or locked first
            locked = draw(st.none() | moments)
            return replace(raw, answers=(said,), sample=sample, contained_at=locked, **UNREAD)
        case 1:  # trouble, looked after until now or a little later
            trouble = replace(
                said,
                kind=AnswerKind.TROUBLE,
                reason=draw(st.sampled_from([TroubleReason.NOT_MINE, TroubleReason.CANNOT_LOG_IN])),
                agent_until=draw(st.sampled_from([AT, FUTURE[0]])),
            )
            return replace(
                raw, answers=(trouble,), change=changed, mass_reset=False,
                contained_at=draw(st.none() | moments),
            )  # fmt: skip
        case 2:  # measured by the department itself, and drawn
            return replace(
                raw, origin=Origin.DEPARTMENT, change=changed, sample=sample, went_back=False
            )
        case 3:  # read as late after the word as makes a contradiction
            read_at = said.given_at + DEFAULT_POLICY.contradiction_after
            old, said = Interval.of(min(MOMENTS)), replace(said, cutoff=AT)
            return replace(
                raw, answers=(said,), change=old, change_read_at=read_at, went_back=False
            )
        case 4:  # changed as early before the order as still counts
            base = draw(moments)
            before = draw(st.sampled_from([DEFAULT_POLICY.early_window, timedelta(0)]))
            early = Interval.of(base - before)
            return replace(
                raw, fixed_cutoff=base, exposures=(), change=early, went_back=False,
                change_read_at=AT, answers=(replace(said, given_at=min(MOMENTS), cutoff=base),),
            )  # fmt: skip
        case 5:  # excused from a new username until now
            excused = RawExemption(min(MOMENTS), draw(st.sampled_from([AT, FUTURE[0]])), None)
            return replace(
                raw, username=(excused,), ask_username=True, username_changed_at=None,
                fixed_cutoff=min(few), exposures=(), change=Interval.of(AT),
            )  # fmt: skip
        case 6:  # excused as a whole until now
            excused = RawExemption(min(MOMENTS), draw(st.sampled_from([AT, FUTURE[0]])), None)
            return replace(raw, whole=(excused,), answers=(), exposures=(), change=None)
        case 7:  # locked at the source, said done, and found so when drawn
            said = replace(said, given_at=second, cutoff=draw(st.sampled_from([first, second])))
            drawn = ((draw(st.sampled_from([second, third])), True),)
            return replace(
                raw, answers=(said,), sample=drawn, contained_at=second, fixed_cutoff=first,
                exposures=(), **UNREAD,
            )  # fmt: skip
        case 8:  # changed, leaked again, and said done when that was heard of
            said = replace(said, given_at=draw(st.sampled_from([second, third])))
            return replace(
                raw, answers=(said,), fixed_cutoff=first, change=Interval.of(second),
                exposures=(RawExposure(third, third, False),),
            )  # fmt: skip
        case 9:  # disabled this very moment, or soon
            return replace(
                raw, disabled_at=draw(st.sampled_from([AT, FUTURE[0]])), change=None,
                register=None, exposures=(RawExposure(first, first, False),),
            )  # fmt: skip
        case _:  # somebody else may have changed it, or the owner who locked it
            trouble = replace(
                said, kind=AnswerKind.TROUBLE, reason=TroubleReason.CANNOT_LOG_IN,
                agent_until=None, given_at=third,
            )  # fmt: skip
            return replace(
                raw, answers=(trouble,), change=Interval.of(draw(st.sampled_from([second, third]))),
                mass_reset=False, went_back=False, reseen_at=None,
                fixed_cutoff=draw(st.sampled_from([first, second])),
                contained_at=draw(st.sampled_from([None, second])),
            )  # fmt: skip


histories = st.one_of(wild, wild, edges, edges, rare(), rare())


# --- the Python side ---------------------------------------------------------------------------


def _counted(raw: Raw) -> list[ExposureFact]:
    return [ExposureFact(e.effective_at, e.received_at) for e in raw.exposures if not e.withdrawn]


def _newest_exemption(rows: tuple[RawExemption, ...]) -> RawExemption | None:
    standing = [row for row in rows if row.revoked_at is None or row.revoked_at > AT]
    # Of two of one moment the one recorded later counts; max() would take the first.
    return max(reversed(standing), key=lambda row: row.approved_at, default=None)


def facts_in_python(raw: Raw) -> Facts:
    """The facts, assembled by hand from the raw history."""
    counted = _counted(raw)
    newest = latest(*(e.effective_at for e in counted))
    known = raw.change is not None
    change = raw.change if known else raw.register
    standing = standing_answer(
        AnswerFact(a.kind, a.given_at, a.reason, a.cutoff)
        for a in raw.answers
        if _counts(raw, a) and a.given_at <= AT
    )
    said = next(
        (
            a
            for a in reversed(raw.answers)
            if standing is not None
            and _counts(raw, a)
            and (a.kind, a.given_at, a.reason, a.cutoff)
            == (standing.kind, standing.answered_at, standing.reason, standing.cutoff)
        ),
        None,
    )
    whole, username = _newest_exemption(raw.whole), _newest_exemption(raw.username)
    live = newest is not None and not (
        already_rotated(newest, raw.joined_change_from)
        and already_rotated(newest, change.start if change else None)
    )
    return Facts(
        base=raw.fixed_cutoff or base_of(counted, raw.joined_at),
        newest_exposure=newest,
        newest_received=latest(*(e.received_at for e in counted)),
        reseen_at=raw.reseen_at,
        change_from=change.start if change else None,
        change_to=change.end if change else None,
        change_read_at=raw.change_read_at if known else None,
        change_origin=raw.origin if known else (Origin.REGISTER if change else None),
        went_back=raw.went_back,
        username_changed_at=raw.username_changed_at,
        sessions_revoked_at=raw.sessions_revoked_at,
        zero_sessions_at=raw.zero_sessions_at,
        ends_sessions_on_change=raw.kills_sessions == "yes",
        reports_sessions=raw.reports_sessions,
        reads_passwords=raw.reads_passwords,
        disabled_at=raw.disabled_at,
        contained_at=raw.contained_at,
        mass_reset=raw.mass_reset,
        mass_reset_believed=raw.believed and change is not None,
        ask_username=raw.ask_username,
        username_exempt=username is not None,
        username_exempt_until=username.until if username else None,
        exempt_approved_at=whole.approved_at if whole else None,
        exempt_until=whole.until if whole else None,
        answer=standing.kind if standing else None,
        answer_reason=standing.reason if standing else None,
        answered_at=standing.answered_at if standing else None,
        answer_cutoff=standing.cutoff if standing else None,
        agent_until=said.agent_until if said else None,
        sample_passed_at=latest(*(when for when, passed in raw.sample if passed)),
        told_at=raw.told_at,
        closing_asked_at=raw.closing_asked_at,
        has_address=raw.has_holder and raw.contact == "alive",
        device_unclean=raw.device_unclean,
        exposed_live=live,
        campaign_ordered_at=ORDER,
    )


def _counts(raw: Raw, answer: RawAnswer) -> bool:
    """Only what the present holder said; with no holder, what was recorded about nobody."""
    return answer.by == ("present" if raw.has_holder else "nobody")


# --- the SQL side ------------------------------------------------------------------------------

_number = count(1)


def load(histories: list[Raw]) -> dict[int, Raw]:
    """Insert the histories, one campaign and application each; return them by rotation id."""
    user, _made = User.objects.get_or_create(email="sistem@kotacontoh.example")
    owner = Department.objects.create(code=f"TWIN{next(_number)}", name="Dinas Kembar")
    reports = LeakReport.objects.bulk_create(
        LeakReport(
            file_name="contoh.txt",
            sha256="",
            format="ulp",
            received_at=ORDER,
            imported_at=ORDER,
            imported_by=user,
            withdrawn_at=withdrawn,
        )
        for withdrawn in (None, AT)
    )
    people = Person.objects.bulk_create(
        Person(name=f"Pegawai {n}", sort_name="") for n in range(2 * len(histories))
    )
    present, former = people[::2], people[1::2]
    Contact.objects.bulk_create(
        Contact(
            person=person,
            kind="mail",
            address=f"p{person.pk}@kotacontoh.example",
            disabled_at=ORDER if raw.contact == "dead" else None,
        )
        for person, raw in zip(present, histories, strict=True)
        if raw.contact != "none"
    )
    applications = Application.objects.bulk_create(
        Application(
            code=f"twin{next(_number)}",
            name="Kembar",
            sort_name="",
            owner=owner,
            kills_sessions_on_password_change=raw.kills_sessions,
            reports_sessions=raw.reports_sessions,
            reads_passwords=raw.reads_passwords,
        )
        for raw in histories
    )
    accounts = Account.objects.bulk_create(
        Account(
            application=application,
            username="u",
            login_key="u",
            kind=raw.kind,
            department=owner,
            register_changed_from=raw.register.start if raw.register else None,
            register_changed_to=raw.register.end if raw.register else None,
            created_at=ORDER,
            **_held_by(raw, person, old),
        )
        for application, raw, person, old in zip(
            applications, histories, present, former, strict=True
        )
    )
    campaigns = Campaign.objects.bulk_create(
        Campaign(
            code=f"twin{next(_number)}",
            name="Kembar",
            state="running",
            ordered_at=ORDER,
            cutoff=raw.fixed_cutoff,
            ask_username=raw.ask_username,
            created_at=ORDER,
        )
        for raw in histories
    )
    rotations = Rotation.objects.bulk_create(
        Rotation(
            campaign=campaign,
            account=account,
            application=application,
            joined_at=raw.joined_at,
            base=raw.fixed_cutoff,
            joined_change_from=raw.joined_change_from,
            due_at=ORDER,
            told_at=raw.told_at,
            closing_asked_at=raw.closing_asked_at,
        )
        for campaign, account, application, raw in zip(
            campaigns, accounts, applications, histories, strict=True
        )
    )
    Exposure.objects.bulk_create(
        Exposure(
            fingerprint=f"00000000-0000-0000-0000-{next(_number):012d}",
            place=account.pk,
            report_id=reports[exposure.withdrawn].pk,
            account_id=account.pk,
            effective_at=exposure.effective_at,
            received_at=exposure.received_at,
        )
        for account, raw in zip(accounts, histories, strict=True)
        for exposure in raw.exposures
    )
    AccountFacts.objects.bulk_create(
        _account_facts(account, raw) for account, raw in zip(accounts, histories, strict=True)
    )
    speakers = {"nobody": [None] * len(histories), "present": present, "former": former}
    Answer.objects.bulk_create(
        Answer(
            rotation=rotation,
            kind=answer.kind,
            reason=answer.reason or "",
            person=speakers[answer.by][n],
            given_at=answer.given_at,
            cutoff_then=answer.cutoff,
            agent_until=answer.agent_until,
            channel="link",
        )
        for n, (rotation, raw) in enumerate(zip(rotations, histories, strict=True))
        for answer in raw.answers
    )
    Exemption.objects.bulk_create(
        Exemption(
            rotation=rotation,
            what=what,
            reason="cuti panjang",
            approved_by=user,
            approved_at=row.approved_at,
            until=row.until,
            revoked_at=row.revoked_at,
        )
        for rotation, raw in zip(rotations, histories, strict=True)
        for what, rows in (("whole", raw.whole), ("username", raw.username))
        for row in rows
    )
    SampleCheck.objects.bulk_create(
        SampleCheck(
            campaign=campaign,
            application=application,
            drawn=5,
            changed=5,
            passed=passed,
            checked_by=user,
            checked_at=when,
        )
        for campaign, application, raw in zip(campaigns, applications, histories, strict=True)
        for when, passed in raw.sample
    )
    MassResetDecision.objects.bulk_create(
        MassResetDecision(
            application=application,
            changed_at=change.start.replace(microsecond=0),
            reason="bersama-sama di aula",
            decided_by=user,
            decided_at=ORDER,
        )
        for application, raw in zip(applications, histories, strict=True)
        if raw.believed and (change := raw.change or raw.register)
    )
    return {rotation.pk: raw for rotation, raw in zip(rotations, histories, strict=True)}


def _held_by(raw: Raw, person: Person, other: Person) -> dict[str, Person | None]:
    """A shared or service account is answered for by its owner, whoever uses it."""
    if not raw.has_holder:
        return {"holder": None, "owner": None}
    if raw.kind == "person":
        return {"holder": person, "owner": other}
    return {"holder": other, "owner": person}


def _account_facts(account: Account, raw: Raw) -> AccountFacts:
    counted = _counted(raw)
    return AccountFacts(
        account=account,
        exposures=len(counted),
        newest_exposure=latest(*(e.effective_at for e in counted)),
        newest_received=latest(*(e.received_at for e in counted)),
        reseen_at=raw.reseen_at,
        device_unclean=raw.device_unclean,
        change_from=raw.change.start if raw.change else None,
        change_to=raw.change.end if raw.change else None,
        change_read_at=raw.change_read_at if raw.change else None,
        change_origin=raw.origin if raw.change else "",
        went_back=raw.went_back,
        username_changed_at=raw.username_changed_at,
        sessions_revoked_at=raw.sessions_revoked_at,
        zero_sessions_at=raw.zero_sessions_at,
        disabled_at=raw.disabled_at,
        contained_at=raw.contained_at,
        mass_reset=raw.mass_reset,
    )


@contextmanager
def loaded(histories: list[Raw]) -> Iterator[dict[int, Raw]]:
    """The histories in the database, by rotation id; gone again afterwards."""
    with transaction.atomic():
        by_rotation = load(histories)
        with connection.cursor() as cursor:
            # Tables filled in this transaction look empty to the planner.
            cursor.execute("ANALYZE")
        yield by_rotation
        transaction.set_rollback(True)


def disagreements(histories: list[Raw]) -> list[tuple[Raw, object, object]]:
    """What `differences` finds in these histories alone."""
    with loaded(histories) as by_rotation:
        return differences(by_rotation)


def differences(by_rotation: dict[int, Raw]) -> list[tuple[Raw, object, object]]:
    """Derive all in SQL, then few by few, and each in Python; return what differs."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE twins AS SELECT account_id FROM rotations_rotation")
        cursor.execute("ANALYZE twins")
    derive_after_withdrawal("twins", at=AT)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE twins")
    assert derive_rotations(scopes.these(by_rotation), at=AT).changed == 0
    assembled = facts_in(scopes.these(by_rotation), at=AT)
    rotations = Rotation.objects.select_related("account").in_bulk(list(by_rotation))
    again = derived_few_by_few(list(by_rotation))
    found: list[tuple[Raw, object, object]] = [
        (raw, _said(again[pk]), _said(rotations[pk]))
        for pk, raw in by_rotation.items()
        if _said(again[pk]) != _said(rotations[pk])
    ]
    for pk, raw in by_rotation.items():
        facts = facts_in_python(raw)
        home = rotations[pk].account.department_id
        said = _said(rotations[pk])
        expected = _expected(facts, derive(facts, at=AT), home)
        if assembled[pk] != facts:
            found.append((raw, assembled[pk], facts))
        elif said != expected:
            found.append((raw, said, expected))
    return found


#: `a > b` and the like in the stages above the facts; each is turned into its neighbour.
COMPARISON = re.compile(r"(?<=[\w)]) (>=|<=|>|<) (?=[\w%])")
NEIGHBOUR = {">": ">=", ">=": ">", "<": "<=", "<=": "<"}
SAID = "id, state, reasons, turn, usable, possible_takeover, alarming, next_recheck_at"


def blind_spots(by_rotation: dict[int, Raw]) -> list[str]:
    """Comparisons of the law in SQL that could be off by the moment itself without a difference."""
    where = scopes.these(by_rotation)
    whole = verdict_sql(where)
    facts = facts_of_sql(where)
    start = whole.index(facts) + len(facts)
    before, laws = whole[:start], whole[start:]
    # What is read and reasoned stands before the facts in the text, so both sides are looked at.
    parts = [
        (m.start(1), m.end(1), m[1]) for m in COMPARISON.finditer(before[: whole.index(facts)])
    ]
    parts += [(start + m.start(1), start + m.end(1), m[1]) for m in COMPARISON.finditer(laws)]
    right = _all_said(whole, where)
    blind = []
    for begin, end, sign in parts:
        mutant = whole[:begin] + NEIGHBOUR[sign] + whole[end:]
        if _all_said(mutant, where) == right:
            blind.append(whole[max(0, begin - 60) : end + 40])
    return blind


def _all_said(sql: str, where: scopes.Scope) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {SAID} FROM ({sql}) AS verdict ORDER BY id",
            where.params
            | {
                "at": AT,
                "contradiction_after": DEFAULT_POLICY.contradiction_after,
                "early_window": DEFAULT_POLICY.early_window,
            },
        )
        return cursor.fetchall()


def derived_few_by_few(ids: list[int]) -> dict[int, Rotation]:
    """Forget what was derived and derive it anew the way one person's answer is: in Python."""
    blank = Rotation(state="told", reasons=["time_unknown"], turn="office", usable=True)
    Rotation.objects.filter(pk__in=ids).update(
        **{column: getattr(blank, column) for column in DERIVED}
    )
    for first in range(0, len(ids), scopes.FEW):
        few = ids[first : first + scopes.FEW]
        derive_rotations(scopes.these(few), at=AT)
        assert derive_rotations(scopes.these(few), at=AT).changed == 0
    return Rotation.objects.in_bulk(ids)


def _said(rotation: Rotation) -> dict[str, object]:
    return {
        "department": rotation.department_id,
        "state": rotation.state,
        "reasons": tuple(rotation.reasons),
        "turn": rotation.turn,
        "usable": rotation.usable,
        "recheck_at": rotation.recheck_at,
        "exposed": rotation.exposed,
        "possible_takeover": rotation.possible_takeover,
        "alarming": rotation.alarming,
        "answer": rotation.answer,
        "answered_at": rotation.answered_at,
    }


def _expected(facts: Facts, verdict: Verdict, department_id: int | None) -> dict[str, object]:
    return {
        "department": department_id,
        "state": verdict.state,
        "reasons": verdict.reasons,
        "turn": verdict.turn,
        "usable": verdict.usable,
        "recheck_at": verdict.recheck_at,
        "exposed": facts.newest_exposure is not None,
        "possible_takeover": possible_takeover(facts),
        "alarming": bool(alarms(facts, verdict)),
        "answer": facts.answer or "",
        "answered_at": facts.answered_at,
    }


@pytest.mark.django_db
def test_python_and_sql_agree() -> None:
    collected: list[Raw] = []

    @settings(
        max_examples=EXAMPLES,
        phases=[Phase.generate],
        derandomize=False,  # each round must bring new histories, also under CI
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(histories)
    def collect(raw: Raw) -> None:
        collected.append(raw)

    # Some rows of the table are rare in random histories: go on until each was reached.
    for _round in range(6):
        collect()
        if {derive(facts_in_python(raw), at=AT).state for raw in collected} == set(State):
            break
    assert len(collected) >= 2000
    with loaded(collected) as by_rotation:
        found = differences(by_rotation)
        blind = blind_spots(by_rotation)
    if blind and not found:  # bad luck with equal times: new histories, once
        before = list(collected)
        collected.clear()
        collect()
        with loaded(collected) as by_rotation:
            found = differences(by_rotation)
            blind = [spot for spot in blind_spots(by_rotation) if spot in blind]
        collected += before
    if found:
        smallest = find(
            histories,
            lambda raw: bool(disagreements([raw])),
            settings=settings(max_examples=500, database=None, deadline=None),
        )
        raw, said, expected = disagreements([smallest])[0]
        pytest.fail(f"{len(found)} differ; the smallest: {raw}\nSQL: {said}\nPython: {expected}")
    states = {derive(facts_in_python(raw), at=AT).state for raw in collected}
    assert states == set(State), "the histories do not reach every row of the table"
    assert blind == [], "no history has equal times where these comparisons decide"


def test_every_row_and_reason_has_its_twin_in_order() -> None:
    assert list(sql_rows.ROWS) == [row.state for row in ROWS]
    assert list(sql_reasons.REASONS) == list(Reason)
