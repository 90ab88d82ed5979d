"""Who does not want which optional mail; duties, digests and alarms are never among them."""

from django.db import models
from django.db.models import Q

from accounts.models import Person


class OptOut(models.Model):
    """That a person stopped one kind of optional mail; kept when he switches it on again."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="opt_outs")
    kind = models.CharField(max_length=40)
    stopped_at = models.DateTimeField()
    how = models.CharField(max_length=20)
    resumed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-stopped_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(resumed_at=None),
                name="stopped_once_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
