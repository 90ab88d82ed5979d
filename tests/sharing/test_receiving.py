"""Documents of partners: looked at, kept as they came, made a recommendation."""

import hashlib
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.sharing.actions import SharingRefused, receive
from secops.advisories.sharing.models import ReceivedDocument
from secops.advisories.sharing.words import say_flaw, say_remark
from secops.audit.models import Entry
from secops.rules.exchange.csaf_tests import TESTS
from secops.rules.exchange.incoming import Remark
from secops.rules.exchange.json_in import Flaw, Flawed
from tests.advisories.test_recommendations import DECIDED
from tests.guards.test_walk import BACKEND
from tests.sharing.outgoing import csaf_of_others, event

CSAF = json.dumps(csaf_of_others()).encode()
NAME = "uc-2026-007.json"


def test_the_original_is_kept_under_its_hash(university: Organisation, olga: User) -> None:
    made = receive(CSAF, NAME, "csaf", university, by=olga, at=DECIDED)
    with made.file.open("rb") as kept:
        assert kept.read() == CSAF
    assert made.sha256 == hashlib.sha256(CSAF).hexdigest()
    assert (made.code, made.tlp, made.source_id) == ("DM-2026-001", "amber", "UC-2026-007")
    assert Entry.objects.get(verb="exchange.received").data["sha256"] == made.sha256
    with pytest.raises(SharingRefused, match="sudah diterima sebagai DM-2026-001"):
        receive(CSAF, NAME, "csaf", university, by=olga, at=DECIDED)


@pytest.mark.parametrize(
    ("content", "format", "words"),
    [
        (b'{"a": 1, "a": 2}', "csaf", "Kunci “a” tertulis dua kali"),
        (b"\xef\xbb\xbf{}", "csaf", "tanpa BOM"),
        (b'{"a":' + b"[" * 99_999, "misp", "bersarang lebih dari 40 tingkat"),
        (b"{}", "csaf", "Bukan CSAF 2.0 yang sah"),
        (b"{}", "misp", "Bukan peristiwa .* MISP"),
        (json.dumps(csaf_of_others("/document/tracking/version", "2")).encode(), "csaf", "6.1.16"),
    ],
)
def test_what_is_wrong_is_refused_in_words(
    content: bytes, format: str, words: str, university: Organisation, olga: User
) -> None:
    with pytest.raises(SharingRefused, match=words):
        receive(content, NAME, format, university, by=olga, at=DECIDED)
    assert not ReceivedDocument.objects.exists()


def test_every_reason_has_its_words() -> None:
    assert all(say_flaw(Flawed(flaw, "x")) for flaw in Flaw)
    assert all(say_remark(remark.value, "x") for remark in Remark)
    assert TESTS


@pytest.mark.parametrize("who", ["adi", "kartini", "ira", "ratna"])
def test_only_the_duty_desk_takes_in(
    who: str, university: Organisation, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        receive(CSAF, NAME, "csaf", university, by=request.getfixturevalue(who), at=DECIDED)


def test_from_the_file_to_the_recommendation(
    university: Organisation, ratna: User, olga: User, client: Client
) -> None:
    client.force_login(olga, backend=BACKEND)
    upload = SimpleUploadedFile("e.json", json.dumps(event()).encode())
    answer = client.post(
        reverse("received-new"),
        {"organisation": university.pk, "format": "misp", "file": upload},
        follow=True,
    )
    page = answer.content.decode()
    assert "Cabut token yang lama." in page
    assert "2 data tentang orang, akun atau kata sandi tidak disalin" in page
    assert "rahasia-1" not in page
    found = ReceivedDocument.objects.get()
    assert ratna.person is not None
    given = {
        "author": ratna.person.pk, "title": found.title, "text": found.text,
        "target": "all", "urgency": "today", "tlp": "green",
    }  # fmt: skip
    address = reverse("received-adopt", args=[found.code])
    wider = client.post(address, given | {"tlp": "clear"})
    assert wider.status_code == 422
    client.post(address, given)
    made = Recommendation.objects.get()
    assert (made.organisation, made.author, made.tlp) == (university, ratna.person, "green")
    assert ReceivedDocument.objects.get().recommendation == made
    assert client.post(address, given).status_code == 422
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Berkas asli dari mitra" in page
    assert found.sha256 in page
    assert reverse("received-original", args=[found.code]) in page


def test_what_a_document_refers_to_stays_a_link(
    university: Organisation, ratna: User, olga: User, client: Client
) -> None:
    client.force_login(olga, backend=BACKEND)
    assert ratna.person is not None
    found = receive(CSAF, NAME, "csaf", university, by=olga, at=DECIDED)
    address = reverse("received-adopt", args=[found.code])
    form = client.get(address).context["form"]
    assert form["references"].value() == "https://universitas.test/p"
    assert "universitas.test" not in form["text"].value()
    client.post(address, {
        "author": ratna.person.pk, "title": found.title, "text": form["text"].value(),
        "references": form["references"].value(), "target": "all", "urgency": "today",
        "tlp": "amber",
    })  # fmt: skip
    made = Recommendation.objects.get()
    assert made.references == ["https://universitas.test/p"]
    page = client.get(made.get_absolute_url()).content.decode()
    assert '<a href="https://universitas.test/p"' in page


def test_the_original_comes_back_as_it_was(
    university: Organisation, olga: User, client: Client
) -> None:
    made = receive(CSAF, NAME, "csaf", university, by=olga, at=DECIDED)
    client.force_login(olga, backend=BACKEND)
    answer = client.post(reverse("received-original", args=[made.code]))
    assert b"".join(answer.streaming_content) == CSAF
    assert answer["Content-Disposition"] == f'attachment; filename="{NAME}"'
    answer.close()
