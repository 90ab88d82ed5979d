"""What stakeholders recommend; what the office decided; what became of it."""

from __future__ import annotations

from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, User
from secops.advisories.models.organisations import Organisation
from secops.advisories.models.sight import in_sight
from secops.compliance.duties.models import Directive
from secops.incidents.models import Incident
from secops.inventory.models import Application
from secops.rules import recommendation as law
from secops.rules.tlp import PRINTED, Marking, in_trail, may_be_named


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    """Questions about recommendations."""

    def visible_to(self, user: User) -> RecommendationQuerySet:
        """By marking and organisation (`in_sight`); a draft is its writer's alone, a discarded one
        nobody's."""
        draft = Q(state=Recommendation.State.DRAFT) & ~Q(entered_by=user)
        gone = Q(state=Recommendation.State.DISCARDED)
        return self.filter(in_sight(user)).exclude(draft | gone)

    def undecided(self) -> RecommendationQuerySet:
        """Those that wait for our decision."""
        return self.filter(state__in=[one.value for one in law.WAITING])

    def objected(self) -> RecommendationQuerySet:
        """Decided, and the author objected: since `objected_at` we owe a word. What was accepted
        waits until we say something again, below it or about its result."""
        ours = _responses().exclude(person__organisations=OuterRef("organisation"))
        said = ours.filter(recommendation=OuterRef("pk")).order_by("-given_at")
        words: Any = Recommendation._meta.get_field("words").related_model
        result = words.objects.filter(recommendation=OuterRef("pk")).order_by("-said_at")
        accepted = Greatest(
            F("decided_at"), Subquery(said.values("given_at")[:1]),
            Subquery(result.values("said_at")[:1]),
        )  # fmt: skip
        since = Case(When(state=Recommendation.State.ACCEPTED, then=accepted), default="decided_at")
        objections = _responses().filter(
            recommendation=OuterRef("pk"), kind="objection", given_at__gte=OuterRef("ours_at")
        )
        first = Subquery(objections.order_by("given_at").values("given_at")[:1])
        decided = self.filter(state__in=[one.value for one in law.DECIDED])
        rows = decided.annotate(ours_at=since).annotate(objected_at=first)
        return rows.filter(objected_at__isnull=False)

    def given(self) -> RecommendationQuerySet:
        """Those that were sent."""
        return self.exclude(state__in=[one.value for one in law.UNSENT])


def _responses() -> Any:
    model: Any = Recommendation._meta.get_field("responses").related_model
    return model.objects


@pghistory.track()
class Recommendation(models.Model):
    """Advice from a stakeholder, from the sentence he wrote to the duties it became."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Konsep")
        SUBMITTED = "submitted", _("Menunggu keputusan")
        UNDER_REVIEW = "under_review", _("Sedang ditelaah")
        ACCEPTED = "accepted", _("Diterima")
        REJECTED = "rejected", _("Tidak dapat dijalankan")
        MERGED = "merged", _("Digabung")
        NOT_OURS = "not_ours", _("Bukan wewenang kami")
        DISCARDED = "discarded", _("Dibuang penulisnya")

    class Target(models.TextChoices):
        OFFICE = "office", _("Diskominfo")
        ALL = "all", _("Semua OPD")
        DEPARTMENTS = "departments", _("OPD tertentu")
        APPLICATION = "application", _("Aplikasi tertentu")
        INCIDENT = "incident", _("Insiden tertentu")
        UNKNOWN = "unknown", _("Belum tahu")

        @classmethod
        def naming_nothing(cls) -> list[tuple[str, Any]]:
            """For a form that asks nothing further: those that name no rows."""
            rows = (cls.DEPARTMENTS, cls.APPLICATION, cls.INCIDENT)
            return [one for one in cls.choices if one[0] not in rows]

    class Urgency(models.TextChoices):
        TODAY = "today", _("Hari ini")
        WEEK = "week", _("Minggu ini")
        MONTH = "month", _("Bulan ini")

    class Kind(models.TextChoices):
        PASSWORDS = "passwords", _("kata sandi dan akses")
        CONFIGURATION = "configuration", _("pengaturan sistem")
        UPDATE = "update", _("pembaruan perangkat lunak")
        MONITORING = "monitoring", _("pemantauan dan log")
        BACKUP = "backup", _("cadangan data")
        INVESTIGATION = "investigation", _("pemeriksaan dan bukti")
        RULES = "rules", _("aturan dan prosedur")
        PEOPLE = "people", _("pelatihan dan sosialisasi")
        OTHER = "other", _("lainnya")

    class Severity(models.TextChoices):
        CRITICAL = "critical", _("kritis")
        HIGH = "high", _("tinggi")
        MEDIUM = "medium", _("sedang")
        LOW = "low", _("rendah")

    class Effort(models.TextChoices):
        DAY = "day", _("kurang dari 1 hari")
        WEEK = "week", _("beberapa hari")
        MONTH = "month", _("beberapa minggu")
        PROJECT = "project", _("perlu anggaran atau proyek")

    code = models.CharField(max_length=20, unique=True, help_text="R-2026-014")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="recommendations"
    )
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField(help_text="Markdown, made safe when it is shown.")
    version = models.PositiveIntegerField(
        default=1, db_default=1, help_text="Which text this is; older ones are kept."
    )
    kind = models.CharField(
        max_length=15, choices=Kind.choices, default=Kind.OTHER, db_default=Kind.OTHER
    )
    severity = models.CharField(
        max_length=8,
        choices=Severity.choices,
        blank=True,
        db_default="",
        help_text="May be empty.",
    )
    effort = models.CharField(
        max_length=8,
        choices=Effort.choices,
        blank=True,
        db_default="",
        help_text="May be empty.",
    )
    references = models.JSONField(
        default=list,
        db_default=models.Value([], models.JSONField()),
        help_text="CVE, CWE, addresses, clauses; checked and written as rules.reference does.",
    )
    target = models.CharField(max_length=12, choices=Target.choices)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    incident = models.ForeignKey(
        Incident,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
    )
    departments = models.ManyToManyField(Department, related_name="+", blank=True)
    urgency = models.CharField(max_length=8, choices=Urgency.choices)
    tlp = models.CharField(max_length=20, choices=[(m.value, PRINTED[m]) for m in Marking])
    named = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Its organisation lets itself be named to others; only it says so.",
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    letter_number = models.CharField(
        max_length=80, blank=True, db_default="", help_text="Of the letter it was typed in from."
    )
    submitted_at = models.DateTimeField(null=True, blank=True, help_text="Empty: a draft.")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decide_by = models.DateTimeField(null=True, blank=True, help_text="Empty: a draft.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_reason = models.TextField(blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    directives = models.ManyToManyField(Directive, related_name="recommendations", blank=True)
    follow_up_by = models.DateTimeField(
        null=True, blank=True, help_text="60 days after it was first ordered (RULES 3)."
    )
    review_by = models.DateTimeField(
        null=True, blank=True, help_text="30 days after nothing was open any more (RULES 3)."
    )
    finished_at = models.DateTimeField(
        null=True, blank=True, help_text="The author was told what became of it at the end."
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded", "submitted", "under_review"])
                | Q(decided_at__isnull=False),
                name="decided_recommendation_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["rejected", "not_ours"]) | ~Q(decision_reason=""),
                name="rejected_recommendation_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"])
                | Q(submitted_at__isnull=False, decide_by__isnull=False),
                name="sent_recommendation_has_its_times",
            ),
        ]

    def __str__(self) -> str:
        """Also what the trail keeps of it."""
        return f"{self.code} {in_trail(self.marking, self.title)}".rstrip()

    def get_absolute_url(self) -> str:
        return reverse("recommendation", args=[self.code])

    @property
    def marking(self) -> Marking:
        """Its TLP marking."""
        return Marking(self.tlp)

    @property
    def shows_name(self) -> bool:
        """Whether others may read which organisation gave it."""
        return self.named and may_be_named(self.marking)

    @property
    def standing(self) -> Recommendation.State:
        """Where our decision stands."""
        return self.State(self.state)

    @property
    def undecided(self) -> bool:
        """Whether it waits for our decision."""
        return self.state in law.WAITING
