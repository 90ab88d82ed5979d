"""What the office sets about channels, and trying one out on oneself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Contact, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.outbox.actions.promising import promise
from secops.outbox.channels import is_set_up, row_of
from secops.outbox.models import ChannelRow, Message
from secops.outbox.senders import SENDERS

#: Kind of the message that tries a channel out.
TEST = "channel.test"


class ChannelRefused(Exception):
    """Not possible with this channel; the sentence is fit for the page."""


@transaction.atomic
def set_channel(
    channel: Message.Channel,
    *,
    enabled: bool,
    rank: int,
    per_minute: int | None,
    by: User,
    at: datetime,
) -> ChannelRow:
    """Switch a channel on or off, give it its place in the order and its pace."""
    check(by, Permission.MANAGE_PEOPLE)
    if enabled and not is_set_up(channel):
        raise ChannelRefused(
            _("Saluran ini belum diatur. Isi dahulu: %(names)s.")
            % {"names": ", ".join(SENDERS[channel].missing())}
        )
    if not enabled and channel == Message.Channel.MAIL:
        raise ChannelRefused(
            _("Email tidak dapat dimatikan: kebanyakan orang hanya memiliki alamat email.")
        )
    row = _locked(channel)
    row.enabled, row.rank, row.per_minute = enabled, rank, per_minute
    row.save()
    record(
        "channel.switched_on" if enabled else "channel.switched_off",
        row, by=by, at=at, rank=rank, per_minute=per_minute,
    )  # fmt: skip
    return row


@transaction.atomic
def resume_channel(channel: Message.Channel, *, by: User, at: datetime) -> None:
    """End a channel's rest: the next run tries it again."""
    check(by, Permission.MANAGE_PEOPLE)
    row = _locked(channel)
    row.paused_until = None
    row.save()
    record("channel.resumed", row, by=by, at=at)


@transaction.atomic
def try_channel(
    channel: Message.Channel, *, by: User, at: datetime, payload: dict[str, int] | None = None
) -> Message:
    """Promise the user himself a short message by this channel alone, switched on or not.

    Once a minute at most.
    """
    check(by, Permission.MANAGE_PEOPLE)
    contact = own_contact(channel, by)
    if contact is None or by.person is None:
        raise ChannelRefused(
            _("Anda belum memiliki kontak %(kind)s. Tambahkan pada data Anda di daftar Orang.")
            % {"kind": SENDERS[channel].kind.label}
        )
    if not is_set_up(channel):
        raise ChannelRefused(_("Saluran ini belum diatur."))
    message = promise(
        f"{TEST}:{channel}:{by.pk}:{at:%Y%m%d%H%M}",
        TEST,
        by.person,
        contact,
        payload=payload or {},
        at=at,
        asked_for=True,
    )
    # By the channel that is tried, also while another of that kind of contact comes first.
    Message.objects.filter(pk=message.pk, state=Message.State.QUEUED).update(channel=channel)
    record("channel.tried", _locked(channel), by=by, at=at)
    return message


def own_contact(channel: Message.Channel, user: User) -> Contact | None:
    """The user's own address for a channel that a machine sends by."""
    if channel not in SENDERS or user.person_id is None:
        return None
    usable = Contact.objects.usable().filter(person_id=user.person_id, kind=SENDERS[channel].kind)
    return usable.order_by("rank", "pk").first()


def _locked(channel: Message.Channel) -> ChannelRow:
    start = row_of(channel)
    row, _made = ChannelRow.objects.select_for_update().get_or_create(
        channel=channel,
        defaults={"enabled": start.enabled, "rank": start.rank, "per_minute": start.per_minute},
    )
    return row
