"""Real curl and real cron lines, as the page offers them, against a real server."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from accounts.roles import Role
from secops.compliance.backups.actions import rotate_key
from secops.compliance.backups.connecting import ways_to_report
from secops.compliance.backups.models import BackupPlan, Ping
from tests.backups.support import AT, plan_of, standing
from tests.factories import DepartmentFactory, holder_of

CURL = shutil.which("curl")
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CURL is None, reason="no curl on this machine"),
]


@pytest.fixture
def plan(live_server: Any, settings: Any) -> BackupPlan:
    settings.PUBLIC_BASE_URL = live_server.url
    department = DepartmentFactory(code="DINSOS")
    agent = holder_of(Role.AGENT, department)
    rotate_key(department, by=agent, at=AT)
    return plan_of(department, by=agent, slug="simpatik")


def lines(plan: BackupPlan, key: str, script: Path) -> str:
    """The lines of the page, with a script of our own in place of the backup."""
    (way,) = [way for way in ways_to_report(plan) if way.key == key]
    text = way.lines.replace("/usr/local/bin/backup.sh", str(script))
    return re.sub(r"^restic backup .*$", str(script), text, flags=re.M)


def run(text: str) -> None:
    subprocess.run(["/bin/sh", "-c", text], check=True, timeout=60)


def backup(tmp_path: Path, code: int, says: str = "") -> Path:
    script = tmp_path / f"backup{code}.sh"
    script.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    script.chmod(0o755)
    return script


def test_the_lines_of_the_page_report_what_really_happened(
    plan: BackupPlan, tmp_path: Path
) -> None:
    good, bad = backup(tmp_path, 0, "semua baik"), backup(tmp_path, 3, "disk penuh")
    # A cron line, as cron hands it to the shell: without its five fields.
    run(lines(plan, "cron", good).split(maxsplit=5)[5])
    assert standing(plan).state == "unproven"
    run(lines(plan, "cron", bad).split(maxsplit=5)[5])
    assert standing(plan).state == "failing"
    run(lines(plan, "log", good))
    run(lines(plan, "log", bad))
    run(lines(plan, "restic", good))
    run(lines(plan, "slug", good))
    told = [(p.kind, p.exit_status, p.method, p.body) for p in Ping.objects.order_by("n")]
    assert told == [
        ("success", 0, "GET", ""), ("fail", 3, "GET", ""),
        ("start", None, "GET", ""), ("success", 0, "POST", "semua baik"),
        ("start", None, "GET", ""), ("fail", 3, "POST", "disk penuh"),
        ("start", None, "GET", ""), ("success", 0, "GET", ""),
        ("success", None, "GET", ""),
    ]  # fmt: skip
    assert all(p.seconds is not None for p in Ping.objects.filter(n__in=[4, 6, 8]))
    assert Ping.objects.filter(user_agent__startswith="curl/").count() == 9


def curl(*arguments: str) -> str:
    """Status, body and headers as curl prints them."""
    assert CURL is not None
    command = [CURL, "-sS", "-i", "-m", "20", *arguments]
    return subprocess.run(command, check=True, capture_output=True, timeout=30).stdout.decode()


def test_curl_sees_the_answers_of_the_reference(plan: BackupPlan, tmp_path: Path) -> None:
    url = f"{ways_to_report(plan)[0].lines.split()[-1].removesuffix('/$?')}"
    body = tmp_path / "log.txt"
    body.write_text("baris log\n" * 10_000)
    answer = curl("--data-binary", f"@{body}", url)
    assert answer.startswith("HTTP/1.1 200")
    assert "Ping-Body-Limit: 10000" in answer
    assert "Cache-Control: max-age=0, no-cache, no-store, must-revalidate, private" in answer
    assert "Set-Cookie" not in answer
    assert answer.endswith("\r\n\r\nOK")
    assert (Ping.objects.get().bytes, len(Ping.objects.get().body)) == (100_000, 9_999)
    assert curl("-X", "PUT", url).startswith("HTTP/1.1 405")
    assert curl("-I", url).startswith("HTTP/1.1 200")
    assert curl(url + "/256").endswith("invalid url format")
    assert curl("-F", f"file=@{body}", url + "/fail").startswith("HTTP/1.1 200")
    assert standing(plan).state == "failing"
    kinds = Ping.objects.order_by("n").values_list("kind", "method")
    assert list(kinds) == [("success", "POST"), ("success", "HEAD"), ("fail", "POST")]
