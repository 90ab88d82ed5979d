"""URL-login-password lines in every shape met."""

from __future__ import annotations

import pytest

from secops.intake.parsers import HostIndex

from .support import FINGERPRINTER, city, read

NIP = "188001011905011901"
SIMPATIK = "simpatik.kotacontoh.example"

# line, application, host, port, login, secret
LINES = [
    (f"https://{SIMPATIK}/login:{NIP}:Contoh1", "simpatik", SIMPATIK, None, NIP, "Contoh1"),
    (f"https://{SIMPATIK}:8443/login:{NIP}:a:b:c", "simpatik", SIMPATIK, 8443, NIP, "a:b:c"),
    (f"https://{SIMPATIK}:8443:{NIP}:a:b:c", "simpatik", SIMPATIK, 8443, NIP, "a:b:c"),
    (f"https://{SIMPATIK}:{NIP}:Contoh1", "simpatik", SIMPATIK, None, NIP, "Contoh1"),
    (f"https://{SIMPATIK}:12345:Contoh1", "simpatik", SIMPATIK, None, "12345", "Contoh1"),
    (f"{SIMPATIK}/login|188503101910012903|Contoh 2", "simpatik", SIMPATIK, None,
     "188503101910012903", "Contoh 2"),
    (f"{SIMPATIK}:{NIP}:Contoh1", "simpatik", SIMPATIK, None, NIP, "Contoh1"),
    ("budi.uji@kota-contoh.test:Contoh3:https://absen.kotacontoh.example/login", "absen",
     "absen.kotacontoh.example", None, "budi.uji@kota-contoh.test", "Contoh3"),
    ("budi.uji:a:b:c:https://absen.kotacontoh.example", "absen",
     "absen.kotacontoh.example", None, "budi.uji", "a:b:c"),
    ("budi@x.test;a:b;https://absen.kotacontoh.example/login", "absen",
     "absen.kotacontoh.example", None, "budi@x.test", "a:b"),
    ("budi@x.test:rahasia:absen.kotacontoh.example/login", "absen",
     "absen.kotacontoh.example", None, "budi@x.test", "rahasia"),
    ("DINKES/budi:rahasia:https://absen.kotacontoh.example/", "absen",
     "absen.kotacontoh.example", None, "DINKES/budi", "rahasia"),
    ("http://192.0.2.50:6517/puskesmas/;operator;Contoh4", "simpatik", "192.0.2.50", 6517,
     "operator", "Contoh4"),
    ("192.0.2.50:6517:operator:Contoh4", "simpatik", "192.0.2.50", 6517, "operator", "Contoh4"),
    (f"android://QUJDREVGR0g=@example.kotacontoh.simpatik/:{NIP}:Contoh5", None,
     "example.kotacontoh.simpatik", None, NIP, "Contoh5"),
    (f"android://QU/DREVG+0g==@example.kotacontoh.simpatik/:{NIP}:Contoh5", None,
     "example.kotacontoh.simpatik", None, NIP, "Contoh5"),
    (f"HTTPS://{SIMPATIK.upper()}/login:18800101 190501 1 901:Contoh6", "simpatik", SIMPATIK,
     None, "18800101 190501 1 901", "Contoh6"),
    (f"https://{SIMPATIK}/login\t{NIP}\tConto h", "simpatik", SIMPATIK, None, NIP, "Conto h"),
    (f"https://{SIMPATIK}/login {NIP} Contoh7", "simpatik", SIMPATIK, None, NIP, "Contoh7"),
    (f"https://{SIMPATIK}/login {NIP}:Con:toh7", "simpatik", SIMPATIK, None, NIP, "Con:toh7"),
    (f"https://{SIMPATIK}/login:budi:p|a|ss;w", "simpatik", SIMPATIK, None, "budi", "p|a|ss;w"),
    (f"https://{SIMPATIK}/a:b|budi|pa:ss", "simpatik", SIMPATIK, None, "budi", "pa:ss"),
    (f"https://{SIMPATIK}/?next=http://x.test/:budi:pa:ss", "simpatik", SIMPATIK, None, "budi",
     "pa:ss"),
    (f"{SIMPATIK}/login:budi:https://rahasia", "simpatik", SIMPATIK, None, "budi",
     "https://rahasia"),
    (f"https://{SIMPATIK}/login:budi:https://rahasia/", "simpatik", SIMPATIK, None, "budi",
     "https://rahasia/"),
    (f"https://admin:rahasia0@{SIMPATIK}/login:budi:rahasia", "simpatik", SIMPATIK, None, "budi",
     "rahasia"),
    (f"https://{SIMPATIK}:budi@x.test:p/a", "simpatik", SIMPATIK, None, "budi@x.test", "p/a"),
    (f"  https://{SIMPATIK}/login : budi : rahasia  ", "simpatik", SIMPATIK, None, "budi",
     "rahasia"),
    (f"https://{SIMPATIK}./login:budi:=cmd|'/c x'!A1", "simpatik", SIMPATIK, None, "budi",
     "=cmd|'/c x'!A1"),
    (f"\ufeffhttps://{SIMPATIK}/login:budi:rahasia", "simpatik", SIMPATIK, None, "budi",
     "rahasia"),
]  # fmt: skip


@pytest.mark.parametrize("twice", [False, True], ids=["first sight", "host known"])
@pytest.mark.parametrize("case", LINES, ids=[case[0][:60] for case in LINES])
def test_shape(case: tuple[str, str | None, str, int | None, str, str], twice: bool) -> None:
    line, application, host, port, login, secret = case
    ours = city()
    if twice:
        read(line, format="ulp", ours=ours)
    _, [row] = read(line, format="ulp", ours=ours)
    assert (row.application, row.host, row.port, row.login) == (application, host, port, login)
    assert row.has_secret
    assert row.fingerprint == FINGERPRINTER.of_secret(row.login_key, secret)
    assert (row.package != "") == line.startswith("android")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("188001011905011901:Contoh7", "no_host"),
        ("sampah tanpa pemisah", "no_host"),
        ("*** LOG GRATIS ***", "no_host"),
        ("budi@kotacontoh.example:rahasia", "no_host"),
        ("kartika.ani:rahasia", "no_host"),
        (f"https://{SIMPATIK}/login::", "no_login"),
        (f"https://{SIMPATIK}/login", "no_login"),
        (f"https://{SIMPATIK}/login:[NOT_SAVED]:x", "no_login"),
        (f"https://{SIMPATIK}/login:1,98E+17:rahasia", "lost_digits"),
        (f"https://{SIMPATIK}/login:1.98001E+17:rahasia", "lost_digits"),
        (f"https://{SIMPATIK}/login:{'x' * 321}:rahasia", "login_too_long"),
        ("https:///login:budi:rahasia", "no_host"),
        ("a\0b", "unreadable"),
        ("x" * 65_537, "too_long"),
    ],
)
def test_rejected(line: str, code: str) -> None:
    reading, rows = read(line, format="ulp")
    assert rows == []
    assert [reject.code for reject in reading.rejects] == [code]


@pytest.mark.parametrize(
    "line",
    [
        f"https://{SIMPATIK}.evil.example/login:x:y",
        "https://bukankotacontoh.example/login:x:y",
        f"https://{SIMPATIK}X",
        f"x:y:https://{SIMPATIK}X",
        "http://192.0.2.50/puskesmas/:operator:Contoh4",
        "http://192.0.2.50:6518/puskesmas/:operator:Contoh4",
        "android://QUJD=@kotacontoh.example.simpatik/:x:y",
        "https://localhost/:x:y",
    ],
)
def test_outside(line: str) -> None:
    ours = city()
    read(f"https://{SIMPATIK}/:a:b", format="ulp", ours=ours)  # the host is remembered
    reading, rows = read(line, format="ulp", ours=ours)
    assert (reading.rows, reading.outside, rows) == (1, 1, [])


def test_without_password_the_login_counts_and_unsure_tails_never_become_logins() -> None:
    _, rows = read(
        f"https://{SIMPATIK}/login:budi\nhttps://{SIMPATIK}/login:budi:[NOT_SAVED]\n"
        f"https://{SIMPATIK}/login:ani;rahasia\nhttps://{SIMPATIK}/login:ani rahasia",
        format="ulp",
    )
    assert [(row.login, row.has_secret) for row in rows] == [
        ("budi", False),
        ("budi", False),
        ("ani", True),
        ("ani", True),
    ]
    assert (
        rows[0].fingerprint == rows[1].fingerprint == FINGERPRINTER.of_sighting("budi", "ulp", "")
    )
    assert rows[2].fingerprint == rows[3].fingerprint


def test_blanks_between_digits_and_case_make_one_login() -> None:
    _, rows = read(
        f"https://{SIMPATIK}/:18800101 190501 1 901:x\nhttps://{SIMPATIK}/:{NIP}:x\n"
        f"https://{SIMPATIK}/:Budi@X.test:x\nhttps://{SIMPATIK}/:budi@x.TEST:x",
        format="ulp",
    )
    assert len({row.fingerprint for row in rows}) == 2
    assert rows[0].login_key == NIP


def test_places() -> None:
    ours = HostIndex(["kotacontoh.example", ""], ["198.51.100.0/24", "2001:db8::/32"])
    assert ours.add(1, "http://192.0.2.1/", "https://a.kotacontoh.example:8443/x") == []
    assert ours.add(2, "192.0.2.2:80 example.kotacontoh.app [2001:db8::1]:81") == []
    assert ours.add(3, "192.0.2.2:80 tanpa_titik") == ["192.0.2.2:80", "tanpa_titik"]

    def app(text: str) -> object:
        place = ours.find(text)
        return None if place is None else (place.application if place.ours else "outside")

    assert app("http://192.0.2.1:99/") == 1  # registered without a port: any port
    assert app("https://a.kotacontoh.example:8443/") == 1
    assert app("https://a.kotacontoh.example/") is None  # ours, but not that port
    assert ours.find("https://a.kotacontoh.example/").ours  # type: ignore[union-attr]
    assert app("http://192.0.2.2/") == 2  # http means port 80
    assert app("https://192.0.2.2/") == "outside"
    assert app("android://h=@example.kotacontoh.app/") == 2
    assert app("http://[2001:db8::1]:81/") == 2
    assert ours.find("http://[2001:db8::2]/").ours  # type: ignore[union-attr]
    assert ours.find("198.51.100.7").ours  # type: ignore[union-attr]
    assert app("budi@kotacontoh.example") is None
    assert ours.find("budi@kotacontoh.example") is None
    assert ours.find("KOTACONTOH.EXAMPLE").ours  # type: ignore[union-attr]
