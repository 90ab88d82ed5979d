"""Ending sessions, stack by stack: what to do, why, and what to run.

Names of tables and columns are those of a fresh installation; `daftar.txt` holds the usernames,
one a line. No command carries a secret. Sources: the frameworks' own documentation (sessions,
authentication), RFC 7009 (token revocation), Microsoft's pages on krbtgt and on revoking access.
"""

from __future__ import annotations

from dataclasses import dataclass

from secops.rules.lock import Stack


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to do, why it matters, and what to run (empty: nothing to run)."""

    id: str
    en: str
    run: str = ""


_LOOK = Check(
    "Buktikan: masuk di browser A, ganti kata sandi di browser B, muat ulang A. Bila A masih "
    "terbuka, sesi login belum benar-benar berakhir.",
    "Prove it: log in with browser A, change the password in browser B, reload A. If A is still "
    "open, sessions have not really ended.",
)

#: Stack -> its list, in the order in which it is done.
REVOKE: dict[Stack, tuple[Check, ...]] = {
    Stack.DJANGO: (
        Check(
            "Lihat di mana sesi login disimpan. clearsessions hanya membuang sesi yang sudah "
            "kedaluwarsa; sesi yang hidup tidak berakhir karenanya.",
            "See where sessions are kept. clearsessions only removes expired ones; no live session "
            "ends by it.",
            'python manage.py shell -c "from django.conf import settings; '
            'print(settings.SESSION_ENGINE)"',
        ),
        Check(
            "Akhiri semua sesi login yang ada di basis data (mesin db atau cached_db). Mesin "
            "cached_db masih membaca salinannya dari cache: kosongkan cache itu juga.",
            "End all sessions kept in the database (engine db or cached_db). cached_db still reads "
            "its copy from the cache: clear that as well.",
            "psql -c 'TRUNCATE django_session;'    # MySQL: DELETE FROM django_session;\n"
            "# mesin cache atau cached_db: kosongkan cache yang dipakai sesi "
            "(SESSION_CACHE_ALIAS)\n"
            'python manage.py shell -c "from django.conf import settings; from django.core.cache '
            'import caches; caches[settings.SESSION_CACHE_ALIAS].clear()"\n'
            "# mesin file: hapus berkas sesi di SESSION_FILE_PATH (bawaan: folder sementara)\n"
            "# mesin signed_cookies: server tidak menyimpan apa pun; hanya pergantian SECRET_KEY\n"
            "# (tanpa SECRET_KEY_FALLBACKS) yang mengakhirinya",
        ),
        Check(
            "Untuk akun tertentu saja: simpan hash kata sandi baru. Hash sesi ikut berubah, maka "
            "sesi lama akun itu ditolak pada permintaan berikutnya.",
            "For some accounts only: store a new password hash. The session's hash changes with "
            "it, so that their old sessions are refused at the next request.",
            "python manage.py shell <<'EOF'\n"
            "from django.contrib.auth import get_user_model\n"
            "for name in open('daftar.txt', encoding='utf-8').read().splitlines():\n"
            "    for user in get_user_model().objects.filter(username__iexact=name.strip() "
            "or None):\n"
            "        user.set_unusable_password()  # lalu kata sandi baru lewat Agen\n"
            "        user.save(update_fields=['password'])\n"
            "EOF",
        ),
        Check(
            "Pasang batasnya di settings.py.",
            "Set the limits in settings.py.",
            "SESSION_EXPIRE_AT_BROWSER_CLOSE = True\n"
            "SESSION_COOKIE_AGE = 60 * 60          # detik\n"
            "SESSION_SAVE_EVERY_REQUEST = True     # jadi batas diam, bukan batas total\n"
            "# batas total 24 jam tidak ada bawaannya: simpan waktu masuk di sesi, periksa di "
            "middleware",
        ),
        _LOOK,
    ),
    Stack.LARAVEL: (
        Check(
            "Lihat di mana sesi login disimpan (SESSION_DRIVER).",
            "See where sessions are kept (SESSION_DRIVER).",
            "php artisan tinker --execute='echo config(\"session.driver\");'",
        ),
        Check(
            "Akhiri semua sesi login, lalu putar token “ingat saya”: tanpa itu browser masuk lagi "
            "sendiri.",
            "End all sessions, then change the “remember me” tokens: otherwise browsers log in "
            "again by themselves.",
            "# SESSION_DRIVER=database\n"
            "php artisan tinker --execute='DB::table(config(\"session.table\"))->truncate();'\n"
            "# SESSION_DRIVER=file\n"
            "find storage/framework/sessions -type f ! -name .gitignore -delete\n"
            "# SESSION_DRIVER=redis: kosongkan basis data Redis yang hanya dipakai sesi\n"
            "# redis-cli -n NOMOR FLUSHDB\n"
            "# token “ingat saya”, satu nilai baru untuk tiap akun:\n"
            "php artisan tinker --execute='App\\Models\\User::query()->each(fn ($u) => "
            '$u->forceFill(["remember_token" => Str::random(60)])->saveQuietly());\'',
        ),
        Check(
            "Cabut juga token API (Sanctum, Passport); token tidak ikut berakhir bersama sesi.",
            "Revoke API tokens as well (Sanctum, Passport); they do not end with the sessions.",
            "php artisan tinker --execute='DB::table(\"personal_access_tokens\")->delete();'\n"
            "# Passport: tandai access token dan refresh token dicabut\n"
            "# UPDATE oauth_access_tokens SET revoked = true;\n"
            "# UPDATE oauth_refresh_tokens SET revoked = true;",
        ),
        Check(
            "Agar sesi lain berakhir saat kata sandi diganti: pasang middleware auth.session "
            "(AuthenticateSession), dan panggil logoutOtherDevices di halaman ganti kata sandi. "
            "Tanpa middleware itu logoutOtherDevices tidak mengakhiri apa pun.",
            "For other sessions to end when a password changes: install the middleware "
            "auth.session (AuthenticateSession) and call logoutOtherDevices where the password is "
            "changed. Without that middleware it ends nothing.",
            "Route::middleware(['auth', 'auth.session'])->group(...);\n"
            "Auth::logoutOtherDevices($kataSandiSaatIni);",
        ),
        Check(
            "Pasang batasnya di .env. Mengganti APP_KEY juga mengeluarkan semua orang, tetapi data "
            "yang dienkripsi aplikasi (kolom encrypted, tautan bertanda tangan) ikut tidak "
            "terbaca: "
            "bukan cara untuk mengakhiri sesi.",
            "Set the limits in .env. Changing APP_KEY logs everybody out, too, but what the "
            "application encrypted (encrypted columns, signed links) becomes unreadable: no way to "
            "end sessions.",
            "SESSION_LIFETIME=60            # menit diam\n"
            "SESSION_EXPIRE_ON_CLOSE=true   # berakhir saat browser ditutup\n"
            "php artisan config:clear",
        ),
        _LOOK,
    ),
    Stack.PHP: (
        Check(
            "Cari tempat berkas sesi; aplikasi dapat menimpanya dengan ini_set atau "
            "php_admin_value.",
            "Find where session files lie; the application may override it by ini_set or "
            "php_admin_value.",
            "php -i | grep -E 'session.(save_handler|save_path|gc_maxlifetime|cookie_lifetime)'\n"
            "grep -rn 'session.save_path\\|session_save_path\\|sess_save_path' /etc/php "
            "/var/www 2>/dev/null",
        ),
        Check(
            "Hapus semua berkas sesi. Berkas tidak menyebut pemiliknya, maka semua orang keluar "
            "sekali.",
            "Delete all session files. They do not name their owner, so everybody logs in once "
            "more.",
            "find /var/lib/php/sessions -type f -name 'sess_*' -delete\n"
            "# CodeIgniter 4: writable/session/ci_session*; CodeIgniter 3: tabel ci_sessions\n"
            "# Yii: tabel session bila memakai DbSession",
        ),
        Check(
            "Kosongkan token “ingat saya” buatan sendiri.",
            "Empty home-made “remember me” tokens.",
            "UPDATE users SET remember_token = NULL;",
        ),
        Check(
            "Pasang batasnya. gc_maxlifetime hanya mengizinkan pembuangan, tidak menjaminnya: "
            "simpan waktu terakhir dipakai di sesi dan periksa sendiri.",
            "Set the limits. gc_maxlifetime only permits removal and does not ensure it: keep the "
            "time of last use in the session and check it.",
            "; php.ini\n"
            "session.cookie_lifetime = 0       ; berakhir saat browser ditutup\n"
            "session.gc_maxlifetime = 3600     ; detik\n"
            "session.use_strict_mode = 1\n"
            "session.cookie_secure = 1\n"
            "session.cookie_httponly = 1",
        ),
        Check(
            "Saat kata sandi diganti: beri nomor sesi baru dan tolak sesi yang dibuat sebelumnya.",
            "When the password changes: give a new session number and refuse sessions made before.",
            "session_regenerate_id(true);\n"
            "// setiap permintaan: bila $_SESSION['masuk_pada'] lebih tua dari\n"
            "// users.password_changed_at, panggil session_destroy() dan minta masuk lagi",
        ),
        _LOOK,
    ),
    Stack.JWT: (
        Check(
            "Token yang sudah terbit berlaku sampai exp, apa pun yang dihapus di server. Lihat "
            "berapa lama.",
            "A token once issued is valid until exp, whatever the server deletes. See how long.",
            "# bagian kedua token, tanpa tanda tangan; jangan menempelkan token ke situs mana pun\n"
            "echo \"$TOKEN\" | cut -d. -f2 | tr '_-' '/+' | base64 -d 2>/dev/null",
        ),
        Check(
            "Cabut semua refresh token: sesudah itu tidak ada token baru tanpa masuk lagi.",
            "Revoke all refresh tokens: after that no new token without a new log-in.",
            "UPDATE refresh_tokens SET revoked_at = now() WHERE revoked_at IS NULL;",
        ),
        Check(
            "Akhiri token yang masih hidup dengan salah satu cara.",
            "End the live tokens in one of these ways.",
            "# 1. versi token per pengguna, diperiksa pada setiap permintaan\n"
            "UPDATE users SET token_version = token_version + 1;\n"
            "# 2. tolak semua token dengan iat sebelum suatu saat (satu kolom per pengguna)\n"
            "UPDATE users SET tokens_valid_from = now();\n"
            "# 3. ganti kunci penanda tangan dan cabut kunci lama dari JWKS: semua orang keluar",
        ),
        Check(
            "Pendekkan: access token 5-15 menit, refresh token paling lama 24 jam dan sekali "
            "pakai; keduanya dicabut saat kata sandi diganti.",
            "Shorten: access token 5-15 minutes, refresh token 24 hours at most and for one use; "
            "both revoked when the password changes.",
        ),
        _LOOK,
    ),
    Stack.DIRECTORY: (
        Check(
            "Mengganti kata sandi tidak mengakhiri tiket Kerberos (bawaan: TGT 10 jam, diperbarui "
            "sampai 7 hari) dan tidak mengakhiri sesi aplikasi yang memakai direktori ini: setiap "
            "aplikasi punya daftarnya sendiri.",
            "A new password ends no Kerberos ticket (default: TGT 10 hours, renewed up to 7 days) "
            "and no session of the applications that use this directory: each has a list of its "
            "own.",
        ),
        Check(
            "Putuskan sesi yang terbuka di server dan komputer.",
            "Cut open sessions on servers and computers.",
            "query user /server:NAMASERVER\n"
            "logoff NOMOR_SESI /server:NAMASERVER\n"
            "Get-SmbSession | Where-Object { (Get-Content daftar.txt) -contains "
            "($_.ClientUserName -split '\\\\')[-1] } | Close-SmbSession -Force\n"
            "klist purge                 # di komputer itu, sebagai pengguna itu",
        ),
        Check(
            "Bila memakai Microsoft 365 / Entra: cabut sesi login di sana juga.",
            "Where Microsoft 365 / Entra is used: revoke the sign-in sessions there as well.",
            "Connect-MgGraph -Scopes 'User.RevokeSessions.All'\n"
            "Get-Content daftar.txt | ForEach-Object { Revoke-MgUserSignInSession -UserId "
            '"$_@kotacontoh.example" }',
        ),
        Check(
            "Hanya bila pengendali domain diduga dikuasai: ganti kata sandi krbtgt dua kali. "
            "Tunggu "
            "di antaranya lebih lama dari umur tiket (10 jam) dan sampai replikasi selesai; "
            "dua kali "
            "sekaligus mematahkan semua layanan.",
            "Only where a domain controller may be taken over: change krbtgt's password "
            "twice. Wait "
            "in between for longer than a ticket lives (10 hours) and until replication is done; "
            "twice at once breaks every service.",
            "repadmin /replsummary\n"
            "Set-ADAccountPassword krbtgt -Reset   # AD mengganti nilainya sendiri dengan acak",
        ),
        Check(
            "OpenLDAP tidak menyimpan sesi; akhiri sesi di setiap aplikasi yang masuk lewat LDAP.",
            "OpenLDAP keeps no sessions; end them in each application that logs in through LDAP.",
        ),
        _LOOK,
    ),
    Stack.UNKNOWN: (
        Check(
            "Tanyakan kepada pembuatnya: di mana sesi login disimpan, perintah apa yang mengakhiri "
            "semuanya, dan apakah ada “ingat saya” atau token yang tidak ikut berakhir.",
            "Ask whoever built it: where sessions are kept, which command ends them all, and "
            "whether a “remember me” or tokens do not end with them.",
        ),
        Check(
            "Sampai terjawab: nyalakan ulang aplikasinya dan lihat apakah semua orang harus masuk "
            "lagi. Bila tidak, sesi login disimpan di luar aplikasi.",
            "Until there is an answer: restart the application and see whether everybody has to "
            "log in again. If not, sessions are kept outside it.",
        ),
        _LOOK,
    ),
}
