"""An order that runs is changed: a version of its own, and who has something to do is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

import secops.wiring  # noqa: F401  (fills the tables of composers)
from accounts.models import Department, User
from secops.audit.models import Entry
from secops.compliance.duties.actions import (
    Change,
    OrderRefused,
    change_directive,
    confirm_duty,
    send_directive,
    withdraw_duty,
)
from secops.compliance.duties.actions.moves import dispute_duty
from secops.compliance.duties.models import Directive, Duty, HeadStatement
from secops.incidents.actions import record_incident
from secops.outbox.composers import COMPOSERS, Dropped
from secops.outbox.models import Message
from tests.duties.support import DUE, MONDAY, ORDERED, custom_duty, fresh, give_contact

LATER = DUE + timedelta(days=2)


@pytest.fixture
def duty(dinsos: Department, olga: User, kartini: User, budi: User) -> Duty:
    give_contact(kartini.person, "mail")
    give_contact(budi.person, "mail")
    duty = custom_duty(dinsos, olga)
    send_directive(duty.directive, by=olga, at=ORDERED)
    return fresh(duty)


def changed(directive: Directive, **parts: Any) -> Change:
    now = {
        name: getattr(directive, name)
        for name in (
            "title", "text", "due_at", "letter_number", "legal_basis", "evidence_asked",
            "checklist", "evidence_kinds", "evidence_days",
        )
    }  # fmt: skip
    return Change(**(now | {"why": "Sekda memberi waktu dua hari."} | parts))


def said(message: Message) -> Any:
    return COMPOSERS[message.kind].compose([message], MONDAY)[message.pk]


def test_a_new_date_is_a_version_and_holds_for_open_duties(duty: Duty, olga: User) -> None:
    change_directive(duty.directive, changed(duty.directive, due_at=LATER), by=olga, at=MONDAY)
    found = fresh(duty)
    assert (found.due_at, found.directive.text_version) == (LATER, 2)
    first, second = found.directive.versions.order_by("number")
    assert (first.due_at, second.due_at, second.changed) == (DUE, LATER, ["due_at"])
    assert Entry.objects.filter(verb="directive.changed").count() == 1


def test_head_and_agent_read_what_changed_and_why(duty: Duty, olga: User) -> None:
    change_directive(duty.directive, changed(duty.directive, due_at=LATER), by=olga, at=MONDAY)
    messages = Message.objects.filter(kind="duty.changed")
    assert messages.count() == 2
    text = said(messages[0]).text
    assert "batas waktu: dari Senin, 30 November 2026, 16.00 WIB menjadi Rabu" in text
    assert "Alasan: Sekda memberi waktu dua hari." in text


def test_of_two_changes_the_newer_one_speaks(duty: Duty, olga: User) -> None:
    change_directive(duty.directive, changed(duty.directive, due_at=LATER), by=olga, at=MONDAY)
    now = Directive.objects.get(pk=duty.directive_id)
    change_directive(now, changed(now, text="Pasang di setiap loket."), by=olga, at=MONDAY)
    old, new = (
        Message.objects.filter(kind="duty.changed", payload__version=version.pk).first()
        for version in now.versions.filter(number__gt=1).order_by("number")
    )
    assert old is not None
    assert new is not None
    assert isinstance(said(old), Dropped)
    assert "isi arahan diperbarui" in said(new).text


def test_a_statement_keeps_the_version_it_was_given_on(
    duty: Duty, kartini: User, olga: User
) -> None:
    confirm_duty(duty, shown=(0, 2), promised_on=DUE.date(), by=kartini, at=MONDAY)
    change_directive(duty.directive, changed(duty.directive, text="Baru."), by=olga, at=MONDAY)
    assert HeadStatement.objects.get().text_version == 1
    assert fresh(duty).state == "confirmed"


def test_who_has_nothing_to_do_is_not_told(duty: Duty, kartini: User, olga: User) -> None:
    dispute_duty(duty, reason="Bukan tugas kami.", by=kartini, at=MONDAY)
    withdraw_duty(duty, reason="Benar.", by=olga, at=MONDAY)
    change_directive(duty.directive, changed(duty.directive, text="Baru."), by=olga, at=MONDAY)
    assert not Message.objects.filter(kind="duty.changed").exists()
    assert fresh(duty).due_at == DUE


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({}, "Tidak ada yang berubah"),
        ({"text": "Baru.", "why": " "}, "Tuliskan alasan"),
        ({"due_at": ORDERED}, "sudah lewat"),
        ({"title": " "}, "judul dan isi"),
    ],
)
def test_what_is_no_change_is_refused_in_words(
    duty: Duty, olga: User, parts: dict[str, Any], words: str
) -> None:
    with pytest.raises(OrderRefused, match=words):
        change_directive(duty.directive, changed(duty.directive, **parts), by=olga, at=MONDAY)
    assert fresh(duty).directive.text_version == 1


def test_the_officer_changes_it_on_a_page(signed_in, duty: Duty, olga: User) -> None:
    client = signed_in(olga)
    page = reverse("directive-change", args=[duty.directive.code])
    shown = client.get(page)
    first = shown.context["form"]
    form = {name: value for name in first.fields if (value := first[name].value())}
    form |= {"due_at": f"{form['due_at']:%Y-%m-%dT%H:%M}", "text": "Pasang di loket."}
    refused = client.post(page, form)
    assert refused.status_code == 422
    assert "Alasan perubahan" in refused.content.decode()
    client.post(page, form | {"why": "Poster baru."})
    read = client.get(duty.directive.get_absolute_url()).content.decode()
    assert "Versi 2: apa yang berubah" in read
    assert "Isi arahan diperbarui" in read
    assert "Batas waktu: dari" not in read


def test_an_order_from_an_incident_stands_among_its_links(
    signed_in, dinsos: Department, olga: User
) -> None:
    incident = record_incident(
        description="Akun SIMPATIK bocor.", found_at=ORDERED, by=olga, at=ORDERED
    )
    client = signed_in(olga)
    page = reverse("incident-order", args=[incident.code])
    assert incident.title in client.get(page).content.decode()
    typed = {
        "kind": "custom", "title": "Pasang poster", "text": "Di setiap loket.", "ladder": "office",
        "due_at": "2999-11-30T16:00", "departments": [dinsos.pk],
    }  # fmt: skip
    assert client.post(page, typed).status_code == 302
    assert [one.title for one in incident.directives.all()] == ["Pasang poster"]
