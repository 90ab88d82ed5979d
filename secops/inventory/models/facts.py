"""What exposures and readings say together about one account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from secops.inventory.models.accounts import Account


class AccountFacts(models.Model):
    """What exposures and readings say together about one account; a cache with one writer.

    Names are those of `secops.rules.rotation.Facts`, so that the law reads the same in Python and
    in SQL. A row exists only for accounts about which something is known.
    Half of each page stays free (`fillfactor`), so that a day's readings update in place.
    """

    account = models.OneToOneField(
        Account,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="facts",
        db_constraint=False,
    )
    # from exposures in reports that are not withdrawn
    exposures = models.IntegerField(default=0)
    first_exposure = models.DateTimeField(null=True)
    newest_exposure = models.DateTimeField(null=True)
    newest_received = models.DateTimeField(null=True)
    reseen_at = models.DateTimeField(null=True)
    device_unclean = models.BooleanField(default=False)
    # from readings in files that are not withdrawn; each with the time it was true
    read_at = models.DateTimeField(null=True, help_text="Newest reading of any fact.")
    change_from = models.DateTimeField(null=True)
    change_to = models.DateTimeField(null=True)
    change_read_at = models.DateTimeField(null=True)
    change_origin = models.CharField(max_length=10, blank=True)
    went_back = models.BooleanField(default=False)
    username_changed_at = models.DateTimeField(null=True)
    sessions_revoked_at = models.DateTimeField(null=True)
    open_sessions = models.IntegerField(null=True)
    sessions_read_at = models.DateTimeField(null=True)
    zero_sessions_at = models.DateTimeField(null=True)
    disabled_at = models.DateTimeField(null=True)
    last_login_at = models.DateTimeField(null=True)
    must_change = models.BooleanField(null=True)
    mass_reset = models.BooleanField(default=False)
    mass_reset_believed = models.BooleanField(default=False)
    # from acts of the application's owner
    contained_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # Few rows: what waits to be judged is counted on the page of the day.
            models.Index(fields=["account"], name="facts_mass_reset", condition=Q(mass_reset=True))
        ]

    def __str__(self) -> str:
        return f"facts of {self.account_id}"
