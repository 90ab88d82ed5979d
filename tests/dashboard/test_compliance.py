"""The heat map of departments: who sees it, in which order, and that the export says the same."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.duties.models import Directive
from secops.compliance.rotations.models import Rotation
from secops.compliance.stands.models import StandDay
from tests.dashboard.city import City, build_city
from tests.factories import ApplicationFactory, DepartmentFactory, holder_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[User], Client]
HERE = "/compliance/"


@pytest.fixture
def city(olga: User, dinsos: Department) -> City:
    return build_city(by=olga, at=timezone.now(), departments=4, accounts=100)


def rows_of(answer: Any) -> list[Any]:
    return list(answer.context["page"].rows)


def test_the_office_and_the_inspector_see_every_department(
    city: City, olga: User, ira: User, signed_in: SignIn
) -> None:
    for reader in (olga, ira):
        answer = signed_in(reader).get(HERE)
        assert answer.status_code == 200
        assert {row.pk for row in rows_of(answer)} == set(
            Department.objects.values_list("pk", flat=True)
        )


def test_a_department_compares_itself_with_no_other(
    city: City, kartini: User, budi: User, signed_in: SignIn
) -> None:
    for reader in (kartini, budi):
        assert signed_in(reader).get(HERE).status_code == 403
        assert HERE not in signed_in(reader).get("/my-department/", follow=True).content.decode()


def test_the_leadership_reads_numbers_and_is_led_nowhere_closed(
    city: City, signed_in: SignIn
) -> None:
    mayor = holder_of(Role.LEADERSHIP, name="Wali Kota Uji")
    answer = signed_in(mayor).get(HERE)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Dinas Sosial" in text
    assert 'href="/departments/' not in text
    assert "Buka OPD yang paling perlu dibantu" not in text
    assert 'href="/campaigns/' not in text


def test_who_needs_most_help_stands_first_and_the_button_opens_it(
    city: City, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    answer = browser.get(HERE)
    rows = rows_of(answer)
    needs = [row.help for row in rows]
    assert needs == sorted(needs, reverse=True)
    assert needs[0].things > 0
    text = answer.content.decode()
    button = re.search(r'btn-primary" href="([^"]+)">Buka OPD yang paling perlu dibantu', text)
    assert button is not None
    assert button[1] == rows[0].url
    assert browser.get(button[1]).status_code == 200
    assert "Bagaimana urutan ini dihitung" in text


def test_each_number_opens_exactly_its_things(city: City, olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    rows = rows_of(browser.get(HERE))
    linked = [cell for row in rows for cell in row.cells.values() if cell.url]
    assert {cell.subject.key for cell in linked} >= {"rotations", "sessions", "retirements"}
    for cell in linked:
        if "#" not in cell.url:
            shown = browser.get(cell.url).context["page"].count.number
            assert shown == cell.stand.total, cell.url


def test_a_department_of_which_nothing_is_asked_is_not_called_proven(
    city: City, olga: User, signed_in: SignIn
) -> None:
    DepartmentFactory(name="Dinas Tanpa Akun", sort_name="dinas tanpa akun")
    answer = signed_in(olga).get(HERE, {"q": "Tanpa Akun"})
    (row,) = rows_of(answer)
    assert row.cells["rotations"].spoken == "Tidak diminta"
    assert "is-high" not in answer.content.decode()


def test_what_nobody_knows_is_hatched_and_never_green(
    city: City, olga: User, signed_in: SignIn
) -> None:
    """Nobody has told of a backup yet: no department is proven, and none is called bad for it."""
    answer = signed_in(olga).get(HERE)
    for row in rows_of(answer):
        assert row.cells["backups"].spoken == "Belum ada data"
    text = answer.content.decode()
    assert text.count("is-phone-hidden ps-unknown") >= Department.objects.count()


def test_the_lock_of_a_leaked_application_is_a_column_of_its_own(
    city: City, olga: User, signed_in: SignIn
) -> None:
    application = city.applications[0]
    now = timezone.now()
    order = Directive.objects.create(
        code="A-2026-900", title="Kunci di sumber", kind="lock", text="Batalkan kata sandi lama.",
        due_at=now - timedelta(hours=1), ordered_at=now - timedelta(days=1), ordered_by=olga,
    )  # fmt: skip
    duty = order.duties.create(
        department=application.owner, application=application,
        due_at=now - timedelta(hours=1), changed_at=now,
    )  # fmt: skip
    found = {row.pk: row for row in rows_of(signed_in(olga).get(HERE))}
    stand = found[application.owner_id].cells["locks"].stand
    leaked = Rotation.objects.filter(application=application, exposed=True).count()
    assert stand.total == leaked
    assert stand.bad > 0
    duty.due_at = now + timedelta(hours=1)
    duty.save()
    found = {row.pk: row for row in rows_of(signed_in(olga).get(HERE))}
    stand = found[application.owner_id].cells["locks"].stand
    assert (stand.bad, stand.total) == (0, leaked)
    assert stand.warn > 0


def test_the_filter_narrows_by_name_and_by_look(city: City, olga: User, signed_in: SignIn) -> None:
    browser = signed_in(olga)
    assert [row.name for row in rows_of(browser.get(HERE, {"q": "sosial"}))] == ["Dinas Sosial"]
    everything = rows_of(browser.get(HERE))
    bad = rows_of(browser.get(HERE, {"look": "bad", "subject": "rotations"}))
    assert [row.pk for row in bad] == [
        row.pk for row in everything if row.cells["rotations"].tone == "bad"
    ]
    asked = rows_of(browser.get(HERE, {"subject": "sessions"}))
    owners = {one.owner_id for one in city.applications}
    assert {row.pk for row in asked} == owners & {row.pk for row in everything}
    assert "Tidak ada yang cocok" in browser.get(HERE, {"q": "tidak ada"}).content.decode()
    assert browser.get(HERE, {"look": "tidak-ada", "subject": "x"}).status_code == 200


def test_the_export_holds_the_rows_and_the_words_of_the_page(
    city: City, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)
    shown = rows_of(browser.get(HERE))
    answer = browser.get(HERE, {"export": "csv"})
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    head, cells = lines[0], lines[1:]
    assert head[0] == "OPD"
    place = head.index("Kata sandi")
    assert [line[0] for line in cells] == [row.name for row in shown]
    assert [line[place] for line in cells] == [row.cells["rotations"].spoken for row in shown]
    assert Entry.objects.filter(verb="list.exported").count() == 1
    assert b"".join(browser.get(HERE, {"export": "xlsx"}).streaming_content).startswith(b"PK")


def test_the_questions_do_not_grow_with_the_departments(
    city: City, olga: User, signed_in: SignIn
) -> None:
    browser = signed_in(olga)

    def asked() -> int:
        browser.get(HERE)
        with CaptureQueriesContext(connection) as queries:
            browser.get(HERE)
        return len(queries)

    few = asked()
    for n in range(120):
        unit = DepartmentFactory(name=f"Kelurahan {n}", sort_name=f"kelurahan {n}")
        if n % 3 == 0:
            ApplicationFactory(owner=unit)
    assert asked() == few <= 30


def test_the_heat_map_is_a_table_with_a_caption_and_headings(
    city: City, olga: User, signed_in: SignIn
) -> None:
    text = signed_in(olga).get(reverse("compliance")).content.decode()
    assert '<caption class="visually-hidden">Kepatuhan OPD: berapa yang terbukti' in text
    assert text.count('scope="row"') == Department.objects.count()
    assert re.search(r'class="visually-hidden">\d+ dari \d+, ', text)


def test_the_page_compares_the_shown_departments_with_last_week(
    city: City, olga: User, signed_in: SignIn
) -> None:
    assert "Dari waktu ke waktu" not in signed_in(olga).get(HERE).content.decode()
    week_ago = timezone.localdate() - timedelta(days=7)
    for n, department in enumerate(city.departments):
        StandDay.objects.create(
            department_id=department.pk, subject="rotations", day=week_ago,
            good=n == 0, warn=0, bad=9, unknown=0,
        )  # fmt: skip
    first = city.departments[0]
    for query, then in (("", 1 * 100 // 37), (f"?q={first.name}", 10)):
        answer = signed_in(olga).get(HERE + query)
        line = next(one for one in answer.context["together"] if one.change)
        shown = [row.stands["rotations"] for row in rows_of(answer) if "rotations" in row.stands]
        now = sum(one.good for one in shown) * 100 // sum(one.total for one in shown)
        assert line.change == f"Kata sandi {then} → {now} %"
        assert f"minggu lalu {then} %, kini {now} %" in answer.content.decode()
