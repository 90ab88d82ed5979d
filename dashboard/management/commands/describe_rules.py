"""`manage.py describe_rules`: write docs/reference/rules.md from the tables of the law."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from dashboard.reference import reference_page


class Command(BaseCommand):
    """The auditor, the lawyer and the newcomer read the page the program obeys."""

    help = "Write docs/reference/rules.md from the tables of the law and the access policy."

    def handle(self, *args: Any, **options: Any) -> None:
        target = settings.BASE_DIR / "docs" / "reference" / "rules.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(reference_page())
        self.stdout.write(f"{target.relative_to(settings.BASE_DIR)} written")
