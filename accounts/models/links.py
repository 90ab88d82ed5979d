"""What lets somebody in without a sign-in: links, codes, tokens; and what limits the guessing."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from accounts.models.people import Person
from accounts.models.users import User


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

    @property
    def actor(self) -> User:
        """Who acts in the trail when the link answers."""
        return User.objects.acting_for(self.person)


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
    """What lets a machine in without a sign-in, for one purpose and one subject, until it ends.

    Only a digest is stored; the token itself is shown once. `subject_id` is the row it speaks for
    (the application whose sessions it brings, the sign-in it acts as); its kind follows from
    `purpose`. `scopes` narrow what a person's own token may do (`accounts.roles.ApiScope`).
    """

    name = models.CharField(max_length=100, help_text="Which machine holds it.")
    purpose = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    shown = models.CharField(max_length=12, help_text="Its first signs, to tell tokens apart.")
    digest = models.BinaryField(max_length=32, unique=True)
    scopes = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
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
