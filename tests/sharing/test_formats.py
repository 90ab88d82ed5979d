"""What leaves is valid by the validators of those who made the formats."""

import hashlib
import json

import pytest
from stix2validator import ValidationOptions, validate_instance

from secops.rules.exchange.csaf_out import csaf, file_name
from secops.rules.exchange.csaf_profiles import INFORMATIONAL, RESPONSE
from secops.rules.exchange.csaf_schema import SCHEMAS
from secops.rules.exchange.csaf_tests import LEFT_OUT, TESTS, faults
from secops.rules.exchange.leaving import LEAVES, Leave, Way, in_feeds
from secops.rules.exchange.stix_out import ALLOWED, stix
from secops.rules.tlp import Marking
from tests.sharing.outgoing import OFFICE, outgoing

PROFILES = [INFORMATIONAL, RESPONSE]
EVERY = [
    csaf(outgoing(marking, versions), OFFICE, profile)
    for marking in Marking
    for profile in PROFILES
    for versions in (1, 3)
]


@pytest.mark.parametrize("document", EVERY, ids=str)
def test_every_marking_and_profile_is_csaf(document: dict) -> None:
    assert faults(document) == []


@pytest.mark.parametrize("marking", list(Marking))
@pytest.mark.parametrize("versions", [1, 3])
def test_every_marking_is_stix_by_the_validator_of_oasis(marking: Marking, versions: int) -> None:
    bundle = stix(outgoing(marking, versions), OFFICE)
    options = ValidationOptions(version="2.1", strict=True, disabled=["uuid-check"])
    result = validate_instance(bundle, options)
    assert result.is_valid, [str(error) for error in result.errors]


def test_severity_urgency_and_effort_leave_each_in_its_place() -> None:
    head = csaf(outgoing(), OFFICE, INFORMATIONAL)["document"]
    assert head["aggregate_severity"] == {"text": "tinggi"}
    notes = {one["title"]: one["text"] for one in head["notes"]}
    assert notes["Mendesak"] == "Minggu ini"
    assert notes["Perkiraan pekerjaan"] == "beberapa hari"
    report = stix(outgoing(), OFFICE)["objects"][-1]
    assert report["labels"] == [
        "keparahan: tinggi", "mendesak: minggu ini", "perkiraan pekerjaan: beberapa hari"
    ]  # fmt: skip
    assert "Keparahan: tinggi. Mendesak: Minggu ini." in report["description"]


def test_what_was_not_said_is_not_made_up() -> None:
    unsaid = outgoing(severity="", effort="")
    document = csaf(unsaid, OFFICE, INFORMATIONAL)
    assert "aggregate_severity" not in document["document"]
    assert faults(document) == []
    bundle = stix(unsaid, OFFICE)
    assert bundle["objects"][-1]["labels"] == ["mendesak: minggu ini"]
    options = ValidationOptions(version="2.1", strict=True, disabled=["uuid-check"])
    assert validate_instance(bundle, options).is_valid


def test_a_second_bundle_updates_the_first() -> None:
    first, second = (stix(outgoing(versions=n), OFFICE)["objects"] for n in (1, 2))
    assert [one["id"] for one in first] == [one["id"] for one in second]
    assert [one["created"] for one in first] == [one["created"] for one in second]
    assert second[-1]["modified"] > first[-1]["modified"]


def test_a_bundle_holds_no_credential_person_or_account() -> None:
    secret = outgoing(text="Kata sandi: Rahasia123! lalu keluarkan sesi.", title="PIN: 482913")
    for made in (stix(secret, OFFICE), csaf(secret, OFFICE, RESPONSE)):
        text = json.dumps(made)
        assert "Rahasia123" not in text
        assert "482913" not in text
    assert {one["type"] for one in stix(secret, OFFICE)["objects"]} <= ALLOWED
    assert not ALLOWED & {"credential", "user-account", "email-addr", "observed-data"}


def test_the_labels_of_csaf_2_0_say_no_less_than_ours() -> None:
    told = {
        m: csaf(outgoing(m), OFFICE, INFORMATIONAL)["document"]["distribution"] for m in Marking
    }
    assert told[Marking.CLEAR]["tlp"]["label"] == "WHITE"
    assert told[Marking.AMBER_STRICT]["tlp"]["label"] == "AMBER"
    assert "TLP:AMBER+STRICT" in told[Marking.AMBER_STRICT]["text"]
    notes = csaf(outgoing(Marking.AMBER_STRICT), OFFICE, INFORMATIONAL)["document"]["notes"]
    assert any("lebih ketat" in one["text"] for one in notes)


def test_two_profiles_of_one_recommendation_are_two_documents() -> None:
    ids = [csaf(outgoing(), OFFICE, p)["document"]["tracking"]["id"] for p in PROFILES]
    assert ids == ["R-2026-014", "R-2026-014-IR"]
    assert [file_name(one) for one in ids] == ["r-2026-014.json", "r-2026-014-ir.json"]
    assert file_name("Cisco SA:2026/1") == "cisco_sa_2026_1.json"


def test_only_clear_is_in_a_feed_and_red_is_in_no_file() -> None:
    assert set(LEAVES) == {(marking, way) for marking in Marking for way in Way}
    assert in_feeds() == [Marking.CLEAR]
    assert LEAVES[Marking.RED, Way.FILE] is Leave.NEVER
    assert LEAVES[Marking.AMBER_STRICT, Way.FILE] is Leave.CLEARED


def test_every_mandatory_test_is_run_or_named() -> None:
    numbers = {f"6.1.{n}" for n in range(1, 34)} - {"6.1.27", "6.1.8"}  # 8: the schema of CVSS
    numbers |= {f"6.1.27.{n}" for n in range(1, 12)}
    assert set(TESTS) | set(LEFT_OUT) == numbers


def test_the_schemas_of_others_are_unchanged() -> None:
    for line in (SCHEMAS / "SHA256SUMS").read_text().splitlines():
        digest, name = line.split()
        assert hashlib.sha256((SCHEMAS / name).read_bytes()).hexdigest() == digest
