"""A recommendation as the formats want it, from its row; nothing of persons is read."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import override

from secops.advisories.composers import decision_words
from secops.advisories.models import Recommendation
from secops.advisories.naming import thanked
from secops.advisories.sharing.models import Publication
from secops.rules.exchange.advice import Outgoing, Publisher, Revision
from secops.rules.exchange.csaf_out import csaf, file_name, tracking_id
from secops.rules.exchange.stix_out import stix
from secops.rules.reference import address, parse
from secops.rules.tlp import Marking


def publisher() -> Publisher:
    """The office, as it signs."""
    return Publisher(settings.OFFICE_NAME, settings.PUBLIC_BASE_URL, settings.HELP_DESK_PHONE)


def outgoing(found: Recommendation, revisions: tuple[Revision, ...]) -> Outgoing:
    """Its words in Indonesian, whoever asks."""
    with override("id"):
        target = str(found.get_target_display())
        return Outgoing(
            code=found.code,
            title=found.title,
            text=found.text,
            marking=Marking(found.tlp),
            urgency=str(found.get_urgency_display()),
            target=found.application.name if found.application else target,
            decision=decision_words(found),
            address=f"{settings.PUBLIC_BASE_URL}{found.get_absolute_url()}",
            revisions=revisions,
            references=_addresses(found.references),
            severity=str(found.get_severity_display()),
            effort=str(found.get_effort_display()),
            thanks=tuple(thanked(found)),
        )


def name_of(found: Recommendation, profile: str) -> str:
    if profile == Publication.Profile.STIX:
        return file_name(found.code).replace(".json", "-stix.json")
    return file_name(tracking_id(found.code, profile))


def document_of(advice: Outgoing, profile: str) -> bytes:
    """The file: UTF-8, keys in the order of the standard."""
    made = _made(advice, profile)
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def digest_of(found: Recommendation, profile: str, at: datetime) -> str:
    """Of what the document says, whenever and however often it says so."""
    advice = outgoing(found, (Revision(1, datetime.fromtimestamp(0, at.tzinfo), "-"),))
    return hashlib.sha256(document_of(advice, profile)).hexdigest()


def _addresses(lines: list[str]) -> tuple[tuple[str, str], ...]:
    """What has an address; clauses of laws stay in the text."""
    read = (parse(line) for line in lines)
    return tuple((one.text, url) for one in read if (url := address(one)))


def _made(advice: Outgoing, profile: str) -> dict[str, Any]:
    if profile == Publication.Profile.STIX:
        return stix(advice, publisher())
    return csaf(advice, publisher(), profile)
