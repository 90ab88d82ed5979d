"""Rounds: off until switched on, once a day, discarded where our own line is cut."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.models import Department, User
from secops import wiring
from secops.audit.models import Entry
from secops.compliance.retirements.models import HostLook, ProbeSwitch, Retirement
from secops.compliance.retirements.probe import rounds
from secops.compliance.retirements.probe.looking import Fault, Seen
from secops.compliance.retirements.queries import open_things, stands_of, worsened_since
from secops.compliance.retirements.signs import signs_of
from secops.inventory.models import Application, Host
from secops.jobs.models import Job
from secops.jobs.registry import JobRefused
from secops.rules.refusal import MoveRefused
from secops.rules.retirement import State
from secops.rules.retirement_signs import Gap, Sign
from secops.rules.tone import Tone
from tests.retirements.support import LATER, brought_to, old_application, words_of

assert wiring.EVERY_MINUTE  # the tables of work are filled


@dataclass
class Eyes:
    """Sees what the test says; counts what it is asked."""

    seen: dict[str, Seen] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def look(self, host: str, port: int | None = None) -> Seen:
        self.asked.append(host)
        return self.seen.get(host, Seen(fault=Fault.NO_ANSWER))


def nothing(*_a: Any, **_k: Any) -> None:
    """Progress nobody watches."""


def look(host: str, seen: Seen, *, at: Any = LATER, by: User) -> dict[str, Any]:
    hosts = Host.objects.filter(name=host)
    return rounds.look_at(hosts, Eyes({host: seen}), alone=True, by=by, at=at, progress=nothing)  # type: ignore[arg-type]


@pytest.fixture
def lama(dinsos: Department) -> Application:
    return old_application(dinsos)


def test_nothing_is_looked_at_until_the_administrator_switches_it_on(
    lama: Application, adi: User, olga: User
) -> None:
    assert not rounds.start_round(at=LATER)
    with pytest.raises(MoveRefused, match="belum dinyalakan"):
        rounds.look_now(lama, by=olga, at=LATER)
    with pytest.raises(JobRefused):
        rounds.work(payload={}, by=olga, at=LATER, progress=nothing)
    with pytest.raises(PermissionDenied):
        rounds.switch(True, by=olga, at=LATER)
    rounds.switch(True, by=adi, at=LATER)
    assert rounds.start_round(at=LATER)
    assert not rounds.start_round(at=LATER + timedelta(hours=23))
    assert rounds.start_round(at=LATER + timedelta(hours=24))
    assert Job.objects.filter(kind=rounds.PROBE).count() == 2
    rounds.switch(False, by=adi, at=LATER)
    assert not rounds.start_round(at=LATER + timedelta(days=9))
    verbs = list(Entry.objects.filter(verb__startswith="probe.").values_list("verb", flat=True))
    assert sorted(verbs) == ["probe.switched_off", "probe.switched_on"]


def test_by_hand_not_more_often_than_every_five_minutes(
    lama: Application, adi: User, olga: User
) -> None:
    rounds.switch(True, by=adi, at=LATER)
    look("lama.kotacontoh.example", Seen(answered=True, status=200), by=olga)
    with pytest.raises(MoveRefused, match="Baru saja"):
        rounds.look_now(lama, by=olga, at=LATER + timedelta(minutes=4))
    assert rounds.look_now(lama, by=olga, at=LATER + timedelta(minutes=5))


def test_a_host_that_is_silent_is_a_sign_one_that_answers_is_none(
    lama: Application, olga: User
) -> None:
    assert Gap.ANSWER in signs_of([lama.pk], at=LATER)[lama.pk].unknown
    look("lama.kotacontoh.example", Seen(fault=Fault.NO_ANSWER), by=olga)
    assert Sign.NO_ANSWER in signs_of([lama.pk], at=LATER)[lama.pk].found
    later = LATER + timedelta(days=1)
    look("lama.kotacontoh.example", Seen(answered=True, status=403), at=later, by=olga)
    assert Sign.NO_ANSWER not in signs_of([lama.pk], at=later)[lama.pk].found


@pytest.mark.parametrize("fault", [Fault.REFUSED, Fault.NOT_OURS, Fault.RESOLVER])
def test_what_was_not_asked_says_nothing_of_the_host(
    lama: Application, olga: User, fault: Fault
) -> None:
    look("lama.kotacontoh.example", Seen(fault=fault), by=olga)
    found = signs_of([lama.pk], at=LATER)[lama.pk]
    assert Sign.NO_ANSWER not in found.found
    assert Gap.ANSWER in found.unknown


def test_where_nobody_answers_at_all_it_is_our_own_line(dinsos: Department, olga: User) -> None:
    for n in range(3):
        old_application(dinsos, code=f"a{n}")
    eyes = Eyes()
    result = rounds.look_at(
        Host.objects.all(), eyes, alone=False, by=olga, at=LATER, progress=nothing  # type: ignore[arg-type]
    )  # fmt: skip
    assert result["cut_off"]
    assert len(eyes.asked) == 3
    assert not HostLook.objects.exists()
    eyes.seen["a1.kotacontoh.example"] = Seen(answered=True, status=200)
    rounds.look_at(
        Host.objects.all(), eyes, alone=False, by=olga, at=LATER, progress=nothing  # type: ignore[arg-type]
    )  # fmt: skip
    assert HostLook.objects.count() == 3


def test_a_removed_name_that_answers_again_is_seen_everywhere(
    lama: Application, dinsos: Department, olga: User, kartini: User
) -> None:
    retirement = brought_to(State.ARCHIVED, lama, office=olga, head=kartini)
    stated = LATER + timedelta(days=1)
    assert stands_of([dinsos.pk], at=stated)[dinsos.pk].tone is Tone.GOOD
    assert worsened_since(stated, dinsos.pk, at=stated) == []
    alive = stated + timedelta(days=1)
    look(
        "lama.kotacontoh.example", Seen(answered=True, status=200, title="Slot"), at=alive, by=olga
    )
    (worse,) = worsened_since(stated, dinsos.pk, at=alive)
    assert (worse.key, worse.name) == (f"application:{lama.pk}", "Aplikasi Lama")
    assert "menjawab lagi" in worse.reason
    stand = stands_of(None, at=alive)[dinsos.pk]
    assert (stand.tone, stand.worst) == (Tone.BAD, "back_in_use")
    assert [one.key for one in open_things(dinsos.pk, at=alive)] == [worse.key]
    assert worsened_since(alive, dinsos.pk, at=alive) == []
    assert Retirement.objects.get(pk=retirement.pk).state == State.ARCHIVED


def test_how_departments_stand(dinsos: Department, office: Department, olga, kartini) -> None:
    asked = old_application(dinsos, code="b", name="B")
    old_application(dinsos, code="c", name="C")
    old_application(
        dinsos, code="d", name="D", last_used_on=None, last_deployed_on=None, status="active"
    )
    brought_to(State.QUESTIONED, asked, office=olga, head=kartini)
    stand = stands_of([dinsos.pk, office.pk], at=LATER)
    assert set(stand) == {dinsos.pk}
    assert (stand[dinsos.pk].warn, stand[dinsos.pk].unknown, stand[dinsos.pk].good) == (2, 1, 0)
    things = {one.name: one for one in open_things(dinsos.pk, at=LATER)}
    assert "Menunggu jawaban pemilik" in things["B"].reason
    assert things["B"].turn.startswith("Pemilik")
    assert things["D"].turn == "OPD: laporkan pemakaian terakhirnya"


def test_pages_never_knock(lama, adi: User, olga: User, signed_in, monkeypatch) -> None:
    rounds.switch(True, by=adi, at=LATER)
    monkeypatch.setattr("socket.create_connection", lambda *a, **k: pytest.fail("knocked"))
    monkeypatch.setattr("socket.getaddrinfo", lambda *a, **k: pytest.fail("looked up"))
    browser = signed_in(olga)
    assert browser.get(reverse("retirements")).status_code == 200
    assert browser.get(reverse("retirement-start", args=["lama"])).status_code == 200


def test_the_switch_has_a_page_of_the_administrator(adi: User, olga: User, signed_in) -> None:
    browser = signed_in(adi)
    page = words_of(browser.get(reverse("retirement-probe")))
    assert "kotacontoh.example" in page
    assert "Mati" in page
    browser.post(reverse("retirement-probe"), {"on": "yes"})
    assert ProbeSwitch.objects.get().on
    browser.post(reverse("retirement-probe"), {"on": "no"})
    assert not ProbeSwitch.objects.get().on
    assert signed_in(olga).get(reverse("retirement-probe")).status_code == 403


def test_the_button_starts_a_look_and_the_page_shows_what_was_seen(
    lama, adi: User, olga: User, kartini: User, signed_in
) -> None:
    retirement = brought_to(State.SUSPENDED, lama, office=olga, head=kartini)
    browser = signed_in(olga)
    address = reverse("retirement-look", args=[retirement.pk])
    assert "belum dinyalakan" in words_of(browser.post(address, follow=True))
    rounds.switch(True, by=adi, at=LATER)
    assert browser.post(address).status_code == 302
    assert Job.objects.get(kind=rounds.PROBE).payload == {"application": lama.pk}
    look(
        "lama.kotacontoh.example",
        Seen(
            answered=True, status=200, title="<b>Slot</b>", tls_fault="expired", leads_to="x.test"
        ),
        by=olga,
    )
    page = browser.get(retirement.get_absolute_url()).content.decode()
    assert "&lt;b&gt;Slot&lt;/b&gt;" in page
    assert "kedaluwarsa" in page
    assert "x.test" in page
