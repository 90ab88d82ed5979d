"""One line to the mail server, used for many messages."""

import re
import smtplib
import ssl
from datetime import datetime

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend
from django.utils.translation import gettext as _

from accounts.models import Contact
from secops.outbox.composers import Composed
from secops.outbox.mime import as_bytes, as_mail, envelope_sender
from secops.outbox.models import Message
from secops.outbox.policy import WINDOW
from secops.outbox.senders.base import Parcel, Refused, Sender, Unreachable, Unsure

#: What the line can carry; a mail server says the rest.
_ADDRESS = re.compile(r"[!-~]+@[!-~]+")


class MailLine(Sender):
    """An open connection of the configured mail backend, opened at the first mail."""

    channel = Message.Channel.MAIL
    kind = Contact.Kind.MAIL
    window = WINDOW

    def __init__(self) -> None:
        self._backend: BaseEmailBackend = get_connection(fail_silently=False)
        self._open = False

    @classmethod
    def fault_of(cls, address: str) -> str:
        return "" if _ADDRESS.fullmatch(address) else _("alamat email tidak sah")

    def parcel(self, message: Message, words: Composed, at: datetime) -> Parcel:
        """As bytes for a server, as an object for a file, a console or a test's list."""
        sender, address = envelope_sender(), message.address
        if self.is_smtp:
            return Parcel(address, as_bytes(message, words), sender)
        return Parcel(address, sender=sender, mail=as_mail(message, words))

    def close(self) -> None:
        """Hang up; a server that is gone already does not mind."""
        if self._open:
            self._open = False
            try:
                self._backend.close()
            except (smtplib.SMTPException, OSError):
                self._drop()

    @property
    def is_smtp(self) -> bool:
        """Whether a mail server is spoken to, and not a file, a console or a test's list."""
        return isinstance(self._backend, SmtpBackend)

    def hand_over(self, parcel: Parcel) -> str:
        """Give one mail to the server; mail servers give it no name of their own."""
        if parcel.mail is not None:
            self._backend.send_messages([parcel.mail])
            return ""
        sender, address, content = parcel.sender, parcel.address, parcel.content
        smtp = self._smtp()
        try:
            self._answer(smtp.mail(sender), permanent_is_final=False)
            self._answer(smtp.rcpt(address), permanent_is_final=True)
        except (smtplib.SMTPServerDisconnected, OSError) as broken:
            self._drop()
            raise Unreachable(_words(broken)) from broken
        except Refused:
            self._reset()
            raise
        self._data(smtp, content)
        return ""

    def _data(self, smtp: smtplib.SMTP, content: bytes) -> None:
        try:
            code, words = smtp.data(content)
        except smtplib.SMTPDataError as refused:
            # Refused before the content went out.
            self._reset()
            raise Refused(_reply(refused.smtp_code, refused.smtp_error), permanent=False) from None
        except (smtplib.SMTPServerDisconnected, OSError) as broken:
            self._drop()
            raise Unsure(_words(broken)) from broken
        if code != 250:
            self._reset()
            raise Refused(_reply(code, words), permanent=False)

    def _smtp(self) -> smtplib.SMTP:
        assert isinstance(self._backend, SmtpBackend)
        if not self._open:
            try:
                self._backend.open()
                if self._backend.connection is not None:
                    self._backend.connection.ehlo_or_helo_if_needed()
            except (smtplib.SMTPException, OSError, ssl.SSLError) as broken:
                raise Unreachable(_words(broken)) from broken
            self._open = True
        smtp = self._backend.connection
        assert isinstance(smtp, smtplib.SMTP)
        return smtp

    def _answer(self, reply: tuple[int, bytes], *, permanent_is_final: bool) -> None:
        code, words = reply
        if code == 421:
            self._drop()
            raise Unreachable(_reply(code, words))
        if code not in (250, 251):
            final = permanent_is_final and code >= 500
            raise Refused(_reply(code, words), permanent=final, dead_address=final)

    def _reset(self) -> None:
        try:
            self._smtp().rset()
        except (smtplib.SMTPException, OSError, Unreachable):
            self._drop()

    def _drop(self) -> None:
        """Forget the connection without a farewell."""
        self._open = False
        if isinstance(self._backend, SmtpBackend):
            if self._backend.connection is not None:
                self._backend.connection.close()
            self._backend.connection = None


def _reply(code: int, words: bytes | str) -> str:
    shown = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {shown}"[:280]


def _words(failure: BaseException) -> str:
    if isinstance(failure, smtplib.SMTPResponseException):
        return _reply(failure.smtp_code, failure.smtp_error)
    return f"{type(failure).__name__}: {failure}"[:280]
