"""Sample checks: what was drawn, looked at and found."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Permission
from secops.compliance.rotations.models.campaigns import Campaign, Rotation
from secops.inventory.models import Application


@pghistory.track()
class SampleCheck(models.Model):
    """n accounts of an application were looked at: how many had truly changed."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="sample_checks")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    drawn = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    seed = models.BigIntegerField(default=0)
    passed = models.BooleanField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    checked_at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(changed__lte=F("drawn")), name="sample_has_no_more_than_drawn"
            )
        ]

    def __str__(self) -> str:
        return f"{self.changed}/{self.drawn} {self.application}"


class SampleDrawQuerySet(models.QuerySet["SampleDraw"]):
    """Questions about drawn samples."""

    def visible_to(self, user: User) -> SampleDrawQuerySet:
        """Those with an account the user may see; a miss is a 404."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        looks = SampleLook.objects.filter(rotation__in=Rotation.objects.visible_to(user))
        return self.filter(pk__in=looks.values("draw_id"))


class SampleDraw(models.Model):
    """Accounts drawn for a look, in a way that anybody can repeat: seed, number and from which."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="draws")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    seed = models.BigIntegerField()
    size = models.PositiveIntegerField(help_text="How many were asked for.")
    population = ArrayField(models.BigIntegerField(), help_text="Drawn from these, in this order.")
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drawn_at = models.DateTimeField()
    check_made = models.OneToOneField(
        SampleCheck, on_delete=models.PROTECT, null=True, related_name="draw"
    )

    objects = SampleDrawQuerySet.as_manager()

    class Meta:
        ordering = ["-drawn_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "application"],
                condition=Q(check_made=None),
                name="one_open_draw_an_application",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}, {self.seed}"

    def get_absolute_url(self) -> str:
        return reverse("sample-draw", args=[self.pk])


class SampleLook(models.Model):
    """One drawn account: the agent shows it, the office notes what it saw."""

    draw = models.ForeignKey(SampleDraw, on_delete=models.CASCADE, related_name="looks")
    rotation = models.ForeignKey(
        Rotation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    passed = models.BooleanField(null=True)
    note = models.CharField(max_length=300, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    looked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draw", "rotation"], name="account_is_drawn_once")
        ]
        indexes = [models.Index(fields=["rotation"], name="look_of_rotation")]

    def __str__(self) -> str:
        return f"{self.rotation_id} in {self.draw_id}"
