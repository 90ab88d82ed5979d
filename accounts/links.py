"""Answer links and short codes: making them, finding them, ending them."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.encoding import force_bytes

from accounts import limits
from accounts.models import AnswerLink, ConfirmationCode, Person
from secops import statements

#: Crockford's base 32: no 0/O, 1/I/L to mix up when typed from a slip of paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
TOKEN_BYTES = 16
#: Only wrong codes are counted, since a whole department sits behind one address: from this many on
#: the page says so, and right ones still open.
WRONG_CODES_PER_HOUR = 30
#: From this many on it is a machine: no code of the network is looked at any more within the hour,
#: so that a right one is answered like a wrong one. Links open as ever.
GUESSES_PER_HOUR = 300
WRONG_CODES = "wrong-codes"
SIX_DIGITS_VALID = timedelta(minutes=15)
SIX_DIGITS_TRIES = 5


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """The only moment at which link and code exist in plain: while a message is composed."""

    link: AnswerLink
    token: str
    code: str

    @property
    def url(self) -> str:
        return f"{settings.PUBLIC_BASE_URL}/k/{self.token}"

    @property
    def code_shown(self) -> str:
        return shown_code(self.code)


def no_link() -> IssuedLink:
    """For examples: a link that answers for nobody, with a code nobody has."""
    return IssuedLink(AnswerLink(), "", "X" * 8)


def issue_link(
    person: Person, purpose: str, subjects: dict[str, Any], *, channel: str = "", at: datetime
) -> IssuedLink:
    """Make a link and a code for one person and one question (`purpose`).

    `subjects` names the rows it answers for, as ids. Raises nothing; store nothing of the result.
    """
    return issue_links([WantedLink(person.pk, purpose, subjects, channel)], at=at)[0]


@dataclass(frozen=True, slots=True)
class WantedLink:
    """A link to be made: for whom, to which question, about which rows, sent by which channel."""

    person_id: int
    purpose: str
    subjects: dict[str, Any]
    channel: str = ""


def issue_links(wanted: Sequence[WantedLink], *, at: datetime) -> list[IssuedLink]:
    """Make many links, in the order asked for, with one statement."""
    issued = []
    for one in wanted:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        digest = _token_digest(token)
        code = _code_for(digest)
        link = AnswerLink(
            purpose=one.purpose,
            person_id=one.person_id,
            channel=one.channel,
            token_digest=digest,
            code_digest=_code_digest(code),
            subjects=one.subjects,
            issued_at=at,
        )
        issued.append(IssuedLink(link, token, code))
    _store([one.link for one in issued])
    return issued


_STORE = """
INSERT INTO accounts_answerlink
    (purpose, person_id, channel, token_digest, code_digest, subjects, issued_at)
SELECT purpose, person_id, channel, token, code, subjects::jsonb, %(at)s
FROM unnest(%(purposes)s::text[], %(people)s::bigint[], %(channels)s::text[], %(tokens)s::bytea[],
    %(codes)s::bytea[], %(subjects)s::text[])
    WITH ORDINALITY AS w (purpose, person_id, channel, token, code, subjects, place)
ORDER BY place
RETURNING id
"""


def _store(links: Sequence[AnswerLink]) -> None:
    """Ten thousand links a morning: arrays cost half of what a value list does."""
    if not links:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            _STORE,
            {
                "at": links[0].issued_at,
                "purposes": [link.purpose for link in links],
                "people": [link.person_id for link in links],
                "channels": [link.channel for link in links],
                "tokens": [link.token_digest for link in links],
                "codes": [link.code_digest for link in links],
                "subjects": [json.dumps(link.subjects) for link in links],
            },
        )
        for link, (pk,) in zip(links, cursor.fetchall(), strict=True):
            link.pk, link._state.adding = pk, False


def shown_code(code: str) -> str:
    """The code in two halves, as it is printed: ``7Q4K-2MXT``."""
    return f"{code[:4]}-{code[4:]}"


def code_of(link: AnswerLink) -> str:
    """The code of a link, for the receipt of somebody who came by that link."""
    return _code_for(bytes(link.token_digest))


def find_by_token(token: str) -> AnswerLink | None:
    """The link of a token, or None. Changes nothing."""
    return _find("token_digest", _token_digest(token))


def find_by_code(text: str) -> AnswerLink | None:
    """The link of a typed code; blanks, dashes and case are forgiven."""
    code = tidy_code(text)
    return _find("code_digest", _code_digest(code)) if len(code) == CODE_LENGTH else None


_LINK = ("id", "purpose", "person_id", "channel", "token_digest", "code_digest", "subjects",
         "issued_at", "revoked_at", "opened_at")  # fmt: skip
_PERSON = ("id", "name", "sort_name", "nip", "language")
_LINK_WITH_PERSON = f"""
SELECT {", ".join(f"link.{name}" for name in _LINK)}, {", ".join(f"person.{n}" for n in _PERSON)}
FROM accounts_answerlink link JOIN accounts_person person ON person.id = link.person_id
WHERE link.{{column}} = %s
"""


def _find(column: str, digest: bytes) -> AnswerLink | None:
    """The link with its person: the door that every holder opens."""
    for row in statements.rows(_LINK_WITH_PERSON.format(column=column), [digest]):
        link = AnswerLink.from_db(connection.alias, _LINK, row[: len(_LINK)])
        link.subjects = json.loads(str(link.subjects))
        link.person = Person.from_db(connection.alias, _PERSON, row[len(_LINK) :])
        return link
    return None


def tidy_code(text: str) -> str:
    """A typed code as it was printed."""
    return "".join(text.split()).replace("-", "").upper()


def wrong_codes_of(address: str, *, at: datetime) -> int:
    """How many wrong codes were typed from the network of this address within the hour."""
    return limits.counted(WRONG_CODES, address, at=at)


def count_wrong_code(address: str, *, at: datetime) -> int:
    """Remember one wrong code of a network; return how many there were within the hour."""
    return limits.count(WRONG_CODES, address, at=at)


def issue_six_digits(
    person: Person, purpose: str, *, link: AnswerLink | None = None, at: datetime
) -> str:
    """Six digits for a second step; the caller sends them by another channel than the link."""
    digits = f"{secrets.randbelow(10**6):06d}"
    ConfirmationCode.objects.create(
        link=link, person=person, purpose=purpose, digest=_six_digest(person, digits), issued_at=at
    )
    return digits


def use_six_digits(person: Person, purpose: str, digits: str, *, at: datetime) -> bool:
    """Whether the digits are the newest ones for this purpose; a right one is used up."""
    newest = (
        ConfirmationCode.objects.select_for_update()
        .filter(person=person, purpose=purpose, used_at=None, issued_at__gt=at - SIX_DIGITS_VALID)
        .order_by("-pk")
        .first()
    )
    if newest is None or newest.wrong_tries >= SIX_DIGITS_TRIES:
        return False
    typed = "".join(digits.split())
    if not hmac.compare_digest(bytes(newest.digest), _six_digest(person, typed)):
        newest.wrong_tries += 1
        newest.save(update_fields=["wrong_tries"])
        return False
    newest.used_at = at
    newest.save(update_fields=["used_at"])
    return True


def _token_digest(token: str) -> bytes:
    return hashlib.sha256(force_bytes(token)).digest()


def _code_for(token_digest: bytes) -> str:
    """Eight signs that follow from the link and our key, so that they need not be stored."""
    number = int.from_bytes(
        hmac.digest(force_bytes(settings.SECRET_KEY), b"short:" + token_digest, "sha256")
    )
    signs = []
    for _sign in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    return "".join(signs)


def _code_digest(code: str) -> bytes:
    # Forty bits can be tried out offline, so the short code is keyed.
    return hmac.digest(force_bytes(settings.SECRET_KEY), b"code:" + force_bytes(code), "sha256")


def _six_digest(person: Person, digits: str) -> bytes:
    message = f"six:{person.pk}:{digits}"
    return hmac.digest(force_bytes(settings.SECRET_KEY), force_bytes(message), "sha256")
