"""The agent's desk: whose account lies where, and that the piles add up."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from secops.compliance.duties.actions import (
    Order,
    Target,
    issue_directive,
    receive_duty,
    report_duty,
)
from secops.compliance.rotations.models import Rotation
from secops.compliance.rotations.queries import (
    Group,
    Pile,
    campaign_counts,
    desk_of,
    groups_of,
    in_pile,
    piles_of,
)
from secops.rules.duty import Kind
from tests.dashboard.city import build_city
from tests.desk.conftest import Scene, enter
from tests.factories import DepartmentFactory, holder_of
from tests.rotations.scene import DAY

pytestmark = pytest.mark.django_db


def test_the_piles_of_all_agents_add_up_to_the_campaigns_total(olga: User) -> None:
    at = timezone.now()
    city = build_city(by=olga, at=at, departments=5, accounts=260)
    below = DepartmentFactory(name="Puskesmas Bukit", parent=city.departments[0])
    Rotation.objects.filter(pk__in=list(Rotation.objects.values_list("pk", flat=True)[:7])).update(
        department=below
    )
    agents = [
        User.objects.create(email=f"agen{n}@kotacontoh.example", person=tenure.person)
        for n, department in enumerate(city.departments[:4])
        for tenure in [department.positions.get(role=Role.AGENT).tenures.get()]
    ]
    desks = [desk_of(user, at=at) for user in (*agents, olga)]
    assert below.pk in desks[0].departments
    piles = [piles_of(desk, at=at) for desk in desks]
    counts = campaign_counts(city.campaign.pk, at=at)
    assert sum(one.total for one in piles) == counts.total == 260
    assert sum(one.done for one in piles) == counts.done
    assert all(one.total > 0 for one in piles)
    for desk, one in zip(desks, piles, strict=True):
        rows = desk.rotations()
        listed = {pile: in_pile(rows, pile).count() for pile in Pile}
        assert listed == {
            Pile.MINE: one.mine,
            Pile.HOLDERS: one.holders,
            Pile.OWNERS: one.owners,
            Pile.OFFICE: one.office,
            Pile.SETTLED: one.settled,
        }
        assert sum(groups_of(desk).values()) == one.mine


def test_a_department_below_with_an_agent_of_its_own_lies_on_his_desk(scene: Scene) -> None:
    at = timezone.now()
    below = DepartmentFactory(name="Puskesmas Bukit", parent=scene.health)
    assert below.pk in desk_of(scene.agent, at=at).departments
    own = holder_of(Role.AGENT, below)
    assert desk_of(own, at=at).departments == {below.pk}
    assert desk_of(scene.agent, at=at).departments == {scene.health.pk}


def test_the_desk_says_whose_turn_and_what_to_do(client: Client, scene: Scene) -> None:
    page = enter(client, scene.agent).get("/my-work/").content.decode()
    assert "Pekerjaan saya" in page
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    for words in (
        "Giliran saya 4",
        "Giliran pegawai 2",
        "Giliran pemilik aplikasi 1",
        "Selesai 0",
        "3 tanpa kontak",
        "Cetak 3 lembar kode",
        "1 kendala",
        "4 dari 7 akun menunggu Anda.",
        "Dinas Kesehatan, 7 akun: 0 terbukti, 1 menunggu data sistem, 2 menunggu pegawai, "
        "4 giliran Anda (3 tanpa kontak, 1 kendala). Mulai: siaga.kotacontoh.example",
    ):
        assert words in text, words


def test_every_number_of_the_desk_opens_exactly_its_accounts(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    for pile, n in (("mine", 4), ("holders", 2), ("owners", 1), ("settled", 0)):
        page = client.get(f"/my-work/accounts/?pile={pile}").content.decode()
        assert page.count('name="pick"') == n, pile
    page = client.get("/my-work/accounts/?pile=mine&group=no_contact").content.decode()
    assert page.count('name="pick"') == 3


def test_an_agent_sees_only_his_own_department(client: Client, scene: Scene) -> None:
    enter(client, scene.other)
    page = client.get("/my-work/accounts/").content.decode()
    assert page.count('name="pick"') == 2
    foreign = scene.rotation(scene.lone[0])
    assert client.get(f"/rotations/{foreign.pk}/shared/").status_code == 404
    answer = client.post("/my-work/record/", {"verb": "record", "pick": foreign.pk}, follow=True)
    assert "Pilih sedikitnya satu akun." in answer.content.decode()


def test_who_may_not_answer_for_others_has_no_desk(client: Client, scene: Scene) -> None:
    enter(client, holder_of(Role.INSPECTOR))
    assert client.get("/my-work/").status_code == 403


def test_the_desk_costs_as_many_queries_for_many_accounts_as_for_few(
    client: Client, olga: User, django_assert_max_num_queries: object
) -> None:
    at = timezone.now()
    build_city(by=olga, at=at, departments=3, accounts=200)
    enter(client, olga)
    client.get("/my-work/")
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        assert client.get("/my-work/").status_code == 200


def test_groups_name_what_holds_an_account_up(scene: Scene) -> None:
    at = timezone.now()
    assert groups_of(desk_of(scene.agent, at=at)) == {Group.NO_CONTACT: 3, Group.TROUBLE: 1}


def test_one_slip_a_person_however_many_accounts_are_his(client: Client, scene: Scene) -> None:
    first, second, _third = scene.lone
    second.holder = first.holder
    second.save()
    page = enter(client, scene.agent).get("/my-work/").content.decode()
    assert "3 tanpa kontak" in page
    assert "Cetak 2 lembar kode" in page


def test_the_desk_speaks_english_too(client: Client, scene: Scene) -> None:
    enter(client, scene.agent).post("/profile/settings/", {"language": "en", "theme": "light"})
    page = client.get("/my-work/")
    text = re.sub(r"\s+", " ", page.content.decode())
    for words in ("My work", "4 of 7 accounts wait for you.", "Print 3 code slips", "3 no contact"):
        assert words in text, words


def test_an_order_that_waits_for_the_agent_stands_on_his_desk(client: Client, scene: Scene) -> None:
    at = timezone.now()
    duty = issue_directive(
        Order(
            title="Tempel poster log out",
            kind=Kind.CUSTOM,
            text="Pasang poster.",
            due_at=at + 5 * DAY,
            checklist=("Poster terpasang",),
        ),
        [Target(scene.health.pk)],
        by=scene.officer,
        at=at,
    ).duties.get()

    def waiting(who: User) -> str:
        page = enter(client, who).get("/my-work/").content.decode()
        found = re.search(r'<section[^>]*aria-labelledby="tugas-opd".*?</section>', page, re.S)
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])) if found else ""

    assert "Tempel poster log out" in waiting(scene.agent)
    assert "Terima arahan" in waiting(scene.agent)
    assert waiting(scene.other) == ""
    assert waiting(scene.officer) == ""
    receive_duty(duty, by=scene.agent, at=at)
    assert "Laporkan" in waiting(scene.agent)
    report_duty(duty, text="Sudah.", steps_done=["Poster terpasang"], by=scene.agent, at=at)
    assert waiting(scene.agent) == ""
