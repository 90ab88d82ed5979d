"""What leaves the city: by its marking, after a second person, and never more than a page shows."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.sharing.actions import SharingRefused, clear, publish, take_out
from secops.advisories.sharing.models import Publication
from secops.audit.models import Entry
from secops.rules.exchange.csaf_profiles import INFORMATIONAL, RESPONSE
from secops.rules.exchange.csaf_tests import faults
from secops.rules.exchange.leaving import Leave, Way, leaves
from secops.rules.tlp import Marking
from tests.advisories.test_recommendations import DECIDED, post
from tests.guards.test_walk import BACKEND

Accepted = Callable[[Marking], Recommendation]
LATER = DECIDED + timedelta(hours=2)
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def enter(client: Client, user: User) -> None:
    client.force_login(user, backend=BACKEND)


def feed_of(client: Client) -> list[str]:
    answer = client.get(reverse("feed"))
    assert answer.status_code == 200
    found = ET.fromstring(answer.content)
    return [str(one.text) for one in found.findall("a:entry/a:title", ATOM)]


@pytest.mark.parametrize("profile", [INFORMATIONAL, RESPONSE])
def test_the_next_version_keeps_the_history(accepted: Accepted, olga: User, profile: str) -> None:
    found = accepted(Marking.GREEN)
    first = publish(found, profile, by=olga, at=DECIDED)
    with pytest.raises(SharingRefused, match="Belum ada yang berubah sejak versi 1"):
        publish(found, profile, by=olga, at=LATER)
    Recommendation.objects.update(text="Keluarkan semua sesi lama hari ini.")
    second = publish(found, profile, summary="Hari ini.", by=olga, at=LATER)
    document = json.loads(second.content)
    assert faults(document) == []
    tracking = document["document"]["tracking"]
    assert [one["number"] for one in tracking["revision_history"]] == ["1", "2"]
    assert tracking["revision_history"][1]["summary"] == "Hari ini."
    assert json.loads(first.content)["document"]["tracking"]["id"] == tracking["id"]
    assert first.name == second.name
    entry = Entry.objects.filter(verb="recommendation.published").latest("pk")
    assert entry.data["version"] == 2


@pytest.mark.parametrize("profile", list(Publication.Profile))
def test_what_it_refers_to_is_found_from_the_file(
    accepted: Accepted, olga: User, profile: str
) -> None:
    found = accepted(Marking.GREEN)
    found.references = [
        "CVE-2026-12345",
        "CWE-521",
        "https://contoh.example/a",
        "ISO/IEC 27001 A.8.5",
    ]
    found.save(update_fields=["references"])
    written = bytes(publish(found, profile, by=olga, at=DECIDED).content).decode()
    for one in ("CVE-2026-12345", "CWE-521", "https://contoh.example/a"):
        assert one in written
    assert "A.8.5" not in written


@pytest.mark.parametrize("profile", list(Publication.Profile))
@pytest.mark.parametrize("marking", list(Marking))
def test_a_marking_says_how_it_leaves(
    marking: Marking, profile: str, accepted: Accepted, olga: User, leo: User
) -> None:
    found = accepted(marking)
    if leaves(marking, Way.FILE) is Leave.NEVER:
        with pytest.raises(SharingRefused, match="hanya untuk orang yang disebut"):
            publish(found, profile, by=olga, at=DECIDED)
        return
    made = publish(found, profile, by=olga, at=DECIDED)
    if leaves(marking, Way.FILE) is Leave.FREELY:
        assert take_out(made, by=olga, at=LATER) == made.content
        return
    with pytest.raises(SharingRefused, match="belum disetujui"):
        take_out(made, by=olga, at=LATER)
    with pytest.raises(SharingRefused, match="Orang lain"):
        clear(made, by=olga, at=LATER)
    made = clear(made, by=leo, at=LATER)
    assert take_out(made, by=olga, at=LATER)
    assert Entry.objects.filter(verb="recommendation.taken_out").exists()


def test_what_was_closed_since_leaves_no_more(
    accepted: Accepted, olga: User, client: Client
) -> None:
    found = accepted(Marking.CLEAR)
    made = publish(found, INFORMATIONAL, by=olga, at=DECIDED)
    assert feed_of(client) == ["R-2026-001 Keluarkan semua sesi lama"]
    assert client.get(reverse("feed-document", args=[made.name])).status_code == 200
    Recommendation.objects.update(tlp="red")
    assert feed_of(client) == []
    assert client.get(reverse("feed-document", args=[made.name])).status_code == 404
    with pytest.raises(SharingRefused):
        take_out(Publication.objects.get(), by=olga, at=LATER)


@pytest.mark.parametrize("marking", list(Marking))
def test_the_feed_holds_clear_alone(
    marking: Marking, accepted: Accepted, olga: User, leo: User, client: Client
) -> None:
    found = accepted(marking)
    if marking is not Marking.RED:
        made = publish(found, INFORMATIONAL, by=olga, at=DECIDED)
        if made.leave is Leave.CLEARED:
            clear(made, by=leo, at=LATER)
        answer = client.get(reverse("feed-document", args=[made.name]))
        assert answer.status_code == (200 if marking is Marking.CLEAR else 404)
    assert bool(feed_of(client)) is (marking is Marking.CLEAR)


def test_what_we_did_not_accept_does_not_leave(
    ratna: User, university: Organisation, olga: User
) -> None:
    with pytest.raises(SharingRefused, match="diterima kantor"):
        publish(post(ratna, university), INFORMATIONAL, by=olga, at=DECIDED)


@pytest.mark.parametrize("who", ["adi", "kartini", "budi", "ira", "ratna"])
def test_only_the_office_publishes_and_takes_out(
    who: str,
    accepted: Accepted,
    olga: User,
    client: Client,
    request: pytest.FixtureRequest,
) -> None:
    found, user = accepted(Marking.GREEN), request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        publish(found, INFORMATIONAL, by=user, at=DECIDED)
    made = publish(found, INFORMATIONAL, by=olga, at=DECIDED)
    enter(client, user)
    assert client.get(reverse("sharing", args=[found.code])).status_code == 403
    assert client.post(reverse("publication-file", args=[made.pk])).status_code == 403


def test_the_office_does_it_on_the_page(
    accepted: Accepted, olga: User, leo: User, client: Client
) -> None:
    found = accepted(Marking.AMBER)
    enter(client, olga)
    address = reverse("sharing", args=[found.code])
    client.post(f"{address}publish/", {"profile": INFORMATIONAL})
    made = Publication.objects.get()
    page = client.get(address).content.decode()
    assert "Menunggu persetujuan orang kedua" in page
    assert "Setujui keluar" not in page
    enter(client, leo)
    assert "Setujui keluar" in client.get(address).content.decode()
    client.post(reverse("publication-clear", args=[made.pk]))
    answer = client.post(reverse("publication-file", args=[made.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="r-2026-001.json"'
    document = json.loads(answer.content)
    assert document["document"]["distribution"]["tlp"]["label"] == "AMBER"
    assert "Ratna" not in answer.content.decode()
    assert "Universitas Contoh" not in answer.content.decode()
