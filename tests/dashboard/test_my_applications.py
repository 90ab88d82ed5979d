"""The application administrator's page: his accounts everywhere, and what is still missing."""

import re

from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from tests.factories import AccountFactory, ApplicationFactory, DepartmentFactory, holder_of
from tests.rotations.scene import expose, start


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_he_sees_all_departments_by_turn_what_is_missing_and_where_to_send_it(
    signed_in, olga: User
) -> None:
    bkpp, other = DepartmentFactory(name="BKPP"), DepartmentFactory(name="Dinas Lain")
    simpatik = ApplicationFactory(code="simpatik", name="SIMPATIK", owner=bkpp)
    accounts = AccountFactory.create_batch(2, application=simpatik, department=other)
    expose(accounts, olga)
    start(olga, simpatik)
    client = signed_in(holder_of(Role.APPLICATION_ADMINISTRATOR, bkpp))
    answer = client.get(reverse("my-applications"))
    assert answer.headers["Location"] == simpatik.get_absolute_url()
    page = words_of(client.get(answer.headers["Location"]))
    assert "Yang masih kurang" in page
    assert "2 akun bocor belum dikunci di sumber" in page
    assert "2 akun belum ada data dari sistem" in page
    assert "teknologinya belum diketahui" in page
    assert "Dinas Lain" in page
    assert "Unggah data dari sistem" in page
    assert "Belum aman. 2 dari 2 akun bocor masih dapat dipakai." in page


def test_with_several_applications_he_gets_the_list(signed_in, olga: User) -> None:
    bkpp = DepartmentFactory()
    ApplicationFactory.create_batch(2, owner=bkpp)
    client = signed_in(holder_of(Role.APPLICATION_ADMINISTRATOR, bkpp))
    assert client.get(reverse("my-applications")).headers["Location"] == reverse("applications")
    assert client.get("/").headers["Location"] == reverse("my-applications")
