"""Services on the public page: what a look that was released says, and never more."""

from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department, User
from dashboard.status.content import public_content
from dashboard.status.feeds import ATOM as ATOM_NAMESPACE
from dashboard.status.feeds import atom
from dashboard.status.publishing import publish_static
from secops.audit.models import Entry
from secops.incidents.checks.actions import Looked, record_check, withdraw_check
from secops.incidents.checks.models import ServiceCheck
from secops.incidents.checks.showing import FRESH, hide_check, public_states, show_check
from secops.incidents.refused import DeskRefused
from secops.inventory.models import Application
from secops.rules.intervals import WIB
from tests.factories import ApplicationFactory
from tests.status.test_public import BACKEND, text_of

ATOM = f"{{{ATOM_NAMESPACE}}}"
HOUR = timedelta(hours=1)
R = ServiceCheck.Result


@pytest.fixture
def simpatik(dinsos: Department) -> Application:
    return ApplicationFactory(name="RAHASIA-simpatik-01", owner=dinsos)


def looked(application: Application, result: str, by: User, at: datetime) -> ServiceCheck:
    told = Looked(
        "application", result, at, "RAHASIA pemeriksa", "RAHASIA cara", application,
        note="RAHASIA catatan",
    )  # fmt: skip
    return record_check(told, by=by, at=at)


def test_nothing_of_a_look_is_public_before_it_is_released(
    client: Client, olga: User, simpatik: Application
) -> None:
    looked(simpatik, R.DOWN, olga, timezone.now())
    assert "Layanan" not in text_of(client.get("/status/").content).split("Status layanan", 1)[1]


def test_a_released_look_stands_on_page_feed_and_copy_by_its_public_name(
    client: Client, olga: User, leo: User, simpatik: Application, tmp_path: Path
) -> None:
    now = timezone.now()
    check = looked(simpatik, R.PARTLY, olga, now - HOUR)
    show_check(check, name="Perizinan daring", by=leo, at=now)
    page = client.get("/status/").content.decode()
    assert "Perizinan daring" in page
    assert 'class="soon">terganggu' in page
    assert "Perizinan daring: terganggu" in client.get("/status/feed.rss").content.decode()
    assert "Perizinan daring: terganggu" in client.get("/status/feed.atom").content.decode()
    assert "disturbed" in client.get("/status/en/").content.decode()
    publish_static(tmp_path, at=now)
    copy = (tmp_path / "current" / "index.html").read_text()
    assert "Perizinan daring" in copy
    for public in (page, copy, client.get("/status/feed.atom").content.decode()):
        assert "RAHASIA" not in public


def test_a_newer_look_that_says_otherwise_takes_the_green_away(
    olga: User, leo: User, simpatik: Application
) -> None:
    now = timezone.now()
    show_check(looked(simpatik, R.WORKS, olga, now - 3 * HOUR), name="Izin", by=leo, at=now)
    assert [one.tone for one in public_states(at=now)] == ["ok"]
    newer = looked(simpatik, R.DOWN, olga, now - 2 * HOUR)
    assert [(one.state, one.tone) for one in public_states(at=now)] == [
        ("sedang diperiksa lagi", "mut")
    ]
    show_check(newer, name="Izin", by=leo, at=now)
    assert [one.tone for one in public_states(at=now)] == ["bad"]


def test_an_old_look_says_nothing_of_today(olga: User, leo: User, simpatik: Application) -> None:
    now = timezone.now()
    show_check(looked(simpatik, R.WORKS, olga, now - HOUR), name="Izin", by=leo, at=now)
    assert [one.state for one in public_states(at=now + FRESH)] == ["belum diperiksa lagi"]


def feed_of(at: datetime) -> tuple[str, str, str, str]:
    """`updated` of the feed; id, title and `updated` of its first entry."""
    feed = xml.fromstring(atom(public_content(at=at)))
    entry = feed.find(f"{ATOM}entry")
    updated = str(feed.findtext(f"{ATOM}updated"))
    if entry is None:
        return updated, "", "", ""
    return (updated, *(str(entry.findtext(f"{ATOM}{name}")) for name in ("id", "title", "updated")))


def test_the_feed_turns_with_the_state_of_a_service(
    olga: User, leo: User, simpatik: Application
) -> None:
    start = datetime(2026, 11, 27, 8, 0, tzinfo=WIB)
    show_check(looked(simpatik, R.WORKS, olga, start), name="Izin", by=leo, at=start + HOUR)
    shown = feed_of(start + HOUR)
    assert shown[0] == shown[3] == "2026-11-27T09:00:00+07:00"
    assert feed_of(start + 2 * HOUR) == shown, "nothing turned"
    bad = looked(simpatik, R.DOWN, olga, start + 3 * HOUR)
    doubtful = feed_of(start + 4 * HOUR)
    assert doubtful[0] == doubtful[3] == "2026-11-27T11:00:00+07:00"
    assert doubtful[1] == shown[1], "the id stays"
    assert "sedang diperiksa lagi" in doubtful[2]
    withdraw_check(bad, why="Salah catat", by=olga, at=start + 5 * HOUR)
    again = feed_of(start + 5 * HOUR)
    assert again[0] == "2026-11-27T13:00:00+07:00"
    assert again[2] == shown[2]
    old = feed_of(start + FRESH + HOUR)
    assert old[0] == old[3] == "2026-11-28T08:00:00+07:00"
    assert "belum diperiksa lagi" in old[2]
    better = looked(simpatik, R.PARTLY, olga, start + FRESH + 2 * HOUR)
    show_check(better, name="Izin", by=leo, at=start + FRESH + 3 * HOUR)
    newer = feed_of(start + FRESH + 3 * HOUR)
    assert newer[0] == newer[3] == "2026-11-28T11:00:00+07:00"
    assert newer[1] != shown[1], "another look is another entry"
    hide_check(better, why="Belum waktunya", by=leo, at=start + FRESH + 4 * HOUR)
    assert feed_of(start + FRESH + 4 * HOUR)[0] == "2026-11-28T12:00:00+07:00"


def test_what_was_withdrawn_or_hidden_is_gone(olga: User, leo: User, simpatik: Application) -> None:
    now = timezone.now()
    check = looked(simpatik, R.WORKS, olga, now - HOUR)
    show_check(check, name="Izin", by=leo, at=now)
    hide_check(check, why="Belum waktunya", by=leo, at=now)
    assert public_states(at=now) == []
    show_check(check, name="Izin", by=leo, at=now)
    withdraw_check(check, why="Salah catat", by=olga, at=now)
    assert public_states(at=now) == []
    assert set(Entry.objects.values_list("verb", flat=True)) >= {"check.shown", "check.hidden"}


def test_another_person_than_who_recorded_it_releases(
    olga: User, leo: User, simpatik: Application
) -> None:
    now = timezone.now()
    with pytest.raises(PermissionDenied):
        show_check(looked(simpatik, R.WORKS, leo, now), name="Izin", by=olga, at=now)
    own = looked(simpatik, R.WORKS, leo, now)
    with pytest.raises(DeskRefused, match="orang lain"):
        show_check(own, name="Izin", by=leo, at=now)


def test_the_doors(client: Client, olga: User, leo: User, simpatik: Application) -> None:
    check = looked(simpatik, R.WORKS, olga, timezone.now() - HOUR)
    client.force_login(leo, backend=BACKEND)
    assert "Tampilkan di laman publik" in client.get(check.get_absolute_url()).content.decode()
    show = reverse("service-check-show", args=[check.pk])
    assert client.post(show, {"name": ""}).status_code == 422
    client.post(show, {"name": "Perizinan daring"})
    assert "Perizinan daring" in client.get("/status/").content.decode()
    client.post(reverse("service-check-hide", args=[check.pk]), {"reason": "Keliru"})
    assert "Perizinan daring" not in client.get("/status/").content.decode()
