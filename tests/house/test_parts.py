"""The parts as they come out: names, states, and what is said where nothing is known."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from secops.house import icons, samples, views
from secops.house.context import house
from secops.house.template_lint import lint_source


def show(source: str, **context: Any) -> str:
    with translation.override("id"):
        return Template("{% load house i18n %}" + source).render(Context(context))


def test_pill_is_never_colour_alone() -> None:
    out = show('{% pill "late" "" "Lewat batas waktu" %}')
    assert "<svg" in out
    assert "Lewat batas waktu" in out
    assert "<script>" not in show('{% pill "ok" "<" x %}', x="<script>")
    with pytest.raises(LookupError):
        icons.pill("red", "", "x")


def test_icons_exist_or_say_so() -> None:
    assert 'aria-hidden="true"' in icons.icon("home")
    assert "visually-hidden" in icons.icon("x", "Tutup")
    for key in ("../base", "no-such-icon", "x.svg"):
        with pytest.raises(LookupError):
            icons.icon(key)


def test_unknown_is_not_zero() -> None:
    known = show('{% kpi "Akun" 0 url="/a/" of=10 %}')
    assert "Belum ada data" not in known
    assert re.search(r'href="/a/">0 ', known)
    unknown = show('{% kpi "Akun" None unknown="belum tersambung" %}')
    assert "Belum ada data" in unknown
    assert "is-unknown" in unknown
    assert "0" not in re.sub(r"<[^>]+>", "", unknown)
    assert "<progress" not in show('{% bar None 10 "x" %}')
    assert 'value="1234"' in show('{% bar n 12430 "x" %}', n=1234)
    assert 'max="12430"' in show('{% bar n 12430 "x" %}', n=1234)


def test_job_polls_until_it_is_finished() -> None:
    job = SimpleNamespace(
        pk=1, label="Impor", done=4182, total=12430, finished=False, failed=False,
        cancel_requested=False, eta_seconds=40, message="",
    )  # fmt: skip
    running = show('{% job_panel job "/j/1/" "/j/1/stop/" %}', job=job)
    assert "Membaca baris 4.182 dari 12.430" in running
    assert "± 40 detik" in running
    assert 'hx-trigger="every 1s"' in running
    job.finished, job.message = True, "Selesai"
    assert "hx-" not in show('{% job_panel job "/j/1/" %}', job=job)


def test_copy_block_works_by_hand() -> None:
    out = show("{% copy_block text %}", text="</textarea><b>x")
    assert "readonly" in out
    assert "&lt;/textarea&gt;" in out
    assert re.search(r"<button[^>]* hidden ", out)


class Form(forms.Form):
    """A required field, a choice and a box."""

    title = forms.CharField(label="Judul", help_text="Singkat saja")
    level = forms.ChoiceField(label="Tingkat", choices=[("1", "Satu")], widget=forms.RadioSelect)
    told = forms.BooleanField(label="Sudah diberi tahu", required=False)


def test_fields_join_label_help_and_error() -> None:
    out = show("{% error_summary form %}{% form_fields form %}", form=Form({}))
    assert 'href="#id_title"' in out
    assert 'aria-describedby="id_title_helptext id_title_error"' in out
    assert 'id="id_title_helptext"' in out
    assert 'id="id_title_error"' in out
    assert 'aria-invalid="true"' in out
    assert "<fieldset" in out
    assert "<legend>Tingkat" in out
    for anchor in re.findall(r'href="#([^"]+)"', out):
        assert f'id="{anchor}"' in out
    assert show("{% error_summary form %}", form=Form()).strip() == ""


def test_forms_refuse_the_american_date() -> None:
    with translation.override("id"):
        form = samples.SampleForm({"found": "05/13/2026"})
        assert "found" in form.errors
        good = samples.SampleForm({"found": "22/11/2026 14.05"})
        assert "found" not in good.errors


@pytest.mark.parametrize("code", ["400", "403", "404", "500", "403_csrf"])
@pytest.mark.parametrize("frame", ["house/base.html", "house/door.html", None])
def test_error_pages_stand_in_both_frames(code: str, frame: str | None) -> None:
    context = {"error_base": frame} if frame else {}
    with translation.override("id"):
        out = render_to_string(f"{code}.html", context)
    assert out.count("<h1") == 1
    assert lint_source(out, Path("x.html")) == []


def test_door_is_small_and_needs_no_script() -> None:
    css = Path(views.__file__).parent / "static/house/door.css"
    with translation.override("id"):
        out = render_to_string("house/door.html", {"title": "Judul", "city": "Kota Contoh"})
    assert "<script" not in out
    assert len(css.read_bytes()) + len(out.encode()) < 12_000
    assert "oklch" not in css.read_text("utf-8")


def test_gallery_renders_and_keeps_the_rules() -> None:
    request = RequestFactory().get("/house/gallery/")
    with translation.override("id"):
        response = views.gallery(request)
    assert isinstance(response, HttpResponse)
    whole = response.content.decode()
    assert response.status_code == 200
    assert lint_source(whole, Path("x.html")) == []
    assert whole.count("btn-primary") == 1
    ids = re.findall(r'\sid="([^"]+)"', whole)
    assert sorted(ids) == sorted(set(ids))


def test_theme_is_remembered_and_goes_back_only_here() -> None:
    request = RequestFactory().post("/", {"theme": "dark", "next": "/x/"})
    response = views.set_theme(request)
    assert response.cookies["theme"].value == "dark"
    assert response["Location"] == "/x/"
    request = RequestFactory().post("/", {"theme": "pink", "next": "https://evil.example/"})
    response = views.set_theme(request)
    assert response["Location"] == "/"
    assert "theme" not in response.cookies


def test_context_without_a_user() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["theme"] = "'><script>"
    found = house(request)
    assert found["theme"] == "auto"
    assert found["error_base"] == "house/door.html"
