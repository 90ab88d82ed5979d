"""An application of Dinas Sosial on its way out of service."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from accounts.models import Department, User
from secops.compliance.retirements.actions import (
    Keeping,
    agree,
    archive,
    ask_owner,
    keep_in_use,
    note_backup,
    note_receipt,
    remove_names,
    suspend,
    tick,
)
from secops.compliance.retirements.models import Retirement
from secops.house.files import Checked, check_all
from secops.inventory.models import Application, Host
from secops.rules.intervals import WIB
from secops.rules.retirement import State
from tests.factories import ApplicationFactory

ASKED = datetime(2026, 11, 2, 9, 0, tzinfo=WIB)
RECEIVED = ASKED + timedelta(hours=2)
DUE = RECEIVED + timedelta(days=14)
LATER = datetime(2026, 11, 27, 9, 0, tzinfo=WIB)
PDF = b"%PDF-1.7 bukti"


def files(*names: str) -> list[Checked]:
    return check_all([SimpleUploadedFile(name, PDF) for name in names or ("bukti.pdf",)])


def old_application(department: Department | None, **changes: Any) -> Application:
    given: dict[str, Any] = {
        "code": "lama",
        "name": "Aplikasi Lama",
        "sort_name": "aplikasi lama",
        "owner": department,
        "url": "https://lama.kotacontoh.example",
        "last_used_on": date(2025, 3, 1),
        "last_deployed_on": date(2022, 3, 1),
        "vendor": "PT Contoh",
    }
    application = ApplicationFactory(**{**given, **changes})
    Host.objects.create(application=application, name=f"{application.code}.kotacontoh.example")
    return application


def asked(application: Application, by: User) -> Retirement:
    return fresh(ask_owner(application, number="000.6/77/2026", text="", by=by, at=ASKED))


def received(application: Application, by: User) -> Retirement:
    retirement = asked(application, by)
    note_receipt(
        retirement, received_at=RECEIVED, files=files("tanda-terima.pdf"), by=by, at=RECEIVED
    )
    return fresh(retirement)


def keeping(**changes: Any) -> Keeping:
    given: dict[str, Any] = {
        "why": "Masih dipakai untuk arsip.",
        "used_by": "Bidang rehabilitasi",
        "users": 12,
        "last_used_on": date(2026, 10, 30),
        "known_from": "Catatan masuk",
        "contact_name": "Dewi Uji",
        "contact": "0811 0000 0001",
        "keeps_backups": True,
        "keeps_sessions": True,
    }
    return Keeping(**{**given, **changes})


def brought_to(state: State, application: Application, *, office: User, head: User) -> Retirement:
    """The retirement, walked by the product's own actions to a state on the way to the archive."""
    retirement = received(application, office)
    if state is State.QUESTIONED:
        return retirement
    if state is State.KEPT:
        keep_in_use(retirement, keeping(), by=head, at=RECEIVED)
        return fresh(retirement)
    agree(retirement, by=head, at=RECEIVED)
    for target, act in (
        (State.AGREED, None),
        (State.SUSPENDED, suspend),
        (State.DATA_BACKED_UP, note_backup),
        (State.DNS_REMOVED, remove_names),
    ):
        if act is not None:
            act(fresh(retirement), files=files(), by=office, at=LATER)
        if target is state:
            return fresh(retirement)
    follow_all(retirement, office)
    archive(fresh(retirement), files=files(), by=office, at=LATER)
    return fresh(retirement)


def follow_all(retirement: Retirement, by: User) -> None:
    for follower in retirement.followers.filter(done_at=None, dropped_at=None):
        tick(follower, note="Sudah.", files=[], by=by, at=LATER)


def fresh(retirement: Retirement) -> Retirement:
    return Retirement.objects.select_related("application__owner").get(pk=retirement.pk)


def words_of(response: HttpResponse) -> str:
    text = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
