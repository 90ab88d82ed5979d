"""What leaves as a file is noted in the trail before it leaves."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from secops.audit.actions import record
from secops.house.export import ExportNote


def log_export(user: User) -> Callable[[ExportNote], None]:
    """For `list_page(on_export=...)`: who took which list out, with which filter."""

    @transaction.atomic
    def note(told: ExportNote) -> None:
        record(
            "list.exported", user, by=user, at=timezone.now(), name=told.name, format=told.format,
            query=told.query, rows=told.rows, personal=told.personal,
        )  # fmt: skip

    return note
