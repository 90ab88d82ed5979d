"""Settings under which migrations are linted: the product's, and the linter."""

from secops.settings import *  # noqa: F403
from secops.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "django_migration_linter"]
