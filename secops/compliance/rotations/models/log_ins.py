"""Log-ins that a leaked password was still good for, and what became of them."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import Person, User
from secops.compliance.rotations.models.answers import Answer
from secops.compliance.rotations.models.campaigns import Campaign, Rotation
from secops.inventory.models import Account
from secops.rules.log_in import Finding, Word


class LoginReviewQuerySet(models.QuerySet["LoginReview"]):
    """Questions about reviewed log-ins."""

    def visible_to(self, user: User) -> LoginReviewQuerySet:
        """As far as the user sees the account."""
        return self.filter(rotation__in=Rotation.objects.visible_to(user))

    def unjudged_denials(self) -> LoginReviewQuerySet:
        """The holder says that it was not he, and the office has not judged it yet."""
        return self.filter(
            word=Word.NOT_ME.value, finding="", rotation__campaign__state=Campaign.State.RUNNING
        )


@pghistory.track()
class LoginReview(models.Model):
    """What became of one log-in that a leaked password was still good for (RULES 1, misuse).

    A row is made when the first of it happens: the holder is asked, speaks, or the office judges.
    The log-in itself is what a system said; `queries.log_ins` reads it.
    """

    rotation = models.ForeignKey(Rotation, on_delete=models.CASCADE, related_name="log_in_reviews")
    login_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    word = models.CharField(max_length=10, blank=True, choices=[(w.value, w.value) for w in Word])
    word_at = models.DateTimeField(null=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", help_text="Whose word."
    )
    channel = models.CharField(max_length=10, choices=Answer.Channel.choices, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty: he answered himself.",
    )
    finding = models.CharField(
        max_length=15, blank=True, choices=[(f.value, f.value) for f in Finding]
    )
    note = models.CharField(max_length=500, blank=True, help_text="Why the office found so.")
    found_at = models.DateTimeField(null=True)
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = LoginReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-login_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["rotation", "login_at"], name="log_in_is_reviewed_once")
        ]
        indexes = [
            # Few rows, counted on the page of the day.
            models.Index(
                fields=["word_at"],
                name="log_in_denied",
                condition=Q(word="not_me", finding=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.rotation_id} {self.login_at:%F %R}"


class MarkedLogIn(models.Model):
    """The newest log-in of an account that its leaked password was still good for: a view.

    Nothing is stored of it: it says what all readings say now (view `MARKED`; RULES 1, misuse).
    """

    rotation = models.OneToOneField(
        Rotation, on_delete=models.DO_NOTHING, primary_key=True, related_name="+",
        db_constraint=False,
    )  # fmt: skip
    used_at = models.DateTimeField()
    review = models.ForeignKey(
        LoginReview, on_delete=models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )

    class Meta:
        managed = False
        db_table = "rotations_markedlogin"

    def __str__(self) -> str:
        return f"{self.rotation_id} {self.used_at:%F %R}"

    @property
    def account(self) -> Account:
        """The account somebody was in."""
        return self.rotation.account
