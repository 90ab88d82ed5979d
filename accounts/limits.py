"""How often one network did something within the hour: what guessing and flooding run into.

Counted in the database, not in the cache: two requests at once count as two, and no flood of other
keys pushes a count out. The network itself is not stored, only a keyed digest, for two hours.
"""

import hmac
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.utils.encoding import force_bytes

from accounts.models import NetworkCount
from secops import statements

_COUNT = """
INSERT INTO accounts_networkcount AS kept (what, network, hour, number)
VALUES (%s::text, %s::bytea, %s::timestamptz, 1)
ON CONFLICT (what, network, hour) DO UPDATE SET number = kept.number + 1
RETURNING number
"""
_COUNTED = """
SELECT number FROM accounts_networkcount
WHERE what = %s::text AND network = %s::bytea AND hour = %s::timestamptz
"""


def count(what: str, address: str, *, at: datetime) -> int:
    """Count one more of `what` for the network of an address; return how many in this hour."""
    ((number,),) = statements.rows(_COUNT, [what, _digest(address), hour_of(at)])
    return int(number)


def counted(what: str, address: str, *, at: datetime) -> int:
    """How many there were in this hour. Changes nothing."""
    found = statements.rows(_COUNTED, [what, _digest(address), hour_of(at)])
    return int(found[0][0]) if found else 0


def hour_of(at: datetime) -> datetime:
    """When the hour began that is counted; the next one starts from nought."""
    return at.replace(minute=0, second=0, microsecond=0)


def next_hour(at: datetime) -> datetime:
    """From when on it is counted anew."""
    return hour_of(at) + timedelta(hours=1)


def forget_counts(*, at: datetime) -> int:
    """Delete the counts of hours past; every minute."""
    past = hour_of(at) - timedelta(hours=1)
    gone, _by_model = NetworkCount.objects.filter(hour__lt=past).delete()
    return gone


def network_of(address: str) -> str:
    """Whom an address belongs to: itself, but of IPv6 the /64 that one customer is given whole."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 64), strict=False))
    return str(found)


def _digest(address: str) -> bytes:
    message = b"network:" + force_bytes(network_of(address))
    return hmac.digest(force_bytes(settings.SECRET_KEY), message, "sha256")[:16]
