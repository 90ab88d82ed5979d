"""An uploaded sheet of the agent: what was edited, what is refused and why, what is applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Department, User
from dashboard.account.actions import HolderRefused, name_holder
from dashboard.desk.actions import record_for
from dashboard.desk.forms import Deed
from dashboard.desk.queries import rows_of
from dashboard.desk.sheet import (
    HEARD,
    KNOWN,
    REMOVED,
    SHEET,
    Line,
    Version,
    lines_of,
    sealed,
    standing_words,
)
from secops.audit.actions import record
from secops.compliance.rotations.actions import Mend, RotationRefused, mend_contacts
from secops.compliance.rotations.models import Answer, Rotation
from secops.compliance.rotations.queries import Desk
from secops.intake.parsers.decode import Given
from secops.intake.parsers.refusals import refused
from secops.intake.tabular import Note, ParsedRow, read_table
from secops.intake.tabular.cells import CellError


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell of the sheet that was not taken: where, what stood there, why not."""

    row: int
    column: str
    value: str
    problem: str


@dataclass(slots=True)
class SheetRead:
    """What became of a sheet; rows = changed + unchanged + those with a problem."""

    rows: int = 0
    unchanged: int = 0
    contacts: int = 0
    deeds: int = 0
    holders: int = 0
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return self.contacts + self.deeds + self.holders


@dataclass(slots=True)
class _Wanted:
    """What a row asks for, after it was compared with what is known."""

    number: int
    line: Line
    mail: str | None = None
    whatsapp: str | None = None
    deed: Deed | None = None
    name: str = ""
    nip: str = ""

    @property
    def nothing(self) -> bool:
        return self.mail is None and self.whatsapp is None and self.deed is None and not self.name


@transaction.atomic
def apply_sheet(given: Given, desk: Desk, *, by: User, at: datetime) -> SheetRead:
    """Read an uploaded sheet and do what it says, row by row; good rows are taken, the others
    come back with their problems. FileRefused where the file as a whole cannot be read."""
    table = read_table(given, columns=SHEET)
    rows = list(table.parsed())
    if not rows:
        raise refused("only_titles")
    done = SheetRead(rows=len(rows), warnings=[_words(note) for note in table.notes])
    lines = _lines(rows, desk)
    departments = {one.code: one for one in Department.objects.all()}
    wanted = [one for row in rows if (one := _read(row, lines, departments, done)) is not None]
    done.unchanged = sum(one.nothing for one in wanted)
    for one in wanted:
        if one.name:
            _name(one, done, by, at)
    _mend([one for one in wanted if not one.name], done, by, at)
    _record(wanted, done, by, at)
    record("desk.sheet_read", by, by=by, at=at, contacts=done.contacts, deeds=done.deeds,
           refused=len({problem.row for problem in done.problems}))  # fmt: skip
    done.problems.sort(key=lambda one: one.row)
    return done


def _lines(rows: list[ParsedRow], desk: Desk) -> dict[int, Line]:
    """The accounts of this desk that the rows name, as they are now."""
    versions = [_version(row) for row in rows]
    ids = [version.rotation_id for version in versions if version is not None]
    found = rows_of(desk).filter(pk__in=ids)
    return {line.rotation.pk: line for line in lines_of(list(found))}


def _version(row: ParsedRow) -> Version | None:
    found = row.values.get("versi")
    return found if isinstance(found, Version) else None


def _read(
    row: ParsedRow,
    lines: Mapping[int, Line],
    departments: Mapping[str, Department],
    done: SheetRead,
) -> _Wanted | None:
    """Compare one row with what is known; None where a problem keeps all of it out."""
    problems = [_cell_problem(row.number, error) for error in row.errors]
    version = _version(row)
    line = lines.get(version.rotation_id) if version else None
    if version is not None and line is None:
        problems.append(
            Problem(row.number, "versi", "", _("akun ini tidak ada di meja Anda (lagi)"))
        )
    if problems or version is None or line is None:
        done.problems += problems
        return None
    cells = {name: str(value or "") for name, value in row.values.items() if name != "versi"}
    wanted = _Wanted(row.number, line)
    wanted.mail = _edited(row.number, "Email", cells, version.mail, "mail", line.address,
                          line, problems)  # fmt: skip
    wanted.whatsapp = _edited(row.number, "WhatsApp", cells, version.whatsapp, "whatsapp",
                              line.number, line, problems)  # fmt: skip
    _holder(row.number, cells, version, wanted, problems)
    leave = row.values.get("Cuti sampai")
    until = leave if isinstance(leave, date) else None
    _deed(row.number, cells, version, departments, until, wanted, problems)
    done.problems += problems
    return None if problems else wanted


def _edited(
    number: int,
    column: str,
    cells: Mapping[str, str],
    before: str,
    name: str,
    now: str,
    line: Line,
    problems: list[Problem],
) -> str | None:
    """The new value of an edited contact; None where the cell says nothing new."""
    pk = line.rotation.pk
    value = cells.get(column, "")
    if not value or sealed(pk, name, value) == before:
        return None
    asked = "" if value == REMOVED else value
    if asked.lower() == now.lower():
        return None
    if before != sealed(pk, name, now):
        newer = now or _("kosong")
        problems.append(
            Problem(number, column, value,
                    _("sudah diubah sejak lembar diunduh; sekarang: %(value)s") % {"value": newer})
        )  # fmt: skip
        return None
    if line.person is None and not cells.get("Pemegang"):
        problems.append(Problem(number, column, value, _("isi dulu kolom Pemegang")))
        return None
    return asked


def _holder(
    number: int,
    cells: Mapping[str, str],
    version: Version,
    wanted: _Wanted,
    problems: list[Problem],
) -> None:
    """A name in the row of an account that nobody holds names its holder."""
    value, line = cells.get("Pemegang", ""), wanted.line
    if not value or sealed(line.rotation.pk, "holder", value) == version.holder:
        return
    if line.person is not None:
        words = _("pemegang sudah tercatat: %(name)s; ganti lewat halaman akunnya")
        problems.append(Problem(number, "Pemegang", value, words % {"name": line.person.name}))
        return
    wanted.name, wanted.nip = value, cells.get("NIP", "")
    if not wanted.nip and not wanted.mail:
        problems.append(Problem(number, "Pemegang", value, _("isi juga NIP atau email")))


def _deed(
    number: int,
    cells: Mapping[str, str],
    version: Version,
    departments: Mapping[str, Department],
    leave_until: date | None,
    wanted: _Wanted,
    problems: list[Problem],
) -> None:
    word, line = cells.get("Keterangan", ""), wanted.line
    if not word:
        return
    if sealed(line.rotation.pk, "standing", line.standing) != version.standing:
        newer = standing_words(line.rotation)
        words = _("keadaan akun sudah berubah sejak lembar diunduh; sekarang: %(value)s")
        problems.append(Problem(number, "Keterangan", word, words % {"value": newer}))
        return
    name, both, reason = KNOWN[word]
    if name == "leave" and leave_until is None:
        problems.append(Problem(number, "Cuti sampai", "", _("isi tanggal terakhir cutinya")))
        return
    department = None
    if name == "moved":
        code = cells.get("OPD tujuan", "")
        department = departments.get(code)
        if department is None:
            words = _("pilih OPD tujuan dari daftar") if code else _("isi OPD tujuan")
            problems.append(Problem(number, "OPD tujuan", code, words))
            return
        if department.pk == line.rotation.department_id:
            problems.append(
                Problem(number, "OPD tujuan", code, _("akun ini sudah tercatat di OPD itu"))
            )
            return
    wanted.deed = Deed(
        name,
        HEARD.get(cells.get("Tahu lewat", ""), Answer.Channel.DESK),
        said_by=cells.get("Siapa yang mengatakan", ""),
        note=cells.get("Catatan", ""),
        both=both,
        reason=reason,
        department=department,
        leave_until=leave_until if name == "leave" else None,
    )


def _name(one: _Wanted, done: SheetRead, by: User, at: datetime) -> None:
    try:
        with transaction.atomic():
            name_holder(one.line.rotation.account, nip=one.nip, email=one.mail or "",
                        name=one.name, by=by, at=at)  # fmt: skip
    except HolderRefused as refused:
        done.problems.append(Problem(one.number, "Pemegang", one.name, str(refused)))
        one.deed = None
    else:
        done.holders += 1


def _mend(wanted: list[_Wanted], done: SheetRead, by: User, at: datetime) -> None:
    """Enter the addresses; one person in two rows must say the same in both."""
    first: dict[tuple[int, str], _Wanted] = {}
    mends: dict[int, dict[str, str]] = {}
    for one in wanted:
        if one.line.person is None:
            continue
        pk = one.line.person.pk
        for name, column in (("mail", "Email"), ("whatsapp", "WhatsApp")):
            value = getattr(one, name)
            if value is None:
                continue
            other = first.setdefault((pk, name), one)
            if getattr(other, name).lower() != value.lower():
                words = _("orang ini sudah diisi lain di baris %(row)s") % {"row": other.number}
                done.problems.append(Problem(one.number, column, value, words))
            else:
                mends.setdefault(pk, {})[name] = value
    if not mends:
        return
    mended = mend_contacts(
        [Mend(pk, cells.get("mail"), cells.get("whatsapp")) for pk, cells in mends.items()],
        by=by,
        at=at,
    )
    done.contacts += len(mended.people)
    for wrong in mended.refused:
        name = "mail" if wrong.kind == "mail" else "whatsapp"
        column = "Email" if wrong.kind == "mail" else "WhatsApp"
        number = first[wrong.person_id, name].number
        done.problems.append(Problem(number, column, wrong.value, wrong.why))


def _record(wanted: list[_Wanted], done: SheetRead, by: User, at: datetime) -> None:
    """Record the remarks, those that are the same together."""
    groups: dict[Deed, list[_Wanted]] = {}
    for one in wanted:
        if one.deed is not None:
            groups.setdefault(one.deed, []).append(one)
    for deed, ones in groups.items():
        rows: list[Rotation] = [one.line.rotation for one in ones]
        try:
            with transaction.atomic():
                done.deeds += record_for(rows, deed, by=by, at=at)
        except RotationRefused as refused:
            column = "Cuti sampai" if deed.name == "leave" else "Keterangan"
            shown = deed.leave_until.strftime("%d/%m/%Y") if deed.leave_until else ""
            done.problems += [Problem(one.number, column, shown, str(refused)) for one in ones]


def _cell_problem(number: int, error: CellError) -> Problem:
    english = (get_language() or "id").startswith("en")
    words = error.problem_en if english else error.problem_id
    return Problem(number, error.column, error.value, words)


def _words(note: Note) -> str:
    english = (get_language() or "id").startswith("en")
    return note.sentence_en if english else note.sentence_id
