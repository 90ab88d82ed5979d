"""Writing CSAF 2.0: a recommendation as an informational advisory or an incident response."""

from __future__ import annotations

import re
from typing import Any, Final

from secops.rules.exchange.advice import Outgoing, Publisher, said, utc
from secops.rules.exchange.csaf_profiles import INFORMATIONAL, RESPONSE
from secops.rules.tlp import CSAF_20, PRINTED, Marking

#: Two documents about one recommendation are two, with identifiers of their own.
_SUFFIX: Final = {INFORMATIONAL: "", RESPONSE: "-IR"}
_AUDIENCE: Final = {
    Marking.CLEAR: "untuk siapa saja",
    Marking.GREEN: "untuk komunitas, bukan untuk umum",
    Marking.AMBER: "untuk lembaga penerima dan yang perlu tahu di sekitarnya",
    Marking.AMBER_STRICT: "untuk lembaga penerima saja, tidak untuk kliennya",
    Marking.RED: "untuk orang yang disebut saja",
}


def tracking_id(code: str, profile: str) -> str:
    return f"{code}{_SUFFIX[profile]}"


def file_name(identifier: str) -> str:
    """The name that CSAF 2.0 (5.1) gives a file: ``r-2026-014.json``."""
    return re.sub(r"[^+\-a-z0-9]+", "_", identifier.lower()) + ".json"


def csaf(advice: Outgoing, publisher: Publisher, profile: str) -> dict[str, Any]:
    """The document; its keys in the order of the standard."""
    who = {
        "category": "coordinator",
        "name": publisher.name,
        "namespace": publisher.namespace,
        **({"contact_details": publisher.contact} if publisher.contact else {}),
    }
    severity = {"aggregate_severity": {"text": advice.severity}} if advice.severity else {}
    return {
        "document": {
            **_thanks(advice),
            **severity,
            "category": profile,
            "csaf_version": "2.0",
            "distribution": _distribution(advice.marking),
            "lang": "id",
            "notes": _notes(advice, profile),
            "publisher": who,
            "references": _references(advice),
            "title": said(advice.title, 200),
            "tracking": _tracking(advice, profile),
        }
    }


def _thanks(advice: Outgoing) -> dict[str, Any]:
    rows = [{"organization": name, "summary": "Memberi rekomendasi ini."} for name in advice.thanks]
    return {"acknowledgments": rows} if rows else {}


def _distribution(marking: Marking) -> dict[str, Any]:
    return {
        "text": f"{PRINTED[marking]}: {_AUDIENCE[marking]}.",
        "tlp": {"label": CSAF_20[marking], "url": "https://www.first.org/tlp/"},
    }


def _notes(advice: Outgoing, profile: str) -> list[dict[str, str]]:
    rows = [("description", "Rekomendasi", said(advice.text))]
    if profile == RESPONSE:
        rows.append(("details", "Tindak lanjut", said(advice.decision)))
    rows.append(("other", "Untuk", said(advice.target, 400)))
    rows += [("other", what, word) for what, word in advice.weights if what != "Keparahan"]
    if advice.marking is Marking.AMBER_STRICT:
        words = (
            f"Tanda dokumen ini {PRINTED[advice.marking]}: {_AUDIENCE[advice.marking]}. CSAF 2.0 "
            "tidak mengenal tanda itu dan menulis AMBER; yang berlaku adalah yang lebih ketat."
        )
        rows.append(("legal_disclaimer", "Tanda TLP", words))
    return [{"category": one, "text": text, "title": title} for one, title, text in rows]


def _references(advice: Outgoing) -> list[dict[str, str]]:
    rows = [("Rekomendasi ini di portal kami", advice.address), *advice.references]
    return [{"category": "external", "summary": what, "url": url} for what, url in rows]


def _tracking(advice: Outgoing, profile: str) -> dict[str, Any]:
    return {
        "current_release_date": utc(advice.latest.at),
        "id": tracking_id(advice.code, profile),
        "initial_release_date": utc(advice.first.at),
        "revision_history": [
            {"date": utc(one.at), "number": str(one.number), "summary": said(one.summary, 500)}
            for one in advice.revisions
        ],
        "status": "final",
        "version": str(advice.latest.number),
    }
