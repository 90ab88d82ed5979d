"""An incident that is being handled, and files as somebody would upload them."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

import secops.wiring  # noqa: F401  the tables are filled as in the product
from accounts.models import User
from secops.incidents.actions import record_incident
from secops.incidents.models import Incident
from secops.rules.intervals import WIB
from tests.factories import ContactFactory

#: A Tuesday.
AT = datetime(2026, 11, 24, 9, 0, tzinfo=WIB)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

PDF = b"%PDF-1.7\nhalaman"


def incident_of(by: User, *, at: datetime = AT - HOUR, **given: object) -> Incident:
    """An incident found an hour before."""
    return record_incident(
        description="Akun SIMPATIK ditawarkan di forum. Contoh datanya cocok.",
        found_at=at - HOUR,
        by=by,
        at=at,
        **given,  # type: ignore[arg-type]
    )


def reachable(*users: User) -> None:
    """A mailbox for each of these people."""
    for user in users:
        ContactFactory(person=user.person)


def upload(name: str = "bukti.txt", content: bytes = b"terbukti") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
