"""An incident that is being handled, and files as somebody would upload them."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

import secops.wiring  # noqa: F401  the tables are filled as in the product
from accounts.models import User
from secops.incidents.actions import record_incident
from secops.incidents.lessons.actions import Learnt, record_review
from secops.incidents.lessons.models import Review
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


def learnt_from(incident: Incident, *, by: User, at: datetime) -> Review:
    """What the last phase asks for, with nothing left to be done."""
    learnt = Learnt(
        at, "Leo", "Akun dipakai orang lain.", "Kata sandi tersimpan di browser.",
        present=["Leo"], went_well=["Dikunci pada hari pertama"],
    )  # fmt: skip
    return record_review(incident, learnt, by=by, at=at)


def reachable(*users: User) -> None:
    """A mailbox for each of these people."""
    for user in users:
        ContactFactory(person=user.person)


def upload(name: str = "bukti.txt", content: bytes = b"terbukti") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
