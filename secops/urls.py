"""All addresses (CONTRACT: names here do not change without a new major version)."""

from django.urls import include, path
from django.views.i18n import set_language

from accounts.access import open_to_all
from secops import health, wiring

assert wiring.EVERY_MINUTE  # the tables are filled before the first request

urlpatterns = [
    # Asked hundreds of times a second; behind two hundred others the search for them took a third
    # of the time of an answer.
    path("ping/", include("secops.compliance.backups.doors.urls")),
    path("k/", include("dashboard.door.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path(
        "language/",
        open_to_all("the choice of language is a cookie")(set_language),
        name="set_language",
    ),
    path("house/", include("secops.house.urls")),
    path("", include("dashboard.urls")),
    path("", include("dashboard.status.urls")),
    path("", include("accounts.urls")),
    path("", include("secops.intake.urls")),
    path("", include("secops.inventory.urls")),
    path("", include("secops.jobs.urls")),
    path("", include("secops.documents.urls")),
    path("", include("secops.compliance.rotations.urls")),
    path("", include("secops.compliance.retirements.urls")),
    path("", include("secops.compliance.duties.urls")),
    path("", include("secops.compliance.backups.urls")),
    path("", include("secops.compliance.sessions.urls")),
    path("", include("secops.incidents.urls")),
    path("", include("secops.incidents.privacy.urls")),
    path("", include("secops.incidents.vault.urls")),
    path("", include("secops.incidents.claims.urls")),
    path("", include("secops.incidents.checks.urls")),
    path("", include("secops.incidents.tasks.urls")),
    path("", include("secops.incidents.notices.urls")),
    path("", include("secops.incidents.requests.urls")),
    path("", include("secops.incidents.meetings.urls")),
    path("", include("secops.incidents.lessons.urls")),
    path("", include("secops.advisories.urls")),
    path("", include("secops.advisories.sharing.urls")),
    path("", include("secops.advisories.consultations.urls")),
    path("", include("secops.advisories.bulletins.urls")),
    path("", include("secops.outbox.urls")),
    path("", include("secops.ladders.urls")),
    path("", include("secops.reminders.urls")),
    path("", include("secops.inbox.urls")),
    path("", include("secops.api.urls")),
]
