"""Hostile files and texts in the incident desk: stored or refused in words, never run.

Every door of the desk that takes a form is found among the addresses, filled with what an attacker
would write, and must answer without breaking; then every page is read: nothing of it may be live.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from secops.house.files import FileRefused, check_one
from secops.incidents.models import Incident
from tests.conftest import Enter
from tests.guards.test_walk import DOORS, Door, close_files
from tests.guards.world import World, build_world
from tests.incidents.vault.support import make_item

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('x')</script><img src=x onerror=alert(1)>"
TEXTS = {
    "markup": f'{SCRIPT}" onmouseover=alert(1) x="\' {{{{ 7|add:7 }}}}{{% debug %}}${{7*7}}',
    "formula and direction": "=cmd|' /C calc'!A0 laporan_\u202egpj.exe\u2066\u2069\ufeff\uffff",
    "null": "a\x00b",
}
GIF_JS = b"GIF89a/*" + b"\x00" * 20 + b"*/=1;alert(1)"
PDF_JS = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(1)</script>"


def bomb() -> bytes:
    """A ZIP of 20 kB that would become 20 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"\x00" * 20_000_000)
    return out.getvalue()


def png_zip() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"\x00" * 64 + bomb()


FILES: dict[str, tuple[str, bytes, str]] = {
    "html": ("bukti.html", HTML, "text/html"),
    "svg": ("logo.svg", SVG, "image/svg+xml"),
    "html as picture": ("foto.png", HTML, "image/png"),
    "gif and script": ("a.gif", GIF_JS, "image/gif"),
    "pdf with script": ("a.pdf", PDF_JS, "application/pdf"),
    "zip bomb": ("a.zip", bomb(), "application/zip"),
    "png and zip": ("a.png", png_zip(), "image/png"),
    "path": ("../../../../etc/cron.d/x", b"* * * * * root id", "text/plain"),
    "right to left": ("foto_\u202egpj.exe", b"MZ\x90\x00", "image/jpeg"),
    "header": ('a"\r\nX-Evil: 1.txt', b"x", "text/html\r\nX-Evil: 1"),
}
#: What no page of ours contains, however it was written into a field.
LIVE = re.compile(r"<script>alert|<img src=x|<svg onload|href=\"javascript:|\"\s+onmouseover=alert")


@pytest.fixture
def world() -> World:
    return build_world()


@pytest.fixture
def desk(world: World, client: Client) -> Client:
    user = world.users[Role.LEAD]
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def desk_doors() -> Iterator[Door]:
    """The doors of the incident desk, its documents and its register of stakeholders."""
    for door in DOORS:
        if door.module.startswith(("secops.incidents", "secops.documents", "secops.advisories")):
            yield door


def fields_of(answer: Any) -> dict[str, forms.Field]:
    """The fields of the form that a page shows."""
    form = answer.context.get("form") if answer.context else None
    return dict(form.fields) if isinstance(form, forms.BaseForm) else {}


def filled(
    fields: dict[str, forms.Field], text: str, file: tuple[str, bytes, str]
) -> dict[str, Any]:
    """An answer to every field: text where it takes text, a file where it takes one."""
    given: dict[str, Any] = {}
    for name, field in fields.items():
        if isinstance(field, forms.FileField):
            given[name] = SimpleUploadedFile(file[0], file[1], file[2])
        elif isinstance(field, forms.DateTimeField):
            given[name] = "2026-11-20T08:00"
        elif isinstance(field, forms.DateField):
            given[name] = "2026-11-20"
        elif isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
            given[name] = []
        elif isinstance(field, forms.ModelChoiceField):
            given[name] = ""
        elif isinstance(field, forms.ChoiceField):
            choices = [value for value, _label in field.choices if value]  # type: ignore[union-attr]
            given[name] = choices[0] if choices else ""
        else:
            limit = getattr(field, "max_length", None) or len(text)
            given[name] = text[:limit]
    return given


def is_file(field: forms.Field) -> bool:
    return isinstance(field, forms.FileField)


Form = tuple[str, dict[str, forms.Field]]


def forms_of(client: Client, world: World) -> list[Form]:
    """Every form of the desk that opens, with its address."""
    rows, found = world.arguments(world.own), []
    for door in desk_doors():
        url = door.url(rows.get(door.subject, 1))
        shown = client.get(url)
        if fields := fields_of(shown):
            found.append((url, fields))
        close_files(shown)
    assert len(found) >= 10
    return found


def knock(client: Client, found: list[Form], text: str, file: tuple[str, bytes, str]) -> list[str]:
    """Fill these forms; the addresses that broke."""
    broke = []
    for url, fields in found:
        answer = client.post(url, filled(fields, text, file))
        close_files(answer)
        if answer.status_code >= 500:
            broke.append(f"{url}: {answer.status_code}")
    return broke


def read_all(client: Client, world: World) -> list[str]:
    """Every page of the desk; those that show something live."""
    rows, live = world.arguments(world.own), []
    for door in desk_doors():
        answer = client.get(door.url(rows.get(door.subject, 1)))
        page = not answer.streaming and "text/html" in answer.get("Content-Type", "")
        if page and LIVE.search(answer.content.decode()):
            live.append(door.pattern)
        close_files(answer)
    return live


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_stored_or_refused_and_never_live(
    desk: Client, world: World, name: str
) -> None:
    assert knock(desk, forms_of(desk, world), TEXTS[name], FILES["path"]) == []
    assert read_all(desk, world) == []


def test_hostile_files_are_stored_or_refused_on_every_door(desk: Client, world: World) -> None:
    uploads = [
        (url, fields) for url, fields in forms_of(desk, world) if any(map(is_file, fields.values()))
    ]
    assert len(uploads) >= 5
    for name, file in FILES.items():
        assert knock(desk, uploads, "Uraian biasa", file) == [], name
    assert read_all(desk, world) == []


def test_ten_megabytes_of_text_are_refused_in_words_by_every_form(
    desk: Client, world: World
) -> None:
    large = "a" * 10_000_000
    for url, fields in forms_of(desk, world):
        name = next((name for name, field in fields.items() if not is_file(field)), None)
        if name is None:
            continue
        answer = desk.post(url, {name: large})
        close_files(answer)
        if answer.status_code == 405:  # a filter, which is only read
            continue
        assert answer.status_code in (400, 413, 422), url
        assert "<h1" in answer.content.decode(), url
    assert not Incident.objects.filter(description__startswith="aaaa").exists()


@pytest.mark.parametrize("name", FILES)
def test_the_vault_keeps_any_file_and_hands_it_out_as_bytes(
    olga: User, signed_in: Enter, name: str
) -> None:
    called, body, _kind = FILES[name]
    item = make_item(olga, body=body, file_name=called)
    client = signed_in(olga)
    page = client.get(item.get_absolute_url()).content.decode()
    assert not LIVE.search(page)
    assert "\u202e" not in page
    answer = client.post(reverse("evidence-download", args=[item.code]), {"reason": "uji"})
    assert b"".join(answer.streaming_content) == body
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment")
    for sign in ("\r", "\n", "../", "\u202e", "%E2%80%AE"):
        assert sign not in disposition
    assert "X-Evil" not in answer


def test_an_export_of_evidence_has_no_live_formula(olga: User, signed_in: Enter) -> None:
    make_item(olga, description="=cmd|' /C calc'!A0", source="@SUM(1+1)")
    sheet = signed_in(olga).get(reverse("vault") + "?export=csv")
    lines = b"".join(sheet.streaming_content).decode("utf-8-sig")
    assert "'=cmd" in lines
    assert not re.search(r"(^|,)\"?[=@+]", lines, re.MULTILINE)


@pytest.mark.parametrize("name", ["html", "svg", "html as picture", "gif and script", "zip bomb"])
def test_supporting_files_that_a_browser_might_run_are_refused_in_words(name: str) -> None:
    called, body, kind = FILES[name]
    with pytest.raises(FileRefused, match="bukan PDF, gambar"):
        check_one(SimpleUploadedFile(called, body, kind))


def test_a_name_that_misleads_is_kept_without_its_marks() -> None:
    checked = check_one(SimpleUploadedFile("foto_\u202egpj.txt", b"halo", "text/plain"))
    assert checked.name == "foto_gpj.txt"
