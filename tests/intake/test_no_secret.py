"""No leaked password outlives the parser: planted ones are looked for wherever something is kept.

Every format, read to the end, refused, failing half-way, cancelled, and waiting for a worker; then
the whole database (history too), the folders, the broker's files, logs, error pages (debug too),
rejects, exports and task arguments are searched.
"""

from __future__ import annotations

import base64
import io
import logging
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from secops.intake.leaks import importing
from secops.intake.models import Upload
from secops.inventory.models import LeakReport
from secops.jobs.actions import cancel_job, work_off
from secops.jobs.models import Job
from tests.factories import AccountFactory, ApplicationFactory

CANARY = "KenariRahasia77"
URL = "https://simpatik.kotacontoh.example/login"
OTHER = "https://lain.kotacontoh.example/"
SYSTEM = "Computer: LOKET-3\nMachineID: A1\nLog date: 2024-06-01 10:00:00\n"


def ulp() -> bytes:
    lines = [
        f"{URL}:sari:{CANARY}",
        f"{URL}:sari:{CANARY}",
        f"{URL}:tak.dikenal:{CANARY}",
        f"{OTHER}|siapa|{CANARY}",
        f"budi:{CANARY}:{URL}",
        f"https://situs.test/:budi:{CANARY}",
        f"{URL}::{CANARY}",
        f"budi:{CANARY}",
        f"{URL}:1,98E+17:{CANARY}",
        f"{URL}:budi:{CANARY}\0x",
        CANARY * 6000,
    ]
    return "\n".join(lines).encode()


def stealer() -> bytes:
    return (
        f"URL: {URL}\nUsername: sari\nPassword: {CANARY}\nApplication: Chrome\n==========\n"
        f"URL: {OTHER}\nUsername: siapa\nPassword: {CANARY}\n\n"
        f"Host: android://QUJD@example.kotacontoh.app/\nLogin: s\nPassword: baris1\n{CANARY}\n\n"
        f"URL: {URL}\nUsername:\nPassword: {CANARY}\n"
    ).encode()


def stealer_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ID/Passwords.txt", stealer())
        archive.writestr("ID/System.txt", SYSTEM)
    return out.getvalue()


def table() -> bytes:
    return (
        f"Situs;Akun;Sandi;Tanggal\n{URL};sari;{CANARY};2024-05-01\n{OTHER};siapa;{CANARY};x\n"
        f"{URL};tak.dikenal;{CANARY};\n{URL};;{CANARY}\n{URL};1,98E+17;{CANARY};\n"
    ).encode()


def sheet() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for at, line in enumerate(table().decode().splitlines()):
        for column, cell in enumerate(line.split(";")):
            page.write_string(at, column, cell)
    book.close()
    return out.getvalue()


def without_titles() -> bytes:
    return "\n".join(f"{URL},18800101190501{n:04},{CANARY}{n},1" for n in range(9)).encode()


def shadowserver() -> bytes:
    return (
        "timestamp,email,infection,source_url,public_source,status,tag,severity,service,username,"
        f"detail\n2024-06-18 03:10:11,a@x.test,,{URL},,,data-leak,,,sari,{CANARY}\n"
    ).encode()


def unreadable() -> bytes:
    return f"{CANARY}\n{CANARY}".encode()


def locked() -> bytes:
    return f"-----BEGIN PGP MESSAGE-----\n{CANARY}".encode()


def broken_sheet() -> bytes:
    return sheet()[:-200] + CANARY.encode()


FILES: dict[str, Callable[[], bytes]] = {
    "ulp.txt": ulp,
    "stealer.txt": stealer,
    "stealer.zip": stealer_zip,
    "table.csv": table,
    "table.xlsx": sheet,
    "headerless.csv": without_titles,
    "shadowserver.csv": shadowserver,
    "unreadable.txt": unreadable,
    "locked.txt": locked,
    "broken.xlsx": broken_sheet,
}


def forms_of(canary: str) -> list[str]:
    """The canary as it would stand in a file or a column: plain, hex, base64 at any offset."""
    raw = canary.encode()
    coded = [base64.b64encode(b"x" * shift + raw).decode()[4:-4] for shift in range(3)]
    return [canary, raw.hex(), *coded]


@pytest.fixture
def var(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All folders the product writes to, and the machine's temporary folder, in one place."""
    folder = tmp_path / "var"
    for name in ("sealed", "media", "tmp", "queue", "control"):
        (folder / name).mkdir(parents=True)
    settings.SEALED_DIR = folder / "sealed"
    settings.MEDIA_ROOT = folder / "media"
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "tmp"))
    return folder


def found_in_database() -> list[str]:
    """Tables of every schema in which the canary stands, in any column."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) "
            "FROM information_schema.tables WHERE table_type IN ('BASE TABLE', 'LOCAL TEMPORARY') "
            "AND (table_schema <> 'pg_catalog' OR table_name = 'pg_statistic')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        assert len(tables) > 60, "the product's tables and the server's own"
        query = " UNION ALL ".join(
            f"SELECT DISTINCT '{name}' FROM {name} t WHERE t::text LIKE ANY (%(forms)s)"
            for name in tables
        )
        cursor.execute(query, {"forms": [f"%{form}%" for form in forms_of(CANARY)]})
        return [name for (name,) in cursor.fetchall()]


def found_in(folder: Path) -> list[Path]:
    """Files under the folder that hold the canary; open archives are looked into."""
    wanted = [form.encode() for form in forms_of(CANARY)] + [CANARY.encode("utf-16-le")]
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and any(form in path.read_bytes() for form in wanted)
    ]


class Lines(logging.Handler):
    """All log lines of a whole test. (`caplog` forgets a test's own lines before its fixtures end,
    which is when the search looks.)"""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{self.format(record)} {record.args} {record.__dict__}")


@pytest.fixture
def lines() -> Iterator[Lines]:
    kept, root = Lines(), logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(kept)
    root.setLevel(level)


class Search:
    """Looks everywhere at once, and says where it found something."""

    def __init__(self, var: Path, lines: Lines) -> None:
        self.var = var
        self.lines = lines
        self.pages: list[bytes] = []
        self.sent: list[str] = []

    def everywhere(self) -> list[str]:
        found = [f"table {name}" for name in found_in_database()]
        found += [f"file {path.name}" for path in found_in(self.var)]
        found += ["log"] * any(CANARY in line for line in self.lines.texts)
        found += [f"page {n}" for n, page in enumerate(self.pages) if CANARY.encode() in page]
        found += ["task"] * any(CANARY in arguments for arguments in self.sent)
        return found


@pytest.fixture
def search(var: Path, lines: Lines, monkeypatch: pytest.MonkeyPatch) -> Iterator[Search]:
    it = Search(var, lines)

    def send(name: str, args: Any = None, **more: Any) -> None:
        it.sent.append(repr((name, args, more)))

    monkeypatch.setattr("celery.current_app.send_task", send)
    yield it
    assert it.everywhere() == []


@pytest.fixture
def simpatik(db: None) -> None:
    application = ApplicationFactory(code="simpatik")
    application.hosts.create(name="simpatik.kotacontoh.example")
    AccountFactory(application=application, username="sari")


def send_file(browser: Client, name: str, search: Search, **more: str) -> Any:
    file = io.BytesIO(FILES[name]())
    file.name = name
    answer = browser.post(
        reverse("leak-report-upload"),
        {"sealed_file": file, "source": "BSSN", "received_at": "2024-06-28T09:00",
         "format": "auto"} | more,
    )  # fmt: skip
    search.pages.append(answer.content)
    return answer


def work() -> None:
    while work_off(at=timezone.now()):
        pass


def look_at_all_pages(browser: Client, search: Search) -> None:
    for upload in Upload.objects.all():
        address = reverse("leak-upload", args=[upload.pk])
        page = browser.get(address, follow=True)
        search.pages.append(page.content)
        columns = page.context.get("columns") if page.context else None
        if columns:
            roles = {f"column_{n}": column["role"] for n, (column, _f) in enumerate(columns)}
            search.pages.append(browser.post(address, roles).content)
            work()
            search.pages.append(browser.get(address, follow=True).content)
    for report in LeakReport.objects.all():
        for name in ("leak-report", "leak-report-accounts", "leak-report-rejects"):
            search.pages.append(browser.get(reverse(name, args=[report.pk])).content)
        for name in ("leak-report-accounts", "leak-report-rejects"):
            for kind in ("csv", "xlsx"):
                address = reverse(name, args=[report.pk]) + f"?export={kind}"
                answer = browser.get(address)
                search.pages.append(opened(b"".join(answer)))  # type: ignore[call-overload]
        register = browser.get(reverse("leak-report-register", args=[report.pk]))
        search.pages.append(register.content)
    for name in ("unmatched", "unmatched-logins", "devices"):
        search.pages.append(browser.get(reverse(name)).content)
        search.pages.append(opened(b"".join(browser.get(reverse(name) + "?export=xlsx"))))  # type: ignore[call-overload]


def opened(content: bytes) -> bytes:
    """The content, and what is packed in it."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return content + b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_from_upload_to_receipt(
    name: str, simpatik: None, olga: User, signed_in: Any, search: Search
) -> None:
    browser = signed_in(olga)
    send_file(browser, name, search)
    assert search.everywhere() == [], "while it waits for a worker"
    work()
    look_at_all_pages(browser, search)


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["table", "stealer", "ulp", "shadowserver"])
@pytest.mark.parametrize("name", FILES)
def test_by_command_and_as_another_format(
    name: str,
    form: str,
    simpatik: None,
    search: Search,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    try:
        call_command(
            "import_leak", str(path), "--json", "--format", form,
            "--rejects", str(search.var / "rejects.csv"),
        )  # fmt: skip
    except CommandError as refused:
        search.pages.append(str(refused).encode())
    said = capsys.readouterr()
    search.pages += [said.out.encode(), said.err.encode()]


@pytest.mark.django_db
@pytest.mark.parametrize("broken", ["merge", "stage", "add_exposures", "join_and_derive"])
@pytest.mark.parametrize("name", ["ulp.txt", "stealer.zip", "shadowserver.csv"])
def test_when_the_import_fails_half_way(
    name: str,
    broken: str,
    simpatik: None,
    olga: User,
    signed_in: Any,
    search: Search,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = getattr(importing, broken)

    def fails(*args: Any, **kwargs: Any) -> None:
        right(*args, **kwargs)
        # The local variables hold rows; a careless log or page would show them.
        raise RuntimeError("half-way")

    monkeypatch.setattr(importing, broken, fails)
    browser = signed_in(olga)
    send_file(browser, name, search)
    work()
    assert Job.objects.filter(state=Job.State.FAILED).count() == 1
    assert not LeakReport.objects.exists()
    look_at_all_pages(browser, search)


@pytest.mark.django_db
@pytest.mark.parametrize("debug", [True, False])
def test_an_error_page_shows_no_upload(
    debug: bool,
    simpatik: None,
    olga: User,
    signed_in: Any,
    search: Search,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.DEBUG = debug

    def fails(file: Any, **options: Any) -> None:
        raise RuntimeError("half-way")

    monkeypatch.setattr("secops.intake.leaks.uploading.receive_leak", fails)
    browser = signed_in(olga)
    browser.raise_request_exception = False
    answer = send_file(browser, "ulp.txt", search, source=f"bukan {CANARY}"[:5])
    assert answer.status_code == 500


@pytest.mark.django_db
def test_when_it_is_cancelled(simpatik: None, olga: User, signed_in: Any, search: Search) -> None:
    browser = signed_in(olga)
    send_file(browser, "ulp.txt", search)
    job = Job.objects.get()
    cancel_job(job, by=olga, at=timezone.now())
    work()
    look_at_all_pages(browser, search)
    browser.post(reverse("leak-upload-discard", args=[Upload.objects.get().pk]))


@pytest.mark.django_db
def test_the_search_itself_finds_what_is_hidden(var: Path, lines: Lines, olga: User) -> None:
    it = Search(var, lines)
    assert it.everywhere() == []
    report = LeakReport.objects.create(
        file_name="a", sha256="0", format="ulp", received_at=timezone.now(),
        imported_at=timezone.now(), imported_by=olga, mapping={"x": [CANARY]},
    )  # fmt: skip
    (var / "sealed" / "a").write_bytes(b"..." + CANARY.encode() + b"...")
    (var / "tmp" / "b").write_text(base64.b64encode(f"xy{CANARY}zz".encode()).decode())
    logging.getLogger("x").warning("row %s", CANARY)
    it.pages.append(CANARY.encode())
    it.sent.append(CANARY)
    found = it.everywhere()
    assert f"table public.{report._meta.db_table}" in found
    assert {"file a", "file b", "log", "page 0", "task"} <= set(found)
