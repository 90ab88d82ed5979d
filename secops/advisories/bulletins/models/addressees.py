"""What each department has of an advisory: who was told, who read it, what it answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, User
from accounts.roles import Permission, Reach
from secops.advisories.bulletins.models.bulletins import Bulletin
from secops.outbox.models import Message
from secops.rules import bulletin as law
from secops.rules.tlp import Marking

#: A channel took the message.
TOLD = (Message.State.SENT, Message.State.REACHED)


class AddresseeQuerySet(models.QuerySet["Addressee"]):
    """Questions about what departments have."""

    def visible_to(self, user: User) -> AddresseeQuerySet:
        """Those of the user's own departments; TLP:RED only to whom it was addressed by name."""
        scope = user.scope(Permission.REPORT_DUTY)
        if scope.reach is not Reach.OWN or user.person is None:
            return self.none()
        named = Copy.objects.filter(addressee=OuterRef("pk"), person=user.person)
        rows = self.filter(
            department_id__in=scope.departments, bulletin__state__in=[one.value for one in law.OUT]
        )
        return rows.filter(~Q(bulletin__tlp=Marking.RED) | Exists(named))

    def unanswered(self) -> AddresseeQuerySet:
        """Those that wait for their department's word."""
        return self.filter(bulletin__state=law.State.SENT).exclude(
            Exists(Answer.objects.filter(addressee=OuterRef("pk")))
        )

    def with_stand(self) -> AddresseeQuerySet:
        """Told, first read, and the answer that counts, beside each; who answers has read it."""
        copies = Copy.objects.filter(addressee=OuterRef("pk"))
        readings = Reading.objects.filter(addressee=OuterRef("pk")).order_by("read_at", "pk")
        answers = Answer.objects.filter(addressee=OuterRef("pk"), replaced_at=None)
        first = Answer.objects.filter(addressee=OuterRef("pk")).order_by("given_at", "pk")
        return self.annotate(
            told=Exists(copies.filter(message__state__in=TOLD)),
            first_read=Coalesce(
                Subquery(readings.values("read_at")[:1]), Subquery(first.values("given_at")[:1])
            ),
            first_reader=Coalesce(
                Subquery(readings.values("person__name")[:1]),
                Subquery(first.values("person__name")[:1]),
            ),
            word=Subquery(answers.values("word")[:1]),
            note=Subquery(answers.values("note")[:1]),
            answered_at=Subquery(answers.values("given_at")[:1]),
            answered_by=Subquery(answers.values("person__name")[:1]),
            answered_via=Subquery(answers.values("channel")[:1]),
        )


class Addressee(models.Model):
    """One department that an advisory went to."""

    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="addressees")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="bulletins")
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        ordering = ["department__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "department"], name="department_gets_a_bulletin_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.bulletin.code}, {self.department}"

    def get_absolute_url(self) -> str:
        return reverse("department-bulletin", args=[self.pk])


class Copy(models.Model):
    """That it was addressed to one person by name; without a message: he has no address."""

    addressee = models.ForeignKey(Addressee, on_delete=models.CASCADE, related_name="copies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(
        Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    addressed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["addressee", "person"], name="person_is_addressed_once")
        ]

    def __str__(self) -> str:
        return f"{self.addressee}: {self.person}"


class Reading(models.Model):
    """That somebody of the department opened it, and when first."""

    addressee = models.ForeignKey(Addressee, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["read_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["addressee", "person"], name="person_reads_a_bulletin_first_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.addressee}: {self.person}"


class Answer(models.Model):
    """What a department answers; the one that nothing replaced counts, older ones are kept."""

    class Channel(models.TextChoices):
        PAGE = "page", _("halaman, setelah masuk")
        LINK = "link", _("tautan")
        PHONE = "phone", _("telepon, dicatat posko")

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="answers")
    word = models.CharField(max_length=10, choices=[(one.value, one.value) for one in law.Word])
    note = models.TextField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=6, choices=Channel.choices)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["addressee"], condition=Q(replaced_at=None), name="one_answer_counts"
            ),
            models.CheckConstraint(
                condition=~Q(word="concerns") | ~Q(note=""), name="concerned_department_says_how"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at=None) | Q(replaced_at__gte=F("given_at")),
                name="answer_is_replaced_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.addressee}: {self.word}"

    @property
    def is_late(self) -> bool:
        """Given after the date that was asked for; it counts all the same."""
        return self.given_at > self.addressee.bulletin.answer_by
