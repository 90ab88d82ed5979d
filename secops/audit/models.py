"""Who did what, when: entries that are only ever added, and the seals that chain them.

Labels instead of foreign keys, so that the trail never holds back a row of the living data and
stays readable when the row is gone.
"""

import pgtrigger
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Entry(models.Model):
    """One deed in the trail: a verb about one object, by somebody, at a moment."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.CharField(max_length=60)
    object_label = models.CharField(max_length=300)
    department_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-id"], name="entry_of_object"),
            models.Index(fields=["actor_id", "-id"], name="entry_of_actor"),
            models.Index(fields=["recorded_at"], name="entry_recorded_at"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.object_label}"


class Seal(models.Model):
    """One link of the chain: the digest over the previous seal and the rows it covers."""

    id = models.BigAutoField(primary_key=True)
    sealed_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32, unique=True)

    class Meta:
        ordering = ["id"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.id}: {bytes(self.digest).hex()[:12]}"


class SealedRow(models.Model):
    """The digest of one row of a history or entry table, as it was when sealed."""

    id = models.BigAutoField(primary_key=True)
    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="+", db_index=True)
    table_name = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table_name", "row_id"], name="row_is_sealed_once")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.table_name} {self.row_id}"
