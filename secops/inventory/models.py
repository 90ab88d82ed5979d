"""Applications, accounts, and what is known about them: exposures, readings, devices.

Exposures and readings are facts that are only ever added and have no foreign keys in the database,
so that a million of them land quickly and can be partitioned later; `AccountFacts` is the cache of
what they say together, with one writer (`inventory/facts.py`).
"""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex, GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Department, Person, User
from accounts.roles import Permission, Reach
from secops.house.text import shown_login


class YesNoUnknown(models.TextChoices):
    """An answer that may be missing. Blank registers count as the column's own default."""

    YES = "yes", _("ya")
    NO = "no", _("tidak")
    UNKNOWN = "unknown", _("belum diketahui")


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Questions about applications."""

    def visible_to(self, user: User) -> ApplicationQuerySet:
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        if scope.reach in (Reach.OWN, Reach.OWN_APPLICATIONS):
            return self.filter(owner_id__in=scope.departments)
        return self.none()


@pghistory.track()
class Application(models.Model):
    """A system of the city whose accounts can leak."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("aktif")
        DORMANT = "dormant", _("tidak terpakai")
        RETIRED = "retired", _("dihentikan")

    class Criticality(models.TextChoices):
        HIGH = "high", _("tinggi")
        MEDIUM = "medium", _("sedang")
        LOW = "low", _("rendah")

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200, db_collation="C", editable=False)
    owner = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    url = models.CharField(max_length=300, blank=True)
    criticality = models.CharField(
        max_length=10, choices=Criticality.choices, default=Criticality.MEDIUM
    )
    personal_data = models.CharField(
        max_length=7, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN
    )
    iiv = models.CharField(
        max_length=7,
        choices=YesNoUnknown.choices,
        default=YesNoUnknown.UNKNOWN,
        help_text="Vital information infrastructure.",
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    stack = models.CharField(max_length=40, blank=True)
    idle_timeout_minutes = models.PositiveIntegerField(null=True, blank=True)
    absolute_timeout_hours = models.PositiveIntegerField(null=True, blank=True)
    kills_sessions_on_password_change = models.CharField(
        max_length=7, choices=YesNoUnknown.choices, default=YesNoUnknown.UNKNOWN
    )
    reports_sessions = models.BooleanField(default=True)
    reads_passwords = models.BooleanField(default=True)
    carries_mail_for = models.CharField(
        max_length=300, blank=True, help_text="Mail domains, separated by blanks."
    )
    public_users = models.BooleanField(default=False)
    vendor = models.CharField(max_length=200, blank=True)
    last_used_on = models.DateField(null=True, blank=True)
    last_deployed_on = models.DateField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("application", args=[self.code])


class Host(models.Model):
    """A name under which an application is found in a leak: host, IP with port, or package."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="hosts")
    name = models.CharField(max_length=253)
    port = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name", "port"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "port"],
                nulls_distinct=False,
                name="host_and_port_belong_to_one_application",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}:{self.port}" if self.port else self.name


class AccountQuerySet(models.QuerySet["Account"]):
    """Questions about accounts."""

    def visible_to(self, user: User) -> AccountQuerySet:
        """The accounts a user may see; a miss is a 404."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        if scope.reach is Reach.OWN:
            return self.filter(department_id__in=scope.departments)
        if scope.reach is Reach.OWN_APPLICATIONS:
            return self.filter(application__owner_id__in=scope.departments)
        return self.none()


@pghistory.track()
class Account(models.Model):
    """One login in one application."""

    class Kind(models.TextChoices):
        PERSON = "person", _("perorangan")
        SHARED = "shared", _("bersama")
        SERVICE = "service", _("layanan")
        VENDOR = "vendor", _("vendor")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="accounts")
    username = models.CharField(max_length=200)
    login_key = models.CharField(
        max_length=200, db_collation="C", help_text="Casefolded, no blanks between digits."
    )
    external_id = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.PERSON)
    holder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    owner = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_accounts",
        help_text="Who answers for a shared, service or vendor account.",
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="accounts"
    )
    privileged = models.BooleanField(default=False)
    from_report = models.BooleanField(
        default=False, help_text="Made from a leak report, before there was a register."
    )
    register_changed_from = models.DateTimeField(
        null=True, blank=True, help_text="Password change as the register says, earliest."
    )
    register_changed_to = models.DateTimeField(null=True, blank=True)
    register_last_login_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["application", "login_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "login_key"], name="login_is_unique_in_its_application"
            ),
            models.UniqueConstraint(
                fields=["application", "external_id"],
                condition=~Q(external_id=""),
                name="external_id_is_unique_in_its_application",
            ),
        ]
        indexes = [
            models.Index(fields=["department", "application"], name="account_of_department"),
            GinIndex(
                OpClass(Upper("username"), name="gin_trgm_ops"), name="account_username_search"
            ),
        ]

    def __str__(self) -> str:
        return f"{shown_login(self.username)}, {self.application.name}"

    def get_absolute_url(self) -> str:
        return reverse("account", args=[self.pk])


@pghistory.track()
class ServiceSheet(models.Model):
    """What must be known before a service or vendor account changes: who keeps it at the vendor,
    and where its secret is used. Never the secret."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="sheet")
    vendor = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    vendor_firm = models.CharField(max_length=200, blank=True)
    used_in = models.TextField(blank=True, help_text="Where the secret is used, one place a line.")

    def __str__(self) -> str:
        return str(self.account)

    @property
    def places(self) -> list[str]:
        """Where the secret is used."""
        return [line.strip() for line in self.used_in.splitlines() if line.strip()]


class Alias(models.Model):
    """A former username of an account; leak rows under it still match."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="aliases")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    username = models.CharField(max_length=200)
    login_key = models.CharField(max_length=200, db_collation="C")
    until = models.DateTimeField()

    class Meta:
        ordering = ["account", "-until"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "login_key"], name="former_login_names_one_account"
            )
        ]

    def __str__(self) -> str:
        return shown_login(self.username)


class LeakReport(models.Model):
    """One file that says which accounts leaked: who sent it, when, and what it held, in counts."""

    source = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    bytes = models.BigIntegerField(default=0)
    format = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    leaked_before = models.DateTimeField(null=True, blank=True)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    picture = models.JSONField(
        null=True, help_text="Where it hurts most, in counts; empty: to be counted again."
    )
    rejects = models.JSONField(default=list, help_text="Line numbers and reasons, never content.")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_why = models.CharField(max_length=300, blank=True)
    original_deleted_at = models.DateTimeField(
        null=True, blank=True, help_text="The officer says the copy in Downloads is gone."
    )

    class Meta:
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("leak-report", args=[self.pk])


class DeviceQuerySet(models.QuerySet["Device"]):
    """Questions about infected computers."""

    def visible_to(self, user: User) -> DeviceQuerySet:
        """Those of the user's departments, and those on which accounts of theirs were seen."""
        scope = user.scope(Permission.SEE_DEPARTMENTS)
        if scope.everything:
            return self
        accounts = Account.objects.visible_to(user).values("pk")
        theirs = Exposure.objects.filter(account_id__in=accounts).values("pk")
        seen = Sighting.objects.filter(device_id=models.OuterRef("pk"), exposure_id__in=theirs)
        if scope.reach is Reach.OWN:
            return self.filter(Q(department_id__in=scope.departments) | models.Exists(seen))
        if scope.reach is Reach.OWN_APPLICATIONS:
            return self.filter(models.Exists(seen))
        return self.none()


class Device(models.Model):
    """An infected computer named by a stealer's system file."""

    class CleanedHow(models.TextChoices):
        CLEANED = "cleaned", _("Dibersihkan")
        REINSTALLED = "reinstalled", _("Dipasang ulang")

    key = models.CharField(max_length=120, unique=True, help_text="Machine id, or name and user.")
    name = models.CharField(max_length=120)
    machine_user = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=45, blank=True)
    first_seen = models.DateTimeField(null=True, blank=True)
    last_seen = models.DateTimeField(null=True, blank=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="devices"
    )
    private = models.BooleanField(
        default=False, db_default=False, help_text="Somebody's own: no photo is asked for."
    )
    disconnected_at = models.DateTimeField(null=True, blank=True)
    cleaned_at = models.DateTimeField(null=True, blank=True)
    cleaned_how = models.CharField(
        max_length=12, blank=True, db_default="", choices=CleanedHow.choices
    )
    photo = models.FileField(upload_to="devices/%Y/%m/", blank=True)
    photo_sha256 = models.CharField(max_length=64, blank=True)
    no_photo_why = models.CharField(
        max_length=200, blank=True, db_default="", help_text="Why the cleaning shows no photo."
    )
    note = models.CharField(max_length=300, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("device", args=[self.pk])


class Exposure(models.Model):
    """One finding: this login of this application, with this secret, was in that report.

    `fingerprint` is a keyed hash over login and secret (or, without a secret, over login, kind of
    source and day); the secret itself never leaves the parser. `place` is the application's id, or
    the negative hash of the host where no application is known. Both together are the key that
    makes a repeated row a duplicate.
    """

    fingerprint = models.UUIDField()
    place = models.BigIntegerField()
    report_id = models.BigIntegerField()
    application_id = models.BigIntegerField(null=True)
    account_id = models.BigIntegerField(null=True)
    device_id = models.BigIntegerField(null=True)
    from_stealer = models.BooleanField(default=False)
    own_date = models.DateTimeField(null=True, help_text="Its own date; date only: end of the day.")
    effective_at = models.DateTimeField(
        help_text="Earliest of own date, the report's leaked_before, received_at."
    )
    received_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(
        null=True, help_text="Newest own date among repetitions of this row."
    )
    reseen_at = models.DateTimeField(
        null=True, help_text="Newest own date of a stealer row among its repetitions."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fingerprint", "place"], name="exposure_is_told_once")
        ]
        indexes = [
            models.Index(fields=["account_id"], name="exposure_of_account"),
            models.Index(fields=["report_id", "account_id"], name="exposure_of_report"),
        ]

    def __str__(self) -> str:
        return str(self.fingerprint)


class Repetition(models.Model):
    """That a later report told an exposure again. Should the first report prove false and be
    withdrawn, the exposure passes on to the next one that told it.
    """

    pk = models.CompositePrimaryKey("report_id", "exposure_id")
    report_id = models.BigIntegerField()
    exposure_id = models.BigIntegerField()
    own_date = models.DateTimeField(null=True)
    from_stealer = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.exposure_id} in {self.report_id}"


class Sighting(models.Model):
    """That a report saw an exposure's login on a computer; one login may be seen on several."""

    pk = models.CompositePrimaryKey("report_id", "device_id", "exposure_id")
    report_id = models.BigIntegerField()
    device_id = models.BigIntegerField()
    exposure_id = models.BigIntegerField()
    seen_at = models.DateTimeField(help_text="As `effective_at` of an exposure.")

    class Meta:
        indexes = [
            models.Index(fields=["device_id"], name="sighting_on_device"),
            models.Index(fields=["exposure_id"], name="sighting_of_exposure"),
        ]

    def __str__(self) -> str:
        return f"{self.exposure_id} on {self.device_id}"


class UnmatchedLogin(models.Model):
    """A leaked login nobody could place: its application or its account is unknown."""

    exposure_id = models.BigIntegerField(unique=True)
    report_id = models.BigIntegerField(db_index=True)
    host = models.CharField(max_length=260)
    login = models.CharField(max_length=200)
    login_key = models.CharField(max_length=200, db_collation="C")
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, related_name="+"
    )
    ignored_at = models.DateTimeField(null=True)
    ignored_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["host", "id"], name="unmatched_by_host"),
            models.Index(fields=["application", "login_key"], name="unmatched_by_application"),
        ]

    def __str__(self) -> str:
        return f"{self.host or self.application_id} #{self.pk}"


class ReadingsFile(models.Model):
    """One file or push of readings: what a system says about its accounts."""

    class Origin(models.TextChoices):
        OWNER = "owner", _("pemilik aplikasi")
        OFFICE = "office", _("kantor")
        DEPARTMENT = "department", _("OPD yang diukur")

    source = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.OWNER)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    counts = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-imported_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("readings-file", args=[self.pk])


class Reading(models.Model):
    """What one system said about one account at one moment. Missing facts are null."""

    file_id = models.BigIntegerField()
    account_id = models.BigIntegerField()
    read_at = models.DateTimeField()
    changed_from = models.DateTimeField(null=True)
    changed_to = models.DateTimeField(null=True)
    username_changed_at = models.DateTimeField(null=True)
    sessions_revoked_at = models.DateTimeField(null=True)
    open_sessions = models.IntegerField(null=True)
    carries_disabled = models.BooleanField(default=False)
    disabled_at = models.DateTimeField(null=True)
    last_login_at = models.DateTimeField(null=True)
    must_change = models.BooleanField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["account_id", "read_at"], name="reading_of_account"),
            # Rows come file by file and stay: a few bytes a file say where its rows lie.
            BrinIndex(fields=["file_id"], name="reading_of_file", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.read_at:%F}"


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


class Containment(models.Model):
    """The lock at the source: the leaked passwords of these accounts open nothing any more."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="containments"
    )
    contained_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    accounts = models.IntegerField(default=0)
    how = models.TextField(help_text="What was done, and how new passwords are handed over.")
    proof = models.FileField(upload_to="containment/%Y/%m/", blank=True)
    proof_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-contained_at"]

    def __str__(self) -> str:
        return f"{self.application}, {self.contained_at:%F}"
