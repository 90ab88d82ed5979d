"""What holders say, how it counts, and what reaches them."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Department, User
from secops.audit.models import Entry
from secops.compliance.rotations.actions import (
    Given,
    RotationRefused,
    close_campaign,
    hand_over_slips,
    mark_told,
    object_to_reading,
    record_answer,
    settle_objection,
    take_back_told,
    write_off,
)
from secops.compliance.rotations.derive import derive_people
from secops.compliance.rotations.facts import facts_of, verdict_of
from secops.compliance.rotations.models import Answer, Objection, Rotation
from secops.compliance.rotations.queries import alarming, alarms_of, waiting_objections
from secops.inventory.models import Account
from secops.rules.intervals import WIB
from secops.rules.rotation import Alarm, AnswerKind, TroubleReason
from tests.factories import AccountFactory, ApplicationFactory, PersonFactory
from tests.rotations.scene import (
    CALENDAR,
    DAY,
    HOUR,
    ORDER,
    expose,
    people,
    read,
    rotation_of,
    say,
    start,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _help_desk(settings: Any) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"


@pytest.fixture
def sari(olga: User, dinsos: Department) -> Rotation:
    """One exposed account of Dinas Sosial in a running campaign."""
    (account,) = people(ApplicationFactory(), 1, department=dinsos)
    expose([account], olga)
    start(olga, account.application)
    return rotation_of(account)


def _state(rotation: Rotation) -> tuple[str, str]:
    rotation.refresh_from_db()
    return rotation.state, rotation.turn


def test_said_told_open(sari: Rotation) -> None:
    assert _state(sari) == ("open", "holder")
    assert mark_told([sari.pk, sari.pk], at=ORDER + HOUR) == 1
    assert _state(sari) == ("told", "holder")
    answer = say(sari, at=ORDER + 2 * HOUR)
    assert _state(sari) == ("claimed", "application_administrator")
    assert (sari.answer, sari.answered_at) == ("done_both", ORDER + 2 * HOUR)
    assert (answer.recorded_by, answer.late, answer.cutoff_then) == (None, False, sari.base)
    entry = Entry.objects.get(verb="rotation.answered")
    assert entry.actor_label == sari.account.holder.name
    assert entry.data == {"kind": "done_both", "reason": "", "channel": "link"}
    assert verdict_of(sari, at=ORDER + 3 * HOUR).state == "claimed"
    assert facts_of(sari, at=ORDER + 1.5 * HOUR).answer is None, "not said yet then"


def test_an_answer_may_be_changed_until_the_end_and_is_marked_late(
    sari: Rotation, olga: User, leo: User
) -> None:
    say(sari, at=ORDER + HOUR)
    say(sari, AnswerKind.NOT_YET, at=ORDER + 2 * HOUR)
    assert _state(sari) == ("open", "holder")
    assert say(sari, at=sari.due_at + HOUR).late
    write_off([sari], "Wafat", by=leo, at=sari.due_at + DAY)
    close_campaign(sari.campaign, by=olga, at=sari.due_at + DAY)
    with pytest.raises(RotationRefused, match="sudah ditutup"):
        say(sari, at=sari.due_at + 2 * DAY)
    assert Answer.objects.count() == 3


def test_trouble_goes_to_the_agent_with_a_date(sari: Rotation) -> None:
    answer = say(sari, AnswerKind.TROUBLE, reason=TroubleReason.OTHER, at=ORDER)
    assert _state(sari) == ("needs_help", "agent")
    assert answer.agent_until == datetime(2026, 11, 30, 16, 0, tzinfo=WIB)
    with pytest.raises(RotationRefused, match="kendalanya"):
        say(sari, AnswerKind.TROUBLE, at=ORDER + HOUR)


def test_not_mine_stands_until_another_holder_is_named(sari: Rotation) -> None:
    say(sari, AnswerKind.TROUBLE, reason=TroubleReason.NOT_MINE, at=ORDER + HOUR)
    assert _state(sari) == ("disowned", "agent")
    sari.account.holder = PersonFactory()
    sari.account.save()
    derive_people([sari.account.holder.pk], at=ORDER + 2 * HOUR)
    assert _state(sari) == ("open", "agent"), "nobody can reach the new holder yet"
    with pytest.raises(RotationRefused) as refused:
        say(sari, person=PersonFactory(), at=ORDER + 3 * HOUR)
    assert refused.value.code == "other_holder"


def test_an_agent_records_for_his_own_department_alone(
    sari: Rotation, budi: User, olga: User, ira: User
) -> None:
    given = Given(AnswerKind.DONE_PASSWORD, Answer.Channel.DESK)
    (answer,) = record_answer(
        [sari], given, person=None, calendar=CALENDAR, by=budi, at=ORDER + HOUR
    )
    assert (answer.recorded_by, answer.person) == (budi, sari.account.holder)
    assert Entry.objects.get(verb="rotation.answered_for").actor_id == budi.pk
    (foreign,) = people(sari.application, 1)
    expose([foreign], olga)
    start(olga, sari.application, overlap=True, name="Kedua")
    for somebody, rotation in ((budi, rotation_of(foreign)), (ira, sari)):
        with pytest.raises(PermissionDenied):
            record_answer(
                [rotation], given, person=None, calendar=CALENDAR, by=somebody, at=ORDER + HOUR
            )


def test_a_shared_account_is_answered_by_its_owner(olga: User) -> None:
    owner = PersonFactory()
    desk = AccountFactory(kind=Account.Kind.SHARED, owner=owner)
    expose([desk], olga)
    start(olga, desk.application)
    rotation = rotation_of(desk)
    with pytest.raises(RotationRefused):
        say(rotation, person=desk.holder, at=ORDER + HOUR)
    say(rotation, person=owner, at=ORDER + HOUR)
    assert _state(rotation)[0] == "claimed"


def test_a_bounce_takes_the_first_message_back(sari: Rotation) -> None:
    mark_told([sari.pk], at=ORDER + HOUR)
    assert take_back_told([sari.pk], told_until=ORDER + HOUR, at=ORDER + 2 * HOUR) == 1
    assert _state(sari)[0] == "open"
    mark_told([sari.pk], at=ORDER + 3 * HOUR)
    assert take_back_told([sari.pk], told_until=ORDER + HOUR, at=ORDER + 4 * HOUR) == 0
    assert _state(sari)[0] == "told"


def test_a_slip_handed_over_counts_as_told(sari: Rotation, budi: User) -> None:
    assert hand_over_slips([sari], by=budi, at=ORDER + HOUR) == 1
    assert _state(sari)[0] == "told"
    assert Entry.objects.filter(verb="rotation.slip_handed_over").count() == 1


def test_cannot_log_in_after_a_change_rings_the_bell(sari: Rotation) -> None:
    read(sari.account, ORDER + HOUR, read_at=ORDER + 2 * HOUR)
    say(sari, AnswerKind.TROUBLE, reason=TroubleReason.CANNOT_LOG_IN, at=ORDER + 3 * HOUR)
    assert _state(sari) == ("needs_help", "agent")
    (rung,) = alarming()
    assert alarms_of(rung) == (Alarm.POSSIBLE_TAKEOVER,)


def test_an_objection_waits_for_the_office(sari: Rotation, olga: User, budi: User) -> None:
    say(sari, at=ORDER + HOUR)
    read(sari.account, ORDER - 30 * DAY, read_at=ORDER + 3 * DAY)
    say(sari, at=ORDER + HOUR)
    assert _state(sari) == ("contradicted", "holder")
    assert sari.reasons == ["unchanged_since"]
    objection = object_to_reading(
        sari, "Sudah saya ganti Senin", person=sari.account.holder, at=ORDER + 4 * DAY
    )
    assert list(waiting_objections()) == [objection]
    with pytest.raises(PermissionDenied):
        settle_objection(objection, "Data benar", by=budi, at=ORDER + 5 * DAY)
    settle_objection(objection, "Data sistem lama; dibaca ulang", by=olga, at=ORDER + 5 * DAY)
    assert not waiting_objections().exists()
    assert Objection.objects.get().settled_by == olga
    with pytest.raises(RotationRefused):
        settle_objection(objection, "Lagi", by=olga, at=ORDER + 6 * DAY)


def test_answering_for_many_costs_no_more_questions(
    olga: User, django_assert_max_num_queries: Any
) -> None:
    application = ApplicationFactory()
    expose(people(application, 30), olga)
    start(olga, application)
    rows = list(Rotation.objects.all())
    given = Given(AnswerKind.DONE_BOTH, Answer.Channel.DESK)
    with django_assert_max_num_queries(14):
        record_answer(rows, given, person=None, calendar=CALENDAR, by=olga, at=ORDER + HOUR)
    assert set(Rotation.objects.values_list("state", flat=True)) == {"claimed"}
