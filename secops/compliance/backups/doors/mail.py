"""Mail-in, for tools that can only send mail: `<uuid>@BACKUP_MAIL_DOMAIN` is a ping.

With words of success and failure in the plan a mail counts by what it says, failure first; what
says neither is a line for the log, so that a newsletter of the tool proves no backup. Without such
words each mail is a success, as Healthchecks has it.
"""

from __future__ import annotations

import logging
import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from uuid import UUID

import nh3
from aiosmtpd.smtp import SMTP, Envelope, Session
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from secops.compliance.backups.actions import PingRefused, Told, take_ping, target_of
from secops.compliance.backups.models import BackupPlan, Ping

log = logging.getLogger(__name__)

#: Larger mails are refused: a report is no archive.
LARGEST = 5 * 1024 * 1024
#: Backup tools send to one plan; more recipients at once are a mistake or a flood.
RECIPIENTS = 20
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def plan_of(address: str) -> UUID | None:
    """The plan's address in a mail address of our domain; None for any other."""
    name, _at, domain = address.strip().lower().rpartition("@")
    if not settings.BACKUP_MAIL_DOMAIN or domain != settings.BACKUP_MAIL_DOMAIN.lower():
        return None
    return UUID(name) if _UUID.fullmatch(name) else None


def text_of(mail: EmailMessage) -> str:
    """Subject and words of a mail; attachments are not looked at."""
    parts = [str(mail.get("Subject", ""))]
    body = mail.get_body(("plain", "html"))
    if isinstance(body, EmailMessage):
        try:
            words = str(body.get_content())
        except (LookupError, ValueError):  # a charset that nobody knows
            words = ""
        if body.get_content_subtype() == "html":
            words = unescape(nh3.clean(words, tags=set()))
        parts.append(words)
    return "\n".join(parts)


def kind_of(text: str, plan: BackupPlan) -> Ping.Kind:
    """What a mail says about the run, by the plan's words; capitals do not matter."""
    if _says(text, plan.failure_words):
        return Ping.Kind.FAIL
    if _says(text, plan.success_words):
        return Ping.Kind.SUCCESS
    return Ping.Kind.LOG if plan.failure_words or plan.success_words else Ping.Kind.SUCCESS


def take_mail(code: UUID, sender: str, raw: bytes, remote: str, *, at: datetime) -> bool:
    """Note a mail as a ping; False where no running plan has this address."""
    target = target_of(code)
    if target is None:
        return False
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    text = text_of(mail)
    told = Told(
        kind=kind_of(text, BackupPlan.objects.get(pk=target.plan_id)),
        way=Ping.Way.MAIL,
        body=text.encode(errors="replace"),
        total=len(raw),
        remote_address=remote,
        # Who sent it is a person's address at times; where from is enough.
        user_agent=f"email, {sender.rpartition('@')[2]}"[:200] if sender else "email",
    )
    try:
        take_ping(target, told, at=at)
    except PingRefused:
        return False
    return True


class PingMailbox:
    """Takes mail for plans and for nobody else: it never passes one on."""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuse at once what is for nobody here."""
        code = plan_of(address)
        if code is None or not await sync_to_async(_exists)(code):
            return "550 5.1.1 no such backup plan"
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Note the mail for each plan it is for. 451 where the database is away: it comes again."""
        raw = envelope.content if isinstance(envelope.content, bytes) else b""
        remote = str(session.peer[0]) if session.peer else ""
        try:
            for address in envelope.rcpt_tos:
                await sync_to_async(_take)(address, envelope.mail_from or "", raw, remote)
        except Exception:
            log.exception("a mail about a backup could not be noted")
            return "451 4.3.0 try again later"
        return "250 2.0.0 noted"


def _exists(code: UUID) -> bool:
    _fresh_connection()
    return target_of(code) is not None


def _take(address: str, sender: str, raw: bytes, remote: str) -> None:
    _fresh_connection()
    code = plan_of(address)
    if code is not None:
        take_mail(code, sender, raw, remote, at=timezone.now())


def _fresh_connection() -> None:
    """Between two mails hours may pass, and the database may have been restarted."""
    if not connection.in_atomic_block:
        close_old_connections()


def _says(text: str, words: str) -> bool:
    small = text.lower()
    return any(word.strip().lower() in small for word in words.split(",") if word.strip())
