"""What is said in public, with the facts it rests on."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.incidents.models.incident import Incident
from secops.inventory.models import Containment, LeakReport, ReadingsFile
from secops.rules import statement as law


class PublicStatementQuerySet(models.QuerySet["PublicStatement"]):
    """Questions about public statements."""

    def visible_to(self, user: User) -> PublicStatementQuerySet:
        """All for the office and the inspectorate, none for anybody else."""
        scope = user.scope(Permission.READ_STATEMENT)
        return self if scope.everything else self.none()

    def promising(self) -> PublicStatementQuerySet:
        """The one whose promised next word has not come: the newest that was published."""
        later = PublicStatement.objects.filter(published_at__gt=models.OuterRef("published_at"))
        return self.filter(
            ~models.Exists(later), published_at__isnull=False, next_word_at__isnull=False
        )

    def waiting(self) -> PublicStatementQuerySet:
        """Those that wait for another person: to be approved, or to be published."""
        return self.filter(state__in=[law.State.DRAFT.value, law.State.APPROVED.value])


@pghistory.track()
class PublicStatement(models.Model):
    """What the office says in public: written, approved by another person, published, superseded.

    When the next word comes is kept as a moment, not as words, so that text and clock agree.
    """

    code = models.CharField(max_length=20, unique=True, help_text="PP-2026-001")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in law.Kind])
    text = models.TextField()
    next_word_at = models.DateTimeField(
        null=True, blank=True, help_text="When the next public word is promised."
    )
    state = models.CharField(
        max_length=12,
        choices=[(s.value, s.value) for s in law.State],
        default=law.State.DRAFT.value,
    )
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="statements"
    )
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=200, blank=True, help_text="Where it was published.")
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = PublicStatementQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("written_by")),
                name="statement_is_approved_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "superseded"]) | Q(published_at__isnull=False),
                name="published_statement_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("statement", args=[self.code])


class StatementFact(models.Model):
    """One fact a statement rests on, with where it can be looked up."""

    statement = models.ForeignKey(PublicStatement, on_delete=models.CASCADE, related_name="facts")
    words = models.CharField(max_length=300)
    source = models.CharField(max_length=200, blank=True, help_text="A letter, a check, a person.")
    leak_report = models.ForeignKey(
        LeakReport, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    containment = models.ForeignKey(
        Containment, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    readings_file = models.ForeignKey(
        ReadingsFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    linked_at = models.DateTimeField()

    class Meta:
        ordering = ["linked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="")
                | Q(leak_report__isnull=False)
                | Q(containment__isnull=False)
                | Q(readings_file__isnull=False),
                name="fact_says_where_it_stands",
            )
        ]

    def __str__(self) -> str:
        return self.words
