"""What the office decides and finds, and what the facts make of it."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile

from accounts.models import User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.rotations.actions import (
    RotationRefused,
    agree_date,
    believe_mass_reset,
    exempt,
    record_containment,
    record_sample_check,
    revoke_exemption,
)
from secops.compliance.rotations.derive import derive_for_facts
from secops.compliance.rotations.models import Exemption, MassResetDecision, Rotation
from secops.compliance.rotations.queries import draw_sample
from secops.compliance.rotations.tasks import look_after_rotations
from secops.inventory.models import Account, Containment
from tests.factories import ApplicationFactory, holder_of
from tests.rotations.scene import (
    DAY,
    HOUR,
    LEAKED,
    ORDER,
    expose,
    people,
    read,
    rotation_of,
    say,
    start,
    touched,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _help_desk(settings: Any) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"


@pytest.fixture
def sari(olga: User) -> Rotation:
    (account,) = people(ApplicationFactory(), 1)
    expose([account], olga)
    start(olga, account.application)
    return rotation_of(account)


def _state(rotation: Rotation) -> tuple[str, str]:
    rotation.refresh_from_db()
    return rotation.state, rotation.turn


def _excuse(rotation: Rotation, by: User, **changed: Any) -> Exemption:
    given: dict[str, Any] = {
        "what": Exemption.What.WHOLE,
        "reason": "Cuti melahirkan",
        "until": ORDER + 3 * DAY,
        "by": by,
        "at": ORDER + HOUR,
    }
    return exempt(rotation, **given | changed)


def test_an_exemption_ends_by_the_clock_alone(sari: Rotation, leo: User) -> None:
    _excuse(sari, leo)
    assert _state(sari) == ("exempt", "none")
    assert sari.recheck_at == ORDER + 3 * DAY
    look_after_rotations(at=ORDER + 2 * DAY)
    assert _state(sari)[0] == "exempt"
    look_after_rotations(at=ORDER + 3 * DAY)
    assert _state(sari) == ("open", "holder")
    assert sari.recheck_at is None


def test_an_exemption_is_the_leads_and_has_an_end(sari: Rotation, leo: User, olga: User) -> None:
    with pytest.raises(PermissionDenied):
        _excuse(sari, olga)
    with pytest.raises(RotationRefused, match="masa depan"):
        _excuse(sari, leo, until=ORDER)
    with pytest.raises(RotationRefused, match="alasannya"):
        _excuse(sari, leo, reason=" ")
    exemption = _excuse(sari, leo)
    revoke_exemption(exemption, by=leo, at=ORDER + 2 * HOUR)
    assert _state(sari)[0] == "open"
    with pytest.raises(RotationRefused, match="sudah dicabut"):
        revoke_exemption(exemption, by=leo, at=ORDER + 2 * HOUR)
    verbs = Entry.objects.filter(object_type="rotations.rotation").values_list("verb", flat=True)
    assert set(verbs) == {"rotation.exempted", "rotation.exemption_revoked"}


def test_a_mass_reset_is_no_proof_until_the_lead_believes_it(olga: User, leo: User) -> None:
    application = ApplicationFactory()
    accounts = people(application, 20)
    expose(accounts, olga)
    start(olga, application)
    second = ORDER + 5 * HOUR
    for account in accounts:
        read(account, second, read_at=ORDER + 6 * HOUR)
    derive_for_facts(touched(*accounts), at=ORDER + 6 * HOUR)
    one = rotation_of(accounts[0])
    assert (one.state, one.reasons) == ("partial", ["reset_by_administrator"])
    with pytest.raises(PermissionDenied):
        believe_mass_reset(application, second, "Di aula", by=olga, at=ORDER + DAY)
    for _twice in range(2):
        believe_mass_reset(application, second, "Di aula", by=leo, at=ORDER + DAY)
    assert _state(one) == ("verified", "none")
    assert Rotation.objects.filter(state="verified").count() == 20
    assert MassResetDecision.objects.count() == 1
    assert Entry.objects.get(verb="application.mass_reset_believed").data["accounts"] == 20


def test_a_sample_attests_what_no_system_can_tell(olga: User) -> None:
    application = ApplicationFactory(reads_passwords=False)
    accounts = people(application, 6)
    expose(accounts, olga)
    campaign = start(olga, application).campaign
    for account in accounts:
        say(rotation_of(account), at=ORDER + HOUR)
    drawn = draw_sample(campaign.pk, application.pk, 3, seed=11)
    assert len(drawn.rotation_ids) == 3
    assert draw_sample(campaign.pk, application.pk, 3, seed=11) == drawn, "anybody can draw again"
    with pytest.raises(RotationRefused):
        record_sample_check(
            campaign, application, drawn=3, changed=4, passed=True, by=olga, at=ORDER + DAY
        )
    record_sample_check(
        campaign, application, drawn=3, changed=3, passed=True, seed=11, by=olga, at=ORDER + DAY
    )
    assert set(Rotation.objects.values_list("state", "turn")) == {("attested", "none")}


def test_a_lock_with_proof_contains_the_exposed_accounts(olga: User) -> None:
    application = ApplicationFactory()
    leaked, safe = people(application, 2)
    expose([leaked], olga)
    start(olga, application, exposed_only=False, cutoff=LEAKED)
    record_containment(
        application,
        contained_at=ORDER + HOUR,
        how="Kata sandi diacak; yang baru lewat Agen",
        proof=ContentFile(b"berita acara", "ba.pdf"),
        by=olga,
        at=ORDER + 2 * HOUR,
    )
    contained = rotation_of(leaked)
    assert (contained.state, contained.turn, contained.usable) == ("contained", "holder", False)
    assert rotation_of(safe).state == "open"
    kept = Containment.objects.get()
    assert (kept.accounts, len(kept.proof_sha256)) == (1, 64)
    expose([leaked], olga, when=ORDER + DAY)
    derive_for_facts(touched(leaked), at=ORDER + DAY)
    assert _state(contained)[0] == "open", "what leaked after the lock is open again"


def test_a_lock_is_recorded_by_the_office_or_the_applications_own_people(olga: User) -> None:
    application = ApplicationFactory()
    admin = holder_of(Role.APPLICATION_ADMINISTRATOR, application.owner)
    stranger = holder_of(Role.APPLICATION_ADMINISTRATOR, ApplicationFactory().owner)
    lock: dict[str, Any] = {"contained_at": ORDER, "how": "Diacak", "at": ORDER + HOUR}
    record_containment(application, by=admin, **lock)
    with pytest.raises(PermissionDenied):
        record_containment(application, by=stranger, **lock)
    with pytest.raises(RotationRefused, match="belum terjadi"):
        record_containment(application, by=olga, **lock | {"contained_at": ORDER + DAY})


def test_an_agreed_date_moves_the_due_date_of_a_service_account(sari: Rotation, olga: User) -> None:
    moment = datetime.fromisoformat("2026-11-29T21:00:00+07:00")
    with pytest.raises(RotationRefused, match="akun layanan"):
        agree_date(sari, moment, by=olga, at=ORDER + HOUR)
    Account.objects.filter(pk=sari.account_id).update(kind=Account.Kind.SERVICE)
    agree_date(sari, moment, by=olga, at=ORDER + HOUR)
    sari.refresh_from_db()
    assert (sari.due_at, sari.agreed_date) == (moment, moment)
    with pytest.raises(RotationRefused, match="akan datang"):
        agree_date(sari, ORDER, by=olga, at=ORDER + HOUR)


def test_every_minute_twice_changes_nothing_the_second_time(sari: Rotation) -> None:
    look_after_rotations(at=ORDER + HOUR)
    before = Rotation.objects.values().get()
    look_after_rotations(at=ORDER + HOUR)
    assert Rotation.objects.values().get() == before


def test_a_new_day_looks_at_everything_again(sari: Rotation) -> None:
    Rotation.objects.update(turn="office")  # somebody wrote past the actions
    look_after_rotations(at=ORDER + HOUR)
    assert _state(sari) == ("open", "office")
    look_after_rotations(at=ORDER + DAY)
    assert _state(sari) == ("open", "holder")
