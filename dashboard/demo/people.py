"""Heads and addresses of the demo."""

import random
from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import Contact, Tenure, User
from accounts.roles import Role
from secops.compliance.duties.actions import receive_duty
from secops.compliance.duties.models import Channel, Duty


def dead_mails(dice: random.Random, *, at: datetime) -> None:
    """Forty mailboxes bounced before."""
    mails = Contact.objects.filter(kind=Contact.Kind.MAIL, person__user=None).filter(
        Q(person__accounts__isnull=False)
    )
    known = list(mails.order_by("pk").values_list("pk", flat=True).distinct())
    Contact.objects.filter(pk__in=dice.sample(known, min(40, len(known)))).update(
        disabled_at=at, disabled_why="550 mailbox unavailable"
    )


def heads_receive(
    dice: random.Random, cast: dict[str, User], *, moment: datetime, at: datetime
) -> None:
    """Three of four heads have said that they received the order, by telephone or chat."""
    duties = list(
        Duty.objects.exclude(directive__kind="lock")
        .filter(received_at=None)
        .select_related("department", "directive")
        .order_by("department__code", "pk")
    )
    departments = sorted({duty.department.code for duty in duties})
    wanted = min(51, round(len(departments) * 0.75))
    order = {code: n for n, code in enumerate(dice.sample(departments, wanted))}
    for duty in duties:
        head = Tenure.objects.filter(
            position__department=duty.department, position__role=Role.HEAD.value
        ).select_related("person").first()  # fmt: skip
        if head is None or duty.department.code not in order:
            continue
        receive_duty(
            duty,
            by=cast["piket"],
            at=min(moment + timedelta(minutes=5 * order[duty.department.code]), at),
            person=head.person,
            channel=dice.choice((Channel.PHONE, Channel.CHAT)),
        )


def owners_receive(cast: dict[str, User], *, moment: datetime) -> None:
    """The owners of the applications said on the telephone that they lock at the source."""
    duties = Duty.objects.filter(directive__kind="lock", received_at=None)
    for duty in duties.select_related("department", "directive").order_by("pk"):
        tenure = Tenure.objects.filter(
            position__department=duty.department, position__role=Role.HEAD.value
        ).select_related("person").first()  # fmt: skip
        if tenure is not None:
            receive_duty(
                duty, by=cast["piket"], at=moment, person=tenure.person, channel=Channel.PHONE
            )
