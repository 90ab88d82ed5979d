"""Leak reports about the made-up city, as files in the formats that agencies really send.

Passwords in them are invented; they die in the parser like real ones.
"""

import io
import random
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from dashboard.demo.city import DOMAIN

Row = dict[str, str]


def secret(dice: random.Random) -> str:
    """An invented password."""
    return f"Contoh-{dice.randrange(10**6):06d}"


def agency_table(rows: Sequence[Row], newest: datetime, dice: random.Random) -> bytes:
    """A table as an agency sends it: semicolons, Windows-1252, NIPs with blanks, day/month/year."""
    lines = ["No;Situs;Nama Pengguna;Kata Sandi;Tanggal Terpapar;Sumber"]
    for number, row in enumerate(rows, 1):
        login = row["username"]
        if login.isdigit() and number % 3 == 0:
            login = f"{login[:8]} {login[8:14]} {login[14]} {login[15:]}"
        if number % 170 == 0:
            login = "1,88001E+17"
        seen = newest - timedelta(days=dice.randrange(2, 60))
        path = dice.choice(("", "login", "masuk?x=1"))
        lines.append(
            f"{number};https://{row['application_code']}.{DOMAIN}/{path};{login};{secret(dice)};"
            f"{seen:%d/%m/%Y};stealer"
        )
    # What agencies also send: other people's sites.
    for number in range(61):
        lines.append(f"{len(lines)};https://situs{number}.contoh.test/;orang{number};x{number};;")
    return "\r\n".join(lines).encode("windows-1252", errors="replace")


def stealer_archive(
    computers: Iterable[tuple[str, Sequence[Row]]], newest: datetime, dice: random.Random
) -> bytes:
    """A ZIP of stealer logs: for each computer a folder with its system file and its passwords."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, rows) in enumerate(computers, 1):
            seen = newest - timedelta(days=dice.randrange(3, 25), hours=dice.randrange(24))
            folder = f"ID[{number:04d}]"
            archive.writestr(
                f"{folder}/UserInformation.txt",
                f"Computer: {name}\nMachineID: CONTOH-{number:06d}\nUser Name: petugas\n"
                f"IP: 192.0.2.{number % 250 + 1}\nCountry: ID\n"
                f"Log date: {seen:%Y-%m-%d %H:%M:%S}\n",
            )
            blocks = [
                f"URL: https://{row['application_code']}.{DOMAIN}/login\n"
                f"Username: {row['username']}\nPassword: {secret(dice)}\n"
                "Application: Google_[Chrome]_Default\n===============\n"
                for row in rows
            ]
            archive.writestr(f"{folder}/Passwords.txt", "".join(blocks))
    return packed.getvalue()


def combo_list(rows: Sequence[Row], strangers: int, dice: random.Random) -> bytes:
    """A URL-login-password list with the usual dirt: duplicates, other sites, unknown hosts."""
    lines = [
        f"https://{row['application_code']}.{DOMAIN}/login:{row['username']}:{secret(dice)}"
        for row in rows
    ]
    lines += dice.sample(lines, min(33, len(lines)))
    lines += [f"https://toko{number}.contoh.test/:pembeli{number}:x" for number in range(strangers)]
    lines += [f"https://sikerja.{DOMAIN}/:pegawai{number}:Contoh{number}" for number in range(18)]
    lines += [
        f"https://simpatik.{DOMAIN}/login:pensiun{number}:Contoh{number}" for number in range(9)
    ]
    dice.shuffle(lines)
    return "\n".join(lines).encode()
