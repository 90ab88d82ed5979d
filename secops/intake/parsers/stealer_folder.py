"""A ZIP or folder of stealer logs: password files, and the system file that names the computer.

Nothing is unpacked to disk and no name inside is used as a path.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from .decode import Lines, Source
from .judge import Judge
from .machine import read_machine
from .refusals import refused
from .row import LeakRow, Machine
from .stealer import parse_stealer
from .zips import BROKEN, ENTRIES, FILES, open_zip

_PASSWORDS = re.compile(r"[\W_]*(?:all[ _-]?)?passwords?(?:[ _-]*list)?.*\.txt", re.IGNORECASE)
_SYSTEM = re.compile(
    r"(?:user[ _-]?information|system(?:[ _-]?info(?:rmation)?)?|information|info)\.txt",
    re.IGNORECASE,
)
_BROKEN: Final = (*BROKEN, zlib.error)

Opener = Callable[[], BinaryIO]


def is_password_log(name: str) -> bool:
    """`Passwords.txt`, `All Passwords.txt`, `_AllPasswords_list.txt`, `Passwords[Edge]_x.txt`."""
    return _PASSWORDS.fullmatch(PurePosixPath(name.replace("\\", "/")).name) is not None


class StealerFolder:
    """The logs of a ZIP or folder, by name; raises FileRefused if there are none."""

    def __init__(self, members: dict[str, Opener], empty: str) -> None:
        self._logs = sorted(name for name in members if is_password_log(name))
        if not self._logs:
            raise refused(empty)
        self._members = members
        self._systems: dict[PurePosixPath, str] = {}
        for name in sorted(members):
            path = PurePosixPath(name.replace("\\", "/"))
            if _SYSTEM.fullmatch(path.name):
                self._systems.setdefault(path.parent, name)
        self._machines: dict[str, tuple[int, Machine]] = {}

    def parse(self, judge: Judge, batch_size: int) -> Iterator[list[LeakRow]]:
        """Batches of rows of all logs; a damaged log counts as one rejected row."""
        for number, name in enumerate(self._logs, start=1):
            part = str(number)
            try:
                with self._members[name]() as file:
                    yield from parse_stealer(
                        Lines(Source(file)), judge, batch_size, self._machine(name, judge), part
                    )
            except _BROKEN:
                judge.tally.rows += 1
                judge.tally.reject(0, "unreadable", part)

    def _machine(self, name: str, judge: Judge) -> tuple[int, Machine] | None:
        """The machine of the nearest system file, beside the log or above it."""
        for folder in PurePosixPath(name.replace("\\", "/")).parents:
            system = self._systems.get(folder)
            if system is None:
                continue
            if system not in self._machines:
                try:
                    with self._members[system]() as file:
                        machine = read_machine(Lines(Source(file)))
                except _BROKEN:
                    machine = Machine("", "", "", "", "", "", None, False, "")
                self._machines[system] = len(judge.tally.machines), machine
                judge.tally.machines.append(machine)
            return self._machines[system]
        return None


def open_stealer_zip(file: BinaryIO) -> StealerFolder:
    """The logs of a ZIP within the limits. Raises FileRefused."""
    archive = open_zip(file, xlsx=False)

    def opener(entry: zipfile.ZipInfo) -> Opener:
        return lambda: archive.open(entry)  # type: ignore[return-value]  # IO[bytes] reads alike

    members = {entry.filename: opener(entry) for entry in archive.infolist() if not entry.is_dir()}
    return StealerFolder(members, "zip_not_stealer")


def _opener(file: Path) -> Opener:
    return lambda: file.open("rb")


def open_stealer_folder(path: str | os.PathLike[str]) -> StealerFolder:
    """The logs under a folder; links are not followed. Raises FileRefused."""
    root = Path(path)
    members: dict[str, Opener] = {}
    for folder, _, names in os.walk(root, followlinks=False):
        for name in names:
            file = Path(folder, name)
            if file.is_file() and not file.is_symlink():
                members[file.relative_to(root).as_posix()] = _opener(file)
            if len(members) > ENTRIES:
                raise refused("zip_too_big", what=FILES, found=len(members), limit=ENTRIES)
    return StealerFolder(members, "folder_without_logs")
