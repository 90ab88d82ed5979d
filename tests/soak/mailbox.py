"""The city's mail server: a real one on loopback that knows what time it is in the simulation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.factories import LONG_AGO
from tests.outbox.sink import Sink, free_port, serve


@dataclass(frozen=True, slots=True)
class Received:
    """One mail that was taken."""

    at: datetime
    address: str
    mail_id: str
    text: str


@dataclass
class Mailbox(Sink):
    """The sink of the other tests, with the simulated moment of each mail."""

    now: datetime = LONG_AGO
    received: list[Received] = field(default_factory=list)
    port: int = field(default_factory=free_port)
    _server: Controller | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        mail = self.mails.pop()
        body = mail.get_body(("plain",))
        text = f"{mail['Subject']}\n{body.get_content() if body else ''}"
        mail_id = str(mail["Message-ID"])
        self.received += [Received(self.now, to, mail_id, text) for to in envelope.rcpt_tos]
        return answer

    @property
    def is_open(self) -> bool:
        return self._server is not None

    def open(self) -> None:
        """Listen, where it does not yet."""
        if self._server is None:
            self._server = serve(self, self.port)

    def close(self) -> None:
        """Nobody listens on the port any more."""
        if self._server is not None:
            self._server.stop()
            self._server = None


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """An open one."""
    made = Mailbox()
    made.open()
    try:
        yield made
    finally:
        made.close()
