"""Which key of which token stands for which row, so that nothing is made twice."""

from django.db import models

from accounts.models import ApiToken
from secops.advisories.models import Recommendation


class RecommendationPost(models.Model):
    """One recommendation that a token brought under an `Idempotency-Key`."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, help_text="Of the body, as it was sent.")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="+")
    posted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="recommendation_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.recommendation_id}"
