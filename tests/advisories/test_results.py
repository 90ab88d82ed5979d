"""What became of advice: the stakeholder's page, the yearly table, our own clocks on Today."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from accounts.models import User
from dashboard.today.clocks import next_deadlines
from secops.advisories.actions import (
    answer_recommendation,
    confirm_adoption,
    reject_recommendation,
    start_reviews,
)
from secops.advisories.models import Organisation
from secops.advisories.portal import asked_of
from secops.advisories.yearly import year_of
from secops.compliance.duties.actions import write_off_duty
from secops.compliance.duties.models import Duty
from secops.rules.adoption import Word
from tests.advisories.support import DECIDED, order_to, post, words_of
from tests.factories import DepartmentFactory


@pytest.fixture
def departments(db: None) -> list:
    return DepartmentFactory.create_batch(3)


def test_our_clocks_of_follow_up_and_review_stand_on_today(
    ratna: User, university: Organisation, olga: User, departments
) -> None:
    found = post(ratna, university)
    order_to(departments, found, olga)

    def terms(at: datetime) -> dict[str, datetime]:
        return {one.words: one.at for one in next_deadlines([], at=at)}

    late = DECIDED + timedelta(days=59)
    title = found.code  # above TLP:GREEN these lines carry no words of it
    assert terms(late)[f"Tindak lanjut {title}"] == DECIDED + timedelta(days=60)
    Duty.objects.update(state="accepted")
    start_reviews(at=late)
    shown = terms(late)
    assert f"Tindak lanjut {title}" not in shown
    assert shown[f"Pastikan hasil {title}"] == late + timedelta(days=30)
    Duty.objects.filter(pk=Duty.objects.first().pk).update(state="reopened")
    start_reviews(at=late)
    assert f"Tindak lanjut {title}" in terms(late)
    Duty.objects.update(state="accepted")
    confirm_adoption(found, Word.FIT, by=olga, at=late)
    assert not any(title in words for words in terms(late))


def test_the_year_of_a_stakeholder_in_one_line(
    ratna: User, university: Organisation, olga: User, iwan: User, police, departments
) -> None:
    done, open_one, cannot = (post(ratna, university) for _ in range(3))
    for found in (done, open_one, cannot):
        order_to(departments, found, olga)
    Duty.objects.filter(directive__recommendations=done).update(state="accepted")
    Duty.objects.filter(directive__recommendations=cannot).update(state="written_off")
    reject_recommendation(post(ratna, university), reason="x", by=olga, at=DECIDED)
    post(ratna, university)
    post(ratna, university, draft=True)
    post(iwan, police)
    lines = {one.name: one for one in year_of(olga, 2026, at=DECIDED)}
    line = lines["Universitas Contoh"]
    assert (line.given, line.accepted, line.fit, line.open, line.cannot) == (5, 3, 1, 1, 1)
    assert (line.declined, line.waiting) == (1, 1)
    assert lines["Unit Siber Contoh"].given == 1
    assert year_of(olga, 2025, at=DECIDED) == []


def test_the_lead_gives_a_reason_of_the_rule_and_its_author_reads_it(
    ratna: User, university: Organisation, olga: User, leo: User, departments, signed_in
) -> None:
    found = post(ratna, university)
    order_to(departments, found, olga)
    duty = Duty.objects.first()
    assert duty is not None
    form = signed_in(leo).get(reverse("duty-step", args=[duty.pk, "write-off"]))
    assert "Aplikasi milik pusat" in words_of(form)
    write_off_duty(duty, reason="Milik pusat", cause="owned_by_state", by=leo, at=DECIDED)
    page = words_of(signed_in(ratna).get(found.get_absolute_url()))
    assert (
        "0 dari 3 OPD sudah sesuai · 2 belum sesuai · 1 tidak dapat ditindaklanjuti "
        "(aplikasi milik pusat)" in page
    )
    assert "Milik pusat" not in page


def test_the_stakeholders_page_says_what_is_asked_and_what_became_of_it(
    ratna: User, university: Organisation, olga: User, iwan: User, police, departments, signed_in
) -> None:
    draft = post(ratna, university, draft=True)
    found = post(ratna, university)
    order_to(departments, found, olga)
    answer_recommendation(found, text="Aplikasi mana?", by=olga, at=DECIDED)
    theirs = post(iwan, police, text="Dari polisi saja.")
    asked = " ".join(one.words for one in asked_of(ratna, at=DECIDED))
    assert draft.code in asked
    assert f"{found.code}: tanggapan kami menunggu" in asked
    page = words_of(signed_in(ratna).get(reverse("partner")))
    assert "Belum ditindaklanjuti" in page
    assert "0 dari 3 OPD sudah sesuai · 3 belum sesuai" in page
    for hidden in (theirs.code, "Dari polisi", "Unit Siber", departments[0].name, "Olga"):
        assert hidden not in page
    answer_recommendation(found, text="SIMPATIK.", by=ratna, at=DECIDED)
    asked = " ".join(one.words for one in asked_of(ratna, at=DECIDED))
    assert f"{found.code}: tanggapan" not in asked


def test_the_overview_is_the_stakeholders_and_the_table_the_offices(
    ratna: User, olga: User, ira: User, kartini: User, signed_in, university
) -> None:
    for who, name, status in (
        (ratna, "partner", 200), (olga, "partner", 403), (ira, "recommendation-year", 200),
        (olga, "recommendation-year", 200), (ratna, "recommendation-year", 403),
        (kartini, "partner", 403),
    ):  # fmt: skip
        assert signed_in(who).get(reverse(name)).status_code == status, (who, name)
