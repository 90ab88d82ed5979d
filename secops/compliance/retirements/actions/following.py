"""What must follow an application out of service: listed from the inventory, ticked with proof."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.retirements.actions.taking import keep, locked, refused
from secops.compliance.retirements.models import Follower, HostLook, Retirement
from secops.compliance.rotations.derive import derive_for_facts
from secops.house.files import Checked
from secops.house.text import shown_login
from secops.inventory.closing import CLOSED, WITHDRAWN, close_accounts, withdraw_file
from secops.inventory.models import Account, ReadingsFile
from secops.rules.retirement import State

Kind = Follower.Kind
#: Service and vendor accounts are named one by one, since others may depend on them; so many.
NAMED = 200


def list_followers(retirement: Retirement, *, at: datetime) -> None:
    """List what the inventory knows of the application; what is listed already stays as it is."""
    Follower.objects.bulk_create(
        [
            Follower(retirement=retirement, kind=kind, name=name[:300], listed_at=at)
            for kind, name in _known(retirement)
        ],
        ignore_conflicts=True,
    )


def _known(retirement: Retirement) -> Iterable[tuple[str, str]]:
    application = retirement.application
    accounts = Account.objects.filter(application=application, facts__disabled_at=None)
    special = accounts.filter(kind__in=[Account.Kind.SERVICE, Account.Kind.VENDOR])
    if n := accounts.count():
        yield Kind.ACCOUNTS, str(n)
    for account in special.order_by("login_key")[:NAMED]:
        yield Kind.SERVICE, shown_login(account.username)
    hosts = list(application.hosts.all())
    secured = set(
        HostLook.objects.filter(host__in=hosts, tls_until__isnull=False).values_list(
            "host_id", flat=True
        )
    )
    for host in hosts:
        yield Kind.HOST, str(host)
        if host.pk in secured:
            yield Kind.CERTIFICATE, str(host)
    yield Kind.BACKUP, application.name
    if application.vendor:
        yield Kind.VENDOR, application.vendor


@transaction.atomic
def add_follower(
    retirement: Retirement, *, kind: str, name: str, by: User, at: datetime
) -> Follower:
    """Add something that the inventory does not know."""
    check(by, Permission.RETIRE_APPLICATION)
    retirement = locked(retirement)
    _refuse_unless_running(retirement)
    follower, made = Follower.objects.get_or_create(
        retirement=retirement,
        kind=kind,
        name=name.strip()[:300],
        dropped_at=None,
        defaults={"listed_at": at},
    )
    if made:
        record("retirement.follower_added", retirement, by=by, at=at, name=follower.words)
    return follower


@transaction.atomic
def tick(
    follower: Follower, *, note: str, files: Sequence[Checked], by: User, at: datetime
) -> Follower:
    """One thing has followed, with a note or a file that shows it.

    The accounts are closed by this: each gets the fact, and running campaigns derive anew.
    """
    check(by, Permission.RETIRE_APPLICATION)
    retirement = locked(follower.retirement)
    _refuse_unless_running(retirement)
    follower = Follower.objects.select_for_update().get(pk=follower.pk)
    if not follower.is_open:
        raise refused("done", "Ini sudah dicatat selesai.", "This is noted as done already.")
    if not note.strip() and not files:
        raise refused(
            "proof_missing",
            "Tuliskan keterangan atau unggah bukti dukungnya.",
            "Write a note or upload the evidence.",
        )
    for file in files:
        keep(retirement, file, follower=follower, by=by, at=at)
    _done(retirement, follower, note, by, at, files[0].sha256 if files else "")
    return follower


def tick_many(
    retirement: Retirement, followers: Sequence[Follower], *, note: str, by: User, at: datetime
) -> None:
    """Things that the proof of a step shows as done; the retirement is locked."""
    wanted = [one.pk for one in followers]
    for follower in retirement.followers.select_for_update(of=("self",)).filter(pk__in=wanted):
        if follower.is_open:
            _done(retirement, follower, note, by, at, "")


def _done(
    retirement: Retirement, follower: Follower, note: str, by: User, at: datetime, sha256: str
) -> None:
    if follower.kind == Kind.ACCOUNTS:
        _close(retirement, note, sha256, by, at)
    follower.done_at, follower.done_by, follower.note = at, by, note.strip()[:300]
    follower.save(update_fields=["done_at", "done_by", "note"])
    record("retirement.followed", retirement, by=by, at=at, name=follower.words, note=follower.note)


def _close(retirement: Retirement, note: str, sha256: str, by: User, at: datetime) -> None:
    with override("id"):
        source = _("Penghentian %(name)s") % {"name": retirement.application.name}
    file = close_accounts(
        retirement.application, source=source, sha256=sha256, disabled_at=at, by=by, at=at
    )
    retirement.accounts_file = file
    retirement.save(update_fields=["accounts_file"])
    states = derive_for_facts(CLOSED, at=at).changed
    record(
        "retirement.accounts_closed", retirement, by=by, at=at,
        accounts=file.counts["applied"], states=states, note=note.strip()[:300],
    )  # fmt: skip


def reopen_accounts(retirement: Retirement, *, why: str, by: User, at: datetime) -> None:
    """What was noted of the accounts counts no more: they are what their system says they are."""
    if retirement.accounts_file_id is None:
        return
    file = ReadingsFile.objects.select_for_update().get(pk=retirement.accounts_file_id)
    if file.withdrawn_at is None:
        withdraw_file(file, why=why, by=by, at=at)
        derive_for_facts(WITHDRAWN, at=at)
        record("readings.withdrawn", file, by=by, at=at, why=file.withdrawn_why)
    retirement.accounts_file = None


def drop_followers(retirement: Retirement, *, at: datetime) -> None:
    """Nothing has to follow any more; what was done stays written."""
    retirement.followers.filter(dropped_at=None).update(dropped_at=at)


def _refuse_unless_running(retirement: Retirement) -> None:
    if retirement.law_state not in (State.SUSPENDED, State.DATA_BACKED_UP, State.DNS_REMOVED):
        raise refused(
            "not_running",
            "Yang harus ikut dicatat sejak aplikasi ditangguhkan sampai diarsipkan.",
            "What must follow is noted from the suspension to the archive.",
        )
