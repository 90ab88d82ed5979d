"""Stakeholders: universities, the police, national agencies, and their people."""

from __future__ import annotations

from datetime import datetime

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person, User
from secops.rules.intervals import WIB
from secops.rules.tlp import PRINTED, Marking


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Questions about stakeholders."""

    def open_to(self, user: User) -> OrganisationQuerySet:
        """Those the user speaks for today; past the end of its agreement one opens nothing."""
        if user.person is None:
            return self.none()
        ended = Q(valid_until__lt=timezone.localdate())
        return self.filter(members=user.person).exclude(ended)


@pghistory.track()
class Organisation(models.Model):
    """A stakeholder: a university, the police's cyber unit, the national agency."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("perguruan tinggi")
        POLICE = "police", _("kepolisian")
        AGENCY = "agency", _("badan nasional")
        OTHER = "other", _("lainnya")

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    clearance = models.CharField(
        max_length=20, choices=[(m.value, PRINTED[m]) for m in Marking], default=Marking.GREEN.value
    )
    contact = models.CharField(max_length=200, blank=True)
    agreement = models.CharField(
        max_length=200, blank=True, help_text="Number of the agreement with the city."
    )
    valid_until = models.DateField(null=True, blank=True)
    members = models.ManyToManyField(Person, related_name="organisations", blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.pk])

    def reaches(self, person: Person, *, at: datetime) -> bool:
        """Whether he speaks for it and its agreement runs: who does not is sent nothing."""
        return not self.ended(at) and self.members.filter(pk=person.pk).exists()

    def ended(self, at: datetime) -> bool:
        """Whether its agreement is over: the last day is a whole one in WIB."""
        return self.valid_until is not None and self.valid_until < at.astimezone(WIB).date()

    @property
    def cleared(self) -> Marking:
        """The most restricted marking its people may see."""
        return Marking(self.clearance)
