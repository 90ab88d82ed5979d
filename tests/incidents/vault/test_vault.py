"""The vault: hashed on the way in, never changed, every hand noted, what changed is shouted."""

import csv
import hashlib
import io
import stat
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from secops.audit.models import Entry
from secops.audit.sentences import sentence
from secops.incidents.actions import move_incident
from secops.incidents.queries import open_work
from secops.incidents.vault import actions, store
from secops.incidents.vault.actions import EvidenceRefused
from secops.incidents.vault.actions.custody import first_bad_link
from secops.incidents.vault.models import Content, CustodyEvent, Hold, Item
from secops.incidents.vault.tasks import look_after_evidence, round_began
from secops.outbox.models import Message
from secops.rules.incident import Phase
from secops.rules.refusal import MoveRefused
from secops.rules.tlp import Marking
from tests.conftest import Enter
from tests.documents.reading import run, shown_text
from tests.factories import ContactFactory
from tests.incidents.vault.support import NOW, make_incident, make_item, overwrite
from tests.needs import needs_poppler

pytestmark = pytest.mark.django_db


def kinds(item: Item) -> list[str]:
    return list(item.custody.order_by("number").values_list("kind", flat=True))


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_file_lies_under_its_own_hash_and_nobody_may_write_to_it(olga: User) -> None:
    item = make_item(olga, body=b"isi yang persis")
    sha256 = hashlib.sha256(b"isi yang persis").hexdigest()
    assert item.content.sha256 == sha256
    path = store.path_of(sha256)
    assert path.read_bytes() == b"isi yang persis"
    assert stat.S_IMODE(path.stat().st_mode) == 0o400
    assert kinds(item) == ["taken_in"]
    assert sha256 in str(Entry.objects.get(verb="evidence_item.taken_in").data)


def test_the_same_content_lies_once_and_each_item_has_its_own_record(olga: User) -> None:
    first = make_item(olga, body=b"sama", source="web01")
    second = make_item(olga, body=b"sama", source="salinan dari Agen")
    assert first.content_id == second.content_id
    assert (first.code, second.code) == ("BB-2026-001", "BB-2026-002")
    assert len([path for path in store.root().rglob("*") if path.is_file()]) == 1


def test_a_large_file_never_lies_in_memory_as_a_whole(
    olga: User, signed_in: Enter, tmp_path: Path
) -> None:
    big = tmp_path / "disk.img"
    with big.open("wb") as file:
        for number in range(40):
            file.write(bytes([number]) * 1024 * 1024)
    with big.open("rb") as file:
        answer = signed_in(olga).post(
            reverse("evidence-new"),
            {
                "evidence_file": file,
                "description": "Salinan disk",
                "source": "web01",
                "acquired_at": "2026-11-20T08:00",
                "acquired_by": "Olga Piket",
                "tlp": "amber_strict",
            },
        )
    assert answer.status_code == 302
    item = Item.objects.get()
    assert item.content.bytes == 40 * 1024 * 1024
    assert item.content.sha256 == hashlib.sha256(big.read_bytes()).hexdigest()
    assert not list((store.root() / "arriving").iterdir())


def test_too_large_is_refused_in_words_and_leaves_nothing(
    olga: User, signed_in: Enter, settings: Any
) -> None:
    settings.EVIDENCE_MAX_BYTES = 1024 * 1024
    answer = signed_in(olga).post(
        reverse("evidence-new"),
        {"evidence_file": SimpleUploadedFile("a.bin", b"x" * (1024 * 1024 + 1))},
    )
    assert answer.status_code == 422
    assert "lebih besar dari 1 MB" in answer.content.decode()
    assert not list((store.root() / "arriving").iterdir())


def test_a_refused_form_leaves_no_file(olga: User, budi: User, signed_in: Enter) -> None:
    file = SimpleUploadedFile("a.bin", b"x")
    assert signed_in(olga).post(reverse("evidence-new"), {"evidence_file": file}).status_code == 422
    file = SimpleUploadedFile("a.bin", b"x")
    assert signed_in(budi).post(reverse("evidence-new"), {"evidence_file": file}).status_code == 403
    assert not [path for path in store.root().rglob("*") if path.is_file()]
    assert not Item.objects.exists()


@pytest.mark.parametrize("who", ["adi", "kartini", "budi", "ira"])
def test_only_the_office_takes_evidence_in(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(PermissionDenied):
        make_item(request.getfixturevalue(who))


def test_a_department_does_not_know_the_vault(olga: User, kartini: User, signed_in: Enter) -> None:
    item = make_item(olga)
    client = signed_in(kartini)
    assert client.get(reverse("vault")).status_code == 403
    assert client.get(item.get_absolute_url()).status_code == 403


def test_the_inspector_reads_record_and_chain_but_takes_nothing_along(
    olga: User, ira: User, signed_in: Enter
) -> None:
    item = make_item(olga)
    client = signed_in(ira)
    page = client.get(item.get_absolute_url())
    assert item.content.sha256 in page.content.decode()
    assert "Riwayat penguasaan" in page.content.decode()
    assert client.get(reverse("evidence-download", args=[item.code])).status_code == 403
    assert kinds(item)[-1] == "viewed"


@pytest.mark.parametrize("table", ["vault_item", "vault_custodyevent", "vault_content"])
def test_the_database_itself_refuses_to_change_or_delete(olga: User, table: str) -> None:
    make_item(olga)
    column = {"vault_item": "description", "vault_custodyevent": "reason"}.get(table, "sha256")
    for words in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = 'lain'"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(words)


def test_a_copy_leaves_only_with_a_reason_and_as_bytes_to_keep(
    olga: User, signed_in: Enter
) -> None:
    item = make_item(olga, body=b"<script>alert(1)</script>", file_name="x.html")
    client, url = signed_in(olga), reverse("evidence-download", args=[item.code])
    assert client.post(url, {"reason": " "}).status_code == 422
    answer = client.post(url, {"reason": "Dianalisis tim forensik"})
    assert body_of(answer) == b"<script>alert(1)</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    event = item.custody.get(kind="downloaded")
    assert (event.reason, event.where) == ("Dianalisis tim forensik", "127.0.0.1")
    entry = Entry.objects.get(verb="evidence_item.downloaded")
    assert "Dianalisis tim forensik" in sentence(entry)


def test_the_chain_finds_a_link_that_was_changed(olga: User) -> None:
    item = make_item(olga)
    actions.note_view(item, by=olga, at=NOW)
    actions.add_note(item, kind="transferred", text="Media ke Leo", by=olga, at=NOW)
    assert first_bad_link(item) is None
    with pgtrigger.ignore("vault.CustodyEvent:custody_stays"):  # as an administrator could
        item.custody.filter(number=2).update(by_label="Orang lain")
    assert first_bad_link(item) == 2


# ── Changed on the disk ──────────────────────────────────────────────────────────────────────────
def test_evidence_changed_on_disk_is_found_and_shouted_once(
    olga: User, leo: User, signed_in: Enter
) -> None:
    for user in (olga, leo):
        ContactFactory(person=user.person)
    incident = make_incident(olga)
    item = make_item(olga, incident=incident)
    whole = make_item(olga, body=b"lain")
    overwrite(item, b"log akses?")
    tomorrow = NOW + timedelta(days=1)
    assert look_after_evidence(at=tomorrow) == 2
    assert look_after_evidence(at=tomorrow + timedelta(minutes=1)) == 0
    assert look_after_evidence(at=tomorrow + timedelta(days=1)) == 2
    item.content.refresh_from_db()
    assert item.content.finding == Content.Finding.CHANGED
    assert kinds(item)[-1] == "changed"
    assert kinds(whole) == ["taken_in"]
    told = Message.objects.filter(kind="alarm.evidence")
    assert {message.person_id for message in told} == {olga.person_id, leo.person_id}
    assert [message.urgent for message in told] == [True, True]
    assert "berubah di disk" in " ".join(open_work(incident, at=tomorrow))
    client = signed_in(olga)
    for url in (item.get_absolute_url(), reverse("vault"), incident.get_absolute_url()):
        assert item.code in client.get(url).content.decode()
    assert "berubah di disk" in client.get(reverse("vault")).content.decode()
    with pytest.raises(MoveRefused):
        move_incident(incident, Phase.CLOSED, by=olga, at=tomorrow)


def test_a_restored_file_is_known_again_and_a_second_change_is_shouted_again(olga: User) -> None:
    ContactFactory(person=olga.person)
    item = make_item(olga, body=b"asli")
    overwrite(item, b"lain")
    assert actions.check_item(item, by=olga, at=NOW).finding == "changed"
    overwrite(item, b"asli")
    assert actions.check_item(item, by=olga, at=NOW + timedelta(hours=1)).whole
    store.path_of(item.content.sha256).unlink()
    assert actions.check_item(item, by=olga, at=NOW + timedelta(hours=2)).finding == "missing"
    assert kinds(item) == ["taken_in", "changed", "restored", "missing"]
    assert Message.objects.filter(kind="alarm.evidence").count() == 2


def test_the_button_leaves_a_link_and_says_what_it_found(olga: User, signed_in: Enter) -> None:
    item = make_item(olga)
    client = signed_in(olga)
    said = client.post(reverse("evidence-check", args=[item.code]), follow=True)
    assert "masih sama" in said.content.decode()
    overwrite(item, b"!")
    said = client.post(reverse("evidence-check", args=[item.code]), follow=True)
    assert "TIDAK utuh" in said.content.decode()
    assert kinds(item)[1:] == ["checked", "viewed", "changed", "viewed"]


def test_the_same_content_handed_in_again_never_covers_up_the_change(olga: User) -> None:
    item = make_item(olga, body=b"asli")
    overwrite(item, b"lain")
    actions.check_item(item, by=olga, at=NOW)
    make_item(olga, body=b"asli")
    path = store.path_of(item.content.sha256)
    assert path.read_bytes() == b"asli"
    aside = [one for one in path.parent.iterdir() if one != path]
    assert [one.read_bytes() for one in aside] == [b"lain"]


def test_the_command_names_what_is_not_whole(olga: User, capsys: Any) -> None:
    item = make_item(olga, at=timezone.now())
    call_command("verify_evidence")
    assert "1 contents whole" in capsys.readouterr().out
    overwrite(item, b"!")
    with pytest.raises(CommandError):
        call_command("verify_evidence")
    assert item.code in capsys.readouterr().err


def test_the_round_starts_at_one_in_the_morning() -> None:
    assert round_began(NOW).hour == 1
    assert round_began(NOW.replace(hour=0, minute=30)) < NOW.replace(hour=0)


# ── Export ───────────────────────────────────────────────────────────────────────────────────────
def test_an_export_is_what_sha256sum_accepts(olga: User, signed_in: Enter, tmp_path: Path) -> None:
    items = [
        make_item(olga, body=b"satu" * 100_000, description="=cmd|' /C calc'!A0"),
        make_item(olga, body=b"dua", file_name="nama \u202egpj.exe dengan spasi é.log"),
    ]
    client, picks = signed_in(olga), [item.pk for item in items]
    asked = client.post(reverse("evidence-export"), {"pick": picks})
    assert items[0].code in asked.content.decode()
    answer = client.post(reverse("evidence-export"), {"pick": picks, "reason": "Diminta penyidik"})
    with zipfile.ZipFile(io.BytesIO(body_of(answer))) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    (folder,) = tmp_path.glob("barang-bukti-*")
    done = subprocess.run(
        ["/usr/bin/sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": OK") == 4
    assert not any("\u202e" in path.name for path in folder.iterdir())
    rows = list(csv.reader(io.StringIO((folder / "daftar.csv").read_text("utf-8-sig"))))
    assert rows[1][4] == "'=cmd|' /C calc'!A0"
    assert all(kinds(item)[-1] == "exported" for item in items)


def test_a_changed_content_fails_at_the_receiver_too(
    olga: User, signed_in: Enter, tmp_path: Path
) -> None:
    item = make_item(olga)
    overwrite(item, b"lain")
    answer = signed_in(olga).post(reverse("evidence-export"), {"pick": item.pk, "reason": "x"})
    with zipfile.ZipFile(io.BytesIO(body_of(answer))) as archive:
        archive.extractall(tmp_path)
    (folder,) = tmp_path.glob("barang-bukti-*")
    done = subprocess.run(
        ["/usr/bin/sha256sum", "-c", "SHA256SUMS"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"{item.file_name}: FAILED" in done.stdout


def test_nothing_picked_and_something_missing_are_said(olga: User, signed_in: Enter) -> None:
    client, url = signed_in(olga), reverse("evidence-export")
    assert "Pilih barang bukti" in client.post(url, {"reason": "x"}).content.decode()
    item = make_item(olga)
    store.path_of(item.content.sha256).unlink()
    said = client.post(url, {"pick": item.pk, "reason": "x"})
    assert said.status_code == 422
    assert "hilang dari disk" in said.content.decode()


# ── Holds ────────────────────────────────────────────────────────────────────────────────────────
def test_the_office_holds_and_the_lead_alone_releases(olga: User, leo: User) -> None:
    item = make_item(olga)
    actions.place_hold(item, reason="LP/B/12", until=NOW + timedelta(days=90), by=olga, at=NOW)
    with pytest.raises(EvidenceRefused):
        actions.place_hold(item, reason="lagi", by=olga, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.release_hold(item, reason="selesai", by=olga, at=NOW)
    assert item.holds.get().runs(NOW)
    assert not item.holds.get().runs(NOW + timedelta(days=91))
    actions.release_hold(item, reason="Putusan tetap", by=leo, at=NOW)
    assert kinds(item) == ["taken_in", "held", "released"]


def test_a_hold_that_ended_makes_room_for_the_next(olga: User) -> None:
    item = make_item(olga)
    actions.place_hold(item, reason="a", until=NOW + timedelta(days=1), by=olga, at=NOW)
    actions.place_hold(item, reason="b", by=olga, at=NOW + timedelta(days=2))
    assert Hold.objects.filter(released_at=None).get().reason == "b"


def test_an_item_gets_its_incident_once(olga: User) -> None:
    item, incident = make_item(olga), make_incident(olga)
    actions.link_item(item, incident, by=olga, at=NOW)
    item.refresh_from_db()
    with pytest.raises(EvidenceRefused):
        actions.link_item(item, make_incident(olga), by=olga, at=NOW)
    assert item.incident == incident


def test_a_password_in_the_description_is_not_kept(olga: User) -> None:
    item = make_item(olga, description="masuk dengan password: Rahasia123!")
    assert "Rahasia123" not in item.description


def test_a_copy_without_a_reason_is_refused_by_the_database_as_well(olga: User) -> None:
    item = make_item(olga)
    with pytest.raises(IntegrityError), transaction.atomic():
        CustodyEvent.objects.create(
            item=item, number=2, kind="downloaded", at=NOW, by=olga, by_label="x", digest="0" * 64
        )


def test_whoever_is_not_signed_in_gets_nothing(olga: User, client: Client) -> None:
    item = make_item(olga)
    assert client.get(item.get_absolute_url()).status_code == 302


@needs_poppler
def test_the_chain_of_custody_is_a_paper_with_every_link_and_its_marking(
    olga: User, ira: User, kartini: User, signed_in: Enter, tmp_path: Path
) -> None:
    item = make_item(olga, incident=make_incident(olga), tlp=Marking.AMBER)
    browser = signed_in(olga)
    for _n in range(3):
        browser.get(item.get_absolute_url())
    browser.post(reverse("evidence-note", args=[item.code]),
                 {"kind": "noted", "text": "Disegel0117"})  # fmt: skip
    address = reverse("evidence-custody", args=[item.code])
    assert address in browser.get(item.get_absolute_url()).content.decode()
    made = signed_in(ira).get(address)
    assert made["Content-Disposition"].startswith("attachment")
    shown = shown_text(made.content, tmp_path)
    for part in (
        item.content.sha256,
        "Disegel0117",
        "Rantai utuh",
        "TLP:AMBER",
        *item.custody.values_list("digest", flat=True),
    ):
        assert part in shown
    assert "Tagged:          yes" in run("pdfinfo", made.content, tmp_path).decode()
    assert signed_in(kartini).get(address).status_code == 403
