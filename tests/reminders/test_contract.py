"""The commands in a row, as an outside script uses them: start, remind, answer."""

import json
import re
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from secops.compliance.rotations.models import Rotation
from tests.factories import AccountFactory, ApplicationFactory
from tests.reminders.support import person

pytestmark = pytest.mark.django_db


def said(*words: str) -> dict[str, Any]:
    out = StringIO()
    call_command(*words, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_start_remind_answer(client: Client) -> None:
    simpatik = ApplicationFactory(code="simpatik", name="SIMPATIK")
    for n in range(3):
        one = person(f"Uji {n}", f"uji{n}@kotacontoh.example")
        AccountFactory(application=simpatik, holder=one)
    AccountFactory(application=simpatik, holder=person("Tanpa Alamat", None))
    started = said("start_campaign", "Ganti", "--applications", "simpatik", "--due", "2031-01-31")
    assert started["rotations"] == 4
    before = said("remind", "--at", "2031-01-15T09:00", "--dry-run")
    assert (before["due"], before["digests"], before["sent"]) == (3, 3, 0)
    assert before["skipped"]["not_their_turn"] == 1  # the agent's, who prints a slip
    done = said("remind", "--at", "2031-01-15T09:00")
    assert (done["due"], done["digests"], done["sent"]) == (3, 3, 3)
    again = said("remind", "--at", "2031-01-15T09:01")
    assert (again["due"], again["digests"], again["sent"]) == (0, 0, 0)
    found = re.search(r"/k/[A-Za-z0-9_-]{22}", mail.outbox[0].body)
    assert found is not None
    told = Rotation.objects.exclude(told_at=None).order_by("pk")[0]
    answered = client.post(found[0], {f"a-{told.pk}": "done_both"})
    assert answered.status_code == 302
    state = said("campaign_status", started["campaign"])["states"]
    assert state["claimed"] == 1
