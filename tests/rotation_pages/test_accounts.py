"""A campaign's accounts: filters, exports equal to the page, and deeds done to many."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.compliance.rotations.models import (
    Answer,
    Exemption,
    MassResetDecision,
    Objection,
    Rotation,
    SampleCheck,
)
from secops.inventory.models import AccountFacts
from tests.dashboard.city import City, build_city

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]


@pytest.fixture
def city(olga: User, dinsos: Department) -> City:
    return build_city(by=olga, at=timezone.now(), departments=3, accounts=80)


@pytest.fixture
def address(city: City) -> str:
    return reverse("campaign-rotations", args=[city.campaign.code])


@pytest.fixture
def deed(city: City) -> str:
    return reverse("campaign-bulk", args=[city.campaign.code])


def count_of(browser: Client, address: str, **query: str) -> int:
    number: int = browser.get(address, query).context["page"].count.number
    return number


# --- the list ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"state": "verified"}, {"state": "verified"}),
        ({"turn": "agent"}, {"turn": "agent"}),
        ({"mark": "usable"}, {"usable": True}),
        ({"mark": "alarm"}, {"alarming": True}),
        ({"stage": "told"}, {"told_at__isnull": False}),
        ({"department": "DINSOS"}, {"department__code": "DINSOS"}),
        ({"application": "simpatik"}, {"application__code": "simpatik"}),
        ({"reason": "sessions_alive"}, {"reasons__contains": ["sessions_alive"]}),
    ],
)
def test_a_filter_finds_its_rows(
    address: str, olga: User, signed_in: SignIn, query: dict[str, str], wanted: dict[str, Any]
) -> None:
    expected = Rotation.objects.filter(**wanted).count()
    assert expected > 0
    assert count_of(signed_in(olga), address, **query) == expected


def test_the_list_is_paged_by_key_without_a_gap(
    address: str, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    first = browser.get(address).context["page"]
    second = browser.get(f"{address}?{first.next}").context["page"]
    seen = [row.pk for row in (*first.rows, *second.rows)]
    assert len(seen) == len(set(seen)) == 80


def test_the_export_has_the_rows_and_the_masks_of_the_page(
    address: str, city: City, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    answer = browser.get(address, {"state": "verified", "export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) - 1 == count_of(browser, address, state="verified")
    assert "1880000" not in text
    note = Entry.objects.get(verb="campaign.exported")
    assert note.data["rows"] == len(rows) - 1
    assert note.data["names"] is False


def test_a_department_finds_its_own_accounts_alone(
    address: str, city: City, budi: User, signed_in: SignIn
) -> None:
    own = Rotation.objects.filter(department__code="DINSOS").count()
    browser = signed_in(budi)
    assert count_of(browser, address) == own
    shown = browser.get(address).context
    assert "department" not in shown["filterset"].form.fields
    assert "department" not in shown["table"].exported()


# --- many at once ------------------------------------------------------------------------------


def test_an_answer_for_holders_is_asked_first_and_then_marked(
    city: City, deed: str, budi: User, signed_in: SignIn
) -> None:
    told = Rotation.objects.filter(department__code="DINSOS", state="told")[:2]
    picks = [row.pk for row in told]
    assert len(picks) == 2
    browser = signed_in(budi)
    asked = browser.post(deed, {"verb": "answer", "pick": picks})
    assert asked.status_code == 200
    assert "untuk 2 akun" in asked.content.decode()
    assert not Answer.objects.filter(rotation__in=picks).exists()
    typed = {"verb": "answer", "pick": picks, "confirmed": "1", "channel": "desk"}
    empty = browser.post(deed, typed)
    assert empty.status_code == 422
    done = browser.post(deed, typed | {"kind": "done_both"})
    assert done.status_code == 302
    answers = Answer.objects.filter(rotation__in=picks)
    assert {(one.kind, one.recorded_by, one.channel) for one in answers} == {
        ("done_both", budi, "desk")
    }
    assert set(Rotation.objects.filter(pk__in=picks).values_list("state", flat=True)) == {"claimed"}


def test_trouble_needs_its_reason(city: City, deed: str, olga: User, signed_in: SignIn) -> None:
    row = Rotation.objects.filter(state="told").first()
    assert row is not None
    typed = {"verb": "answer", "pick": row.pk, "confirmed": "1", "channel": "phone"}
    refused = signed_in(olga).post(deed, typed | {"kind": "trouble"})
    assert refused.status_code == 422
    assert "Pilih kendalanya." in refused.content.decode()


def test_all_that_match_are_taken_by_the_filter_not_by_their_ids(
    city: City, deed: str, leo: User, signed_in: SignIn
) -> None:
    late = Rotation.objects.filter(state="needs_help")
    wanted = late.count()
    typed = {
        "verb": "write_off",
        "all_matching": "1",
        "query": "state=needs_help",
        "confirmed": "1",
        "reason": "Aplikasi dihentikan.",
    }
    signed_in(leo).post(deed, typed)
    assert late.filter(written_off_at__isnull=False).count() == wanted > 0
    assert not Rotation.objects.exclude(state="needs_help").exclude(written_off_at=None).exists()


def test_an_exemption_is_the_leads(
    city: City, deed: str, olga: User, leo: User, signed_in: SignIn
) -> None:
    row = Rotation.objects.filter(state="told").first()
    assert row is not None
    until = timezone.localtime() + timedelta(days=30)
    typed = {
        "verb": "exempt",
        "pick": row.pk,
        "confirmed": "1",
        "what": "whole",
        "reason": "Dihentikan bulan depan.",
        "until": until.strftime("%Y-%m-%dT16:00"),
    }
    assert signed_in(olga).post(deed, typed).status_code == 403
    assert signed_in(leo).post(deed, typed).status_code == 302
    assert Exemption.objects.get().approved_by == leo
    row.refresh_from_db()
    assert row.state == "exempt"


def test_foreign_accounts_cannot_be_picked(
    city: City, deed: str, budi: User, signed_in: SignIn
) -> None:
    foreign = Rotation.objects.exclude(department__code="DINSOS").first()
    assert foreign is not None
    typed = {"verb": "answer", "pick": foreign.pk, "confirmed": "1", "kind": "done_both"}
    signed_in(budi).post(deed, typed | {"channel": "desk"})
    assert not foreign.answers.filter(recorded_by=budi).exists()


def test_the_way_back_stays_on_this_site(
    city: City, deed: str, olga: User, signed_in: SignIn
) -> None:
    away = {"verb": "answer", "next": "https://jahat.example/"}
    assert signed_in(olga).post(deed, away).headers["Location"].startswith("/campaigns/")


# --- decisions ---------------------------------------------------------------------------------


def test_a_service_account_gets_an_agreed_date(city: City, olga: User, signed_in: SignIn) -> None:
    row = Rotation.objects.filter(account__kind="person").first()
    assert row is not None
    agreed = timezone.localtime() + timedelta(days=9)
    typed = {"agreed": agreed.strftime("%Y-%m-%dT21:00")}
    browser = signed_in(olga)
    address = reverse("rotation-date", args=[row.pk])
    assert browser.post(address, typed).status_code == 422
    row.account.kind = "service"
    row.account.save()
    assert browser.post(address, typed).status_code == 302
    row.refresh_from_db()
    assert row.due_at == row.agreed_date
    assert timezone.localtime(row.due_at).hour == 21


def test_a_sample_check_is_noted(city: City, olga: User, signed_in: SignIn) -> None:
    address = reverse("campaign-sample", args=[city.campaign.code])
    typed = {"application": city.applications[3].pk, "drawn": "5", "changed": "6", "passed": "yes"}
    browser = signed_in(olga)
    assert browser.post(address, typed).status_code == 422
    assert browser.post(address, typed | {"changed": "5"}).status_code == 302
    assert SampleCheck.objects.get().passed


def test_a_mass_reset_waits_until_it_is_judged(
    city: City, olga: User, leo: User, signed_in: SignIn
) -> None:
    second = timezone.now().replace(microsecond=0) - timedelta(hours=5)
    some = AccountFacts.objects.filter(account__application=city.applications[0])[:20]
    AccountFacts.objects.filter(pk__in=[facts.pk for facts in some]).update(
        mass_reset=True, change_from=second, change_to=second
    )
    browser = signed_in(leo)
    (reset,) = browser.get(reverse("mass-resets")).context["page"].rows
    assert reset.accounts == 20
    query = {"application": reset.application.code, "at": reset.changed_at.isoformat()}
    address = f"{reverse('mass-resets')}?application={query['application']}&at="
    address += query["at"].replace("+", "%2B")
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"reason": "Di aula, disaksikan."}).status_code == 302
    assert MassResetDecision.objects.get().decided_by == leo
    assert not browser.get(reverse("mass-resets")).context["page"].rows
    assert signed_in(olga).get(address).status_code in (403, 404)


def test_an_objection_is_answered(city: City, olga: User, signed_in: SignIn) -> None:
    row = Rotation.objects.filter(state="contradicted").first()
    assert row is not None
    objection = Objection.objects.create(
        rotation=row, note="Sudah saya ganti Senin.", made_at=timezone.now()
    )
    browser = signed_in(olga)
    assert "Sudah saya ganti Senin." in browser.get(reverse("objections")).content.decode()
    address = reverse("objection-settle", args=[objection.pk])
    assert browser.post(address, {"finding": "Data diperbarui."}).status_code == 302
    objection.refresh_from_db()
    assert objection.settled_by == olga
    assert browser.get(address).status_code == 404


def test_closing_is_refused_in_words_while_something_is_open(
    city: City, olga: User, leo: User, signed_in: SignIn
) -> None:
    address = reverse("campaign-close", args=[city.campaign.code])
    browser = signed_in(olga)
    assert browser.post(address, {"typed": "salah"}).status_code == 422
    refused = browser.post(address, {"typed": city.campaign.code})
    assert refused.status_code == 422
    assert "Belum dapat ditutup" in refused.content.decode()
    Rotation.objects.update(written_off_at=timezone.now(), written_off_why="uji")
    assert browser.post(address, {"typed": city.campaign.code}).status_code == 302
    city.campaign.refresh_from_db()
    assert city.campaign.state == "closed"
    page = browser.get(city.campaign.get_absolute_url())
    assert page.status_code == 200
    assert "Kirim pengingat" not in page.content.decode()


def test_the_list_of_campaigns_says_where_each_leads(
    city: City, olga: User, kartini: User, signed_in: SignIn
) -> None:
    page = signed_in(olga).get(reverse("campaigns"))
    (row,) = page.context["page"].rows
    assert row.total == 80
    assert row.usable == Rotation.objects.filter(usable=True).count()
    assert "diperkirakan" in page.content.decode()
    (own,) = signed_in(kartini).get(reverse("campaigns")).context["page"].rows
    assert own.total == Rotation.objects.filter(department__code="DINSOS").count()


def test_a_tick_box_is_named_without_a_whole_nip(
    address: str, olga: User, signed_in: SignIn
) -> None:
    page = signed_in(olga).get(address, {"application": "simpatik"}).content.decode()
    assert 'aria-label="Pilih 1880**************"' in page
    assert "Pilih None" not in page
    assert "1880000" not in page


def test_accounts_somebody_entered_while_they_were_leaked_are_found(
    address: str, olga: User, signed_in: SignIn
) -> None:
    row = Rotation.objects.filter(state="verified").select_related("account__facts").first()
    assert row is not None
    facts = row.account.facts
    facts.last_login_at = facts.change_from - timedelta(hours=1)
    facts.save()
    assert count_of(signed_in(olga), address, mark="misuse") == 1
    facts.last_login_at = facts.change_from
    facts.save()
    assert count_of(signed_in(olga), address, mark="misuse") == 0
