"""The lock at the source, stack by stack: what the owner of an application does, with the commands.

RULES 1 (`contained_at`): after it the leaked password opens nothing. "Must change at next log-in"
alone is not it, for whoever holds the leaked password would set the new one. `daftar.txt` is the
list of leaked usernames as the product hands it out: one a line. Names of tables and columns are
those of a fresh installation; the commands say where an application may differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stack(StrEnum):
    """With what an application is built, as far as locking it differs."""

    DJANGO = "django"
    LARAVEL = "laravel"
    PHP = "php"
    JWT = "jwt"
    DIRECTORY = "directory"
    UNKNOWN = "unknown"


class Part(StrEnum):
    """What is done, in this order."""

    CANCEL = "cancel"
    SESSIONS = "sessions"
    HAND_OVER = "hand_over"
    READINGS = "readings"


@dataclass(frozen=True, slots=True)
class Step:
    """One part for one stack: what to do, and what to run (empty: nothing to run)."""

    part: Part
    id: str
    en: str
    run: str = ""


#: What somebody may have typed in a register, in small letters -> the stack.
NAMES: tuple[tuple[str, Stack], ...] = (
    ("django", Stack.DJANGO),
    ("laravel", Stack.LARAVEL),
    ("jwt", Stack.JWT),
    ("token", Stack.JWT),
    ("active directory", Stack.DIRECTORY),
    ("ldap", Stack.DIRECTORY),
    ("samba", Stack.DIRECTORY),
    ("directory", Stack.DIRECTORY),
    ("codeigniter", Stack.PHP),
    ("yii", Stack.PHP),
    ("php", Stack.PHP),
)


def stack_of(written: str) -> Stack:
    """Return the stack a register's word means; unknown where nobody said or nobody knows it."""
    small = written.casefold().strip()
    if small == "ad":
        return Stack.DIRECTORY
    return next((stack for name, stack in NAMES if name in small), Stack.UNKNOWN)


#: Readings are sent right after the lock, then each working morning before this hour (policy).
READINGS_BEFORE = "07.30"
#: The columns of a readings file that prove a change and the end of sessions.
READING_COLUMNS = (
    "application_code",
    "username",
    "read_at",
    "password_changed_at",
    "sessions_revoked_at",
    "disabled_at",
    "last_login_at",
)

_HAND_OVER = Step(
    Part.HAND_OVER,
    "Kata sandi baru hanya lewat Agen Siber OPD, tatap muka, atau kode ke kontak yang sudah "
    "terdaftar sebelum kebocoran. Tautan “lupa kata sandi” ke email yang ikut bocor tidak boleh "
    "dipakai.",
    "New passwords only through the department's agent, in person, or by a code to a contact that "
    "was registered before the leak. A “forgotten password” link to a leaked mailbox must not be "
    "used.",
)
_CANCEL = (
    "Ganti kata sandi lama setiap akun dalam daftar dengan nilai acak yang tidak diketahui siapa "
    "pun. Wajib ganti saat masuk saja tidak cukup.",
    "Replace the old password of each listed account by a random value that nobody knows. Must "
    "change at log-in alone is not enough.",
)
_SESSIONS = (
    "Keluarkan semua sesi login akun itu, juga token API dan “ingat saya”.",
    "End all sessions of those accounts, API tokens and “remember me” as well.",
)
_READINGS = (
    "Kirim data perubahan kata sandi segera setelah dikunci, lalu setiap hari kerja sebelum "
    f"{READINGS_BEFORE} WIB, sampai penggantian serentak ditutup.",
    "Send the password change times right after the lock, then each working day before "
    f"{READINGS_BEFORE} WIB, until the campaign is closed.",
)


def _steps(cancel: str, sessions: str, readings: str) -> tuple[Step, ...]:
    return (
        Step(Part.CANCEL, *_CANCEL, cancel),
        Step(Part.SESSIONS, *_SESSIONS, sessions),
        _HAND_OVER,
        Step(Part.READINGS, *_READINGS, readings),
    )


#: stack -> its steps, in the order in which they are done.
STEPS: dict[Stack, tuple[Step, ...]] = {
    Stack.DJANGO: _steps(
        "python manage.py shell <<'EOF'\n"
        "from django.contrib.auth import get_user_model\n"
        "from django.utils.crypto import get_random_string\n"
        "for name in open('daftar.txt', encoding='utf-8').read().split('\\n'):\n"
        "    for user in get_user_model().objects.filter(username__iexact=name.strip() or None):\n"
        "        user.set_password(get_random_string(40))\n"
        "        user.save()\n"
        "EOF",
        "# set_password mengubah hash sesi: sesi lama akun itu langsung berakhir.\n"
        "# Bila memakai token (DRF): hapus juga.\n"
        'python manage.py shell -c "from rest_framework.authtoken.models import Token; '
        "Token.objects.filter(user__username__in=open('daftar.txt').read().split('\\n')).delete()\"",
        "# Django tidak menyimpan waktu ganti kata sandi. Tambahkan kolom password_changed_at dan\n"
        "# isi setiap kali set_password, atau pasang pemicu pada kolom password:\n"
        "SELECT username, now() AS read_at, password_changed_at, last_login AS last_login_at\n"
        "FROM auth_user;",
    ),
    Stack.LARAVEL: _steps(
        "php artisan tinker --execute='\n"
        'foreach (file("daftar.txt", FILE_IGNORE_NEW_LINES) as $nama)\n'
        '  App\\Models\\User::where("username", $nama)->update([\n'
        '    "password" => Hash::make(Str::random(40)), "remember_token" => Str::random(60)]);\'',
        "-- SESSION_DRIVER=database:\n"
        "DELETE FROM sessions WHERE user_id IN (SELECT id FROM users WHERE username IN (...));\n"
        "-- Sanctum / Passport:\n"
        "DELETE FROM personal_access_tokens WHERE tokenable_id IN (SELECT id FROM users "
        "WHERE username IN (...));\n"
        "# SESSION_DRIVER=file atau redis: hapus storage/framework/sessions/* atau kuncinya;\n"
        "# semua pengguna keluar sekali.",
        "-- updated_at ikut berubah oleh hal lain: pakai kolom password_changed_at.\n"
        "SELECT username, now() AS read_at, password_changed_at, last_login_at FROM users;",
    ),
    Stack.PHP: _steps(
        "<?php // php kunci.php\n"
        "$db = new PDO('mysql:host=localhost;dbname=NAMA', 'PENGGUNA', getenv('DB_SANDI'));\n"
        "$ubah = $db->prepare('UPDATE users SET password = ? WHERE username = ?');\n"
        "foreach (file('daftar.txt', FILE_IGNORE_NEW_LINES) as $nama)\n"
        "    $ubah->execute([password_hash(bin2hex(random_bytes(20)), PASSWORD_DEFAULT), $nama]);",
        "# Sesi PHP ada dalam berkas; berkas tidak menyebut pemiliknya, jadi hapus semua:\n"
        "rm -f /var/lib/php/sessions/sess_*    # CodeIgniter: writable/session/ atau ci_sessions\n"
        "-- dan token “ingat saya”:\n"
        "UPDATE users SET remember_token = NULL WHERE username IN (...);",
        "ALTER TABLE users ADD password_changed_at DATETIME NULL;  -- sekali\n"
        "-- isi pada setiap UPDATE kata sandi, lalu:\n"
        "SELECT username, NOW() AS read_at, password_changed_at, last_login AS last_login_at\n"
        "FROM users;",
    ),
    Stack.JWT: _steps(
        "-- kata sandi disimpan di basis data penyedia identitas:\n"
        "UPDATE users SET password = '<hash dari nilai acak>' WHERE username IN (...);",
        "# Token yang sudah terbit tetap berlaku sampai habis waktunya. Pilih salah satu:\n"
        "# 1. naikkan versi token pengguna dan tolak versi lama pada setiap permintaan\n"
        "UPDATE users SET token_version = token_version + 1 WHERE username IN (...);\n"
        "# 2. ganti kunci penanda tangan: semua pengguna keluar sekali\n"
        "# dan hapus refresh token:\n"
        "DELETE FROM refresh_tokens WHERE user_id IN (SELECT id FROM users "
        "WHERE username IN (...));",
        "SELECT username, now() AS read_at, password_changed_at, tokens_revoked_at AS "
        "sessions_revoked_at\nFROM users;",
    ),
    Stack.DIRECTORY: _steps(
        "# Active Directory (PowerShell):\n"
        "Get-Content daftar.txt | ForEach-Object {\n"
        "  $acak = -join ((33..126) | Get-Random -Count 40 | ForEach-Object { [char]$_ })\n"
        "  Set-ADAccountPassword $_ -Reset -NewPassword (ConvertTo-SecureString $acak "
        "-AsPlainText -Force)\n"
        "}\n"
        "# OpenLDAP: ldappasswd membuat nilai acak bila -s tidak diberikan (hasilnya dibuang):\n"
        "while read u; do ldappasswd -Y EXTERNAL -H ldapi:/// "
        '"uid=$u,ou=people,dc=kota,dc=example" >/dev/null; done < daftar.txt',
        "# Tiket Kerberos habis paling lama 10 jam; putuskan sesi yang terbuka:\n"
        "Get-SmbSession | Where-Object { (Get-Content daftar.txt) -contains "
        "($_.ClientUserName -split '\\\\')[-1] } | Close-SmbSession -Force\n"
        "# Sesi setiap aplikasi yang memakai direktori ini berakhir sendiri-sendiri: kunci juga di "
        "sana.",
        "Get-ADUser -Filter * -Properties pwdLastSet,lastLogonTimestamp |\n"
        "  Select-Object sAMAccountName,pwdLastSet,lastLogonTimestamp | Export-Csv data.csv "
        "-NoTypeInformation\n"
        "# OpenLDAP: ldapsearch ... uid pwdChangedTime\n"
        "# pwdLastSet 0 berarti wajib ganti saat masuk, bukan sudah diganti.",
    ),
    Stack.UNKNOWN: _steps("", "", ""),
}

#: Where nobody knows the stack: what to ask whoever built it.
ASK_VENDOR: tuple[str, str] = (
    "Teknologi aplikasi ini belum diketahui. Tanyakan kepada pembuatnya: di mana kata sandi "
    "disimpan, di mana sesi login disimpan, dan kolom mana yang mencatat waktu kata sandi diganti. "
    "Bila hari ini belum terjawab, nonaktifkan akun dalam daftar sampai terjawab.",
    "Nobody has said what this application is built with. Ask whoever built it where passwords "
    "are kept, where sessions are kept, and which column tells when a password was changed. If "
    "there is no answer today, disable the listed accounts until there is.",
)
