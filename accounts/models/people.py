"""People, the departments they work in, and the addresses at which they are reached."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

import pghistory
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Right
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Permission, Reach

if TYPE_CHECKING:
    from accounts.models.users import User


def sort_name(name: str) -> str:
    """The name as it sorts: casefolded, accents stripped (the embedded server has no ICU)."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))[:200]


class DepartmentQuerySet(models.QuerySet["Department"]):
    """Questions about departments."""

    def visible_to(self, user: User) -> DepartmentQuerySet:
        """Those whose pages the user may open; a miss is a 404."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        if scope.reach is Reach.OWN:
            return self.filter(pk__in=scope.departments)
        return self.none()


@pghistory.track()
class Department(models.Model):
    """A unit of the city government (OPD)."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, db_collation="C", editable=False)
    kind = models.CharField(max_length=30, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    is_office = models.BooleanField(
        default=False, help_text="The communications office, which runs the desk."
    )
    works_in_shifts = models.BooleanField(default=False)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_office"], condition=Q(is_office=True), name="only_one_office"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = sort_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("department", args=[self.code])


@pghistory.track()
class Person(models.Model):
    """A human being we may have to tell something, with or without a sign-in."""

    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, db_collation="C", editable=False)
    nip = models.CharField(max_length=18, blank=True, help_text="18 digits of text; shown masked.")
    language = models.CharField(max_length=5, default="id")

    class Meta:
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nip"], condition=~Q(nip=""), name="nip_belongs_to_one_person"
            )
        ]
        indexes = [models.Index(fields=["sort_name"], name="person_by_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_name = sort_name(self.name)
        super().save(*args, **kwargs)


#: So many last digits tell telephones apart, with or without the country's code before them.
NUMBER_TAIL = 9


def number_tail(field: str) -> Func:
    """The last digits of a telephone number, whatever stands between them."""
    digits = Func(
        F(field), Value("[^0-9]"), Value(""), Value("g"), function="regexp_replace",
        output_field=models.TextField(),
    )  # fmt: skip
    return Right(digits, NUMBER_TAIL)


class ContactQuerySet(models.QuerySet["Contact"]):
    """Questions about addresses."""

    def usable(self) -> ContactQuerySet:
        """Addresses a message may be sent to: not dead. Whether it is trusted is another matter."""
        return self.filter(disabled_at=None)

    def of_address(self, address: str) -> ContactQuerySet:
        """Those of this address, in capitals or not; by the index, which `iexact` passes by."""
        return self.alias(low=Lower("address")).filter(low=Lower(models.Value(address)))

    def of_number(self, number: str) -> ContactQuerySet:
        """Telephones that end like this number, however it is written; by the index."""
        digits = "".join(sign for sign in number if sign.isdigit())
        rows = self.filter(kind=Contact.Kind.WHATSAPP).alias(tail=number_tail("address"))
        return rows.filter(tail=digits[-NUMBER_TAIL:])

    def trusted(self) -> ContactQuerySet:
        return self.usable().filter(untrusted_at=None)


@pghistory.track()
class Contact(models.Model):
    """One address of a person on one channel."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("Email")
        WHATSAPP = "whatsapp", _("WhatsApp")
        TELEGRAM = "telegram", _("Telegram")
        WEBHOOK = "webhook", _("Webhook")
        APPRISE = "apprise", _("Apprise")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    address = models.CharField(max_length=254)
    rank = models.PositiveSmallIntegerField(default=0, help_text="0 is tried first.")
    untrusted_at = models.DateTimeField(
        null=True, blank=True, help_text="The mailbox may itself be a leaked account."
    )
    disabled_at = models.DateTimeField(null=True, blank=True, help_text="It bounced.")
    disabled_why = models.CharField(max_length=200, blank=True)
    chosen_at = models.DateTimeField(
        null=True, blank=True, help_text="He asked to be told here before anywhere else."
    )
    opted_in_at = models.DateTimeField(
        null=True, blank=True, help_text="He agreed to messages that a machine sends (WhatsApp)."
    )
    opted_in_how = models.CharField(max_length=200, blank=True, db_default="")

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["person", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                "person", "kind", Lower("address"), name="address_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=~Q(chosen_at=None), name="one_channel_of_choice"
            ),
        ]
        indexes = [
            models.Index(Lower("address"), name="contact_by_address"),
            models.Index(
                number_tail("address"), name="contact_by_number", condition=Q(kind="whatsapp")
            ),
        ]

    def __str__(self) -> str:
        return self.address
