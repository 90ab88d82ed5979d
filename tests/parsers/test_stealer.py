"""Stealer logs: labels, orders, separators, Android, and the system file of a ZIP or folder."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from secops.intake.parsers import FileRefused, read_leak
from secops.intake.parsers.dates import WIB

from .support import FINGERPRINTER, RECEIVED, city, read

HOST = "https://simpatik.kotacontoh.example/login"


def block(host: str, login: str, secret: str) -> str:
    return f"{host}: {HOST}\n{login}: budi\n{secret}: Contoh:dengan:titik2\n"


@pytest.mark.parametrize("host", ["URL", "url", "Host", "HOSTNAME", "ur1", "- Url "])
@pytest.mark.parametrize("login", ["Username", "USER", "login", "USER LOGIN", "u53rn4m3"])
@pytest.mark.parametrize("secret", ["Password", "PASS", "USER PASSWORD", "p455w0rd"])
def test_labels(host: str, login: str, secret: str) -> None:
    reading, [row] = read(block(host, login, secret))
    assert reading.format == "stealer"
    assert row.fingerprint == FINGERPRINTER.of_secret("budi", "Contoh:dengan:titik2")
    assert row.line == 1


@pytest.mark.parametrize("separator", ["=" * 15 + "\n", "\n", "", "----- \n", "\n\n=====\n\n"])
@pytest.mark.parametrize(
    "order",
    [
        ["Soft: Edge", "Host: {h}", "Login: {u}", "Password: x"],
        ["Host: {h}", "Login: {u}", "Password: x"],
        ["Host: {h}", "Login: {u}", "Password: x", "Application: Chrome"],
    ],
)
def test_orders_and_separators(order: list[str], separator: str) -> None:
    text = separator.join(
        "\n".join(order).format(h=HOST, u=user) + "\n" for user in ("a1", "a2", "a3")
    )
    _, rows = read(text, format="stealer")
    assert [row.login for row in rows] == ["a1", "a2", "a3"]


def test_blocks_without_host_and_empty_values() -> None:
    reading, rows = read(
        f"Soft: Edge\nLogin: budi\nPassword: x\n\nURL: {HOST}\nUsername: \nPassword: x\n\n"
        f"URL: \nUsername: x\nPassword: \n\nSoft: hanya peramban\n\nPassword: saja\n\n"
        f"URL: {HOST}\nUsername: ani\nPassword:\n",
        format="stealer",
    )
    assert [reject.code for reject in reading.rejects] == ["no_host", "no_login", "no_host"]
    [row] = rows
    assert (row.login, row.has_secret) == ("ani", False)


def test_adverts_and_art_are_no_rows() -> None:
    text = (
        "   ____  \n  / __ \\\n *  t.me/contoh  *\nSeller: @contoh\nLog Tools: contoh\n"
        'Free Logs: https://t.me/contoh\n\n["Chrome" = "Profile 1"]\nprofile: Default\n\n'
    )
    reading, rows = read(text + block("URL", "USER", "PASS"))
    assert (reading.rows, len(rows)) == (1, 1)


def test_android_passwords_span_lines() -> None:
    text = (
        "Host: android://QUJDREVGR0g=@example.kotacontoh.simpatik/\nLogin: 189203151919032902\n"
        "Password: baris1\nbaris2\n\n" + block("URL", "USER", "PASS")
    )
    _, rows = read(text)
    assert rows[0].package == "example.kotacontoh.simpatik"
    assert rows[0].application is None
    assert rows[0].fingerprint == FINGERPRINTER.of_secret("189203151919032902", "baris1\nbaris2")
    assert len(rows) == 2


SYSTEM = (
    "\t*** INFO ***\n- Computer: PC-CONTOH\nMachineID: M-1\nHWID: H-1\n-UserName: budi\n"
    "IP: 192.0.2.9\nCountry: ID\nLog date: 08/06/2024 10:15:00\nInstall Date: 01.02.2020\n"
)


def _zip(members: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return target.getvalue()


MEMBERS = {
    "ID_1/UserInformation.txt": SYSTEM,
    "ID_1/Passwords.txt": block("URL", "USER", "PASS"),
    "ID_1/Browsers/_AllPasswords_list.txt": block("URL", "USER", "PASS"),
    "ID_1/Cookies/a.txt": "x",
    "ID_2/All Passwords.txt": block("URL", "USER", "PASS"),
    "ID_2/information.txt": "Install Date: 01/02/2020\n",
    "../../ID_3/Passwords[Edge]_x.txt": block("URL", "USER", "PASS"),
}


def test_zip_names_the_machine() -> None:
    reading, rows = read(_zip(MEMBERS))
    assert reading.format == "stealer"
    assert len(rows) == 4
    first = reading.machines[0]
    assert first[:6] == ("PC-CONTOH", "M-1", "H-1", "budi", "192.0.2.9", "ID")
    assert first.log_date == datetime(2024, 6, 8, 10, 15, tzinfo=WIB)
    assert [row.machine for row in rows] == [None, 0, 0, 1]
    assert [row.own_date for row in rows] == [None, first.log_date, first.log_date, None]
    assert reading.machines[1].dated_by == "install_date"  # dates the machine, not the leak


def test_folder_reads_like_the_zip(tmp_path: Path) -> None:
    for name, text in MEMBERS.items():
        file = tmp_path / name.replace("../", "")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    reading = read_leak(tmp_path, ours=city(), fingerprinter=FINGERPRINTER, received_at=RECEIVED)
    assert sum(len(batch) for batch in reading) == 4
    assert len(reading.machines) == 2


def test_zip_without_logs_is_refused() -> None:
    with pytest.raises(FileRefused) as refusal:
        read(_zip({"laporan.csv": "a,b\n"}))
    assert refusal.value.code == "zip_not_stealer"


def test_damaged_log_counts_as_one_rejected_row() -> None:
    content = bytearray(_zip({"Passwords.txt": block("URL", "USER", "PASS") * 50}))
    content[60:70] = b"\xff" * 10
    reading, _ = read(bytes(content))
    assert reading.rejected >= 1
