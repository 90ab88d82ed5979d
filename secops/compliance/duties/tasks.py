"""What the clock asks of the duties, once a minute."""

from datetime import datetime

from accounts.models import User
from secops.compliance.duties.actions.decisions import accept_proven
from secops.compliance.duties.actions.reopen import reopen_what_was_hurt
from secops.compliance.duties.hurts import stated_duties
from secops.compliance.duties.kinds import SUBJECTS, numbers_of
from secops.compliance.duties.models import Duty
from secops.compliance.duties.queries import stated_with_everything_proven
from secops.rules.duty import State


def look_after_duties(*, at: datetime) -> None:
    """Reopen what leaked again; accept what the data prove."""
    reopen_what_was_hurt(at=at)
    for duty in (*stated_with_everything_proven(), *_proven_by_their_subject(at)):
        accept_proven(duty, by=User.objects.system(), at=at)


def _proven_by_their_subject(at: datetime) -> list[Duty]:
    """Stated duties of backups, sessions, retirement of which nothing is open any more."""
    stated = stated_duties(frozenset(SUBJECTS)).filter(state=State.CONFIRMED)
    rows = stated.select_related("directive", "department")
    return [duty for duty in rows if numbers_of(duty, at=at).complete]
