"""What reminders do once a minute: look whom to trust, promise what is due, send."""

from datetime import datetime

from secops.compliance.rotations.actions import end_overtaken_snoozes
from secops.outbox.delivery import deliver
from secops.reminders.addresses import follow_addresses
from secops.reminders.duties.escalating import gather
from secops.reminders.engine import ask_helpers, remind
from secops.reminders.trust import mark_untrusted_addresses
from secops.reminders.weekly import promise_weekly


def promise_due(*, at: datetime) -> None:
    """Promise what is due to holders, departments and those who help, by addresses that work and
    are trusted at this moment; gather for the lead what climbs above a department."""
    follow_addresses(at=at)
    mark_untrusted_addresses(at=at)
    end_overtaken_snoozes(at=at)
    remind(at=at)
    gather(at=at)
    ask_helpers(at=at)
    promise_weekly(at=at)


def send_due(*, at: datetime) -> None:
    """Hand over what waits in the outbox, whoever promised it."""
    deliver(at=at)
