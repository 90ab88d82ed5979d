"""People, positions and sign-ins: who may change them, and what a change ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.models import Contact, Person, Position, Tenure, User
from accounts.roles import Permission, Role
from secops.audit.models import Entry
from secops.rules.refusal import MoveRefused
from tests.factories import ContactFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def enter(user: User) -> Client:
    """A browser of its own in which the user is signed in, as the session list knows it."""
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    browser.get("/profile/")
    key = browser.session.session_key
    UserSession.objects.get_or_create(
        session_key=key, defaults={"user": user, "ip": "192.0.2.1", "user_agent": "Firefox Linux"}
    )
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/profile/").status_code == 200


def test_a_person_with_addresses_and_nobody_else_s_nip(adi: User) -> None:
    now = timezone.now()
    nip = "188001011905011901"
    person = actions.add_person(
        name="Sari Uji", nip=nip, mail="sari@kotacontoh.example", phone="", by=adi, at=now
    )
    assert [c.address for c in person.contacts.all()] == ["sari@kotacontoh.example"]
    assert Entry.objects.get(verb="person.added").object_id == str(person.pk)
    with pytest.raises(MoveRefused):
        actions.add_person(name="Lain", nip=nip, mail="", phone="", by=adi, at=now)


def test_only_the_office_administrator_manages_people(
    olga: User, leo: User, kartini: User, ira: User
) -> None:
    for user in (olga, leo, kartini, ira):
        with pytest.raises(PermissionDenied):
            actions.add_person(name="X", nip="", mail="", phone="", by=user, at=timezone.now())


def test_a_new_address_is_tried_first(adi: User) -> None:
    old = ContactFactory()
    actions.add_contact(
        old.person, kind="mail", address="baru@kotacontoh.example", by=adi, at=timezone.now()
    )
    assert [c.address for c in Contact.objects.order_by("rank")] == [
        "baru@kotacontoh.example",
        old.address,
    ]
    with pytest.raises(MoveRefused):
        actions.add_contact(
            old.person, kind="mail", address=old.address.upper(), by=adi, at=timezone.now()
        )


# ── Invitations ──────────────────────────────────────────────────────────────────────────────────


def test_an_invitation_makes_a_sign_in_and_sends_the_way_to_it(
    adi: User, mailoutbox: Any, django_capture_on_commit_callbacks: Any
) -> None:
    person = PersonFactory(name="Sari Uji")
    with django_capture_on_commit_callbacks(execute=True):
        user = actions.invite(person, email="Sari@kotacontoh.example", by=adi, at=timezone.now())
    assert not user.has_usable_password()
    assert user.invited_at is not None
    (mail,) = mailoutbox
    assert mail.to == ["sari@kotacontoh.example"]
    assert "http://testserver/akun/login/code/" in mail.body
    assert Entry.objects.get(verb="user.invited").data["again"] is False
    with django_capture_on_commit_callbacks(execute=True):
        actions.invite(person, email="sari@kotacontoh.example", by=adi, at=timezone.now())
    assert User.objects.filter(person=person).count() == 1
    assert len(mailoutbox) == 2


def test_no_invitation_to_an_address_of_another_or_one_that_leaked(adi: User) -> None:
    person = PersonFactory()
    with pytest.raises(MoveRefused):
        actions.invite(person, email=adi.email, by=adi, at=timezone.now())
    ContactFactory(address="bocor@kotacontoh.example", untrusted_at=timezone.now())
    with pytest.raises(MoveRefused):
        actions.invite(person, email="bocor@kotacontoh.example", by=adi, at=timezone.now())


# ── Positions ────────────────────────────────────────────────────────────────────────────────────


def appoint(position: Position, person: Person, by: User, **more: Any) -> Tenure:
    given: dict[str, Any] = {
        "kind": "definitive",
        "starts_on": timezone.localdate(),
        "ends_on": None,
        "order_number": "",
    } | more
    return actions.appoint(position, person, by=by, at=timezone.now(), **given)


def test_a_new_holder_ends_the_old_tenure_and_both_sign_in_anew(adi: User, kartini: User) -> None:
    browser = enter(kartini)
    position = kartini.held_positions[0]
    successor = UserFactory(person=PersonFactory(name="Ratna Baru"))
    other = enter(successor)
    appoint(position, successor.person, adi)
    assert not is_in(browser)
    assert not is_in(other)
    old = Tenure.objects.get(person=kartini.person)
    assert old.ends_on == timezone.localdate() - timedelta(days=1)
    again = User.objects.get(pk=kartini.pk)
    assert not again.may(Permission.CONFIRM_DUTY)
    assert User.objects.get(pk=successor.pk).may(Permission.CONFIRM_DUTY, position.department_id)
    assert Entry.objects.get(verb="position.appointed").data["person"] == "Ratna Baru"


def test_plt_and_plh_need_a_letter_and_an_end(adi: User, kartini: User) -> None:
    position, person = kartini.held_positions[0], PersonFactory()
    with pytest.raises(MoveRefused):
        appoint(position, person, adi, kind="plt", ends_on=date(2100, 1, 1))
    with pytest.raises(MoveRefused):
        appoint(position, person, adi, kind="plh", order_number="800/1/2026")
    appoint(position, person, adi, kind="plh", order_number="800/1/2026", ends_on=date(2100, 1, 1))
    # The holder keeps his position beside the one who stands in.
    assert Tenure.objects.current(timezone.localdate()).filter(position=position).count() == 2


def test_a_tenure_is_not_given_twice_nor_backwards(adi: User, kartini: User) -> None:
    position = kartini.held_positions[0]
    with pytest.raises(MoveRefused):
        appoint(position, kartini.person, adi)
    with pytest.raises(MoveRefused):
        appoint(position, PersonFactory(), adi, ends_on=date(2020, 1, 1))


def test_an_ended_tenure_allows_nothing_any_more(adi: User, kartini: User) -> None:
    browser = enter(kartini)
    actions.end_tenure(Tenure.objects.get(person=kartini.person), by=adi, at=timezone.now())
    assert not is_in(browser)
    assert User.objects.get(pk=kartini.pk).held_positions == []


# ── Sign-ins ─────────────────────────────────────────────────────────────────────────────────────


def test_a_closed_sign_in_has_no_session_and_nobody_closes_his_own(
    adi: User, kartini: User
) -> None:
    browser = enter(kartini)
    actions.switch_sign_in(kartini, active=False, by=adi, at=timezone.now())
    assert not is_in(browser)
    with pytest.raises(MoveRefused):
        actions.switch_sign_in(adi, active=False, by=adi, at=timezone.now())


def test_all_sessions_end_when_the_password_changes(kartini: User) -> None:
    kartini.set_password("empat kata acak sekali")
    kartini.save()
    browser, phone = enter(kartini), enter(kartini)
    browser.post("/akun/login/")
    answer = browser.post(
        "/akun/password/change/",
        {
            "oldpassword": "empat kata acak sekali",
            "password1": "lima kata yang lain lagi",
            "password2": "lima kata yang lain lagi",
        },
    )
    assert answer.status_code == 302
    assert not is_in(phone)
    assert not is_in(browser)


def test_one_s_own_sessions_are_listed_and_ended(kartini: User, budi: User) -> None:
    browser, phone, foreign = enter(kartini), enter(kartini), enter(budi)
    words = browser.get("/profile/").content.decode()
    assert words.count("Firefox, Linux") >= 1
    assert "Keluar dari semua perangkat lain" in words
    other = UserSession.objects.get(session_key=foreign.session.session_key)
    assert browser.post(f"/profile/sessions/{other.pk}/end/").status_code == 404
    browser.post("/profile/sessions/end/")
    assert not is_in(phone)
    assert is_in(browser)
    assert is_in(foreign)


def test_a_role_is_an_office_admin_s_gift_only(adi: User, olga: User, kartini: User) -> None:
    position = actions.add_position(
        role=Role.LEAD, title="Ketua tim", department=None, by=adi, at=timezone.now()
    )
    with pytest.raises(PermissionDenied):
        appoint(position, olga.person, olga)  # type: ignore[arg-type]
