"""One line to the mail server, used for many messages.

It tells three failures apart, because what may be done next depends on it: the server *refused*
this mail, the server was *unreachable* before it had the mail, or the mail was on its way when the
line broke, so that nobody can know.
"""

import smtplib
import ssl
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend


class Refused(Exception):
    """The server answered no. `permanent`: it will never take mail for this address."""

    def __init__(self, detail: str, *, permanent: bool) -> None:
        super().__init__(detail)
        self.permanent = permanent


class Unreachable(Exception):
    """The server cannot be spoken to; nothing was handed over."""


class Unsure(Exception):
    """The line broke after the mail was sent and before the answer came."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One mail ready for the line: as bytes, or as an object for backends that are no server."""

    sender: str
    address: str
    content: bytes = b""
    mail: EmailMultiAlternatives | None = None


class Line:
    """An open connection of the configured mail backend, opened at the first mail."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend = get_connection(fail_silently=False)
        self._open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

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

    def hand_over(self, parcel: Parcel) -> None:
        """Give one mail to the server; returns when the server took it."""
        if parcel.mail is not None:
            self._backend.send_messages([parcel.mail])
            return
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
            raise Refused(_reply(code, words), permanent=permanent_is_final and code >= 500)

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
