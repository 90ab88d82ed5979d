"""A recommendation by the API: the checks of the form, and nothing twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.datastructures import MultiValueDict

from accounts.models import ApiToken, Department, User
from secops.advisories.actions import RecommendationRefused, submit_recommendation
from secops.advisories.forms import AdviceForm
from secops.advisories.models import Recommendation
from secops.advisories.queries import own_organisations
from secops.advisories.told import incidents_told
from secops.api.bearer import Caller
from secops.api.models import RecommendationPost
from secops.api.problems import Refused, form_problems, problem, unfit, wrong_field
from secops.api.schemas import RecommendationGiven
from secops.incidents.models import Incident
from secops.inventory.models import Application

Errors = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Posted:
    """What was made; `again`: it stood under this key before, and nothing was added."""

    code: str
    again: bool


@transaction.atomic
def post_recommendation(
    given: RecommendationGiven, *, caller: Caller, key: str, sha256: str, at: datetime
) -> Posted:
    """Post it as the person of the token. The same key and body again answer as the first did.

    Raises Refused: 409 for a key with another body, 422 for fields that cannot be taken.
    """
    # Two of the same key at once: the second waits here, and finds the first's row.
    token = ApiToken.objects.select_for_update().get(pk=caller.token.pk)
    known = RecommendationPost.objects.filter(token=token, key=key).first()
    if known is not None:
        if known.sha256 != sha256:
            raise Refused(
                problem(
                    HTTPStatus.CONFLICT,
                    "This Idempotency-Key stood for another body; choose a new one",
                )
            )
        return Posted(known.recommendation.code, True)
    made = _submit(
        given, caller.user.acting_as(f"{caller.user.display_name}, API {token.name}"), at
    )
    RecommendationPost.objects.create(
        token=token, key=key, sha256=sha256, recommendation=made, posted_at=at
    )
    return Posted(made.code, False)


def _submit(given: RecommendationGiven, by: User, at: datetime) -> Recommendation:
    form, errors = _form(given, by)
    if not form.is_valid():
        known = {one["field"].split(".")[0] for one in errors}
        errors += [one for one in form_problems(form) if one["field"] not in known]
    if errors:
        raise Refused(unfit(errors))
    organisation = form.organisation()
    if organisation is None or by.person is None:
        raise PermissionDenied
    try:
        return submit_recommendation(
            form.advice(), organisation, by.person, draft=given.draft, by=by, at=at
        )
    except RecommendationRefused as refused:
        raise Refused(unfit([wrong_field("", "", str(refused))])) from refused


def _form(given: RecommendationGiven, by: User) -> tuple[AdviceForm, Errors]:
    """The form of the page, filled in from codes; and the codes that nobody knows."""
    errors: Errors = []
    organisations, told = own_organisations(by), incidents_told(by)
    departments = dict(
        Department.objects.filter(code__in=given.departments).values_list("code", "pk")
    )
    errors += [
        wrong_field(f"departments.{place}", code, "there is no department of this code")
        for place, code in enumerate(given.departments)
        if code not in departments
    ]
    application = Application.objects.filter(code=given.application).first()
    if given.application is not None and application is None:
        errors.append(
            wrong_field("application", given.application, "there is no application of this code")
        )
    incident = Incident.objects.filter(pk__in=told, code=given.incident).first()
    if given.incident is not None and incident is None:
        words = "you were told of no incident of this number"
        errors.append(wrong_field("incident", given.incident, words))
    if given.organisation is not None and not organisations.filter(pk=given.organisation).exists():
        words = "you do not speak for an organisation of this id"
        errors.append(wrong_field("organisation", given.organisation, words))
    plain = given.dict(
        include={"text", "title", "target", "urgency", "tlp", "kind", "organisation"}
    )
    data = plain | {
        "severity": given.severity or "",
        "effort": given.effort or "",
        "references": "\n".join(given.references),
        "departments": [str(pk) for pk in departments.values()],
        "application": application.pk if application else None,
        "incident": incident.pk if incident else None,
    }
    return AdviceForm(data, MultiValueDict(), organisations=organisations, incidents=told), errors
