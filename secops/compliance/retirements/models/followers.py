"""What must follow an application out of service."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from secops.compliance.retirements.models.cases import Retirement
from secops.house.text import angka


@pghistory.track()
class Follower(models.Model):
    """One thing that goes with the application: accounts, a name, a certificate, a contract.

    Listed from the inventory when it is suspended; the office may add what the inventory does not
    know. Archiving waits for all of them.
    """

    class Kind(models.TextChoices):
        ACCOUNTS = "accounts", _("akun")
        SERVICE = "service", _("akun layanan atau vendor")
        HOST = "host", _("alamat (DNS)")
        CERTIFICATE = "certificate", _("sertifikat")
        BACKUP = "backup", _("cadangan data (backup) yang disimpan")
        VENDOR = "vendor", _("kontrak vendor")
        OTHER = "other", _("lainnya")

    retirement = models.ForeignKey(Retirement, on_delete=models.CASCADE, related_name="followers")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(
        max_length=300, help_text="The thing itself: a login, a host, how many accounts."
    )
    listed_at = models.DateTimeField()
    dropped_at = models.DateTimeField(
        null=True, blank=True, help_text="The application came back into use."
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["retirement", "kind", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["retirement", "kind", "name"],
                condition=models.Q(dropped_at=None),
                name="each_follows_once",
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """What has to be done with it."""
        if self.kind == self.Kind.ACCOUNTS and self.name.isdigit():
            n = int(self.name)
            return ngettext("%(n)s akun ditutup", "%(n)s akun ditutup", n) % {"n": angka(n)}
        what = {
            self.Kind.SERVICE: gettext("%(name)s: pemakainya di sistem lain sudah pindah"),
            self.Kind.CERTIFICATE: gettext("Sertifikat %(name)s dicabut"),
            self.Kind.BACKUP: gettext("Cadangan terakhir %(name)s disimpan sesuai jadwal retensi"),
            self.Kind.VENDOR: gettext("Kontrak %(name)s diakhiri"),
        }.get(self.Kind(self.kind), "%(name)s")
        return what % {"name": self.name}

    @property
    def department_id(self) -> int | None:
        """The owner, as the trail asks for it."""
        return self.retirement.department_id

    @property
    def is_open(self) -> bool:
        """Whether it still has to follow."""
        return self.done_at is None and self.dropped_at is None
