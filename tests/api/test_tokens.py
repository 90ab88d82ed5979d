"""A person's own API tokens: a page, a trail, and what ends them."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import (
    end_sessions_of,
    end_tenure,
    make_own_token,
    switch_sign_in,
)
from accounts.actions.tokens import MOST
from accounts.models import ApiToken, Tenure, User
from accounts.roles import ApiScope
from secops.advisories.models import Organisation
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.rules.refusal import MoveRefused
from tests.advisories import support
from tests.api.support import LIST, get, newest, token_of, walk, wrong

SignIn = Callable[[User], Client]
READ = ApiScope.READ_RECOMMENDATIONS
PAGE = "/profile/tokens/"
FORM = {"name": "skrip lab", "scopes": ["recommendations:read"], "days": "30"}


def made_on(page: str) -> str:
    found = re.search(r"siaga_[\w-]{43}", page)
    assert found is not None, page
    return found[0]


def test_the_page_shows_a_new_token_once_and_withdraws_it(
    ratna: User, university: Organisation, signed_in: SignIn
) -> None:
    found = support.post(ratna, university)
    browser = signed_in(ratna)
    token = made_on(browser.post(PAGE, FORM).content.decode())
    page = browser.get(PAGE).content.decode()
    assert token not in page
    assert token[:10] in page
    assert "skrip lab" in page
    assert walk(token) == [found.code]
    assert "1 kunci berlaku" in browser.get(reverse("profile")).content.decode()
    end = reverse("own-token-revoke", args=[newest().pk])
    assert "Kunci skrip lab dicabut" in browser.post(end, follow=True).content.decode()
    wrong(get(token), 401)
    trail = Entry.objects.filter(verb__startswith="own_token").order_by("pk")
    told = [sentence(one) for one in trail]
    assert told == [
        "membuat kunci API skrip lab yang bertindak sebagai Ratna Dosen, berlaku 30 hari: "
        "recommendations:read",
        "mencabut kunci API skrip lab milik Ratna Dosen",
    ]


def test_a_token_lasts_a_year_at_most_and_is_stored_as_a_digest(
    ratna: User, signed_in: SignIn
) -> None:
    browser = signed_in(ratna)
    assert browser.post(PAGE, FORM | {"days": "366"}).status_code == 422
    token = made_on(browser.post(PAGE, FORM | {"days": "365"}).content.decode())
    assert newest().expires_at - newest().made_at == timedelta(days=365)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM accounts_apitoken t")
        [(row,)] = cursor.fetchall()
    assert token not in row
    assert token not in str(Entry.objects.values_list("data", flat=True))


def test_who_signs_in_by_password_is_asked_for_it_again(ratna: User, client: Client) -> None:
    ratna.set_password("kalimat sandi yang panjang")
    ratna.save()
    client.post("/akun/login/", {"login": ratna.email, "password": "kalimat sandi yang panjang"})
    answer = client.post(PAGE, FORM)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/akun/reauthenticate/")
    assert not ApiToken.objects.exists()
    answer = client.post(answer.headers["Location"], {"password": "kalimat sandi yang panjang"})
    page = answer.content.decode()
    assert walk(made_on(page)) == []
    assert f'action="{PAGE}"' in page  # the next token is made there, too


def test_a_new_password_ends_all_tokens(ratna: User, client: Client) -> None:
    ratna.set_password("kalimat sandi yang panjang")
    ratna.save()
    token = token_of(ratna)
    assert walk(token) == []
    client.post("/akun/login/", {"login": ratna.email, "password": "kalimat sandi yang panjang"})
    client.post(
        "/akun/password/change/",
        {"oldpassword": "kalimat sandi yang panjang", "password1": "kalimat lain yang panjang",
         "password2": "kalimat lain yang panjang"},
    )  # fmt: skip
    ratna.refresh_from_db()
    assert ratna.check_password("kalimat lain yang panjang")
    wrong(get(token), 401)


def test_nobody_makes_or_withdraws_a_token_for_another(
    ratna: User, joko: User, signed_in: SignIn
) -> None:
    token_of(ratna)
    browser = signed_in(joko)
    assert browser.post(reverse("own-token-revoke", args=[newest().pk])).status_code == 404
    assert "Belum ada kunci" in browser.get(PAGE).content.decode()
    assert newest().revoked_at is None


@pytest.mark.parametrize(
    ("who", "words", "offered"),
    [
        ("olga", "membaca rekomendasi", 1), ("ira", "membaca rekomendasi", 1),
        ("ratna", "mengirim rekomendasi", 2), ("budi", "belum membuka apa pun", 0),
        ("adi", "belum membuka apa pun", 0),
    ],
)  # fmt: skip
def test_the_page_offers_what_would_open_something(
    who: str, words: str, offered: int, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    user = request.getfixturevalue(who)
    page = signed_in(user).get(PAGE).content.decode()
    assert words in page
    assert page.count('name="scopes"') == offered
    if offered < 2:
        with pytest.raises(PermissionDenied):
            make_own_token(
                "x", [ApiScope.WRITE_RECOMMENDATIONS], days=30, by=user, at=timezone.now()
            )


def test_nobody_collects_tokens_without_end(ratna: User, signed_in: SignIn) -> None:
    now = timezone.now()
    for _ in range(MOST):
        make_own_token("x", [READ], days=30, by=ratna, at=now)
    with pytest.raises(MoveRefused):
        make_own_token("x", [READ], days=30, by=ratna, at=now)
    page = signed_in(ratna).post(PAGE, FORM)
    assert page.status_code == 422
    assert "Cabut yang tidak dipakai" in page.content.decode()
    make_own_token("x", [READ], days=30, by=ratna, at=now + timedelta(days=30))


# ── At the doors ─────────────────────────────────────────────────────────────────────────────────
def test_no_token_a_foreign_one_or_an_old_one_opens_nothing(ratna: User, client: Client) -> None:
    answer = client.get(LIST)
    told = wrong(answer, 401)
    assert told["title"] == "A valid bearer token is needed"
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="siaga"'
    client.force_login(ratna, backend="allauth.account.auth_backends.AuthenticationBackend")
    wrong(client.get(LIST), 401)  # a browser that is signed in is no program
    token = token_of(ratna)
    for header in (token, f"Basic {token}", "Bearer", "Bearer ", f"Bearer {token}x", "Bearer é"):
        wrong(client.get(LIST, headers={"Authorization": header}), 401)
    answer = client.get(LIST, headers={"Authorization": "Bearer siaga_" + "x" * 43})
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
    assert client.get(LIST, headers={"Authorization": f"bearer {token}"}).status_code == 200
    ApiToken.objects.update(expires_at=timezone.now())
    wrong(get(token), 401)
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1), purpose="sessions")
    wrong(get(token), 401)


def test_a_token_of_a_person_pushes_no_sessions(ratna: User, client: Client) -> None:
    answer = client.post(
        "/api/v1/sessions", "{}", content_type="application/json",
        headers={"Authorization": f"Bearer {token_of(ratna)}", "Idempotency-Key": "a"},
    )  # fmt: skip
    assert answer.status_code == 401


def test_who_leaves_takes_his_tokens_with_him_for_good(ratna: User, adi: User) -> None:
    token, now = token_of(ratna), timezone.now()
    assert walk(token) == []
    tenure = Tenure.objects.get(person=ratna.person)
    end_tenure(tenure, by=adi, at=now)
    wrong(get(token), 401)
    Tenure.objects.update(ends_on=None)
    wrong(get(token), 401)


def test_a_tenure_that_ran_out_by_itself_closes_the_token(ratna: User) -> None:
    token = token_of(ratna)
    Tenure.objects.filter(person=ratna.person).update(
        ends_on=timezone.localdate() - timedelta(days=1)
    )
    wrong(get(token), 401)


@pytest.mark.parametrize("how", ["closed", "sessions ended"])
def test_a_sign_in_that_is_closed_and_sessions_that_are_ended_end_tokens(
    how: str, ratna: User, adi: User
) -> None:
    token, now = token_of(ratna), timezone.now()
    if how == "closed":
        switch_sign_in(ratna, active=False, by=adi, at=now)
        wrong(get(token), 401)
        switch_sign_in(ratna, active=True, by=adi, at=now)
    else:
        end_sessions_of(ratna, by=adi, at=now)
    wrong(get(token), 401)
    assert Entry.objects.filter(verb="own_token.withdrawn", actor_id=adi.pk).count() == 1


def test_the_rights_are_those_of_the_moment(
    ratna: User, university: Organisation, olga: User
) -> None:
    mine = support.post(ratna, university)
    token, office = token_of(ratna), token_of(olga)
    assert walk(token) == walk(office) == [mine.code]
    university.members.remove(ratna.person)
    assert walk(token) == []
    position = Tenure.objects.get(person=olga.person).position
    position.role = "agent"
    position.save()
    told = wrong(get(office), 403)
    assert told["detail"] == "A token never opens more than the pages open to its owner."


def test_a_use_is_noted_for_its_owner(ratna: User, signed_in: SignIn) -> None:
    browser, token = signed_in(ratna), token_of(ratna)
    assert "belum pernah" in browser.get(PAGE).content.decode()
    walk(token)
    assert "belum pernah" not in browser.get(PAGE).content.decode()
