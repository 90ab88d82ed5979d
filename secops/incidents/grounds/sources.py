"""Kinds of facts that higher parts bring to statements; `secops/wiring.py` registers them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from secops.house.text import wib
from secops.house.words import say
from secops.incidents.claims.models import Claim
from secops.incidents.grounds.models import Ground
from secops.incidents.models import StatementFact
from secops.incidents.statements.sources import OFFERED, Offered, Place, Source
from secops.rules.assertion import FactKind
from secops.rules.claim import Disposition


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


def _claim_of(fact: StatementFact) -> Model | None:
    ground = Ground.objects.filter(fact=fact).select_related("claim").first()
    return ground.claim if ground else None


def _read_claim(claim: Claim, at: datetime) -> dict[str, Any]:
    return {"disposition": claim.disposition}


def _claim_place(claim: Claim, user: User) -> Place:
    return Place(claim.code, claim.get_absolute_url())


CLAIMS = Source(
    FactKind.CLAIM,
    _claims,
    _claim,
    _name_claim,
    _claim_of,
    _read_claim,
    _claim_place,
    attached=_keep_claim,
)
