"""Printed code slips: what stands on them, that their codes work, and who has his."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import dateformat, timezone

from accounts.links import WRONG_CODES_PER_HOUR
from accounts.models import AnswerLink, Person
from secops.audit.models import Entry
from secops.compliance.rotations.models import Rotation
from secops.house.text import local
from secops.reminders.models import Slip
from secops.reminders.slips import make_slips, short_name, slips_pdf
from tests.desk.conftest import Scene, enter
from tests.needs import needs_poppler

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 64


def lone(scene: Scene) -> list[Rotation]:
    return [scene.rotation(account) for account in scene.lone]


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "slips.pdf").write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-layout", str(folder / "slips.pdf"), "-"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return re.sub(r"[ \t]+", " ", done.stdout)


@needs_poppler
def test_a_slip_says_what_to_do_and_its_code_opens_the_page(
    client: Client, scene: Scene, tmp_path: Path
) -> None:
    person = scene.lone[0].holder
    assert person is not None
    person.name = "Sari Wulandari"
    person.save()
    (made,) = make_slips([scene.rotation(scene.lone[0])], by=scene.agent, at=timezone.now())
    text = text_of(slips_pdf([made]), tmp_path)
    due = dateformat.format(local(scene.rotation(scene.lone[0]).due_at), "j F Y")
    for words in (
        "Sari W. · SIMPATIK",
        "1 Ganti kata sandi",
        "2 Buka siaga.kotacontoh.example/k",
        f"3 Kode {made.code}",
        f"s.d. {due} · Jangan dibagikan",
        "Tanda tangan penerima:",
    ):
        assert words in text, (words, text)
    assert re.fullmatch(r"[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}", made.code)
    page = client.post("/k/", {"code": made.code.lower()}, follow=True)
    assert "Sudahkah Anda mengganti kata sandi SIMPATIK?" in page.content.decode()


@needs_poppler
def test_ten_slips_go_on_a_page(scene: Scene, tmp_path: Path) -> None:
    made = make_slips(lone(scene), by=scene.agent, at=timezone.now())
    ten_and_one = [made[n % len(made)] for n in range(11)]
    text = text_of(slips_pdf(ten_and_one), tmp_path)
    first, second, *_rest = text.split("\f")
    assert first.count("Tanda tangan penerima:") == 10
    assert second.count("Tanda tangan penerima:") == 1


def test_only_hashes_of_codes_are_kept_and_a_second_print_keeps_them_alive(
    client: Client, scene: Scene
) -> None:
    at = timezone.now()
    first = make_slips(lone(scene), by=scene.agent, at=at)
    again = make_slips(lone(scene), by=scene.agent, at=at + timedelta(hours=1))
    assert [one.code for one in again] == [one.code for one in first]
    assert Slip.objects.count() == 3
    for link in AnswerLink.objects.filter(channel="slip"):
        kept = repr(vars(link))
        assert all(one.code.replace("-", "") not in kept for one in first)


def test_the_button_of_the_desk_prints_one_for_each(client: Client, scene: Scene) -> None:
    enter(client, scene.agent)
    query = "pile=mine&group=no_contact"
    answer = client.post("/my-work/slips/print/", {"all_matching": "1", "query": query})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF-")
    assert Slip.objects.filter(department=scene.health).count() == 3
    assert Entry.objects.filter(verb="rotation.slip_printed").count() == 3


def test_handed_over_and_signed_for_the_account_is_told(client: Client, scene: Scene) -> None:
    made = make_slips(lone(scene), by=scene.agent, at=timezone.now())
    enter(client, scene.agent)
    page = client.get("/my-work/slips/").content.decode()
    assert page.count('name="pick"') == 3
    answer = client.post(
        "/my-work/slips/",
        {
            "pick": [made[0].slip.pk, made[1].slip.pk],
            "photo": SimpleUploadedFile("lembar.jpg", JPEG, "image/jpeg"),
        },
        follow=True,
    )
    assert "2 lembar tercatat sampai." in answer.content.decode()
    handed = [one.slip.rotation_ids[0] for one in made[:2]]
    states = dict(Rotation.objects.filter(pk__in=handed).values_list("pk", "state"))
    assert set(states.values()) == {"told"}
    assert Slip.objects.get(pk=made[2].slip.pk).handed_over_at is None
    photo = Slip.objects.get(pk=made[0].slip.pk).photo
    assert photo is not None
    seen = client.get(photo.get_absolute_url())
    assert b"".join(seen.streaming_content) == JPEG  # type: ignore[arg-type]
    enter(client, scene.other)
    assert client.get(photo.get_absolute_url()).status_code == 404


def test_what_is_no_photo_is_refused_in_words(client: Client, scene: Scene) -> None:
    made = make_slips(lone(scene), by=scene.agent, at=timezone.now())
    enter(client, scene.agent)
    fake = SimpleUploadedFile("lembar.jpg", b"<script>", "image/jpeg")
    answer = client.post("/my-work/slips/", {"pick": made[0].slip.pk, "photo": fake})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Berkas ini bukan foto." in page
    assert f'value="{made[0].slip.pk}" checked' in page, "his ticks stay"
    assert page.count(" checked") == 1
    assert Slip.objects.get(pk=made[0].slip.pk).handed_over_at is None


def test_an_agent_prints_nothing_for_another_department(client: Client, scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        make_slips(lone(scene), by=scene.other, at=timezone.now())
    enter(client, scene.other)
    foreign = scene.rotation(scene.lone[0])
    client.post("/my-work/slips/print/", {"pick": foreign.pk})
    assert not Slip.objects.exists()


def test_guessing_codes_from_one_address_locks_out_nobody_else(
    client: Client, scene: Scene
) -> None:
    (made,) = make_slips([scene.rotation(scene.lone[0])], by=scene.agent, at=timezone.now())
    for n in range(WRONG_CODES_PER_HOUR + 1):
        client.post("/k/", {"code": f"2222{n:04d}".replace("0", "A").replace("1", "B")},
                    REMOTE_ADDR="192.0.2.66")  # fmt: skip
    page = client.post("/k/", {"code": made.code}, follow=True, REMOTE_ADDR="192.0.2.7")
    assert "Sudahkah Anda" in page.content.decode()


def test_a_short_name_is_enough_to_find_him() -> None:
    assert short_name("Sari Wulandari") == "Sari W."
    assert short_name("Budi") == "Budi"
    assert short_name("Endang Sri Rahayu, S.Kom.") == "Endang S."
    assert short_name("I Made Adi") == "I Made A."
    assert short_name("Wisnuwardhanaputraningratsari Kusumo") == "Wisnuwardhanaputranin… K."


@needs_poppler
def test_long_names_and_many_applications_push_no_code_off_its_slip(
    scene: Scene, tmp_path: Path
) -> None:
    (one,) = make_slips(lone(scene)[:1], by=scene.agent, at=timezone.now())
    names = tuple(f"Sistem Informasi Kepegawaian {n}" for n in range(9))
    person = Person(name="Wisnuwardhanaputraningratsari Kusumo", language="en")
    long = replace(one, person=person, applications=names)
    endless = replace(one, applications=("Sistem Informasi Manajemen Kepegawaian " * 4,))
    text = text_of(slips_pdf([long, endless, *[one] * 8]), tmp_path)
    assert text.count("\f") == 1
    assert text.count(one.code) == 10
    assert "and 8 more" in text
    assert "Do not share" in text
