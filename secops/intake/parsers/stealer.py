"""Text logs of infostealers: blocks of `label: value` lines, one saved login per block.

Families differ in labels, order and separators (source: the grammars of stealer-parser and
universal_stealer_log_parser); only the first colon separates label and value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from .decode import Lines
from .judge import Judge
from .row import LeakRow, Machine

_ROLES: Final = {
    "host": "host hostname url ur1 website web site link domain|host name|web site|login url",
    "login": "login user username u53rn4m3 usr email e-mail|user login|user name|login name",
    "secret": "password pass p455w0rd pwd passwd sandi|user password|kata sandi|pass word",
    "soft": "soft software browser application storage profile app",
    "advert": "seller telegram|log tools|free logs|logs by",
}
LABELS: Final[dict[str, str]] = {
    label: role
    for role, words in _ROLES.items()
    for label in [*words.split("|")[0].split(), *words.split("|")[1:]]
}
_SEPARATOR = re.compile(r"\s*([=\-_*#~+])\1{3,}.*")
_LABEL_LENGTH: Final = 24


def label_of(line: str) -> tuple[str, str]:
    """Role of the line's label ('' where it has none we know) and the value after it."""
    at = line.find(":", 0, _LABEL_LENGTH)
    if at < 0:
        return "", ""
    label = line[:at].casefold().strip(" \t-*>•")
    role = LABELS.get(label) or LABELS.get(" ".join(label.split()), "")
    return role, line[at + 1 :].strip()


@dataclass(slots=True)
class _Block:
    """A block being read. Never shown or logged: it holds the secret until it is judged."""

    line: int = 0
    has_host: bool = False
    has_login: bool = False
    has_secret: bool = False
    has_soft: bool = False
    bad: str = ""
    host: str = field(default="", repr=False)
    login: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    open_secret: bool = False
    """The last line belonged to an Android password, which may go on."""

    @property
    def is_row(self) -> bool:
        return self.has_host or self.has_login

    def holds(self, role: str) -> bool:
        """Whether a label of this role starts the next block (logs without separators)."""
        if role == "host":
            return self.has_host or self.has_login or self.has_secret
        if role == "login":
            return self.has_login
        if role == "secret":
            return self.has_secret
        return role == "soft" and self.has_soft

    def take(self, role: str, value: str, number: int) -> None:
        self.line = self.line or number
        self.open_secret = False
        if role == "host":
            self.has_host, self.host = True, value
        elif role == "login":
            self.has_login, self.login = True, value
        elif role == "secret":
            self.has_secret, self.secret = True, value
            self.open_secret = self.host[:10].casefold() == "android://"
        elif role == "soft":
            self.has_soft = True


def parse_stealer(
    lines: Lines,
    judge: Judge,
    batch_size: int,
    machine: tuple[int, Machine] | None = None,
    part: str = "",
) -> Iterator[list[LeakRow]]:
    """Batches of rows of one log. `machine`: its index and data, where a system file names it."""
    batch: list[LeakRow] = []
    index = machine[0] if machine else None
    own_date, own_is_date = None, False
    # When Windows was installed says nothing about when the password was taken.
    if machine and machine[1].dated_by != "install_date":
        own_date, own_is_date = machine[1].log_date, machine[1].log_is_date

    def close(block: _Block) -> None:
        if not block.is_row:
            return
        if block.bad:
            judge.tally.rows += 1
            judge.tally.reject(block.line, block.bad, part)
            return
        row = judge.row(
            block.line,
            block.host,
            block.login,
            block.secret,
            own_date,
            own_is_date,
            index,
            part,
        )
        if row is not None:
            batch.append(row)

    block = _Block()
    for first, chunk in lines:
        for number, line in enumerate(chunk, first):
            if line is None:
                block.bad = "too_long" if number in lines.too_long else "unreadable"
                continue
            if not line or line.isspace():
                close(block)
                block = _Block()
            else:
                role, value = label_of(line)
                if role:
                    if block.holds(role):
                        close(block)
                        block = _Block()
                    block.take(role, value, number)
                elif _SEPARATOR.fullmatch(line):
                    close(block)
                    block = _Block()
                elif block.open_secret and len(block.secret) < 65_536:
                    block.secret += "\n" + line
            if len(batch) >= batch_size:
                yield batch
                batch = []
    close(block)
    if batch:
        yield batch
