"""The pages of the office's ladders: read by who runs campaigns, changed by the administrator."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.ladders.actions import LadderRefused, change_ladder, reset_ladder
from secops.ladders.forms import ladder_forms
from secops.ladders.models import OfficeLadder
from secops.ladders.queries import office_ladder, versions
from secops.rules.ladder import DAYS, DEFAULTS, HOLDERS, Anchor, Audience, LadderKind
from secops.rules.ladder_edit import made
from tests.factories import ContactFactory, DepartmentFactory, holder_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_delivered")]

D = LadderKind.DAYS
SHORT = DAYS[:4]


def typed(
    kind: LadderKind = D, version: int = 1, ladder=None, **changes: object
) -> dict[str, object]:
    """What the browser posts of the form as it stands, with some fields changed."""
    editor = ladder_forms(kind, ladder or DEFAULTS[kind])
    data: dict[str, object] = {"version": version}
    for form in (editor.management_form, *editor):
        for bound in form:
            value = bound.value()
            if value not in (None, False, ""):
                data[bound.html_name] = value
    data |= changes
    return {name: value for name, value in data.items() if value is not None}


def page(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_every_step_is_a_sentence(olga: User, signed_in) -> None:
    body = page(signed_in(olga).get("/ladders/"))
    for words in (
        "H-1, hari kerja sebelum batas waktu, 08.00",
        "H+5, 5 hari kerja sesudah batas waktu, 08.00",
        "Kepala OPD ditelepon dahulu",
        "hanya dalam ringkasan pimpinan",
        "Versi 1, bawaan",
    ):
        assert words in body, words
    assert "/ladders/days/change/" not in body


def test_only_the_administrator_changes_it(olga: User, adi: User, signed_in) -> None:
    assert signed_in(olga).post("/ladders/days/change/", typed()).status_code == 403
    assert "/ladders/days/change/" in page(signed_in(adi).get("/ladders/"))
    with pytest.raises(PermissionDenied):
        change_ladder(D, SHORT, version=1, by=olga, at=timezone.now())


def test_a_step_is_moved_added_and_removed(adi: User, signed_in) -> None:
    browser = signed_in(adi)
    assert browser.post("/ladders/days/change/", typed(**{"rung-1-n": 5})).status_code == 302
    assert [rung.code for rung in office_ladder(D)][:3] == ["issued", "h-5", "h-1"]
    shown = browser.post("/ladders/days/change/", typed(version=2, more="1"))
    assert shown.status_code == 200
    assert f'name="rung-{len(DAYS)}-anchor"' in page(shown)
    new = {
        "rung-TOTAL_FORMS": len(DAYS) + 1,
        f"rung-{len(DAYS)}-anchor": "after_due",
        f"rung-{len(DAYS)}-n": 2,
        f"rung-{len(DAYS)}-audience": ["agent", "head"],
        "rung-1-DELETE": "on",
    }
    data = typed(ladder=office_ladder(D), version=2, **new)
    assert browser.post("/ladders/days/change/", data).status_code == 302
    codes = [rung.code for rung in office_ladder(D)]
    assert codes[:5] == ["issued", "h-1", "due", "late-1", "late-2"]
    assert Entry.objects.filter(verb="ladder.changed").count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rung-6-call_first": None}, "Kepala OPD ditelepon dahulu"),
        ({"rung-7-n": 5}, "mingguan paling banyak 4 kali"),
        ({"rung-2-n": 3}, "Langkah ini sudah ada di atas"),
        ({"rung-3-audience": None}, "Pilih sedikitnya satu penerima"),
        ({"rung-0-DELETE": "on"}, "tidak ada pesan pertama"),
        ({"rung-3-audience": ["superior"]}, "baru diberi tahu setelah lewat batas waktu"),
    ],
)
def test_what_the_laws_forbid_is_said_and_nothing_is_lost(
    adi: User, signed_in, changes: dict[str, object], words: str
) -> None:
    answer = signed_in(adi).post("/ladders/days/change/", typed(**{"rung-5-n": 4} | changes))
    assert answer.status_code == 422
    body = page(answer)
    assert words in body
    assert re.search(r'name="rung-5-n"[^>]*value="4"|value="4"[^>]*name="rung-5-n"', body)
    assert office_ladder(D) == DAYS


def test_holders_have_nothing_to_choose_but_when(adi: User, signed_in) -> None:
    body = page(signed_in(adi).get("/ladders/holders/change/"))
    assert "audience" not in body
    data = typed(LadderKind.HOLDERS, **{"rung-1-n": 2})
    assert signed_in(adi).post("/ladders/holders/change/", data).status_code == 302
    assert office_ladder(LadderKind.HOLDERS)[1] == made(
        LadderKind.HOLDERS, Anchor.BEFORE_DUE, [Audience.HOLDER], 2
    )


def test_a_form_whose_counters_were_broken_is_shown_again(adi: User, signed_in) -> None:
    browser = signed_in(adi)
    for total in ("x", "", "-1", "99999999"):
        posted = typed(**{"more": "1", "rung-TOTAL_FORMS": total})
        assert browser.post("/ladders/days/change/", posted).status_code in (200, 422), total
    assert office_ladder(D) == DAYS


def test_versions_say_who_and_when_and_the_way_back(adi: User, signed_in) -> None:
    browser = signed_in(adi)
    browser.post("/ladders/days/change/", typed(**{"rung-1-n": 5}))
    assert browser.post("/ladders/days/reset/", {"version": 2}).status_code == 302
    assert office_ladder(D) == DAYS
    kept = versions(D)
    assert [(one.number, one.by) for one in kept] == [
        (3, adi.display_name),
        (2, adi.display_name),
        (1, ""),
    ]
    assert any("H-5" in words for words in kept[1].rungs)


def test_two_administrators_do_not_overwrite_each_other(adi: User) -> None:
    change_ladder(D, SHORT, version=1, by=adi, at=timezone.now())
    with pytest.raises(LadderRefused, match="versi 2"):
        reset_ladder(D, version=1, by=adi, at=timezone.now())
    assert OfficeLadder.objects.get(kind=D).version == 2


def test_a_simulation_counts_people_and_names_weekends_and_years(
    olga: User, kartini: User, budi: User, signed_in
) -> None:
    ContactFactory(person=kartini.person, kind="whatsapp", address="+6281200000001")
    body = page(
        signed_in(olga).get(
            "/ladders/hours/", {"start": "2026-11-27T15:00", "due": "2026-11-28T15:00"}
        )
    )
    for words in (
        "Jumat, 27 November 2026, 15.00 WIB",
        "Sabtu, 28 November 2026, 06.00 WIB",
        "(semula 28 Nov 2026, 03.00)",
        "Minggu, 29 November 2026, 06.00 WIB",
        "akhir pekan",
        "1 WhatsApp",
        "tanpa kontak",
        "Hari Raya Natal",
    ):
        assert words in body, words


def test_a_due_time_before_the_start_is_refused_in_words(olga: User, signed_in) -> None:
    answer = signed_in(olga).get(
        "/ladders/days/", {"start": "2026-11-27T15:00", "due": "2026-11-20T15:00"}
    )
    assert answer.status_code == 422
    assert "Batas waktu harus sesudah mulai." in page(answer)


def test_a_simulation_asks_no_more_for_many_departments(
    olga: User, kartini: User, budi: User, signed_in
) -> None:
    browser, counts = signed_in(olga), []
    for more in (0, 12):
        for department in DepartmentFactory.create_batch(more):
            holder_of(Role.HEAD, department)
            holder_of(Role.AGENT, department)
        browser.get("/ladders/days/")
        with CaptureQueriesContext(connection) as asked:
            browser.get("/ladders/days/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def test_no_such_ladder(olga: User, signed_in) -> None:
    assert signed_in(olga).get("/ladders/weeks/").status_code == 404


def test_the_ladder_of_holders_as_delivered_needs_no_change() -> None:
    assert ladder_forms(LadderKind.HOLDERS, HOLDERS).total_form_count() == len(HOLDERS)
