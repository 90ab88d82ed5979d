"""The facts of a history, put together by hand with the law's own functions."""

from __future__ import annotations

from secops.rules.intervals import latest
from secops.rules.rotation import (
    Facts,
    Origin,
    already_rotated,
    base_of,
    standing_answer,
)
from secops.rules.rotation_facts import Answer as AnswerFact
from secops.rules.rotation_facts import Exposure as ExposureFact
from tests.rotations.twin.histories import AT, ORDER, Raw, RawAnswer, RawExemption


def counted_exposures(raw: Raw) -> list[ExposureFact]:
    return [ExposureFact(e.effective_at, e.received_at) for e in raw.exposures if not e.withdrawn]


def _newest_exemption(rows: tuple[RawExemption, ...]) -> RawExemption | None:
    standing = [row for row in rows if row.revoked_at is None or row.revoked_at > AT]
    # Of two of one moment the one recorded later counts; max() would take the first.
    return max(reversed(standing), key=lambda row: row.approved_at, default=None)


def facts_in_python(raw: Raw) -> Facts:
    """The facts, assembled by hand from the raw history."""
    counted = counted_exposures(raw)
    newest = latest(*(e.effective_at for e in counted))
    known = raw.change is not None
    change = raw.change if known else raw.register
    standing = standing_answer(
        AnswerFact(a.kind, a.given_at, a.reason, a.cutoff)
        for a in raw.answers
        if counts(raw, a) and a.given_at <= AT
    )
    said = next(
        (
            a
            for a in reversed(raw.answers)
            if standing is not None
            and counts(raw, a)
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


def counts(raw: Raw, answer: RawAnswer) -> bool:
    """Only what the present holder said; with no holder, what was recorded about nobody."""
    return answer.by == ("present" if raw.has_holder else "nobody")
