"""A consultation to come, a document of the police, and a recommendation on its way out."""

import json

from dashboard.demo.scene import Scene
from secops.advisories.consultations.actions import Wanted, call
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.sharing.actions import publish, receive
from secops.incidents.models import Incident
from secops.incidents.requests.actions import Asked, send_request, write_request
from secops.rules.exchange.csaf_profiles import INFORMATIONAL

#: What a partner's program writes.
DOCUMENT = {
    "document": {
        "aggregate_severity": {"text": "Tinggi"},
        "category": INFORMATIONAL,
        "csaf_version": "2.0",
        "distribution": {"tlp": {"label": "AMBER"}},
        "lang": "id",
        "notes": [
            {
                "category": "description",
                "text": "Cabut semua token yang terbit sebelum penggantian kata sandi.",
                "title": "Saran",
            }
        ],
        "publisher": {
            "category": "coordinator",
            "name": "Unit Siber Kepolisian Contoh",
            "namespace": "https://siber.mitra.test",
        },
        "references": [
            {"category": "external", "summary": "Panduan", "url": "https://siber.mitra.test/token"}
        ],
        "title": "Token lama tetap berlaku setelah kata sandi diganti",
        "tracking": {
            "current_release_date": "2026-01-05T03:00:00.000Z",
            "id": "USK-2026-003",
            "initial_release_date": "2026-01-05T03:00:00.000Z",
            "revision_history": [
                {"date": "2026-01-05T03:00:00.000Z", "number": "1", "summary": "Versi pertama."}
            ],
            "status": "final",
            "version": "1",
        },
    }
}


def shared(story: Scene, about: Incident) -> None:
    """With the university and the police, in both directions."""
    officer, lead = story.cast["piket"], story.cast["ketua"]
    police = Organisation.objects.get(kind="police")
    content = json.dumps(DOCUMENT, ensure_ascii=False, indent=2).encode()
    receive(content, "usk-2026-003.json", "csaf", police, by=officer, at=story.day(1, "16:10"))
    accepted = Recommendation.objects.filter(state="accepted").order_by("pk")
    for found in [*accepted.filter(tlp="green")[:1], *accepted.filter(tlp="clear")]:
        publish(found, INFORMATIONAL, by=lead, at=story.day(1, "16:20"))
    _asked_of(story, about)
    guests = [one for key in ("kampus", "siber.polisi") if (one := story.cast[key].person)]
    call(
        about,
        Wanted(
            "Evaluasi insiden siber", story.ahead(2, "13:00"), story.ahead(2, "15:00"),
            "Kantor Diskominfo, juga daring",
            "Sesi lama yang masih terbuka, dan token yang belum dicabut.",
        ),
        guests, by=lead, at=story.day(1, "16:30"),
    )  # fmt: skip


def _asked_of(story: Scene, about: Incident) -> None:
    """The university owes us an answer: its portal says so."""
    officer, sent = story.cast["piket"], story.day(1, "09:20")
    campus = Organisation.objects.get(kind="university")
    wanted = Asked(
        "recommendation", "partner", "", "Mohon saran tertulis tentang penyimpanan log.", about,
        organisation=campus,
    )  # fmt: skip
    made = write_request(wanted, by=officer, at=sent)
    send_request(
        made, sent_at=sent, proof="Tanda terima email", by=officer, at=sent,
        letter_number="000.6/131/2026",
    )  # fmt: skip
