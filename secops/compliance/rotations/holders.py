"""Who is asked about an account: its holder, or who answers for a shared one."""

from accounts.models import Person
from secops.inventory.models import Account


def present_holder_id(account: Account) -> int | None:
    """The person whose answer counts (in SQL: `law.facts.PRESENT_HOLDER`)."""
    if account.kind == Account.Kind.PERSON:
        return account.holder_id
    return account.owner_id or account.holder_id


def present_holder(account: Account) -> Person | None:
    """The person himself; select_related holder and owner before asking for many."""
    if account.kind == Account.Kind.PERSON:
        return account.holder
    return account.owner or account.holder
