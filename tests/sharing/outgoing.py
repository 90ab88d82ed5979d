"""Recommendations on their way out, and a small CSAF document of somebody else."""

import copy
from datetime import UTC, datetime, timedelta
from typing import Any

from secops.rules.exchange.advice import Outgoing, Publisher, Revision
from secops.rules.tlp import Marking

AT = datetime(2026, 11, 27, 6, 40, tzinfo=UTC)
OFFICE = Publisher("Dinas Kominfo Kota Contoh", "https://siaga.kotacontoh.example", "021-555")


def outgoing(marking: Marking = Marking.GREEN, versions: int = 1, **changes: Any) -> Outgoing:
    given: dict[str, Any] = {
        "code": "R-2026-014",
        "title": "Keluarkan semua sesi lama",
        "text": "Keluarkan semua sesi lama. Lalu wajibkan kata sandi baru.",
        "marking": marking,
        "urgency": "Minggu ini",
        "target": "Semua OPD",
        "severity": "tinggi",
        "effort": "beberapa hari",
        "decision": "R-2026-014 diterima dan menjadi Arahan A-2026-009 untuk 68 OPD.",
        "address": "https://siaga.kotacontoh.example/advisories/R-2026-014/",
        "revisions": tuple(
            Revision(n, AT + timedelta(days=n - 1), "Versi pertama" if n == 1 else "Isi berubah")
            for n in range(1, versions + 1)
        ),
    }
    return Outgoing(**{**given, **changes})


CSAF: dict[str, Any] = {
    "document": {
        "category": "csaf_security_incident_response",
        "csaf_version": "2.0",
        "title": "Sesi lama tetap terbuka",
        "lang": "id",
        "publisher": {
            "category": "coordinator",
            "name": "Universitas Contoh",
            "namespace": "https://csirt.universitas.test",
        },
        "distribution": {"tlp": {"label": "AMBER"}},
        "notes": [{"category": "description", "text": "Keluarkan semua sesi lama."}],
        "references": [
            {"category": "external", "summary": "Panduan", "url": "https://universitas.test/p"}
        ],
        "tracking": {
            "id": "UC-2026-007",
            "status": "final",
            "version": "1",
            "initial_release_date": "2026-11-27T06:00:00.000Z",
            "current_release_date": "2026-11-27T06:00:00.000Z",
            "revision_history": [
                {"date": "2026-11-27T06:00:00.000Z", "number": "1", "summary": "Pertama"}
            ],
        },
    }
}


def csaf_of_others(path: str = "", value: Any = None) -> dict[str, Any]:
    """The document, with one place of it set (``/document/title``) or, by None, taken out."""
    found = copy.deepcopy(CSAF)
    if path:
        *way, last = path.strip("/").split("/")
        place: Any = found
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value
    return found


def event(**changes: Any) -> dict[str, Any]:
    """A MISP event."""
    return {
        "Event": {
            "uuid": "5f6e3a1c-0000-4000-8000-0123456789ab",
            "info": "Sesi lama tetap terbuka",
            "threat_level_id": "1",
            "timestamp": "1795759200",
            "Orgc": {"name": "CSIRT Universitas"},
            "Tag": [{"name": "tlp:green"}],
            "EventReport": [{"name": "Laporan", "content": "Keluarkan semua sesi lama."}],
            "Attribute": [
                {"type": "link", "category": "External analysis", "value": "https://c.test/1"},
                {"type": "vulnerability", "category": "Other", "value": "CVE-2026-1234"},
                {"type": "ip-dst", "category": "Network activity", "value": "192.0.2.9"},
                {"type": "email-src", "category": "Person", "value": "budi@kotacontoh.example"},
            ],
            "Object": [
                {
                    "name": "credential",
                    "Attribute": [
                        {"object_relation": "password", "type": "text", "value": "rahasia-1"}
                    ],
                },
                {
                    "name": "course-of-action",
                    "Attribute": [
                        {
                            "object_relation": "description",
                            "type": "text",
                            "value": "Cabut token yang lama.",
                        }
                    ],
                },
            ],
            **changes,
        }
    }
