"""Looks at a service: what was tested, when, by whom, how, with what result."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Permission
from secops.incidents.kept import KeptFile
from secops.incidents.models import Incident
from secops.inventory.models import Application


class ServiceCheckQuerySet(models.QuerySet["ServiceCheck"]):
    """Questions about checks. Of one service, the newest by time of test speaks."""

    def visible_to(self, user: User) -> ServiceCheckQuerySet:
        """All for the office; a department reads those of its applications and incidents."""
        scope = user.scope(Permission.READ_INCIDENT)
        if scope.everything:
            return self
        if scope.reach is None:
            return self.none()
        incidents = Incident.objects.visible_to(user)
        return self.filter(
            Q(application__owner_id__in=scope.departments)
            | Q(incident_id__in=incidents.values("pk"))
        )

    def standing(self) -> ServiceCheckQuerySet:
        """Those nobody withdrew."""
        return self.filter(withdrawn_at=None)

    def with_later(self) -> ServiceCheckQuerySet:
        """Each with whether a later one of the same service stands, and a later bad one."""
        later = _later()
        bad = later.exclude(result=ServiceCheck.Result.WORKS)
        return self.annotate(has_later=Exists(later), has_later_bad=Exists(bad))

    def newest(self) -> ServiceCheckQuerySet:
        """The one of each service that speaks."""
        return self.standing().filter(~Exists(_later()))

    def contradicted(self) -> ServiceCheckQuerySet:
        """Good ones that a later bad one of the same service contradicts."""
        good = self.standing().filter(result=ServiceCheck.Result.WORKS)
        return good.filter(Exists(_later().exclude(result=ServiceCheck.Result.WORKS)))


def _later() -> models.QuerySet[ServiceCheck]:
    """Later looks at the same service that stand, for a subquery over checks."""
    return ServiceCheck.objects.filter(
        Q(tested_at__gt=OuterRef("tested_at"))
        | Q(tested_at=OuterRef("tested_at"), pk__gt=OuterRef("pk")),
        subject_key=OuterRef("subject_key"),
        withdrawn_at=None,
    )


class ServiceCheck(KeptFile):
    """One look at an application, a database or a service. Withdrawn with a reason, never deleted:
    a public statement may rest on it."""

    class Kind(models.TextChoices):
        APPLICATION = "application", gettext_lazy("Aplikasi")
        DATABASE = "database", gettext_lazy("Basis data")
        SERVICE = "service", gettext_lazy("Layanan")
        NETWORK = "network", gettext_lazy("Jaringan atau server")

    class Result(models.TextChoices):
        WORKS = "works", gettext_lazy("Berfungsi")
        PARTLY = "partly", gettext_lazy("Berfungsi sebagian")
        DOWN = "down", gettext_lazy("Tidak berfungsi")
        SUSPICIOUS = "suspicious", gettext_lazy("Mencurigakan")

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="service_checks"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="service_checks"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.APPLICATION)
    name = models.CharField(max_length=200, blank=True, help_text="Which one, in words.")
    subject_key = models.CharField(
        max_length=260, db_index=True, help_text="The same service has the same."
    )
    tested_at = models.DateTimeField()
    tester = models.CharField(max_length=200, help_text="Who looked.")
    method = models.CharField(max_length=500, help_text="How it was tested.")
    result = models.CharField(max_length=12, choices=Result.choices)
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_why = models.CharField(max_length=500, blank=True)

    objects = ServiceCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-tested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(application__isnull=False) | ~Q(name=""),
                name="check_says_what_was_tested",
            ),
            models.CheckConstraint(
                condition=Q(tested_at__lte=models.F("recorded_at")),
                name="check_is_recorded_after_it_was_done",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_why=""),
                name="check_is_withdrawn_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}: {self.get_result_display()}"

    def get_absolute_url(self) -> str:
        return reverse("service-check", args=[self.pk])

    @property
    def subject(self) -> str:
        """``SIMPATIK``, ``Basis data SIMPATIK``, ``Portal layanan``."""
        return named_subject(self.kind, self.named)

    @property
    def named(self) -> str:
        """The application and the words that say which part of it."""
        parts = [self.application.name] if self.application else []
        parts += [self.name] if self.name else []
        return ", ".join(parts)

    @property
    def is_bad(self) -> bool:
        return self.result != self.Result.WORKS


def named_subject(kind: str, named: str) -> str:
    """What was looked at, in the reader's language."""
    if kind == ServiceCheck.Kind.DATABASE:
        return _("Basis data %(name)s") % {"name": named}
    return named


def key_of(kind: str, application: Application | None, name: str) -> str:
    """What makes two checks looks at the same service."""
    return f"{kind}:{application.pk if application else ''}:{' '.join(name.casefold().split())}"


class PublicCheckQuerySet(models.QuerySet["PublicCheck"]):
    """Questions about what is shown to everybody."""

    def shown(self) -> PublicCheckQuerySet:
        """Those that stand on the public page: not hidden, and not withdrawn since."""
        return self.filter(hidden_at=None, service_check__withdrawn_at=None)


class PublicCheck(models.Model):
    """That everybody may read the result of one look, under a name that everybody knows. Nothing
    else of the look goes out. Released by another person than who recorded it."""

    service_check = models.OneToOneField(
        ServiceCheck, on_delete=models.PROTECT, related_name="public"
    )
    name = models.CharField(max_length=120, help_text="As the public calls the service.")
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    shown_at = models.DateTimeField()
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_why = models.CharField(max_length=500, blank=True)

    objects = PublicCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-shown_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at=None) | ~Q(hidden_why=""),
                name="public_check_is_hidden_with_a_reason",
            )
        ]

    def __str__(self) -> str:
        return self.name
