"""Sign-ins, and what they may do by the positions their person holds today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models.people import Department, Person
from accounts.models.positions import Position, Tenure
from accounts.roles import Permission, Reach, Role, grants
from secops import statements

#: The address of nobody, by which the person of commands and the clock is known.
SYSTEM = "system@system.test"


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows a permission covers for one user: everything, or these departments."""

    reach: Reach | None
    departments: frozenset[int] = frozenset()

    @property
    def everything(self) -> bool:
        return self.reach is Reach.ALL


NOTHING = Scope(None)


#: A position's department and everything below it.
_REACHES: RawSQL = RawSQL(
    "ARRAY(WITH RECURSIVE reached (id) AS ("
    "SELECT accounts_position.department_id UNION "
    "SELECT below.id FROM accounts_department below JOIN reached ON below.parent_id = reached.id"
    ") SELECT id FROM reached WHERE id IS NOT NULL)",
    [],
    output_field=ArrayField(models.BigIntegerField()),
)


class UserManager(BaseUserManager["User"]):
    """Making sign-ins: by invitation only. A user comes with the person whose name is shown."""

    def get_queryset(self) -> models.QuerySet[User]:
        return super().get_queryset().select_related("person")

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def acting_for(self, person: Person) -> User:
        """Who acts in the trail for somebody without a sign-in at hand: his own, else the system
        under his name."""
        own = self.filter(person=person, is_active=True).first()
        return own or self.system().acting_as(person.name)

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
            Position.objects.filter(pk__in=tenures.values("position_id"))
            .select_related("department")
            .annotate(reaches=_REACHES)
        )

    @cached_property
    def _scopes(self) -> dict[Permission, Scope]:
        scopes: dict[Permission, Scope] = {}
        for position in self.held_positions:
            own: frozenset[int] = frozenset(getattr(position, "reaches", ()))
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
