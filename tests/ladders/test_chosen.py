"""A campaign or a directive chooses its ladder and sees who gets what before it starts."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from secops.compliance.duties.models import Directive
from secops.compliance.rotations.actions import Plan, draft_campaign, start_campaign
from secops.compliance.rotations.models import Campaign
from secops.ladders.forms import ladder_forms
from secops.outbox.models import Message
from secops.rules.ladder import DAYS, DEFAULTS, HOLDERS, LadderKind, from_data
from secops.rules.working_time import Calendar
from tests.factories import AccountFactory, ApplicationFactory, ContactFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_delivered")]


@pytest.fixture(autouse=True)
def _desk(settings) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def rungs(kind: LadderKind, **changes: object) -> dict[str, object]:
    """What the browser posts of the steps, with some changed."""
    editor = ladder_forms(kind, DEFAULTS[kind])
    data: dict[str, object] = {}
    for form in (editor.management_form, *editor):
        for bound in form:
            value = bound.value()
            if value not in (None, False, ""):
                data[bound.html_name] = value
    return data | changes


# --- a campaign --------------------------------------------------------------------------------


@pytest.fixture
def draft(olga: User, dinsos: Department) -> Campaign:
    """Three accounts: one reached by mail, one without any address, one without a holder."""
    application = ApplicationFactory(name="SIMPATIK", owner=dinsos)
    reached, silent = PersonFactory(), PersonFactory()
    ContactFactory(person=reached)
    for holder in (reached, silent, None):
        AccountFactory(application=application, department=dinsos, holder=holder)
    plan = Plan(name="Uji", applications=[application], exposed_only=False)
    return draft_campaign(plan, by=olga, at=timezone.now())


def address(campaign: Campaign) -> str:
    return reverse("campaign-ladder", args=[campaign.code])


def test_a_draft_shows_who_would_get_what(draft: Campaign, olga: User, signed_in) -> None:
    body = words_of(signed_in(olga).get(address(draft)))
    assert "Akun lainnya batas waktu" in body
    assert "H-3, 3 hari kerja sebelum batas waktu, 08.00" in body
    assert "1 Email, 1 tanpa kontak" in body
    assert "akhir pekan" in body or "Libur, tidak ada pesan" in body
    assert not Message.objects.exists()


def test_a_draft_adapts_its_ladder_looks_and_freezes_it(
    draft: Campaign, olga: User, signed_in
) -> None:
    browser = signed_in(olga)
    own = {"choice": "own"} | rungs(LadderKind.HOLDERS, **{"rung-1-n": 5})
    looked = browser.post(address(draft), own | {"look": "1"})
    assert looked.status_code == 200
    assert "H-5, 5 hari kerja sebelum batas waktu, 08.00" in words_of(looked)
    draft.refresh_from_db()
    assert draft.ladder == []
    assert browser.post(address(draft), own).status_code == 302
    draft.refresh_from_db()
    assert [rung.code for rung in from_data(draft.ladder)][:2] == ["start", "h-5"]
    bad = browser.post(address(draft), own | {"rung-1-n": "0"})
    assert bad.status_code == 422
    # A later step of the wizard keeps what was chosen here.
    browser.post(reverse("campaign-message", args=[draft.code]), {"letter_number": "000.6/1"})
    draft.refresh_from_db()
    started = start_campaign(draft, calendar=Calendar(), by=olga, at=timezone.now()).campaign
    assert [rung.code for rung in from_data(started.ladder)][:2] == ["start", "h-5"]
    body = words_of(browser.get(address(draft)))
    assert "dibekukan" in body
    assert "Simpan jenjang" not in body
    browser.post(address(draft), {"choice": "office"})
    draft.refresh_from_db()
    assert from_data(draft.ladder) == from_data(started.ladder)


def test_back_to_the_ladder_of_the_office(draft: Campaign, olga: User, signed_in) -> None:
    browser = signed_in(olga)
    browser.post(address(draft), {"choice": "own"} | rungs(LadderKind.HOLDERS))
    draft.refresh_from_db()
    assert from_data(draft.ladder) == HOLDERS
    browser.post(address(draft), {"choice": "office"})
    draft.refresh_from_db()
    assert draft.ladder == []


# --- a directive -------------------------------------------------------------------------------


def order(department: Department, due: datetime, **more: object) -> dict[str, object]:
    return {
        "kind": "custom",
        "title": "Cadangkan data",
        "text": "Mohon dikerjakan.",
        "due_at": f"{timezone.localtime(due):%Y-%m-%dT%H:%M}",
        "departments": [department.pk],
        "ladder": "office",
    } | more


def test_an_order_shows_who_would_get_what_before_it_is_issued(
    olga: User, dinsos: Department, kartini: User, budi: User, signed_in
) -> None:
    due = timezone.now() + timedelta(hours=24)
    answer = signed_in(olga).post("/directives/new/", order(dinsos, due, look="1"))
    assert answer.status_code == 200
    body = words_of(answer)
    assert "Di tengah waktu" in body
    assert "1 OPD tanpa pejabat: ke kantor" in body  # nobody above the head is entered
    assert 'value="Cadangkan data"' in answer.content.decode()
    assert not Directive.objects.exists()


def test_an_order_adapts_its_ladder_and_freezes_it(
    olga: User, dinsos: Department, signed_in
) -> None:
    browser, due = signed_in(olga), timezone.now() + timedelta(days=20)
    own = order(dinsos, due, ladder="own")
    first = browser.post("/directives/new/", own)
    assert first.status_code == 422
    assert "Ubah langkah di bawah ini, lalu lanjut." in words_of(first)
    typed = own | {"rung-kind": "days"} | rungs(LadderKind.DAYS, **{"rung-1-n": 5})
    more = browser.post("/directives/new/", typed | {"more": "1"})
    assert f'name="rung-{len(DAYS)}-anchor"' in more.content.decode()
    wrong = browser.post("/directives/new/", typed | {"rung-7-n": 5})
    assert wrong.status_code == 422
    assert "mingguan paling banyak 4 kali" in words_of(wrong)
    assert browser.post("/directives/new/", typed).status_code == 302
    made = Directive.objects.get()
    assert [rung.code for rung in from_data(made.ladder)][:2] == ["issued", "h-5"]
    body = words_of(browser.get(reverse("directive-ladder", args=[made.code])))
    assert "dibekukan" in body
    assert "H-5, 5 hari kerja sebelum batas waktu, 08.00" in body


def test_another_due_time_asks_for_the_other_ladder(
    olga: User, dinsos: Department, signed_in
) -> None:
    own = order(dinsos, timezone.now() + timedelta(hours=24), ladder="own")
    answer = signed_in(olga).post(
        "/directives/new/", own | {"rung-kind": "days"} | rungs(LadderKind.DAYS)
    )
    assert answer.status_code == 422
    assert "yang berlaku kini jenjang OPD, batas waktu dalam jam" in words_of(answer)
    assert not Directive.objects.exists()


def test_the_frozen_ladder_is_the_offices_to_see(
    olga: User, kartini: User, dinsos: Department, signed_in
) -> None:
    signed_in(olga).post("/directives/new/", order(dinsos, timezone.now() + timedelta(days=20)))
    code = Directive.objects.get().code
    assert signed_in(kartini).get(f"/directives/{code}/ladder/").status_code == 403
