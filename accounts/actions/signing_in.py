"""Sign-ins: by invitation only, ended and switched off at once."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.access import check
from accounts.actions.tokens import withdraw_tokens_of
from accounts.models import Contact, Person, User
from accounts.queries import role_words
from accounts.roles import Permission
from accounts.sessions import end_all
from secops.audit.actions import record
from secops.rules.refusal import MoveRefused


@transaction.atomic
def invite(person: Person, *, email: str, by: User, at: datetime) -> User:
    """Give a person a sign-in and send the way to it; once more only sends again.

    There is no password until he sets one: he signs in by a code sent to this address. Raises
    MoveRefused where the address signs in another person, or must not be trusted.
    """
    check(by, Permission.MANAGE_PEOPLE)
    email = email.strip().lower()
    taken = User.objects.filter(email__iexact=email).exclude(person=person).exists()
    if taken:
        raise MoveRefused(
            "address_signs_in_another",
            "Alamat ini sudah dipakai orang lain untuk masuk.",
            "Another person already signs in by this address.",
        )
    if Contact.objects.of_address(email).exclude(untrusted_at=None).exists():
        raise MoveRefused(
            "address_not_trusted",
            "Kotak surat ini tercatat bocor dan belum diganti kata sandinya. Pakai alamat lain.",
            "This mailbox is listed as leaked and not yet changed. Use another address.",
        )
    user = User.objects.select_for_update(of=("self",)).filter(person=person).first()
    again = user is not None
    if user is None:
        user = User(email=email, person=person)
        user.set_unusable_password()
    elif user.email.lower() != email:
        user.email = email
        end_all(user)
    user.invited_at = at
    user.save()
    record("user.invited", user, by=by, at=at, again=again)
    transaction.on_commit(lambda: send_invitation(user))
    return user


def send_invitation(user: User) -> None:
    """The mail with the way in, in the person's language."""
    with translation.override(user.language):
        context = {
            "name": user.display_name,
            "url": settings.PUBLIC_BASE_URL + reverse("account_request_login_code"),
            "email": user.email,
            "product": settings.PRODUCT_NAME,
            "office": settings.OFFICE_NAME,
            "city": settings.CITY_NAME,
            "help_phone": settings.HELP_DESK_PHONE,
            "roles": [role_words(position.role) for position in user.held_positions],
        }
        subject = render_to_string("accounts/mail/invitation_subject.txt", context).strip()
        body = render_to_string("accounts/mail/invitation.txt", context)
    EmailMultiAlternatives(subject, body, to=[user.email]).send()


@transaction.atomic
def end_sessions_of(user: User, *, by: User, at: datetime) -> int:
    """End all sessions and API tokens of somebody: a lost phone, a doubt."""
    check(by, Permission.MANAGE_PEOPLE)
    ended = end_all(user)
    withdraw_tokens_of(user, by=by, at=at)
    record("user.sessions_ended", user, by=by, at=at, sessions=ended)
    return ended


@transaction.atomic
def switch_sign_in(user: User, *, active: bool, by: User, at: datetime) -> None:
    """Let a sign-in rest, or wake it; a resting one has no open session and no token."""
    check(by, Permission.MANAGE_PEOPLE)
    if user.pk == by.pk:
        raise MoveRefused(
            "own_sign_in",
            "Anda tidak dapat menutup akun masuk Anda sendiri.",
            "You cannot close your own sign-in.",
        )
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        end_all(user)
        withdraw_tokens_of(user, by=by, at=at)
    record("user.opened" if active else "user.closed", user, by=by, at=at)


@transaction.atomic
def save_own_settings(user: User, *, language: str, theme: str) -> None:
    """Language and looks of one's own pages; no business of the trail."""
    User.objects.filter(pk=user.pk).update(theme=theme)
    if user.person_id is not None and user.person is not None:
        Person.objects.filter(pk=user.person_id).update(language=language)
