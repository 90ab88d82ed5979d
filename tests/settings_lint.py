"""Settings under which migrations are linted: the product's, and the linter."""

from secops.settings import *  # noqa: F403
from secops.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "django_migration_linter"]

MIGRATION_LINTER_OPTIONS = {
    # Of libraries; they have their own.
    "exclude_apps": ["account", "auth", "contenttypes", "pghistory", "sessions", "usersessions"],
    # What hurts only a database with rows and visitors in it. Until the first release there is
    # none: every migration runs on empty tables. Delete this list with the first release.
    "exclude_migration_tests": [
        "NOT_NULL",
        "ADD_UNIQUE",
        "ALTER_COLUMN",
        "CREATE_INDEX",
        "CREATE_INDEX_EXCLUSIVE",
        "DROP_INDEX",
        "DROP_COLUMN",
        # Wants `Holiday = apps.get_model(...)`, which ruff's naming and ours do not.
        "RUNPYTHON_MODEL_VARIABLE_NAME",
    ],
}
