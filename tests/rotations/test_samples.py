"""The sample check from the draw to *attested*, and a campaign's close with its report."""

from random import Random
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from secops.compliance.rotations.actions import (
    RotationRefused,
    close_campaign,
    conclude_draw,
    draw_for_check,
    note_look,
    write_off,
)
from secops.compliance.rotations.models import Campaign, Rotation, SampleDraw
from secops.inventory.models import Application
from secops.rules.rotation import AnswerKind
from tests.door.test_door import text_of
from tests.factories import ApplicationFactory, DepartmentFactory, holder_of
from tests.guards.test_walk import BACKEND
from tests.rotations.scene import DAY, HOUR, ORDER, expose, people, say, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga() -> User:
    return holder_of(Role.DUTY_OFFICER, name="Olga Piket")


@pytest.fixture
def lina() -> User:
    return holder_of(Role.LEAD, name="Lina Ketua")


@pytest.fixture
def mute(olga: User) -> Application:
    """An application that can give no readings, of which twelve say that they are done."""
    application = ApplicationFactory(name="SIKASUS", reads_passwords=False)
    dinsos = DepartmentFactory(code="DINSOS", name="Dinas Sosial")
    expose(people(application, 12, department=dinsos), olga)
    start(olga, application)
    for row in Rotation.objects.all():
        say(row, at=ORDER + HOUR)
    return application


@pytest.fixture
def running(mute: Application) -> Campaign:
    return Campaign.objects.get()


def draw(running: Campaign, mute: Application, by: User, *, seed: int = 4711) -> SampleDraw:
    return draw_for_check(running, mute, 4, seed=seed, by=by, at=ORDER + 2 * HOUR)


def test_the_draw_can_be_repeated_by_anybody(
    running: Campaign, mute: Application, olga: User
) -> None:
    made = draw(running, mute, olga)
    again = Random(made.seed).sample(made.population, 4)
    assert sorted(again) == sorted(made.looks.values_list("rotation_id", flat=True))
    # While it runs nobody draws another one until he likes the result.
    assert draw(running, mute, olga, seed=99) == made
    assert SampleDraw.objects.count() == 1


def test_a_passed_sample_attests_all_answers_before_it(
    running: Campaign, mute: Application, olga: User
) -> None:
    made = draw(running, mute, olga)
    looks = list(made.looks.all())
    for look in looks[:-1]:
        note_look(look, True, by=olga, at=ORDER + 3 * HOUR)
    with pytest.raises(RotationRefused, match="belum diperiksa"):
        conclude_draw(made, by=olga, at=ORDER + 4 * HOUR)
    note_look(looks[-1], True, "profil: 27 Nov", by=olga, at=ORDER + 3 * HOUR)
    sample = conclude_draw(made, by=olga, at=ORDER + 4 * HOUR)
    assert (sample.drawn, sample.changed, sample.passed, sample.seed) == (4, 4, True, 4711)
    assert set(Rotation.objects.values_list("state", flat=True)) == {"attested"}
    for deed in (
        lambda: conclude_draw(made, by=olga, at=ORDER + 5 * HOUR),
        lambda: note_look(looks[0], False, by=olga, at=ORDER + 5 * HOUR),
    ):
        with pytest.raises(RotationRefused, match="sudah ditetapkan"):
            deed()


def test_one_failed_account_attests_nobody(
    running: Campaign, mute: Application, olga: User
) -> None:
    made = draw(running, mute, olga)
    for n, look in enumerate(made.looks.all()):
        note_look(look, n != 0, by=olga, at=ORDER + 3 * HOUR)
    assert not conclude_draw(made, by=olga, at=ORDER + 4 * HOUR).passed
    assert set(Rotation.objects.values_list("state", flat=True)) == {"claimed"}


def test_only_the_office_draws_and_only_from_those_who_said_done(
    running: Campaign, mute: Application, olga: User
) -> None:
    agent = holder_of(Role.AGENT, DepartmentFactory())
    with pytest.raises(PermissionDenied):
        draw(running, mute, agent)
    with pytest.raises(RotationRefused, match="Belum ada pemegang"):
        draw_for_check(running, ApplicationFactory(), 3, seed=1, by=olga, at=ORDER + HOUR)


def test_the_pages_from_the_draw_to_the_result(
    client: Client, running: Campaign, mute: Application, olga: User
) -> None:
    client.force_login(olga, backend=BACKEND)
    address = reverse("sample-draws", args=[running.code])
    assert client.post(address, {"application": mute.pk, "size": 0}).status_code == 422
    for _twice in range(2):
        client.post(address, {"application": mute.pk, "size": 3})
    made = SampleDraw.objects.get()
    assert str(made.seed) in text_of(client.get(made.get_absolute_url()))
    for look in made.looks.all():
        client.post(made.get_absolute_url(), {"look": look.pk, "passed": "yes", "note": ""})
    assert client.post(made.get_absolute_url(), {"look": "x", "passed": "y"}).status_code == 302
    page = client.post(reverse("sample-conclude", args=[made.pk]), follow=True)
    assert "Lulus uji petik: 3 dari 3 benar sudah diganti." in text_of(page)
    again = client.post(reverse("sample-conclude", args=[made.pk]), follow=True)
    assert "sudah ditetapkan hasilnya" in text_of(again)
    assert "Lulus uji petik" in text_of(client.get(address))


def test_an_agent_sees_his_drawn_accounts_and_a_foreign_one_sees_no_sample(
    client: Client, running: Campaign, mute: Application, olga: User
) -> None:
    made = draw(running, mute, olga)
    dinsos = Rotation.objects.all()[0].department
    client.force_login(holder_of(Role.AGENT, dinsos), backend=BACKEND)
    assert "Akun yang ditarik" in text_of(client.get(made.get_absolute_url()))
    look = made.looks.all()[0]
    refused = client.post(made.get_absolute_url(), {"look": look.pk, "passed": "yes"})
    assert refused.status_code == 403
    client.force_login(holder_of(Role.AGENT, DepartmentFactory()), backend=BACKEND)
    assert client.get(made.get_absolute_url()).status_code == 404


# --- close -------------------------------------------------------------------------------------


def test_the_close_page_names_what_prevents_it_with_one_act_each(
    client: Client, running: Campaign, olga: User
) -> None:
    one = Rotation.objects.order_by("pk")[0]
    say(one, kind=AnswerKind.NOT_YET, at=ORDER + DAY)
    client.force_login(olga, backend=BACKEND)
    page = text_of(client.get(reverse("campaign-close", args=[running.code])))
    assert "Yang masih menahan penutupan" in page
    assert "Uji petik" in page
    assert "Kirim pengingat…" in page
    refused = client.post(reverse("campaign-close", args=[running.code]), {"typed": running.code})
    assert "Belum dapat ditutup: 12 akun masih terbuka" in text_of(refused)


def test_the_closing_report_says_what_was_written_off_why_and_by_whom(
    client: Client, running: Campaign, mute: Application, olga: User, lina: User
) -> None:
    late = list(Rotation.objects.order_by("pk")[:2])
    for row in late:
        say(row, kind=AnswerKind.NOT_YET, at=ORDER + HOUR * 2)
    made = draw(running, mute, olga)
    for look in made.looks.all():
        note_look(look, True, by=olga, at=ORDER + 3 * HOUR)
    conclude_draw(made, by=olga, at=ORDER + 4 * HOUR)
    with pytest.raises(PermissionDenied):
        write_off(late, "cuti panjang", by=olga, at=ORDER + DAY)
    write_off(late, "Cuti di luar tanggungan negara", by=lina, at=ORDER + DAY)
    client.force_login(olga, backend=BACKEND)
    report = reverse("campaign-report", args=[running.code])
    assert "Belum ditutup" in text_of(client.get(report))
    close_campaign(running, by=olga, at=timezone.now())
    page = text_of(client.get(report))
    for words in (
        "0 dari 12 akun terbukti atau selesai, 10 dinyatakan dan lulus uji petik, 2 dikeluarkan "
        "dari hitungan.",
        "Cuti di luar tanggungan negara",
        "Lina Ketua",
        "4711",
        "Dinas Sosial",
        "Olga Piket",
    ):
        assert words in page
    client.force_login(holder_of(Role.HEAD, DepartmentFactory()), backend=BACKEND)
    assert client.get(report).status_code == 404


def test_the_report_costs_the_same_for_many(
    client: Client, running: Campaign, olga: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(olga, backend=BACKEND)
    with django_assert_max_num_queries(16):
        client.get(reverse("campaign-report", args=[running.code]))
