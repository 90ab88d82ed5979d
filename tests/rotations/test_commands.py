"""The commands of the contract, with their JSON and their one clear line."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import Department, User
from secops.compliance.rotations.actions import close_campaign, exempt
from secops.compliance.rotations.models import Campaign, Exemption, Rotation
from secops.inventory.models import Alias, Reading, ReadingsFile
from secops.inventory.reading_facts import derive_readings
from secops.rules.rotation import AnswerKind
from tests.factories import ApplicationFactory
from tests.rotations.scene import DAY, HOUR, ORDER, expose, people, rotation_of, say, start, touched

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _help_desk(settings: Any) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"


def _json(*command: str) -> dict[str, Any]:
    out = StringIO()
    call_command(*command, "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert isinstance(answer, dict)
    return answer


def test_start_and_status(olga: User, dinsos: Department) -> None:
    simpatik = ApplicationFactory(code="simpatik")
    expose(people(simpatik, 3, department=dinsos), olga)
    people(simpatik, 2, department=dinsos)
    started = _json("start_campaign", "Ganti SIMPATIK", "--applications=simpatik", "--exposed-only")
    assert (started["campaign"], started["rotations"]) == ("ganti-simpatik", 3)
    assert started["departments"] == 1
    status = _json("campaign_status", "ganti-simpatik")
    assert (status["total"], status["done"], status["usable"]) == (3, 0, 3)
    assert status["states"]["open"] == 3
    assert status["states"]["verified"] == 0
    assert status["by_department"] == {"DINSOS": {"open": 3}}


def test_a_due_date_for_all_may_lie_in_the_past(olga: User) -> None:
    simpatik = ApplicationFactory(code="simpatik")
    expose(people(simpatik, 1), olga)
    due = (timezone.now() - DAY).isoformat()
    started = _json("start_campaign", "A", "--applications", "simpatik", "--due", due)
    assert any("sudah lewat" in warning for warning in started["warnings"])
    assert Rotation.objects.get().due_at.isoformat() == due


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (["campaign_status", "nope"], "no campaign has the code nope"),
        (["start_campaign", "A", "--applications", "nope"], "no application has the code nope"),
        (["start_campaign", "A", "--applications", ","], "Pilih sedikitnya satu aplikasi"),
        (["rotation_state", "nope", "siapa"], "nope has no account siapa"),
    ],
)
def test_what_is_not_there_is_said_in_one_line(db: None, command: list[str], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        call_command(*command)


def test_a_refused_start_leaves_no_draft(olga: User, settings: Any) -> None:
    ApplicationFactory(code="simpatik")
    settings.HELP_DESK_PHONE = ""
    with pytest.raises(CommandError, match="HELP_DESK_PHONE"):
        call_command("start_campaign", "A", "--applications", "simpatik")
    assert not Campaign.objects.exists()


def test_one_account_by_any_of_its_names(olga: User) -> None:
    simpatik = ApplicationFactory(code="simpatik")
    (account,) = people(simpatik, 1, external_id="peg-7")
    Alias.objects.create(
        account=account, application=simpatik, username="Sari.Lama", login_key="sari.lama",
        until=ORDER,
    )  # fmt: skip
    expose([account], olga)
    start(olga, simpatik)
    for name in (account.username, "SARI.LAMA", "peg-7"):
        found = _json("rotation_state", "simpatik", name)
        assert (found["state"], found["turn"], found["usable"]) == ("open", "holder", True)
        assert found["reasons"] == []
        assert found["facts"]["newest_exposure"].startswith("2026-11-12")
    with pytest.raises(CommandError, match="not in the campaign lain"):
        call_command("rotation_state", "simpatik", "peg-7", "--campaign", "lain")


def test_the_newest_running_campaign_answers(olga: User, leo: User) -> None:
    simpatik = ApplicationFactory(code="simpatik")
    (account,) = people(simpatik, 1)
    expose([account], olga)
    start(olga, simpatik, name="Lama")
    start(olga, simpatik, name="Baru", at=ORDER + DAY, overlap=True)
    assert _json("rotation_state", "simpatik", account.username)["campaign"] == "baru"
    for rotation in Rotation.objects.all():
        exempt(
            rotation, what=Exemption.What.WHOLE, reason="Cuti", until=ORDER + 9 * DAY,
            by=leo, at=ORDER + DAY,
        )  # fmt: skip
        close_campaign(rotation.campaign, by=olga, at=ORDER + 2 * DAY)
    with pytest.raises(CommandError, match="in no running campaign"):
        call_command("rotation_state", "simpatik", account.username)
    kept = _json("rotation_state", "simpatik", account.username, "--campaign", "lama")
    assert kept["state"] == "exempt", "a closed campaign stays what it was"


def test_at_moves_the_clock_and_takes_later_facts_away(olga: User, leo: User) -> None:
    """A history that lies before now: told by the clock, forwards and backwards."""
    simpatik = ApplicationFactory(code="simpatik")
    (account,) = people(simpatik, 1)
    began = timezone.now() - timedelta(days=10)
    expose([account], olga, when=began - DAY)
    start(olga, simpatik, at=began)
    say(rotation_of(account), AnswerKind.DONE_PASSWORD, at=began + DAY)
    file = ReadingsFile.objects.create(
        file_name="baca.csv", sha256="", imported_at=began + 2 * DAY, imported_by=olga
    )
    Reading.objects.create(
        file_id=file.pk, account_id=account.pk, read_at=began + 2 * DAY,
        changed_from=began + HOUR, changed_to=began + HOUR, sessions_revoked_at=began + HOUR,
    )  # fmt: skip
    expose([account], olga, when=began + 3 * DAY)
    derive_readings(touched(account))
    exempt(
        rotation_of(account), what=Exemption.What.WHOLE, reason="Cuti",
        until=timezone.now() + 5 * DAY, by=leo, at=began + 4 * DAY,
    )  # fmt: skip

    def state(days: float) -> str:
        moment = (began + timedelta(days=days)).isoformat()
        found = _json("rotation_state", "simpatik", account.username, "--at", moment)
        status = _json("campaign_status", "ganti-simpatik", "--at", moment)
        assert status["states"][found["state"]] == 1
        return str(found["state"])

    assert state(0.5) == "open"
    assert state(1.5) == "claimed"
    assert state(2.5) == "verified"
    assert state(3.5) == "reexposed"
    assert state(10.5) == "reexposed"
    assert state(30) == "reexposed"
    stored = Reading.objects.count(), account.facts.__class__.objects.get().newest_exposure
    assert stored == (1, began + 3 * DAY), "nothing was taken away for good"
