"""Kinds of facts that higher parts bring to statements; `secops/wiring.py` registers them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from secops.house.text import wib
from secops.house.words import say
from secops.incidents.checks.models import ServiceCheck
from secops.incidents.checks.showing import FRESH
from secops.incidents.checks.words import SAYS
from secops.incidents.claims.models import Claim
from secops.incidents.grounds.models import Ground
from secops.incidents.models import Incident, StatementFact
from secops.incidents.notices.models import Notice
from secops.incidents.statements.sources import OFFERED, Offered, Place, Source, is_of
from secops.rules.assertion import Assertion, FactKind, Subject
from secops.rules.claim import Disposition
from secops.rules.public_words import Weight


def _claims(at: datetime) -> list[Offered]:
    rows = Claim.objects.exclude(disposition="").order_by("-decided_at", "-pk")[:OFFERED]
    words = _("Klaim %(code)s diputuskan: %(what)s, %(when)s")
    return [
        Offered(
            row.pk,
            words
            % {
                "code": row.code,
                "what": say(Disposition(row.disposition)).lower(),
                "when": wib(row.decided_at),
            },
            row.decided_at or row.recorded_at,
        )
        for row in rows
    ]


def _claim(pk: int) -> Model | None:
    return Claim.objects.filter(pk=pk).first()


def _name_claim(fact: StatementFact, claim: Claim) -> None:
    fact.source = _("Klaim %(code)s") % {"code": claim.code}


def _keep_claim(fact: StatementFact, claim: Claim) -> None:
    Ground.objects.create(fact=fact, claim=claim)


def _grounded(part: str) -> Callable[[StatementFact], Model | None]:
    """Where a ground keeps rows of one kind."""

    def row(fact: StatementFact) -> Model | None:
        ground = Ground.objects.filter(fact=fact).select_related(part).first()
        found: Model | None = getattr(ground, part) if ground else None
        return found

    return row


def _read_claim(claim: Claim, at: datetime) -> dict[str, Any]:
    return {"disposition": claim.disposition}


def _claim_place(claim: Claim, user: User) -> Place:
    return Place(claim.code, claim.get_absolute_url())


CLAIMS = Source(
    FactKind.CLAIM,
    _claims,
    _claim,
    _name_claim,
    _grounded("claim"),
    _read_claim,
    _claim_place,
    attached=_keep_claim,
)


def _checks(at: datetime) -> list[Offered]:
    """What speaks for each service now."""
    rows = ServiceCheck.objects.newest().select_related("application")[:OFFERED]
    words = _("%(service)s: %(result)s, diperiksa %(when)s")
    return [
        Offered(
            row.pk,
            words
            % {
                "service": row.subject,
                "result": str(row.get_result_display()).lower(),
                "when": wib(row.tested_at),
            },
            row.tested_at,
        )
        for row in rows
    ]


def _check(pk: int) -> Model | None:
    return ServiceCheck.objects.standing().select_related("application").filter(pk=pk).first()


def _name_check(fact: StatementFact, check: ServiceCheck) -> None:
    words = _("Pemeriksaan layanan %(when)s, %(who)s")
    named = words % {"when": wib(check.tested_at), "who": check.tester}
    fact.source = named[:200]


def _keep_check(fact: StatementFact, check: ServiceCheck) -> None:
    Ground.objects.create(fact=fact, service_check=check)


def _read_check(check: ServiceCheck, at: datetime) -> dict[str, Any]:
    """The result that speaks for this service now, and whether this look was withdrawn."""
    of_service = ServiceCheck.objects.standing().filter(subject_key=check.subject_key)
    newest = of_service.filter(tested_at__lte=at).first() or check
    return {"result": newest.result, "withdrawn": check.withdrawn_at is not None}


def _check_says(check: ServiceCheck, at: datetime) -> Assertion | None:
    """A look at a service says how it does; what is suspicious says nothing of that."""
    value = SAYS.get(ServiceCheck.Result(check.result))
    return Assertion(Subject.SERVICES, value) if value else None


def _check_weighs(check: ServiceCheck, incident: Incident | None, at: datetime) -> Weight:
    """Fresh: the newest look at that service, not withdrawn and not grown old."""
    reading = _read_check(check, at)
    fresh = not reading["withdrawn"] and reading["result"] == check.result
    named = incident is not None and check.incident in incident.family
    return Weight(
        fresh=fresh and at - check.tested_at <= FRESH,
        ours=named or is_of(incident, check.application_id),
    )


def _check_place(check: ServiceCheck, user: User) -> Place:
    may = ServiceCheck.objects.visible_to(user).filter(pk=check.pk).exists()
    return Place(check.subject, check.get_absolute_url() if may else "")


CHECKS = Source(
    FactKind.CHECK,
    _checks,
    _check,
    _name_check,
    _grounded("service_check"),
    _read_check,
    _check_place,
    asserts=_check_says,
    weighs=_check_weighs,
    attached=_keep_check,
)


def _notices(at: datetime) -> list[Offered]:
    """Warnings that were not judged wrong. What they say may not go round: code and number do."""
    rows = Notice.objects.exclude(finding=Notice.Finding.NOT_CONFIRMED)[:OFFERED]
    words = _("Peringatan %(sender)s %(code)s, diterima %(when)s: %(finding)s")
    return [
        Offered(
            row.pk,
            words
            % {
                "sender": row.sender,
                "code": row.number or row.code,
                "when": wib(row.received_at),
                "finding": str(row.get_finding_display()).lower(),
            },
            row.received_at,
        )
        for row in rows
    ]


def _notice(pk: int) -> Model | None:
    return Notice.objects.filter(pk=pk).first()


def _name_notice(fact: StatementFact, notice: Notice) -> None:
    fact.source = _("Peringatan %(code)s") % {"code": notice.code}


def _keep_notice(fact: StatementFact, notice: Notice) -> None:
    Ground.objects.create(fact=fact, notice=notice)


def _read_notice(notice: Notice, at: datetime) -> dict[str, Any]:
    return {"withdrawn": notice.finding == Notice.Finding.NOT_CONFIRMED}


def _notice_place(notice: Notice, user: User) -> Place:
    may = Notice.objects.visible_to(user).filter(pk=notice.pk).exists()
    return Place(notice.code, notice.get_absolute_url() if may else "")


NOTICES = Source(
    FactKind.NOTICE,
    _notices,
    _notice,
    _name_notice,
    _grounded("notice"),
    _read_notice,
    _notice_place,
    attached=_keep_notice,
)
