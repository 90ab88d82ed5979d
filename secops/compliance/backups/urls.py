"""Addresses of backups."""

from django.urls import path

from secops.compliance.backups.views import plans, runs

urlpatterns = [
    path("backups/", plans.backups, name="backups"),
    path("backups/new/", plans.backup_new, name="backup-new"),
    path("backups/rule/", plans.backup_rule, name="backup-rule"),
    path("backups/<int:pk>/", plans.backup, name="backup"),
    path("backups/<int:pk>/edit/", plans.backup_edit, name="backup-edit"),
    path("backups/<int:pk>/connect/", plans.backup_connect, name="backup-connect"),
    path("backups/<int:pk>/pings/", plans.backup_pings, name="backup-pings"),
    path("backups/<int:pk>/pings/<int:n>/", plans.backup_ping, name="backup-ping"),
    path("backups/<int:pk>/pause/", plans.backup_pause, name="backup-pause"),
    path("backups/<int:pk>/end/", plans.backup_end, name="backup-end"),
    path("backups/<int:pk>/test/", runs.backup_test, name="backup-test"),
    path("backups/<int:pk>/run/", runs.backup_run, name="backup-run"),
    path("backup-proofs/<int:pk>/", runs.backup_proof, name="backup-proof"),
    path("ping-keys/", runs.ping_keys, name="ping-keys"),
    path("ping-keys/<str:code>/rotate/", runs.ping_key_rotate, name="ping-key-rotate"),
]
