"""The ground everything stands on."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Permission

pytestmark = pytest.mark.django_db


def test_the_process_says_it_is_alive_without_a_sign_in(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


def test_the_admin_has_none_of_the_working_rights(adi: User) -> None:
    assert adi.may(Permission.MANAGE_PEOPLE)
    assert not adi.may(Permission.SEE_DEPARTMENTS)


def test_a_head_sees_his_own_department_only(kartini: User, dinsos, office) -> None:
    assert kartini.may(Permission.SEE_DEPARTMENTS, dinsos.pk)
    assert not kartini.may(Permission.SEE_DEPARTMENTS, office.pk)
