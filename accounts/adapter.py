"""How allauth behaves here: invitation only, and no code through a mailbox that leaked."""

import logging
from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from accounts.access import network_address
from accounts.actions import withdraw_tokens_of
from accounts.choices import bring_choices
from accounts.models import Contact, User

log = logging.getLogger(__name__)


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up by himself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whom the limits of the sign-in count: the same caller as those of the other doors."""
        try:
            return str(ip_address(network_address(request)))
        except ValueError:
            raise PermissionDenied from None

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no usernames; the mail address is the sign-in."""

    def set_password(self, user: Any, password: str) -> None:
        """A new password ends every other way in: sessions (allauth), and the API tokens."""
        with transaction.atomic():
            super().set_password(user, password)
            withdraw_tokens_of(user, by=user, at=timezone.now())

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Every browser speaks the person's language from the first page on."""
        response: HttpResponse = super().post_login(request, user, **more)
        bring_choices(response, user)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send in the person's own language; a mailbox that leaked itself gets no code (RULES 5).

        The page says the same either way, so that nobody learns from it who is listed.
        """
        if Contact.objects.of_address(email).exclude(untrusted_at=None).exists():
            log.warning("no sign-in mail: the mailbox of the sign-in is listed as leaked")
            return
        user = User.objects.filter(email__iexact=email).first()
        names = {
            "product": settings.PRODUCT_NAME,
            "city": settings.CITY_NAME,
            "office": settings.OFFICE_NAME,
            "help_phone": settings.HELP_DESK_PHONE,
        }
        with translation.override(user.language if user else settings.LANGUAGE_CODE):
            super().send_mail(template_prefix, email, context | names)

    def format_email_subject(self, subject: str) -> str:
        """The subjects of our templates name the sender already."""
        return subject
