"""Letters and minutes, their signed copies, and the counters of everything that is numbered."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.rules import document as law


def under_its_hash(document: Document, name: str) -> str:
    """Where an approved file lies: its name is its SHA-256."""
    return f"documents/{document.sha256[:2]}/{document.sha256}.pdf"


class Counter(models.Model):
    """The last number drawn of one series in one year (year 0: a series that never restarts)."""

    series = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "duties_counter"  # where it lived before letters were numbered too
        constraints = [
            models.UniqueConstraint(fields=["series", "year"], name="series_counts_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Questions about documents."""

    def visible_to(self, user: User) -> DocumentQuerySet:
        """All for the office and the inspectorate, none for anybody else."""
        return self if user.scope(Permission.READ_DOCUMENT).everything else self.none()

    def waiting(self) -> DocumentQuerySet:
        """Those that wait for somebody: to be approved, or for their signed copy."""
        return self.filter(state__in=[law.State.DRAFT.value, law.State.APPROVED.value])


@pghistory.track()
class Document(models.Model):
    """One letter or one set of minutes: written, approved under a number, signed elsewhere.

    From its approval on the file is kept as it went out; what is stored beside it never changes.
    """

    code = models.CharField(max_length=14, unique=True, help_text="7Q4K-2MXT-9FBA, for /v/")
    kind = models.CharField(max_length=40)
    state = models.CharField(
        max_length=12,
        choices=[(s.value, s.value) for s in law.State],
        default=law.State.DRAFT.value,
    )
    subject = models.CharField(max_length=300)
    nature = models.CharField(max_length=20, choices=[(n.value, n.value) for n in law.Nature])
    classification = models.CharField(max_length=20)
    fields = models.JSONField(default=dict, help_text="As the kind asks for them.")
    addressees = models.JSONField(default=list)
    copies = models.JSONField(default=list)
    attachments = models.JSONField(default=list, help_text="Names of what goes with it.")
    about_url = models.CharField(max_length=300, blank=True, help_text="Where its facts stand.")
    signatory_title = models.CharField(max_length=200, blank=True)
    signatory_name = models.CharField(max_length=200, blank=True)
    signatory_id = models.CharField(max_length=30, blank=True, help_text="NIP, as printed.")
    second_person = models.BooleanField(default=True, help_text="Not approved by its writer.")
    supersedes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField()
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    number = models.CharField(max_length=law.NUMBER_SIGNS, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    sequence = models.PositiveIntegerField(null=True, blank=True)
    dated = models.DateField(null=True, blank=True)
    pdf = models.FileField(upload_to=under_its_hash, blank=True, max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.TextField(blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        indexes = [models.Index(fields=["state", "-drafted_at"], name="document_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="number_of_a_letter_is_given_once"
            ),
            models.UniqueConstraint(
                fields=["year", "sequence"],
                condition=Q(sequence__isnull=False),
                name="running_number_is_given_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "dropped"])
                | (
                    ~Q(number="")
                    & ~Q(sha256="")
                    & Q(dated__isnull=False)
                    & Q(approved_at__isnull=False)
                ),
                name="document_that_went_out_has_number_date_and_file",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["draft", "dropped"]) | Q(number="", sequence=None),
                name="draft_has_no_number",
            ),
            models.CheckConstraint(
                condition=Q(second_person=False)
                | Q(approved_by=None)
                | ~(Q(approved_by=models.F("drafted_by")) | Q(approved_by=models.F("changed_by"))),
                name="document_is_approved_by_another_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_why=""),
                name="withdrawn_document_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}".strip()

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk])


class SignedCopy(models.Model):
    """A document as it came back signed; kept beside the file that was approved."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="signed_copies")
    file = models.FileField(upload_to="documents/signed/%Y/%m/")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["-taken_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["document", "sha256"], name="signed_copy_is_kept_once")
        ]

    def __str__(self) -> str:
        return self.name
