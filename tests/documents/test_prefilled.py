"""Letters open filled in from the record they are about; what nobody knows says so."""

from datetime import timedelta

import pytest

import secops.wiring  # noqa: F401  the tables are filled as in the product
from accounts.models import Department, User
from secops.compliance.duties.actions import Target, issue_directive
from secops.compliance.rotations.models import Campaign
from secops.documents.models import Document
from secops.incidents.actions import add_chronology, change_incident, write_phase
from secops.incidents.models import Incident
from secops.incidents.privacy import actions as privacy
from secops.incidents.requests.actions import Asked, write_request
from secops.incidents.statements.actions import (
    Said,
    approve_statement,
    publish_statement,
    write_answer,
    write_statement,
)
from secops.rules.incident import Phase
from secops.rules.rotation import State
from secops.rules.statement import Kind
from tests.conftest import Enter
from tests.duties.support import campaign_with, rotation_order
from tests.factories import DepartmentFactory
from tests.incidents.support import AT, HOUR, incident_of

NEW = "/documents/new/"


@pytest.fixture
def incident(olga: User) -> Incident:
    return incident_of(olga)


def form_of(signed_in: Enter, user: User, address: str):
    answer = signed_in(user).get(address)
    assert answer.status_code == 200, address
    return answer.context["form"]


def posted(form) -> dict[str, str]:
    """What a browser sends when nobody changes a letter of the form."""
    found = {}
    for bound in form:
        value = bound.field.widget.format_value(bound.value())
        value = value[0] if isinstance(value, list) and value else value
        if value not in (None, [], False) and bound.name not in ("departments", "no_secret"):
            found[bound.name] = value
    return found


def test_the_report_of_an_incident_holds_its_record(
    incident: Incident, olga: User, leo: User, signed_in: Enter
) -> None:
    campaign = campaign_with(DepartmentFactory(), {State.OPEN: 1})
    simpatik = campaign.applications.get()
    simpatik.hosts.create(name="simpatik.kotacontoh.example")
    changes = {
        "applications": [simpatik], "risk": "high", "on_iiv": False, "accounts_stated": 1940,
        "impact_service": "Layanan berjalan.", "reporter_name": "Olga Contoh",
        "reporter_contact_24h": "(024) 000-0000",
    }  # fmt: skip
    change_incident(incident, changes, by=olga, at=AT)
    add_chronology(
        incident, happened_at=AT - HOUR, event="Unggahan ditemukan", source="Tangkapan layar",
        by=olga, at=AT,
    )  # fmt: skip
    write_phase(incident, Phase.CONTAINMENT, "Akun dikunci di sumber.", by=olga, at=AT)
    Campaign.objects.update(name="Penggantian kata sandi setelah kebocoran")
    change_incident(incident, {"campaigns": [campaign]}, by=olga, at=AT)
    page = signed_in(olga).get(incident.get_absolute_url()).content.decode()
    address = f"{NEW}incident_report/?from=incident:{incident.code}"
    assert f'href="{address}"' in page
    form = form_of(signed_in, olga, address)
    shown = {name.removeprefix("of_kind_"): form[name].value() for name in form.fields}
    assert shown["subject"] == f"Laporan insiden siber {incident.code}"
    assert shown["addressees"] == "Kepala Badan Siber dan Sandi Negara"
    assert shown["risk"] == "Tinggi"
    assert shown["incident_class"] == "belum diketahui"
    assert shown["assets"] == "SIMPATIK (simpatik.kotacontoh.example)"
    assert "Unggahan ditemukan" in shown["chronology"]
    assert "Layanan berjalan." in shown["impact"]
    assert "Data: belum diketahui" in shown["impact"]
    assert "Akun menurut catatan: 1.940." in shown["impact"]
    assert "Akun dikunci di sumber." in shown["actions"]
    assert "akun bocor masih dapat dipakai pada" in shown["actions"]
    assert "(024) 000-0000" in shown["contact"]
    answer = signed_in(olga).post(address, posted(form))
    made = Document.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert made.about_url == incident.get_absolute_url()
    assert made.fields["found_at"].startswith(f"{incident.found_at:%Y-%m-%dT}")


def test_a_bare_incident_says_what_nobody_knows(
    incident: Incident, olga: User, signed_in: Enter, settings
) -> None:
    settings.HELP_DESK_PHONE = "(024) 111-1111"
    form = form_of(signed_in, olga, f"{NEW}help_request/?from=incident:{incident.code}")
    assert form["of_kind_assets"].value() == "belum diketahui"
    assert "Jumlah akun yang terdampak belum diketahui." in form["of_kind_description"].value()
    assert "(024) 111-1111" in form["of_kind_contact"].value()
    assert "Rekomendasi penanganan" in form["of_kind_help_needed"].value()
    wanted = Asked("help", "agency", "BSSN", "Mohon pemeriksaan\nforensik.", incident)
    write_request(wanted, by=olga, at=AT)
    form = form_of(signed_in, olga, f"{NEW}help_request/?from=incident:{incident.code}")
    assert form["of_kind_help_needed"].value() == "Mohon pemeriksaan forensik."


def test_the_kind_asks_first_what_it_is_about_and_a_blank_form_comes_last(
    incident: Incident, olga: User, signed_in: Enter
) -> None:
    page = signed_in(olga).get(f"{NEW}incident_report/")
    assert "form" not in page.context
    html = page.content.decode()
    assert f"?from=incident%3A{incident.code}" in html or f"?from=incident:{incident.code}" in html
    assert "form" in signed_in(olga).get(f"{NEW}incident_report/?from=").context
    for name in ("incident:I-0000-000", "nothing:1", "incident:", "statement:1", "x"):
        assert signed_in(olga).get(f"{NEW}incident_report/?from={name}").status_code == 404


def test_the_circular_holds_numbers_dates_basis_and_heads(
    dinsos: Department, olga: User, leo: User, signed_in: Enter
) -> None:
    campaign = campaign_with(dinsos, {State.OPEN: 2})
    order = issue_directive(
        rotation_order(campaign, legal_basis="Instruksi Wali Kota 3/2026"), [Target(dinsos.pk)],
        by=leo, at=AT + timedelta(days=4),
    )  # fmt: skip
    for about in (campaign, order):
        page = signed_in(leo).get(about.get_absolute_url()).content.decode()
        sort = "campaign" if about is campaign else "directive"
        assert f"{NEW}rotation_circular/?from={sort}:{about.code}" in page
    form = form_of(signed_in, leo, f"{NEW}rotation_circular/?from=directive:{order.code}")
    assert "Instruksi Wali Kota 3/2026" in form["of_kind_basis"].value()
    assert "000.6/123/2026" in form["of_kind_basis"].value()
    assert order.text in form["of_kind_reason"].value()
    assert form["of_kind_applications"].value() == "SIMPATIK"
    assert dinsos.name in form["addressees"].value()
    assert signed_in(leo).post(
        f"{NEW}rotation_circular/?from=directive:{order.code}", posted(form)
    ).status_code == 302  # fmt: skip
    form = form_of(signed_in, leo, f"{NEW}rotation_circular/?from=campaign:{campaign.code}")
    assert "Peraturan Badan Siber dan Sandi Negara" in form["of_kind_basis"].value()
    assert form["addressees"].value().startswith("Kepala Perangkat Daerah se-")


def test_a_press_release_repeats_what_was_approved_and_no_draft(
    olga: User, leo: User, signed_in: Enter
) -> None:
    said = Said(Kind.HOLDING, "Kami sedang memeriksa laporan ini. Mohon bersabar.", AT + HOUR)
    statement = write_statement(said, by=olga, at=AT)
    address = f"{NEW}press_release/?from=statement:{statement.code}"
    assert signed_in(olga).get(address).status_code == 404
    approve_statement(statement, by=leo, at=AT)
    publish_statement(statement, channel="Laman resmi", by=leo, at=AT)
    write_answer(statement, question="Apa itu?", answer="Masih diperiksa.", by=olga, at=AT)
    page = signed_in(olga).get(statement.get_absolute_url()).content.decode()
    assert address in page
    form = form_of(signed_in, olga, address)
    assert form["subject"].value() == "Kami sedang memeriksa laporan ini"
    assert form["of_kind_text"].value() == said.text
    assert not form["of_kind_questions"].value()  # its answer is not approved


def test_the_announcement_holds_the_approved_text_and_how_many(
    incident: Incident, olga: User, leo: User, signed_in: Enter
) -> None:
    change_incident(incident, {"personal_data_known_at": AT - HOUR}, by=olga, at=AT)
    notice = privacy.open_notice(Incident.objects.get(), by=olga, at=AT)
    address = f"{NEW}pdp_public/?from=incident:{incident.code}"
    form = form_of(signed_in, olga, address)
    assert "belum diketahui" in form["of_kind_data"].value()
    text = privacy.write_text(
        notice, which_data="Nama dan NIP.", when_and_how="26 November\nUnggahan di forum.",
        handling="Akun dikunci.", contact="Posko", by=olga, at=AT,
    )  # fmt: skip
    privacy.approve_text(text, by=leo, at=AT)
    privacy.decide_public(notice, public=True, reason="Layanan terganggu.", by=leo, at=AT)
    page = signed_in(olga).get(notice.get_absolute_url()).content.decode()
    assert address in page
    form = form_of(signed_in, olga, address)
    assert "Nama dan NIP." in form["of_kind_data"].value()
    assert "Jumlah orang yang datanya terdampak: belum diketahui." in form["of_kind_data"].value()
    assert (form["of_kind_when"].value(), form["of_kind_how"].value()) == (
        "26 November", "Unggahan di forum.",
    )  # fmt: skip
    assert form["of_kind_efforts"].value() == "Akun dikunci."
    assert signed_in(olga).post(address, posted(form)).status_code == 302


def test_who_writes_no_letters_sees_no_button(
    incident: Incident, ira: User, signed_in: Enter
) -> None:
    page = signed_in(ira).get(incident.get_absolute_url()).content.decode()
    assert "documents/new/" not in page
    assert signed_in(ira).get(f"{NEW}incident_report/").status_code == 403
