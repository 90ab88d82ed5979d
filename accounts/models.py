"""Who: people, departments, the positions that hold duties, and sign-ins.

Duties hang on positions, not on people: 354 officials changed in one day in one such city. A
position keeps its duties and its history when the holder changes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower, Right
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.roles import POLICY, Permission, Reach, Role, grants
from secops import statements

#: The address of nobody, by which the person of commands and the clock is known.
SYSTEM = "system@system.test"


def sort_name(name: str) -> str:
    """The name as it sorts: casefolded, accents stripped (the embedded server has no ICU)."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))[:200]


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows a permission covers for one user: everything, or these departments."""

    reach: Reach | None
    departments: frozenset[int] = frozenset()

    @property
    def everything(self) -> bool:
        return self.reach is Reach.ALL


NOTHING = Scope(None)


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


@pghistory.track()
class Position(models.Model):
    """An office that somebody holds: head of a department, its agent, the duty officer."""

    role = models.CharField(
        max_length=30, choices=[(role.value, policy.label_id) for role, policy in POLICY.items()]
    )
    title = models.CharField(max_length=200)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="positions"
    )
    superior = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["department", "role", "pk"]
        indexes = [models.Index(fields=["department", "role"], name="position_of_department")]

    def __str__(self) -> str:
        return self.title


class TenureQuerySet(models.QuerySet["Tenure"]):
    """Questions about who holds what."""

    def current(self, on: date) -> TenureQuerySet:
        """Tenures that hold on a day."""
        return self.filter(Q(starts_on__lte=on), Q(ends_on=None) | Q(ends_on__gte=on))

    def present(self, on: date) -> TenureQuerySet:
        """Current tenures of people who are not away that day."""
        away = Absence.objects.filter(
            person=models.OuterRef("person"), starts_on__lte=on, until__gte=on, ended_at=None
        )
        return self.current(on).exclude(models.Exists(away))


@pghistory.track()
class Tenure(models.Model):
    """That a person holds a position from one day to another."""

    class Kind(models.TextChoices):
        DEFINITIVE = "definitive", _("definitif")
        PLT = "plt", _("Plt.")
        PLH = "plh", _("Plh.")
        DEPUTY = "deputy", _("pengganti saat berhalangan")

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DEFINITIVE)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    order_number = models.CharField(
        max_length=80, blank=True, help_text="Number of the letter that appoints."
    )
    order_scan = models.FileField(upload_to="orders/%Y/", blank=True, db_default="")
    order_scan_name = models.CharField(max_length=255, blank=True, db_default="")
    order_scan_type = models.CharField(max_length=100, blank=True, db_default="")
    order_scan_sha256 = models.CharField(max_length=64, blank=True, db_default="")

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="tenure_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.position}"


class Absence(models.Model):
    """That somebody is away from one day to another: meanwhile his deputy is spoken to (RULES 5).

    He says so himself, or the office notes it. Who acts by an order (Plt, Plh) is a tenure.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="absences")
    starts_on = models.DateField()
    until = models.DateField(help_text="His last day away.")
    note = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        "User", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="Empty: he said so himself, by a link.",
    )  # fmt: skip
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Taken back, or back early.")

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=models.F("starts_on")), name="absence_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["person", "until"], name="absence_of_person")]

    def __str__(self) -> str:
        return f"{self.person} {self.starts_on:%F} – {self.until:%F}"


class UserManager(BaseUserManager["User"]):
    """Making sign-ins: by invitation only."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def system(self) -> User:
        """The person that commands and the clock act as."""
        for user in statements.objects(User, "email = %s", [SYSTEM]):
            return user
        user, _made = self.get_or_create(
            email=SYSTEM, defaults={"is_system": True, "is_active": False}
        )
        return user


class User(AbstractBaseUser):
    """A sign-in. What it may do follows from the positions its person holds today."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="user"
    )
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False)
    theme = models.CharField(
        max_length=5,
        default="auto",
        choices=[("auto", _("Ikuti perangkat")), ("light", _("Terang")), ("dark", _("Gelap"))],
    )
    invited_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["email"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        if self.is_system:
            return "Sistem"
        return self.person.name if self.person else self.email

    @property
    def audit_label(self) -> str:
        """How the trail names this user; commands add the shell user."""
        return getattr(self, "_audit_label", "") or self.display_name

    def acting_as(self, label: str) -> User:
        """The same user, named otherwise in the trail (the shell user behind a command)."""
        self._audit_label = label
        return self

    @property
    def language(self) -> str:
        return self.person.language if self.person else (get_language() or "id")

    @cached_property
    def held_positions(self) -> list[Position]:
        """The positions this user's person holds today, as holder, Plt/Plh or deputy."""
        if self.person_id is None or not self.is_active:
            return []
        tenures = Tenure.objects.current(timezone.localdate()).filter(person_id=self.person_id)
        return list(
            Position.objects.filter(pk__in=tenures.values("position_id")).select_related(
                "department"
            )
        )

    @cached_property
    def _scopes(self) -> dict[Permission, Scope]:
        children: dict[int, frozenset[int]] = {}
        scopes: dict[Permission, Scope] = {}
        for position in self.held_positions:
            own: frozenset[int] = frozenset()
            if position.department_id is not None:
                if position.department_id not in children:
                    children[position.department_id] = with_children([position.department_id])
                own = children[position.department_id]
            for permission, reach in grants(Role(position.role)).items():
                before = scopes.get(permission)
                if before is not None and before.everything:
                    continue
                if reach is Reach.ALL or before is None or before.reach is not reach:
                    # Two reaches short of everything: the wider one, a department, wins.
                    if before is not None and reach is not Reach.ALL and before.reach is Reach.OWN:
                        continue
                    scopes[permission] = Scope(reach, own)
                else:
                    scopes[permission] = Scope(reach, before.departments | own)
        return scopes

    def scope(self, permission: Permission) -> Scope:
        """How far the permission reaches for this user; `NOTHING` without it."""
        if self.is_system:
            return Scope(Reach.ALL)
        return self._scopes.get(permission, NOTHING)

    def may(self, permission: Permission, department_id: int | None = None) -> bool:
        """Whether the user may do this, for that department where one is given."""
        scope = self.scope(permission)
        if scope.reach is None:
            return False
        if department_id is None or scope.everything:
            return True
        if scope.reach is Reach.OFFICE:
            return Department.objects.filter(pk=department_id, is_office=True).exists()
        return department_id in scope.departments

    def holds(self, role: Role) -> bool:
        return any(position.role == role for position in self.held_positions)


def with_children(departments: Iterable[int]) -> frozenset[int]:
    """The departments and everything below them."""
    known = frozenset(departments)
    while True:
        below = frozenset(
            Department.objects.filter(parent_id__in=known).values_list("pk", flat=True)
        )
        if below <= known:
            return known
        known |= below


class AnswerLink(models.Model):
    """A link and a code that let one person answer one question without signing in.

    Only digests are stored: a stolen backup opens nothing. The link never signs in.
    """

    purpose = models.CharField(max_length=30)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=12, blank=True)
    token_digest = models.BinaryField(max_length=32, unique=True)
    code_digest = models.BinaryField(max_length=32, unique=True)
    subjects = models.JSONField(default=dict)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "-issued_at"], name="link_of_person")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class ConfirmationCode(models.Model):
    """Six digits sent by another channel than the link: a head's second step."""

    link = models.ForeignKey(AnswerLink, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32)
    issued_at = models.DateTimeField()
    used_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True
    )
    wrong_tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"


class NetworkCount(models.Model):
    """How often a network did one thing in one hour; see `accounts.limits`."""

    what = models.CharField(max_length=30)
    network = models.BinaryField(max_length=16, help_text="A keyed digest of the network address.")
    hour = models.DateTimeField(db_index=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "network", "hour"], name="one_count_a_network_and_hour"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.hour}: {self.number}"


class ApiToken(models.Model):
    """What lets a machine bring one kind of thing for one subject, until it ends.

    Only a digest is stored; the token itself is shown once. `subject_id` is the row it speaks for
    (an application of a readings push); its kind follows from `purpose`.
    """

    name = models.CharField(max_length=100, help_text="Which machine holds it.")
    purpose = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    shown = models.CharField(max_length=12, help_text="Its first signs, to tell tokens apart.")
    digest = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["purpose", "subject_id"], name="token_of_subject")]

    def __str__(self) -> str:
        return f"{self.name} ({self.shown}…)"

    def opens(self, at: datetime) -> bool:
        """Whether it is neither revoked nor over."""
        return self.revoked_at is None and at < self.expires_at
