"""What an agent records for many accounts at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import Contact
from secops.compliance.rotations.models import Answer, Rotation, Transfer
from secops.compliance.rotations.queries import Group, desk_of, groups_of
from secops.inventory.models import Account
from secops.rules.intervals import WIB
from tests.desk.conftest import Scene, enter
from tests.desk.test_slips import JPEG

pytestmark = pytest.mark.django_db


def post(client: Client, rows: list[Rotation], **typed: object) -> str:
    """Tick the accounts, fill in the form, send it."""
    data = {"verb": "record", "pick": [row.pk for row in rows], "channel": "desk"}
    asked = client.post("/my-work/record/", data)
    assert "Dicatat sebagai keterangan Agen, belum sebagai bukti." in asked.content.decode()
    answer = client.post("/my-work/record/", data | {"confirmed": "1"} | typed, follow=True)
    return re.sub(r"\s+", " ", answer.content.decode())


def lone(scene: Scene) -> list[Rotation]:
    return [scene.rotation(account) for account in scene.lone]


def test_what_he_saw_is_his_word_and_no_proof(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    page = post(
        client, lone(scene), deed="done", username_too="on", said_by="Bu Ani, bendahara",
        photo=SimpleUploadedFile("l.jpg", JPEG, "image/jpeg"),
    )  # fmt: skip
    assert "Tercatat untuk 3 akun." in page
    answers = list(Answer.objects.filter(rotation__in=lone(scene)))
    assert {one.kind for one in answers} == {"done_both"}
    assert {one.said_by for one in answers} == {"Bu Ani, bendahara"}
    assert all(one.recorded_by == scene.agent and one.slip is not None for one in answers)
    assert len({one.slip_id for one in answers}) == 1
    assert {row.state for row in lone(scene)} == {"claimed"}
    photo = answers[0].slip
    assert photo is not None
    seen = client.get(photo.get_absolute_url())
    assert b"".join(seen.streaming_content) == JPEG  # type: ignore[arg-type]


def test_moved_stays_with_him_until_the_other_agent_accepts(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    post(client, lone(scene)[:2], deed="moved", department=scene.social.pk, note="Mutasi")
    at = timezone.now()
    assert groups_of(desk_of(scene.agent, at=at))[Group.MOVING] == 2
    assert {row.department_id for row in lone(scene)} == {scene.health.pk}
    enter(client, scene.other)
    assert "2 akun ditawarkan dari OPD lain" in client.get("/my-work/").content.decode()
    first, second = Transfer.objects.order_by("pk")
    client.post("/my-work/transfers/", {"pick": first.pk, "verb": "accept"})
    assert Account.objects.get(pk=first.account_id).department == scene.social
    assert Rotation.objects.get(account=first.account_id).department == scene.social
    refused = client.post("/my-work/transfers/", {"pick": second.pk, "verb": "refuse"})
    assert refused.status_code == 422
    assert "Tuliskan alasannya." in refused.content.decode()
    client.post("/my-work/transfers/", {"pick": second.pk, "verb": "refuse", "why": "Bukan kami"})
    assert Account.objects.get(pk=second.account_id).department == scene.health
    assert Group.MOVING not in groups_of(desk_of(scene.agent, at=timezone.now()))


def test_nobody_accepts_what_is_offered_to_another_department(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    post(client, lone(scene)[:1], deed="moved", department=scene.social.pk)
    offered = Transfer.objects.get()
    page = client.post("/my-work/transfers/", {"pick": offered.pk, "verb": "accept"})
    assert page.status_code == 422
    assert Transfer.objects.get().decided_at is None


@pytest.mark.parametrize(("deed", "state"), [("left", "needs_help"), ("unknown", "disowned")])
def test_who_left_or_is_unknown_is_the_application_owners_turn(
    client: Client, scene: Scene, deed: str, state: str
) -> None:
    enter(client, scene.agent)
    page = post(client, lone(scene)[:1], deed=deed)
    assert "Pemilik aplikasinya diminta menonaktifkan." in page
    row = lone(scene)[0]
    assert (row.state, row.turn) == (state, "application_administrator")
    assert row.closing_asked_at is not None


def test_who_is_on_leave_is_not_reminded_meanwhile(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    today = timezone.now().astimezone(WIB).date()
    row = scene.rotation(scene.reached[2])
    page = post(client, [row], deed="leave", leave_until=str(today + timedelta(days=60)))
    assert "Pilih tanggal dari hari ini sampai" in page
    post(client, [row], deed="leave", leave_until=str(today + timedelta(days=9)))
    row.refresh_from_db()
    assert row.on_leave_until == today + timedelta(days=9)
    assert row.acknowledged_until is not None
    assert row.acknowledged_until.astimezone(WIB).date() == today + timedelta(days=10)


def test_what_a_deed_needs_is_asked_for_in_words(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    assert "Pilih OPD tujuannya." in post(client, lone(scene), deed="moved")
    assert "Pilih kendalanya." in post(client, lone(scene), deed="trouble")
    assert not Answer.objects.filter(rotation__in=lone(scene)).exists()


def test_a_shared_account_is_answered_for_or_split(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    row = lone(scene)[0]
    page = client.get(f"/rotations/{row.pk}/shared/").content.decode()
    assert "Siapa saja yang memakai?" in page
    assert "Ganti menjadi akun perorangan (disarankan)" in page
    assert "Tetap bersama, penanggung jawab: …" in page
    kept = {"names": "Ani\nBudi", "choice": "shared", "name": "Ani Uji",
            "email": "ani@kotacontoh.example"}  # fmt: skip
    client.post(f"/rotations/{row.pk}/shared/", kept)
    account = Account.objects.get(pk=row.account_id)
    assert account.kind == "shared"
    assert account.owner is not None
    assert account.owner.name == "Ani Uji"
    assert lone(scene)[0].turn == "holder"
    other = lone(scene)[1]
    client.post(f"/rotations/{other.pk}/shared/", {"names": "Ani, Budi", "choice": "personal"})
    after = lone(scene)[1]
    assert after.turn == "application_administrator"
    answer = Answer.objects.get(rotation=after)
    assert answer.note == "Dipakai oleh: Ani, Budi"


def test_a_holder_who_answers_after_all_ends_the_closing(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    post(client, lone(scene)[:1], deed="left")
    post(client, lone(scene)[:1], deed="done")
    row = lone(scene)[0]
    assert row.closing_asked_at is None
    assert row.state == "claimed"


def test_the_address_somebody_signs_in_with_names_him_and_nobody_new(
    client: Client, scene: Scene
) -> None:
    enter(client, scene.agent)
    row = lone(scene)[0]
    assert scene.other.person is not None
    kept = {"names": "Ani", "choice": "shared", "name": "Orang Lain", "email": scene.other.email}
    client.post(f"/rotations/{row.pk}/shared/", kept)
    assert Account.objects.get(pk=row.account_id).owner == scene.other.person
    assert not Contact.objects.filter(address=scene.other.email).exists()
