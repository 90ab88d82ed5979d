"""What every sender is: one line to one channel, and the three ways in which it may fail.

They are told apart because what may be done next depends on it: the channel *refused* this
message, it was *unreachable* before it had the message, or the message was on its way when the
line broke, so that nobody can know.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from accounts.models import Contact
from secops.outbox.composers import Attachment, Composed
from secops.outbox.models import Message


class Refused(Exception):
    """The channel answered no.

    `permanent`: it will never take this message. `dead_address`: nor any other for this address.
    `wait`: so long it asked us not to try this one again.
    """

    def __init__(
        self,
        detail: str,
        *,
        permanent: bool,
        dead_address: bool = False,
        wait: timedelta | None = None,
    ) -> None:
        super().__init__(detail)
        self.permanent, self.dead_address, self.wait = permanent, dead_address, wait


class Unreachable(Exception):
    """The channel cannot be spoken to; nothing was handed over.

    `wait`: so long nothing more is tried by it. `hopeless`: it will not speak to us before somebody
    mends a setting, so its messages go by other ways.
    """

    def __init__(
        self, detail: str, *, wait: timedelta | None = None, hopeless: bool = False
    ) -> None:
        super().__init__(detail)
        self.wait, self.hopeless = wait, hopeless


class Unsure(Exception):
    """The line broke after the message was sent and before the answer came."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The channel took it, and calls it so (empty: it gave no name)."""

    provider_id: str = ""


#: What became of one message at the hand-over.
Result = Taken | Refused | Unreachable | Unsure


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message ready for the line, made while the database may still be asked."""

    address: str
    content: bytes = b""
    sender: str = ""
    subject: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    #: For channels that take the file before the message that shows it.
    attachment: Attachment | None = None
    #: For mail backends that are no mail server.
    mail: EmailMultiAlternatives | None = None


class Sender(ABC):
    """One line to a channel, used for many messages. `hand_over` never asks the database."""

    channel: ClassVar[Message.Channel]
    #: The kind of contact it writes to.
    kind: ClassVar[Contact.Kind]
    #: Settings without which there is no such channel.
    needs: ClassVar[tuple[str, ...]] = ()
    #: Messages that are marked `sending` together.
    window: ClassVar[int] = 20

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @classmethod
    def missing(cls) -> list[str]:
        """The settings that are still empty."""
        return [name for name in cls.needs if not getattr(settings, name)]

    @classmethod
    def takes(cls, contact: Contact) -> bool:
        """Whether it may write to this contact at all (opt-in)."""
        return True

    @classmethod
    @abstractmethod
    def fault_of(cls, address: str) -> str:
        """Why this is no address of the channel; empty where it may be one."""

    @abstractmethod
    def parcel(self, message: Message, words: Composed, at: datetime) -> Parcel:
        """The message as the channel wants it. Raises Refused where it cannot be put so."""

    @abstractmethod
    def hand_over(self, parcel: Parcel) -> str:
        """Give one message to the channel; return what the channel calls it."""

    @abstractmethod
    def close(self) -> None:
        """Hang up; harmless where nothing is open."""


def words_of(failure: BaseException, *secrets: Any) -> str:
    """A failure in few words, without any of the secrets that its text may carry."""
    text = f"{type(failure).__name__}: {failure}"
    for secret in secrets:
        if secret:
            text = text.replace(str(secret), "•••")
    return text[:280]
