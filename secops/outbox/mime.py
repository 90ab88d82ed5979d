"""A composed message as the bytes of a mail, text first, then HTML.

Written out by hand: ten thousand mails a run made the standard library's generator the slowest part
of sending. Everything is ASCII on the line (quoted-printable, encoded words), so any server takes
it.
"""

from binascii import b2a_qp
from email.charset import QP, Charset
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.timezone import localtime

from secops.outbox.composers import Composed
from secops.outbox.models import Message
from secops.outbox.optional import is_optional, stop_address

_BOUNDARY = "=_between-text-and-html"
_QUOTED = Charset("utf-8")
_QUOTED.body_encoding = QP
#: What programs of mail show as an entry of a calendar, with buttons of their own.
CALENDAR = "text/calendar"


def headers_of(message: Message, words: Composed) -> dict[str, str]:
    """What stands above the body; `Auto-Submitted` keeps holiday replies away.

    Optional mail alone has the one-click way out of RFC 8058.
    """
    head = {
        "Message-ID": message.mail_id,
        "Date": format_datetime(localtime(message.claimed_at or message.created_at)),
        "Auto-Submitted": "auto-generated",
    }
    if is_optional(message.kind):
        head |= {
            "List-Unsubscribe": f"<{stop_address(message.person_id, message.kind)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    return head


def as_bytes(message: Message, words: Composed) -> bytes:
    """The mail for the line, with CRLF."""
    if words.attachment is not None:
        written = as_mail(message, words).message().as_bytes()
        return b"\r\n".join(written.splitlines()) + b"\r\n"
    head = {
        "From": _sender(settings.DEFAULT_FROM_EMAIL),
        "To": _one_line(message.address),
        "Subject": _header(words.subject),
        **headers_of(message, words),
        "MIME-Version": "1.0",
    }
    if words.html:
        head["Content-Type"] = f'multipart/alternative; boundary="{_BOUNDARY}"'
        body = (
            _part("plain", words.text) + _part("html", words.html) + f"--{_BOUNDARY}--\r\n".encode()
        )
    else:
        head |= {
            "Content-Type": 'text/plain; charset="utf-8"',
            "Content-Transfer-Encoding": "quoted-printable",
        }
        body = _quoted(words.text)
    above = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return above.encode("ascii", "replace") + b"\r\n" + body


def as_mail(message: Message, words: Composed) -> EmailMultiAlternatives:
    """The same as an object of Django's, for backends that are no mail server."""
    mail = EmailMultiAlternatives(
        subject=_one_line(words.subject),
        body=words.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.address],
        headers=headers_of(message, words),
    )
    mail.encoding = _QUOTED
    if words.html:
        mail.attach_alternative(words.html, "text/html")
    if words.attachment is not None:
        file = words.attachment
        if file.content_type.startswith(CALENDAR):
            # RFC 6047: programs offer the entry where it is one way to read the mail; the file
            # below is for those that do not.
            mail.attach_alternative(file.content.decode(), file.content_type)
        mail.attach(file.name, file.content, file.content_type)
    return mail


def envelope_sender() -> str:
    """The bare address bounces go to."""
    return _bare(settings.DEFAULT_FROM_EMAIL)


def _part(kind: str, text: str) -> bytes:
    head = (
        f'--{_BOUNDARY}\r\nContent-Type: text/{kind}; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    return head.encode() + _quoted(text) + b"\r\n"


def _quoted(text: str) -> bytes:
    return b2a_qp(text.replace("\r\n", "\n").encode(), istext=True).replace(b"\n", b"\r\n")


@lru_cache(maxsize=64)
def _bare(text: str) -> str:
    return parseaddr(text)[1]


@lru_cache(maxsize=64)
def _sender(text: str) -> str:
    name, address = parseaddr(text)
    return formataddr((name, address), "utf-8")


def _header(text: str) -> str:
    """A header value on one line; more than ASCII as encoded words, folded."""
    text = _one_line(text)
    if text.isascii() and len(text) < 900:
        return text
    return Header(text, "utf-8", header_name="Subject").encode(linesep="\r\n")


def _one_line(text: str) -> str:
    """No line breaks: nobody writes a header of his own through a name."""
    return " ".join(text.split())
