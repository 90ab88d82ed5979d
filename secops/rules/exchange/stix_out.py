"""Writing a STIX 2.1 bundle: report, course of action, note, identity, marking. Nothing else: there
is no way from a person, an account or a credential into it.

Identifiers follow from the code of the recommendation, so that a second bundle updates the first.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from secops.rules.exchange.advice import Outgoing, Publisher, said, utc
from secops.rules.tlp import PRINTED, Marking

#: TLP 2.0 as OASIS published it; nobody makes a second one.
_TLP_EXTENSION: Final = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_TLP_CREATED: Final = "2022-10-01T00:00:00.000Z"
TLP: Final[dict[Marking, str]] = {
    Marking.CLEAR: "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    Marking.GREEN: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Marking.AMBER: "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Marking.AMBER_STRICT: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    Marking.RED: "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
#: The types of objects that may stand in a bundle of ours.
ALLOWED: Final = frozenset({"course-of-action", "identity", "marking-definition", "note", "report"})


def stix(advice: Outgoing, publisher: Publisher) -> dict[str, Any]:
    """The bundle of one recommendation."""
    office = _identity(advice, publisher)
    common = {
        "created_by_ref": office["id"],
        "created": utc(advice.first.at),
        "modified": utc(advice.latest.at),
        "lang": "id",
        "object_marking_refs": [TLP[advice.marking]],
    }
    step = _object(advice, publisher, "course-of-action") | common
    step |= {"name": said(advice.title, 200), "description": said(advice.text)}
    note = _object(advice, publisher, "note") | common
    note |= {
        "abstract": "Tindak lanjut",
        "content": said(advice.decision),
        "object_refs": [step["id"]],
    }
    report = _object(advice, publisher, "report") | common
    report |= {
        "name": f"{advice.code} {said(advice.title, 200)}",
        "description": " ".join(
            f"{what}: {word}."
            for what, word in [("Untuk", said(advice.target, 400)), *advice.weights]
        ),
        "labels": [f"{what}: {word}".lower() for what, word in advice.weights],
        "published": utc(advice.first.at),
        "object_refs": [step["id"], note["id"]],
        "external_references": _references(advice, publisher),
    }
    objects = [_marking(advice.marking), office, step, note, report]
    assert {one["type"] for one in objects} <= ALLOWED
    version = f"{advice.code}:{advice.latest.number}"
    return {"type": "bundle", "id": _id("bundle", version, publisher), "objects": objects}


def _id(kind: str, name: str, publisher: Publisher) -> str:
    ours = uuid.uuid5(uuid.NAMESPACE_URL, publisher.namespace)
    return f"{kind}--{uuid.uuid5(ours, f'{kind}:{name}')}"


def _object(advice: Outgoing, publisher: Publisher, kind: str) -> dict[str, Any]:
    return {"type": kind, "spec_version": "2.1", "id": _id(kind, advice.code, publisher)}


def _identity(advice: Outgoing, publisher: Publisher) -> dict[str, Any]:
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": _id("identity", "office", publisher),
        "created": _TLP_CREATED,
        "modified": _TLP_CREATED,
        "name": publisher.name,
        "identity_class": "organization",
        "sectors": ["government-local"],
        "object_marking_refs": [TLP[advice.marking]],
        **({"contact_information": publisher.contact} if publisher.contact else {}),
    }


def _marking(marking: Marking) -> dict[str, Any]:
    word = PRINTED[marking].removeprefix("TLP:").lower()
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": TLP[marking],
        "created": _TLP_CREATED,
        "name": PRINTED[marking],
        "extensions": {_TLP_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": word}},
    }


def _references(advice: Outgoing, publisher: Publisher) -> list[dict[str, str]]:
    """Ours without `url`: STIX wants a hash beside one, and our page changes."""
    ours = {
        "source_name": publisher.name,
        "external_id": advice.code,
        "description": advice.address,
    }
    return [ours, *({"source_name": what, "url": url} for what, url in advice.references)]
