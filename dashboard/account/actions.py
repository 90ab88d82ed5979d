"""Looking at the whole NIP of an account: the look itself is what is noted."""

from datetime import datetime

from django.db import transaction

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.inventory.models import Account


@transaction.atomic
def show_whole_login(account: Account, *, by: User, at: datetime) -> None:
    """Note that somebody looked at the whole NIP and name of an account."""
    check(by, Permission.SEE_PERSONAL, account.department_id)
    record("account.nip_shown", account, by=by, at=at)
