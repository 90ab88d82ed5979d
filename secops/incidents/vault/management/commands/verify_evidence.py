"""`manage.py verify_evidence`: read every content of the vault and every chain of custody now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from secops.incidents.vault.actions.checking import check_content
from secops.incidents.vault.actions.custody import first_bad_link
from secops.incidents.vault.models import Content, Item


class Command(BaseCommand):
    help = "Check every item of evidence against its SHA-256; exit 1 and name what is not whole."

    def handle(self, *args: Any, **options: Any) -> None:
        broken: list[str] = []
        contents = 0
        for content in Content.objects.order_by("pk").iterator():
            contents += 1
            outcome = check_content(content, at=timezone.now())
            if not outcome.whole:
                names = ", ".join(str(item) for item in content.items.order_by("pk"))
                broken.append(f"{outcome.finding}: {names} ({content.sha256})")
        for item in Item.objects.order_by("pk").iterator():
            if (number := first_bad_link(item)) is not None:
                broken.append(f"custody: {item} from link {number}")
        for line in broken:
            self.stderr.write(line)
        if broken:
            raise CommandError(f"{len(broken)} of the evidence not as it was taken in")
        self.stdout.write(f"{contents} contents whole")
