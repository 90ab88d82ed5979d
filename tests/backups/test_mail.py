"""Mail-in, with a real SMTP client against the real mailbox."""

import os
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from accounts.roles import Role
from secops.compliance.backups.doors.mail import LARGEST, PingMailbox
from secops.compliance.backups.models import BackupPlan, Ping
from tests.backups.support import plan_of, standing
from tests.factories import DepartmentFactory, holder_of
from tests.outbox.sink import free_port

pytestmark = pytest.mark.django_db(transaction=True)

DOMAIN = "backup.kotacontoh.example"


@pytest.fixture
def plan(settings: Any) -> BackupPlan:
    settings.BACKUP_MAIL_DOMAIN = DOMAIN
    department = DepartmentFactory(code="DINSOS")
    return plan_of(
        department, by=holder_of(Role.AGENT, department),
        success_words="Success, berhasil", failure_words="Failed,gagal",
    )  # fmt: skip


@pytest.fixture
def port(plan: BackupPlan) -> Iterator[int]:
    controller = Controller(
        PingMailbox(), hostname="127.0.0.1", port=free_port(), data_size_limit=LARGEST
    )
    controller.start()
    yield controller.port
    controller.stop()


def send(port: int, to: str, subject: str, body: str = "", *, html: str = "") -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "veeam@nas.kotacontoh.example", to, subject
    mail.set_content(body)
    if html:
        mail.add_alternative(html, subtype="html")
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as server:
        server.send_message(mail)


def address(plan: BackupPlan) -> str:
    return f"{plan.ping_uuid}@{DOMAIN}"


WORDS = (
    ("[Success] Backup job SIMPATIK", "", "success", "unproven"),
    ("[Failed] Backup job SIMPATIK", "success rate 99%", "fail", "failing"),
    ("Laporan malam", "Backup BERHASIL, 214 MB", "success", "unproven"),
    ("Backup semalam gagal", "", "fail", "failing"),
    ("Versi baru tersedia", "Perbarui perangkat Anda", "log", "failing"),
)


def test_a_mail_counts_by_the_words_of_its_plan(plan: BackupPlan, port: int) -> None:
    for subject, body, kind, state in WORDS:
        send(port, address(plan).upper(), subject, body)
        ping = Ping.objects.order_by("-n").first()
        assert ping is not None
        assert (ping.kind, ping.way, ping.remote_address) == (kind, "mail", "127.0.0.1")
        assert ping.user_agent == "email, nas.kotacontoh.example"
        assert standing(plan).state == state


def test_without_words_each_mail_is_a_success(plan: BackupPlan, port: int) -> None:
    BackupPlan.objects.update(success_words="", failure_words="")
    send(port, address(plan), "Laporan")
    assert Ping.objects.get().kind == "success"


def test_the_words_of_an_html_mail_are_kept_without_tags_and_passwords(
    plan: BackupPlan, port: int
) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Backup"
    mail.set_content("<p>Status: <b>Success</b><br>password: R4hasia!besar</p>", subtype="html")
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as server:
        server.sendmail("nas@nas.kotacontoh.example", [address(plan)], mail.as_bytes())
    ping = Ping.objects.get()
    assert ping.kind == "success"
    assert "Status: Success" in ping.body
    assert "<b>" not in ping.body
    assert "R4hasia" not in ping.body


def test_mail_for_nobody_here_is_refused_and_never_passed_on(plan: BackupPlan, port: int) -> None:
    unknown = f"11111111-1111-4111-8111-111111111111@{DOMAIN}"
    for to in (unknown, f"posko@{DOMAIN}", "orang@lain.example"):
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            send(port, to, "Success")
    assert not Ping.objects.exists()


def test_a_mail_larger_than_a_report_is_refused(plan: BackupPlan, port: int) -> None:
    with pytest.raises(smtplib.SMTPException):
        send(port, address(plan), "Success", "x" * 76 + "\n" + ("y" * 76 + "\n") * 80_000)
    assert not Ping.objects.exists()


def test_bytes_that_are_no_mail_harm_nothing(plan: BackupPlan, port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as server:
        server.sendmail(
            "", [address(plan)], b"Content-Type: text/plain; charset=xx\n\n\xff\xfe\x00"
        )
    assert Ping.objects.get().kind == "log"


@pytest.mark.fault
def test_the_command_listens_until_it_is_told_to_stop() -> None:
    port = free_port()
    environment = os.environ | {"BACKUP_MAIL_DOMAIN": DOMAIN}
    command = [
        sys.executable,
        "manage.py",
        "backup_mail",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert f"127.0.0.1:{port}" in process.stdout.readline()
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as server:
            assert server.noop()[0] == 250
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
