"""What the clock asks of the duties, once a minute."""

from datetime import datetime

from accounts.models import User
from secops.compliance.duties.actions.decisions import accept_proven
from secops.compliance.duties.actions.reopen import reopen_what_was_hurt
from secops.compliance.duties.queries import stated_with_everything_proven


def look_after_duties(*, at: datetime) -> None:
    """Reopen what leaked again; accept what the data prove."""
    reopen_what_was_hurt(at=at)
    for duty in stated_with_everything_proven():
        accept_proven(duty, by=User.objects.system(), at=at)
