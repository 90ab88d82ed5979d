"""The ready words for an incident: its class and its partners as they are recorded, no more."""

import pytest
from django.urls import reverse

from accounts.models import User
from secops.incidents.actions import change_incident
from secops.incidents.models import Incident
from secops.incidents.requests.actions import Asked, send_request, withdraw_request, write_request
from secops.incidents.statements.holding import class_of, partners_of, ready_text
from secops.incidents.tasks.actions import load_class
from secops.inventory.models import LeakReport
from secops.rules.holding import Partner
from secops.rules.ready_tasks import IncidentClass
from tests.conftest import Enter
from tests.incidents.support import AT, incident_of


@pytest.fixture
def incident(olga: User) -> Incident:
    return incident_of(olga)


def test_nothing_recorded_names_neither_a_class_nor_bssn(incident: Incident) -> None:
    assert class_of(incident) is None
    assert ready_text(incident) == (
        "Kami menerima laporan dugaan insiden siber dan sedang memeriksanya. "
        "Kami belum dapat memastikan penyebab dan dampaknya."
    )


def test_the_class_is_read_from_the_record(incident: Incident, olga: User) -> None:
    report = LeakReport.objects.create(
        source="Bank Contoh", file_name="a.csv", sha256="1" * 64, format="table", received_at=AT,
        imported_at=AT, imported_by=olga,
    )  # fmt: skip
    change_incident(incident, {"leak_reports": [report]}, by=olga, at=AT)
    assert class_of(incident) is IncidentClass.CREDENTIAL_LEAK
    assert partners_of(incident) == set()
    load_class(incident, IncidentClass.DEFACEMENT, by=olga, at=AT)
    assert class_of(incident) is IncidentClass.DEFACEMENT
    leak = {"rsit_class": "information-content-security.data-leak"}
    assert class_of(change_incident(incident, leak, by=olga, at=AT)) is (
        IncidentClass.CREDENTIAL_LEAK
    )
    change_incident(incident, {"rsit_class": "fraud.phishing"}, by=olga, at=AT)
    assert "pesan palsu" in ready_text(Incident.objects.get())


def test_a_partner_is_named_once_a_request_went_out_and_not_before(
    incident: Incident, olga: User
) -> None:
    wanted = Asked("confirmation", "agency", "BSSN", "Mohon konfirmasi.", incident)
    asked = write_request(wanted, by=olga, at=AT)
    assert partners_of(incident) == set()
    sent = send_request(asked, sent_at=AT, proof="Tanda terima", by=olga, at=AT)
    assert "memeriksanya bersama BSSN." in ready_text(incident)
    withdraw_request(sent, why="Keliru.", by=olga, at=AT)
    assert partners_of(incident) == set()
    owner = Asked("information", "owner", "BKPP", "Mohon log.", incident)
    send_request(write_request(owner, by=olga, at=AT), sent_at=AT, proof="x", by=olga, at=AT)
    assert partners_of(incident) == set()
    police = Asked("help", "police", "Polda", "Mohon bantuan.", incident)
    send_request(write_request(police, by=olga, at=AT), sent_at=AT, proof="x", by=olga, at=AT)
    assert partners_of(incident) == {Partner.POLICE}


def test_the_form_offers_the_words_of_every_class(
    incident: Incident, olga: User, signed_in: Enter
) -> None:
    address = f"{reverse('statement-new')}?incident={incident.code}"
    page = signed_in(olga).get(address).content.decode()
    assert page.count("class=") > len(IncidentClass)
    for kind in (*IncidentClass, "other"):
        assert f"class={kind}" in page
    page = signed_in(olga).get(f"{address}&class=ransomware").content.decode()
    assert "dugaan gangguan pada sistem pemerintah kota" in page
    page = signed_in(olga).get(f"{address}&class=../../etc").content.decode()
    assert "dugaan insiden siber" in page
