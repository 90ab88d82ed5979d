"""The original of a leak report in the vault: sealed as it arrived, opened by nobody here."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import secops.wiring  # noqa: F401  the tables are filled as in the product
from accounts.models import User
from secops.incidents.vault import store
from secops.incidents.vault.actions import EvidenceRefused, keep_original
from secops.incidents.vault.models import Item, SealedOriginal
from secops.intake.models import Upload
from secops.intake.receiving import discard_upload, drop_sealed_file
from secops.intake.sealed import MARK

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SECRET = "RahasiaSekali123"
REPORT = f"url,login,password\nhttps://simpatik.kotacontoh.example,olga,{SECRET}\n".encode()


def sent(client: Client, **more: object) -> Upload:
    client.post(
        reverse("leak-report-upload"),
        {
            "sealed_file": SimpleUploadedFile("bssn.csv", REPORT),
            "source": "BSSN",
            "received_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
            "format": "table",
            **more,
        },
    )
    return Upload.objects.get()


def test_with_a_tick_the_original_is_in_the_vault_before_it_is_read(
    client: Client, olga: User
) -> None:
    client.force_login(olga, backend=BACKEND)
    upload = sent(client, keep_original="on")
    item = Item.objects.get()
    lies = b"".join(store.chunks_of(item.content.sha256))
    assert lies.startswith(MARK)
    assert SECRET.encode() not in lies
    assert item.original.sha256 == upload.sha256
    assert upload.sha256 in item.description
    assert item.seen_type == "application/x-sealed"
    page = client.get(item.get_absolute_url()).content.decode()
    assert SECRET not in page
    assert item.code in client.get(reverse("leak-upload", args=[upload.pk])).content.decode()
    copy = client.post(reverse("evidence-download", args=[item.code]), {"reason": "Penyidik"})
    assert SECRET.encode() not in b"".join(copy.streaming_content)


def test_by_the_button_only_while_the_sealed_file_is_there(client: Client, olga: User) -> None:
    client.force_login(olga, backend=BACKEND)
    upload = sent(client)
    assert not Item.objects.exists()
    page = reverse("leak-upload", args=[upload.pk])
    keep = reverse("evidence-original", args=[upload.pk])
    assert keep in client.get(page).content.decode()
    client.post(keep)
    assert SealedOriginal.objects.get().upload == upload
    assert keep not in client.get(page).content.decode()
    with pytest.raises(EvidenceRefused):
        keep_original(upload, by=olga, at=timezone.now())
    assert Item.objects.count() == 1


def test_what_was_deleted_cannot_be_kept(client: Client, olga: User) -> None:
    client.force_login(olga, backend=BACKEND)
    upload = sent(client)
    drop_sealed_file(upload)
    with pytest.raises(EvidenceRefused, match="dihapus"):
        keep_original(upload, by=olga, at=timezone.now())
    discard_upload(upload, at=timezone.now())
    answer = client.post(reverse("evidence-original", args=[upload.pk]), follow=True)
    assert "sudah dihapus" in answer.content.decode()
