"""No secret leaves the parser: not in a row, a reject, a note, an exception or a repr."""

from __future__ import annotations

import gc
import hashlib
import hmac
import io
import traceback

import pytest

from secops.intake.parsers import FileRefused, Fingerprinter, guess_mapping

from .support import FINGERPRINTER, read

CANARY = "KenariRahasia77"
URL = "https://simpatik.kotacontoh.example/login"
ULP = [
    f"{URL}:budi:{CANARY}",
    f"{URL};budi;{CANARY}:x|y",
    f"{URL}:budi;{CANARY}",
    f"{URL}:budi {CANARY}",
    f"{URL} budi {CANARY}",
    f"{URL}|budi|{CANARY}",
    f"{URL}::{CANARY}",
    f"{URL}:1,98E+17:{CANARY}",
    f"budi:{CANARY}:{URL}",
    f"budi {CANARY} {URL}",
    f"budi;{CANARY};x:{URL}",
    f"budi:{CANARY}",
    f"https://situs.test/:budi:{CANARY}",
    f"https://admin:{CANARY}@simpatik.kotacontoh.example/:budi:{CANARY}",
    f"{URL}:{'x' * 321}:{CANARY}",
    f"{URL}:budi:{CANARY}\0x",
    f"{CANARY * 6000}",
]
FILES = {
    "ulp": "\n".join(ULP),
    "stealer": f"URL: {URL}\nUser: a\nPass: {CANARY}\n\nUser: b\nPass: {CANARY}\n\n"
    f"URL: {URL}\nUser:\nPass: {CANARY}\n\nURL: android://x@example.kotacontoh.a/\nUser: c\n"
    f"Pass: 1\n{CANARY}\n",
    "table": f'Situs;Akun;Sandi;Tanggal\n{URL};a;{CANARY};x\n{URL};b;"{CANARY};x\n'
    f"{URL};;{CANARY}\n;a;{CANARY}\n{URL};1,98E+17;{CANARY};{CANARY}\n",
    "headerless": "\n".join(f"{URL},188001011905011{n:03},{CANARY}{n},1" for n in range(9)),
    "shadowserver": "timestamp,email,infection,source_url,public_source,status,tag,detail\n"
    f"2024-06-18 03:10:11,a@x.test,,{URL},,,data-leak,{CANARY}\n",
    "passwords only": f"{CANARY}\n{CANARY}\n",
    "no address": f"Akun;Sandi\na;{CANARY}\n",
    "no columns": f"{CANARY}\n{CANARY}",
    "pgp": f"-----BEGIN PGP MESSAGE-----\n{CANARY}",
}


@pytest.mark.parametrize("form", ["auto", "ulp", "stealer", "table", "shadowserver"])
@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_secret_is_seen(name: str, form: str, encoding: str) -> None:
    seen: list[str] = []
    content = FILES[name].encode(encoding)
    # What the format chosen by hand calls a login is one: only the right format is watched.
    fitting = form in ("auto", name) or (name == "headerless" and form == "table")
    try:
        reading, rows = read(content, format=form, on_reject=lambda r: seen.append(repr(r)))
    except FileRefused as refusal:
        seen += ["".join(traceback.format_exception(refusal)), repr(refusal), str(refusal.args)]
    else:
        seen += [repr(reading), repr(reading.notes), repr(reading.rejects), repr(reading.mapping)]
        seen += [reject.sentence_id + reject.sentence_en for reject in reading.rejects]
        if fitting:
            seen += [repr(row) for row in rows]
    try:
        mapping = guess_mapping(io.BytesIO(content))
        seen += [repr(mapping), repr(mapping.as_dict())] if fitting else []
    except FileRefused as refusal:
        seen.append(repr(refusal))
    assert not [text for text in seen if CANARY.casefold() in text.casefold()]


def test_nothing_is_kept_after_reading() -> None:
    ours_reading, rows = read("\n".join(ULP), format="ulp")
    del rows
    gc.collect()
    known = ours_reading._tally
    assert CANARY not in repr(known)


def test_fingerprint_is_hmac_sha256_and_key_stays_hidden() -> None:
    key = hashlib.sha256(b"leak row fingerprint 1\0secret\0" + b"k" * 20).digest()
    expected = hmac.new(key, b"budi\0rahasia", hashlib.sha256).hexdigest()[:32]
    one = Fingerprinter("k" * 20)
    assert one.of_secret("budi", "rahasia") == expected
    assert one.of_secret("budi", "rahasia") != FINGERPRINTER.of_secret("budi", "rahasia")
    assert one.of_sighting("budi", "rahasia", "") != one.of_secret("budi", "rahasia\0")
    assert "kkkk" not in repr(one)
