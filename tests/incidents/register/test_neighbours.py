"""Merged and linked: nothing moves, everything is found, all of it can be undone."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.incidents.actions import (
    IncidentRefused,
    add_chronology,
    change_incident,
    link_incidents,
    merge_incident,
    move_incident,
    record_incident,
    undo_merge,
    unlink_incidents,
)
from secops.incidents.models import Incident
from secops.incidents.queries import chronology_of, open_work
from secops.rules.incident import Phase
from tests.incidents.register.conftest import FOUND, NOW


def test_the_chronology_of_a_merged_record_is_read_under_the_other(
    incident: Incident, same: Incident, olga: User, signed_in
) -> None:
    add_chronology(same, happened_at=FOUND - timedelta(hours=1), event="Aduan", by=olga, at=NOW)
    add_chronology(incident, happened_at=FOUND, event="Unggahan", by=olga, at=NOW)
    merge_incident(same, incident, reason="Unggahan yang sama", by=olga, at=NOW)
    assert [row.event for row in chronology_of(incident)] == ["Aduan", "Unggahan"]
    browser = signed_in(olga)
    answer = browser.get(same.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, incident.get_absolute_url())
    page = re.sub(r"\s+", " ", browser.get(answer["Location"]).content.decode())
    assert "I-2026-002 digabung ke I-2026-001" in page
    assert "Warga melapor unggahan di forum" in page
    assert [sentence(one) for one in Entry.objects.filter(verb="incident.merged")] == [
        "menggabungkan I-2026-002 Warga melapor unggahan di forum ke I-2026-001: Unggahan yang sama"
    ]


def test_merging_is_undone_and_each_has_its_own_again(
    incident: Incident, same: Incident, olga: User, signed_in
) -> None:
    add_chronology(same, happened_at=FOUND, event="Aduan", by=olga, at=NOW)
    merge_incident(same, incident, reason="Sama", by=olga, at=NOW)
    undo_merge(same, reason="Forum yang lain", by=olga, at=NOW)
    incident = Incident.objects.get(pk=incident.pk)
    assert list(chronology_of(incident)) == []
    assert signed_in(olga).get(same.get_absolute_url()).status_code == 200
    assert Entry.objects.filter(verb="incident.unmerged").count() == 1


def test_a_merged_record_is_not_changed_any_more(
    incident: Incident, same: Incident, olga: User
) -> None:
    merge_incident(same, incident, reason="Sama", by=olga, at=NOW)
    with pytest.raises(IncidentRefused, match="Ubah I-2026-001"):
        change_incident(same, {"impact": "x"}, by=olga, at=NOW)
    with pytest.raises(IncidentRefused, match="Ubah I-2026-001"):
        add_chronology(same, happened_at=FOUND, event="x", by=olga, at=NOW)
    assert same not in Incident.objects.open()


def test_what_is_open_in_a_merged_record_keeps_the_other_open(
    incident: Incident, same: Incident, olga: User
) -> None:
    change_incident(same, {"risk": "high"}, by=olga, at=NOW)
    merge_incident(same, incident, reason="Sama", by=olga, at=NOW)
    assert "Lapor insiden berisiko tinggi ke BSSN" in open_work(incident, at=NOW)


def test_merging_is_refused_in_words(incident: Incident, same: Incident, olga: User) -> None:
    def refused(words: str, one: Incident, into: Incident, reason: str = "Sama") -> None:
        with pytest.raises(IncidentRefused, match=words):
            merge_incident(one, into, reason=reason, by=olga, at=NOW)

    refused("bukan insiden ini sendiri", incident, incident)
    refused("alasannya", same, incident, " ")
    merge_incident(same, incident, reason="Sama", by=olga, at=NOW)
    refused("sudah digabung", same, incident)
    third = record_incident(description="x", found_at=FOUND, by=olga, at=NOW)
    refused("sudah memuat I-2026-002", incident, third)
    move_incident(third, Phase.REFUTED, reason="Bukan", by=olga, at=NOW)
    fourth = record_incident(description="y", found_at=FOUND, by=olga, at=NOW)
    refused("Buka kembali", fourth, third)


def test_linked_incidents_name_each_other(
    incident: Incident, same: Incident, olga: User, signed_in
) -> None:
    link_incidents(incident, same, by=olga, at=NOW)
    with pytest.raises(IncidentRefused, match="sudah terkait"):
        link_incidents(same, incident, by=olga, at=NOW)
    browser = signed_in(olga)
    assert same.code in browser.get(incident.get_absolute_url()).content.decode()
    assert incident.code in browser.get(same.get_absolute_url()).content.decode()
    unlink_incidents(incident, same, by=olga, at=NOW)
    assert not same.related.exists()


def test_a_head_who_reads_only_the_merged_record_is_not_led_to_the_other(
    incident: Incident, same: Incident, olga: User, kartini: User, dinsos: Department, signed_in
) -> None:
    change_incident(same, {"departments": [dinsos]}, by=olga, at=NOW)
    merge_incident(same, incident, reason="Sama", by=olga, at=NOW)
    assert signed_in(kartini).get(same.get_absolute_url()).status_code == 200
    assert signed_in(kartini).get(incident.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["incident-merge", "incident-link", "incident-unmerge"])
def test_only_the_office_merges_and_links(
    name: str, incident: Incident, olga: User, ira: User, signed_in
) -> None:
    address = reverse(name, args=[incident.code])
    assert signed_in(ira).get(address).status_code == 403
    assert signed_in(olga).get(address).status_code == 200
