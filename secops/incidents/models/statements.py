"""What is said in public, with the facts it rests on."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.rotations.models import Campaign
from secops.incidents.models.incident import Incident
from secops.inventory.models import Containment, LeakReport, ReadingsFile
from secops.rules import assertion as vocabulary
from secops.rules import statement as law


def _person(**more: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more
    )


class PublicStatementQuerySet(models.QuerySet["PublicStatement"]):
    """Questions about public statements."""

    def visible_to(self, user: User) -> PublicStatementQuerySet:
        """All for the office and the inspectorate, none for anybody else."""
        scope = user.scope(Permission.READ_STATEMENT)
        return self if scope.everything else self.none()

    def promising(self) -> PublicStatementQuerySet:
        """Those whose promised next word has not come: nothing newer was said of their incident.

        What was merged is one incident, and what is about none is one subject.
        """
        about = Coalesce("incident__merged_into", "incident", 0)
        later = PublicStatement.objects.annotate(about=about).filter(
            about=models.OuterRef("about"), published_at__gt=models.OuterRef("published_at")
        )
        rows = self.standing().annotate(about=about)
        return rows.filter(~models.Exists(later), next_word_at__isnull=False)

    def waiting(self) -> PublicStatementQuerySet:
        """Those that wait for another person: to be reviewed, approved or published."""
        return self.filter(state__in=[state.value for state in law.OPEN])

    def out(self) -> PublicStatementQuerySet:
        """Those that everybody may read: published, or published and superseded since."""
        return self.filter(state__in=[state.value for state in law.OUT])

    def standing(self) -> PublicStatementQuerySet:
        """Those that hold today: published and not superseded."""
        return self.filter(state=law.State.PUBLISHED.value)


@pghistory.track()
class PublicStatement(models.Model):
    """What the office says in public: written, reviewed, approved by another person, published,
    superseded.

    When the next word comes is kept as a moment, not as words, so that text and clock agree.
    """

    code = models.CharField(max_length=20, unique=True, help_text="PP-2026-001")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in law.Kind])
    text = models.TextField()
    correction = models.TextField(
        blank=True, help_text="What it takes back of an earlier public word."
    )
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
    written_by = _person()
    written_at = models.DateTimeField()
    reviewed_by = _person(null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    approved_by = _person(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = _person(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=200, blank=True, help_text="Where it was published.")
    superseded_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_why = models.CharField(max_length=500, blank=True)

    objects = PublicStatementQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="statement_is_approved_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("written_by")),
                name="statement_is_reviewed_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "superseded"]) | Q(published_at__isnull=False),
                name="published_statement_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(dropped_why=""),
                name="dropped_statement_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("statement", args=[self.code])


class StatementFact(models.Model):
    """One fact a statement rests on: where it can be looked up, what that said then, and which
    value of the vocabulary it carries."""

    statement = models.ForeignKey(PublicStatement, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(
        max_length=12,
        choices=[(k.value, k.value) for k in vocabulary.FactKind],
        default=vocabulary.FactKind.WORD.value,
    )
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
    campaign = models.ForeignKey(
        Campaign, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    subject = models.CharField(
        max_length=20, blank=True, choices=[(s.value, s.value) for s in vocabulary.Subject]
    )
    value = models.CharField(
        max_length=20, blank=True, choices=[(v.value, v.value) for v in vocabulary.Value]
    )
    seen = models.JSONField(default=dict, blank=True, help_text="What its row said when linked.")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    linked_at = models.DateTimeField()
    checked_by = _person(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["linked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="")
                | Q(leak_report__isnull=False)
                | Q(containment__isnull=False)
                | Q(readings_file__isnull=False)
                | Q(campaign__isnull=False),
                name="fact_says_where_it_stands",
            ),
            models.CheckConstraint(
                condition=Q(subject="", value="") | ~(Q(subject="") | Q(value="")),
                name="fact_asserts_a_value_of_a_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def asserts(self) -> vocabulary.Assertion | None:
        """What it carries."""
        return vocabulary.parse(f"{self.subject}:{self.value}") if self.subject else None


class StatementWarning(models.Model):
    """That something no longer fits a published statement: noticed once, told once, kept until
    the lead says why the words stand, or the next statement takes their place."""

    statement = models.ForeignKey(
        PublicStatement, on_delete=models.CASCADE, related_name="warnings"
    )
    key = models.CharField(max_length=120, help_text="What makes it this change and no other.")
    change = models.CharField(max_length=24)
    words = models.JSONField(default=dict, help_text="What the sentence needs; plain values.")
    noticed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = _person(null=True, blank=True)
    settled_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "key"], name="warning_is_noticed_once"),
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(settled_why=""),
                name="settled_warning_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.key}"


class PublicAnswer(models.Model):
    """A question that is asked often, and our answer: written, approved by another person, taken
    back with a new one, never deleted."""

    statement = models.ForeignKey(PublicStatement, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=300)
    answer = models.TextField()
    written_by = _person()
    written_at = models.DateTimeField()
    approved_by = _person(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")),
                name="answer_is_approved_by_another_person",
            )
        ]

    def __str__(self) -> str:
        return self.question
