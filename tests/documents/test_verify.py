"""`/v/CODE`: what anybody may know of a paper, and nothing more."""

from typing import Any

import pytest
from django.test import Client

from accounts.links import GUESSES_PER_HOUR, WRONG_CODES_PER_HOUR
from accounts.models import User
from secops.documents.actions import approve_document, take_signed_copy, withdraw_document
from secops.documents.models import Document
from tests.documents.letters import NOON, approved, draft
from tests.documents.papers import CONTENT
from tests.documents.test_documents import signed_paper


def page(client: Client, document: Document) -> str:
    answer = client.get(f"/v/{document.code}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.content.decode()


def test_a_valid_letter_is_told_without_a_sign_in_and_without_its_content(
    client: Client, olga: User, leo: User
) -> None:
    made = approved(olga, leo, fields={"text": "Isi yang tidak untuk umum."})
    html = page(client, made)
    for words in ("Berlaku", made.number, "Surat dinas", made.subject, made.sha256,
                  "Jumat, 27 November 2026"):  # fmt: skip
        assert words in html
    assert "tidak untuk umum" not in html
    assert "Kepala Dinas Sosial" not in html  # nor who else got it


def test_of_a_confidential_letter_not_even_the_subject_is_told(
    client: Client, olga: User, leo: User
) -> None:
    given = CONTENT["hand_over"]
    made = approved(
        olga, leo, kind="hand_over", fields=given["fields"], subject="Perkara X", addressees=[]
    )
    html = page(client, made)
    assert "Perkara X" not in html
    assert "Berita acara serah terima barang bukti digital" in html
    assert made.sha256 in html


def test_the_page_says_withdrawn_and_keeps_the_reason_to_itself(
    client: Client, olga: User, leo: User
) -> None:
    made = withdraw_document(approved(olga, leo), reason="Salah nama.", by=leo, at=NOON)
    html = page(client, made)
    assert "Dicabut" in html
    assert "Jangan dipakai lagi" in html
    assert "Salah nama" not in html


def test_a_superseded_letter_names_its_successor(client: Client, olga: User, leo: User) -> None:
    old = approved(olga, leo)
    new = approve_document(draft(olga, supersedes=old), by=leo, at=NOON)
    html = page(client, old)
    assert "Sudah diganti" in html
    assert new.number in html


def test_the_hash_of_the_signed_copy_can_be_compared_too(
    client: Client, olga: User, leo: User
) -> None:
    made = approved(olga, leo)
    copy = take_signed_copy(made, signed_paper(), by=olga, at=NOON)
    html = page(client, made)
    assert f'data-sha256="{copy.sha256}"' in html
    assert "certutil -hashfile" in html  # also without a script


def test_drafts_and_unknown_codes_are_told_alike(client: Client, olga: User) -> None:
    waiting = draft(olga)
    answers = [client.get(f"/v/{code}") for code in (waiting.code, "AAAA-BBBB-CCCC", "x", "%00")]
    assert {answer.status_code for answer in answers} == {404}
    assert all("Tidak ada dokumen kami" in answer.content.decode() for answer in answers)


def test_a_code_is_forgiven_its_case_and_its_hyphens(client: Client, olga: User, leo: User) -> None:
    made = approved(olga, leo)
    assert client.get(f"/v/{made.code.replace('-', '').lower()}").status_code == 200
    typed = client.get("/v/", {"code": f" {made.code} "}, follow=True)
    assert made.number in typed.content.decode()
    assert client.get("/v/", {"code": "../../etc"}, follow=True).status_code == 404
    assert client.get("/v/", {"code": "../.."}, follow=True).status_code == 200  # asked again


def test_guessing_is_slowed_then_stopped_and_right_codes_open_meanwhile(
    client: Client, olga: User, leo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = approved(olga, leo)
    for _n in range(WRONG_CODES_PER_HOUR):
        assert client.get("/v/AAAA-BBBB-CCCC").status_code == 404
    assert client.get("/v/AAAA-BBBB-CCCC").status_code == 429
    assert client.get(f"/v/{made.code}").status_code == 200
    monkeypatch.setattr("secops.documents.verifying.counted", lambda *_a, **_k: GUESSES_PER_HOUR)
    stopped = client.get(f"/v/{made.code}")
    assert stopped.status_code == 429
    assert int(stopped.headers["Retry-After"]) <= 3600


def test_the_page_runs_under_the_strict_policy(client: Client, olga: User, leo: User) -> None:
    answer = client.get(f"/v/{approved(olga, leo).code}")
    policy: Any = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    html = answer.content.decode()
    assert html.count("<script") == 1
    assert 'type="module"' in html
