"""The page of a department: for its head on the phone, for its agent, for the office."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, Tenure, User
from accounts.roles import Role
from secops.compliance.duties.actions import (
    confirm_duty,
    exempt_duty,
    receive_duty,
    report_duty,
    return_duty,
)
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Directive, Duty
from secops.compliance.rotations.actions import exempt
from secops.compliance.rotations.models import Exemption, Rotation
from secops.compliance.stands.models import StandDay
from secops.rules.rotation import DONE
from tests.dashboard.city import City, build_city
from tests.factories import DepartmentFactory, holder_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
HERE = "/departments/DINSOS/"
DAY = timedelta(days=1)


@pytest.fixture
def city(olga: User, kartini: User, budi: User, dinsos: Department) -> City:
    return build_city(by=olga, at=timezone.now(), departments=4, accounts=100)


@pytest.fixture
def duty(city: City, dinsos: Department) -> Duty:
    found = Duty.objects.select_related("directive", "department").get(
        directive=city.order, department=dinsos
    )
    Duty.objects.filter(pk=found.pk).update(received_at=None, state="open")
    found.refresh_from_db()
    return found


def order(olga: User, department: Department, title: str, due_in: timedelta) -> Duty:
    now = timezone.now()
    directive = Directive.objects.create(
        code=f"A-2026-{Directive.objects.count() + 500}", title=title, kind="custom",
        text="Mohon dikerjakan.", due_at=now + due_in, ordered_at=now - 9 * DAY, ordered_by=olga,
    )  # fmt: skip
    return directive.duties.create(department=department, due_at=now + due_in, changed_at=now)


def cards_of(browser: Client) -> list[Any]:
    return list(browser.get(HERE).context["waiting"].cards)


# --- the head ----------------------------------------------------------------------------------


def test_a_head_sees_at_most_four_cards_the_most_urgent_on_top(
    duty: Duty, olga: User, kartini: User, signed_in: SignIn
) -> None:
    for n, due_in in enumerate((9 * DAY, -2 * DAY, 3 * DAY, -5 * DAY, 20 * DAY)):
        order(olga, duty.department, f"Tugas {n}", due_in)
    answer = signed_in(kartini).get(HERE)
    waiting = answer.context["waiting"]
    assert len(waiting.cards) == 4
    assert [card.title for card in waiting.cards][:2] == ["Tugas 3", "Tugas 1"]
    due = [card.due_at for card in waiting.cards]
    assert due == sorted(due)
    text = answer.content.decode()
    assert f"{waiting.n} hal perlu Anda" in text
    assert waiting.n >= 6
    assert text.count('class="ps-cards-n"') == 4
    assert text.count("btn btn-primary") == 1
    assert "hal lagi" in text


def test_a_card_says_its_number_and_its_deadline_in_full(
    duty: Duty, kartini: User, signed_in: SignIn
) -> None:
    browser = signed_in(kartini)
    card = next(card for card in cards_of(browser) if card.url == duty.get_absolute_url())
    rows = Rotation.objects.filter(department=duty.department, campaign=duty.directive.campaign)
    done = rows.filter(state__in=DONE).count()
    assert card.number == f"{done} dari {rows.count()} akun terbukti diganti"
    text = browser.get(HERE).content.decode()
    assert re.search(r"Batas waktu \w+, \d+ \w+ \d{4}, \d\d\.\d\d WIB", text)
    assert card.button == "Terima arahan"


def test_the_button_follows_the_duty_to_its_next_step(
    duty: Duty, kartini: User, budi: User, signed_in: SignIn
) -> None:
    now = timezone.now()

    def button(who: User) -> tuple[str, str]:
        cards = cards_of(signed_in(who))
        found = next(card for card in cards if card.title == duty.directive.title)
        return found.button, found.url

    receive_duty(duty, by=kartini, at=now)
    assert button(budi) == ("Laporkan", reverse("duty-report", args=[duty.pk]))
    assert button(kartini)[0] == "Buka tugas"
    report_duty(duty, text="Sudah.", by=budi, at=now)
    assert button(kartini) == ("Nyatakan", reverse("duty-state", args=[duty.pk]))
    assert all(
        signed_in(kartini).get(card.url).status_code == 200 for card in cards_of(signed_in(kartini))
    )


def test_what_was_given_back_says_why(
    duty: Duty, olga: User, kartini: User, signed_in: SignIn
) -> None:
    now = timezone.now()
    state(duty, kartini, promised=timezone.localdate(now) + 2 * DAY)
    return_duty(duty, reason="Dua akun belum disebut.", by=olga, at=now)
    card = next(c for c in cards_of(signed_in(kartini)) if c.title == duty.directive.title)
    assert card.why == "Dua akun belum disebut."
    assert "Dikembalikan" in signed_in(kartini).get(HERE).content.decode()


def test_nothing_that_waits_is_said_calmly(kartini: User, signed_in: SignIn) -> None:
    text = signed_in(kartini).get(HERE).content.decode()
    assert "Tidak ada yang menunggu Anda" in text
    assert "btn-primary" not in text


def test_inside_a_department_nobody_is_compared_and_nothing_is_said_of_punctuality(
    duty: Duty, kartini: User, budi: User, signed_in: SignIn
) -> None:
    for reader in (kartini, budi):
        text = signed_in(reader).get(HERE).content.decode()
        assert "Waktu menanggapi" not in text
        assert "arahan terakhir" not in text
        assert "Kecamatan" not in text


def test_the_agent_is_led_to_his_own_work(duty: Duty, budi: User, signed_in: SignIn) -> None:
    browser = signed_in(budi)
    text = browser.get(HERE).content.decode()
    assert 'href="/my-work/"' in text
    mine = [card for card in cards_of(browser) if card.button == "Buka pekerjaan saya"]
    assert all(card.url == "/my-work/" for card in mine)


def test_a_foreign_department_does_not_exist(city: City, kartini: User, signed_in: SignIn) -> None:
    other = city.departments[0]
    assert other.code != "DINSOS"
    assert signed_in(kartini).get(f"/departments/{other.code}/").status_code == 404


# --- the lines ---------------------------------------------------------------------------------


def test_the_line_of_passwords_agrees_with_the_accounts_and_with_last_week(
    duty: Duty, kartini: User, signed_in: SignIn
) -> None:
    week_ago = timezone.localdate() - 7 * DAY
    StandDay.objects.create(
        department_id=duty.department_id, subject="rotations", day=week_ago,
        good=1, warn=0, bad=3, unknown=0,
    )  # fmt: skip
    answer = signed_in(kartini).get(HERE)
    line = next(one for one in answer.context["lines"] if one.cell.subject.key == "rotations")
    rows = Rotation.objects.filter(department=duty.department)
    assert line.cell.stand.total == rows.count()
    assert line.trend == f"minggu lalu 25 %, kini {line.now} %"
    text = answer.content.decode()
    assert line.trend in text
    assert "ps-spark" in text


# --- the people --------------------------------------------------------------------------------


def test_a_tap_calls_only_after_the_names_were_asked_for(
    duty: Duty, olga: User, dinsos: Department, signed_in: SignIn
) -> None:
    head = Tenure.objects.filter(position__department=dinsos, position__role=Role.HEAD.value)
    person = head[0].person
    person.contacts.create(kind="whatsapp", address="0812 0000 0001")
    browser = signed_in(olga)
    before = browser.get(HERE).content.decode()
    assert "0812 0000 0001" not in before
    assert "wa.me" not in before
    browser.post(reverse("show-names"), {"next": HERE})
    after = browser.get(HERE).content.decode()
    assert 'href="tel:+6281200000001"' in after
    assert 'href="https://wa.me/6281200000001' in after


# --- the office --------------------------------------------------------------------------------


def state(duty: Duty, head: User, *, promised: date | None) -> Any:
    now = timezone.now()
    numbers = numbers_of(duty, at=now)
    return confirm_duty(
        duty, shown=(numbers.proven, numbers.total), promised_on=promised, by=head, at=now
    )


def test_the_office_reads_every_duty_with_its_statement_and_promise(
    duty: Duty, olga: User, ira: User, kartini: User, signed_in: SignIn
) -> None:
    promised = timezone.localdate() + 3 * DAY
    told = state(duty, kartini, promised=promised)
    closed = order(olga, duty.department, "Tugas lama", -30 * DAY)
    Duty.objects.filter(pk=closed.pk).update(state="accepted")
    for reader in (olga, ira):
        answer = signed_in(reader).get(HERE)
        record = answer.context["record"]
        assert {line.duty.pk for line in record.lines} == set(
            Duty.objects.filter(department=duty.department).values_list("pk", flat=True)
        )
        assert record.lines[-1].duty.pk == closed.pk
        text = answer.content.decode()
        assert told.number in text
        assert f"/told/?department={duty.department_id}" in text
    assert any("menyatakan" in deed.text for deed in record.deeds)


def test_the_office_reads_how_soon_a_department_answers_and_what_was_late(
    duty: Duty, olga: User, kartini: User, signed_in: SignIn
) -> None:
    slow = order(olga, duty.department, "Lambat", -DAY)
    ordered = slow.directive.ordered_at
    Duty.objects.filter(pk=slow.pk).update(received_at=ordered + timedelta(hours=150))
    Duty.objects.filter(pk=duty.pk).update(
        received_at=duty.directive.ordered_at + timedelta(hours=2)
    )
    record = signed_in(olga).get(HERE).context["record"]
    received, stated = record.late
    assert slow.pk in {one.pk for one in received.duties}
    assert duty.pk not in {one.pk for one in received.duties}
    assert slow.pk in {one.pk for one in stated.duties}
    assert received.words.startswith("1 dari ")
    assert record.received_in == "3 hari"


def test_an_exception_shows_reason_approver_end_and_what_protects_meanwhile(
    duty: Duty, olga: User, leo: User, kartini: User, city: City, signed_in: SignIn
) -> None:
    now = timezone.now()
    until = timezone.localdate(now) + 10 * DAY
    exempt_duty(
        duty, reason="Pindah gedung.", until=until, compensating_control="Akses luar ditutup.",
        by=leo, at=now,
    )  # fmt: skip
    rows = Rotation.objects.filter(department=duty.department).exclude(state__in=DONE)[:2]
    for row in rows:
        exempt(
            row, what=Exemption.What.WHOLE, reason="Menunggu vendor.", until=now + 5 * DAY,
            compensating_control="Hanya dari server.", by=leo, at=now,
        )  # fmt: skip
    for reader, address in ((olga, HERE), (kartini, HERE), (olga, "/compliance/")):
        text = signed_in(reader).get(address).content.decode()
        for words in ("Pindah gedung.", "Akses luar ditutup.", "Menunggu vendor.", "Leo Ketua"):
            assert words in text, (address, words)
    report = reverse("campaign-report", args=[city.campaign.code])
    assert "Hanya dari server." in signed_in(olga).get(report).content.decode()
    later = signed_in(olga).get(HERE).context["exceptions"]
    assert later.n >= 2


def test_an_exception_that_ran_out_is_shown_no_more(
    duty: Duty, olga: User, leo: User, signed_in: SignIn
) -> None:
    now = timezone.now()
    exempt_duty(duty, reason="Sehari.", until=timezone.localdate(now), by=leo, at=now)
    Duty.objects.filter(pk=duty.pk).update(exempt_until=timezone.localdate(now) - DAY)
    assert signed_in(olga).get(HERE).context["exceptions"].n == 0


def test_the_questions_of_the_page_do_not_grow_with_the_city(
    duty: Duty, olga: User, kartini: User, signed_in: SignIn
) -> None:
    def asked(reader: User) -> int:
        browser = signed_in(reader)
        browser.get(HERE)
        with CaptureQueriesContext(connection) as queries:
            browser.get(HERE)
        return len(queries)

    before = {reader: asked(reader) for reader in (olga, kartini)}
    for n in range(60):
        unit = DepartmentFactory(name=f"Kelurahan {n}")
        holder_of(Role.HEAD, unit)
    assert {reader: asked(reader) for reader in (olga, kartini)} == before
    assert max(before.values()) <= 36, before


# --- the duty to change passwords --------------------------------------------------------------


def panel_of(browser: Client, duty: Duty) -> Any:
    panels = browser.get(duty.get_absolute_url()).context["panels"]
    return next(one for one in panels if one["template"] == "dashboard/_duty_rotation.html")


def test_the_heads_word_stands_beside_the_systems(
    duty: Duty, olga: User, kartini: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    assert panel_of(browser, duty)["statement"] is None
    told = state(duty, kartini, promised=timezone.localdate() + 3 * DAY)
    panel = panel_of(browser, duty)
    assert panel["statement"] == told
    assert panel["verdict"].tone == "ok"
    proven = Rotation.objects.filter(department=duty.department, state="verified").first()
    assert proven is not None
    Rotation.objects.filter(pk=proven.pk).update(state="reexposed")
    panel = panel_of(browser, duty)
    assert panel["verdict"].tone == "late"
    assert f"Saat dinyatakan {told.proven} akun terbukti, kini {told.proven - 1}" in (
        panel["verdict"].words
    )


def test_a_promise_that_has_passed_is_said(
    duty: Duty, olga: User, kartini: User, signed_in: SignIn
) -> None:
    told = state(duty, kartini, promised=timezone.localdate())
    told.promised_on = timezone.localdate() - DAY
    told.save()
    assert "sudah lewat" in panel_of(signed_in(olga), duty)["verdict"].words


def test_a_contradiction_is_red_with_who_and_what(
    duty: Duty, city: City, olga: User, signed_in: SignIn
) -> None:
    row = Rotation.objects.filter(state="contradicted").select_related("account__holder").first()
    assert row is not None
    assert row.account.holder is not None
    theirs = Duty.objects.get(directive=city.order, department=row.department)
    panel = panel_of(signed_in(olga), theirs)
    assert panel["contradicted"]
    named = {one.name: one for one in panel["contradicted"]}[row.account.holder.name]
    assert named.look[0] == "late"
    assert "Belum berubah menurut data sistem" in named.why
    shown = signed_in(olga).get(panel["contradicted_url"]).context["page"].count.number
    assert shown == panel["contradicted_n"]


def test_those_who_have_not_are_reminded_for_one_department(
    duty: Duty, city: City, olga: User, kartini: User, signed_in: SignIn
) -> None:
    panel = panel_of(signed_in(olga), duty)
    assert panel["remind_url"] == "/my-work/remind/?department=DINSOS"
    assert signed_in(olga).get(panel["remind_url"]).status_code == 200
    assert signed_in(kartini).get(panel["remind_url"]).status_code == 200
    other = city.departments[0].code
    assert signed_in(kartini).get(f"/my-work/remind/?department={other}").status_code == 404
    assert signed_in(kartini).post(f"/my-work/remind/?department={other}").status_code == 404
