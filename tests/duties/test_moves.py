"""The closed table of RULES 2, as rows, trail and refusals."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Department, Position, Tenure, User
from accounts.roles import Role
from secops.audit.models import Entry
from secops.compliance.duties.actions import (
    NumbersChanged,
    PromiseMissing,
    accept_duty,
    accept_proven,
    confirm_duty,
    dispute_duty,
    exempt_duty,
    receive_duty,
    reject_dispute,
    report_duty,
    return_duty,
    withdraw_duty,
    write_off_duty,
)
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Channel, Duty, HeadStatement
from secops.house.files import FileRefused, check_all
from secops.rules.duty import TABLE, Kind
from secops.rules.duty import State as D
from secops.rules.refusal import MoveRefused
from secops.rules.rotation import State
from tests.duties.support import (
    MONDAY,
    ORDERED,
    add_rotation,
    custom_duty,
    fresh,
    rotation_duty,
)
from tests.factories import PersonFactory, UserFactory, holder_of

THIRTY_ONE = {State.VERIFIED: 28, State.NEEDS_HELP: 2, State.TOLD: 1}
PDF = b"%PDF-1.7 contoh"


@pytest.fixture
def duty(dinsos: Department, olga: User) -> Duty:
    return rotation_duty(dinsos, olga, THIRTY_ONE)


def stated(duty: Duty, head: User, **changes: object) -> HeadStatement:
    given: dict[str, object] = {"shown": (28, 31), "promised_on": date(2026, 12, 2)}
    return confirm_duty(duty, **{**given, **changes}, by=head, at=MONDAY)  # type: ignore[arg-type]


def verbs() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


def test_received_by_the_head_says_who_and_when(duty: Duty, kartini: User, budi: User) -> None:
    receive_duty(duty, by=kartini, at=ORDERED)
    receive_duty(duty, by=budi, at=MONDAY)
    duty = fresh(duty)
    assert (duty.received_at, duty.received_by) == (ORDERED, kartini.person)
    assert duty.received_recorded_by is None
    assert verbs().count("duty.received") == 1


def test_the_office_records_what_a_head_says_on_the_telephone(
    duty: Duty, kartini: User, olga: User
) -> None:
    receive_duty(duty, by=olga, at=ORDERED, person=kartini.person, channel=Channel.PHONE)
    duty = fresh(duty)
    assert (duty.received_by, duty.received_recorded_by) == (kartini.person, olga)
    assert duty.received_channel == Channel.PHONE


def test_strangers_receive_nothing(duty: Duty, adi: User, ira: User) -> None:
    with pytest.raises(PermissionDenied):
        receive_duty(duty, by=adi, at=ORDERED)
    with pytest.raises(MoveRefused, match="bukan bagian tugas Anda"):
        receive_duty(duty, by=ira, at=ORDERED)


def test_a_head_states_numbers_list_and_date(duty: Duty, kartini: User) -> None:
    statement = stated(duty, kartini)
    assert statement.number == "P-0001"
    assert statement.text == (
        "Saya mengetahui angka ini dan memastikan 3 akun sisanya selesai paling lambat Rabu, "
        "2 Desember 2026."
    )
    assert (statement.proven, statement.total) == (28, 31)
    assert len(statement.open_items) == 3
    assert statement.facts["counts"] == {"verified": 28, "needs_help": 2, "told": 1}
    assert statement.capacity == "head"
    assert fresh(duty).state == "confirmed"
    assert verbs()[-1] == "duty.confirmed"


def test_a_statement_needs_a_date_for_what_is_open(duty: Duty, kartini: User) -> None:
    for promised in (None, date(2026, 11, 29)):
        with pytest.raises(PromiseMissing):
            stated(duty, kartini, promised_on=promised)
    assert fresh(duty).state == "open"


def test_numbers_that_moved_must_be_looked_at_again(duty: Duty, kartini: User) -> None:
    campaign = duty.directive.campaign
    assert campaign is not None
    add_rotation(campaign, duty.department, campaign.applications.get(), State.OPEN)
    with pytest.raises(NumbersChanged):
        stated(duty, kartini)


def test_an_agent_cannot_state_and_a_deputy_can(duty: Duty, budi: User, dinsos) -> None:
    with pytest.raises(MoveRefused, match="bukan bagian tugas Anda"):
        stated(duty, budi)
    deputy = UserFactory(person=PersonFactory(name="Wati Plh"))
    position = Position.objects.create(role=Role.HEAD, title="Kepala Dinas", department=dinsos)
    Tenure.objects.create(
        position=position, person=deputy.person, kind="plh", starts_on=ORDERED.date()
    )
    statement = stated(duty, deputy)
    assert statement.capacity == "deputy"
    assert statement.position_title == "Plh. Kepala Dinas"


def test_evidence_is_kept_with_its_hash(dinsos: Department, olga: User, budi: User) -> None:
    duty = custom_duty(dinsos, olga)
    files = check_all([SimpleUploadedFile("../foto poster.pdf", PDF)])
    report_duty(
        duty, text="Sudah.", steps_done=["Poster terpasang"], files=files, by=budi, at=MONDAY
    )
    duty = fresh(duty)
    evidence = duty.evidence.get()
    assert (evidence.name, evidence.content_type) == ("foto poster.pdf", "application/pdf")
    with evidence.file.open("rb") as kept:
        assert kept.read() == PDF
    assert "foto" not in evidence.file.name
    assert numbers_of(duty, at=MONDAY).short == "1 dari 2 langkah dilaporkan"
    assert duty.state == "reported"
    assert duty.received_by == budi.person


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("foto.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("surat.pdf", b"MZ\x90\x00"),
        ("kosong.pdf", b""),
        ("arsip.docx", b"PK\x03\x04 bukan arsip"),
        ("halaman.txt", b"<html>"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_content(name: str, content: bytes) -> None:
    with pytest.raises(FileRefused, match=name):
        check_all([SimpleUploadedFile(name, content)])


def test_too_large_and_too_many_files_are_refused() -> None:
    with pytest.raises(FileRefused, match="lebih besar dari 10 MB"):
        check_all([SimpleUploadedFile("besar.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024))])
    with pytest.raises(FileRefused, match="Paling banyak 5 berkas"):
        check_all([SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(6)])


def test_the_office_accepts_or_returns_with_a_reason(duty: Duty, kartini: User, olga: User) -> None:
    stated(duty, kartini)
    with pytest.raises(MoveRefused, match="Tuliskan alasannya"):
        return_duty(duty, reason=" ", by=olga, at=MONDAY)
    return_duty(duty, reason="Tiga akun tanpa rencana.", by=olga, at=MONDAY)
    assert fresh(duty).state_reason == "Tiga akun tanpa rencana."
    stated(duty, kartini)
    accept_duty(duty, by=olga, at=MONDAY)
    assert (fresh(duty).state, fresh(duty).decided_by) == ("accepted", olga)


def test_what_is_given_back_after_its_date_has_three_days_again(
    duty: Duty, kartini: User, olga: User
) -> None:
    stated(duty, kartini)
    return_duty(duty, reason="Belum lengkap.", by=olga, at=MONDAY)
    asked = fresh(duty)
    assert (asked.due_at, asked.asked_anew_at) == (duty.due_at, None)
    stated(duty, kartini)
    late = duty.due_at + timedelta(days=5)
    return_duty(duty, reason="Belum lengkap.", by=olga, at=late)
    asked = fresh(duty)
    assert (asked.due_at, asked.asked_anew_at) == (late + timedelta(hours=72), late)
    assert asked.directive.due_at == duty.directive.due_at


def test_nobody_accepts_his_own_statement(dinsos: Department, olga: User, duty: Duty) -> None:
    position = Position.objects.create(role=Role.HEAD, title="Plt", department=dinsos)
    Tenure.objects.create(
        position=position, person=olga.person, kind="plt", starts_on=ORDERED.date()
    )
    olga = User.objects.get(pk=olga.pk)
    stated(duty, olga)
    with pytest.raises(MoveRefused, match="Yang menyatakan tidak dapat menerima"):
        accept_duty(duty, by=olga, at=MONDAY)


def test_what_the_office_records_another_officer_accepts(
    duty: Duty, kartini: User, olga: User, leo: User, adi: User
) -> None:
    given = {
        "shown": (28, 31),
        "promised_on": date(2026, 12, 2),
        "person": kartini.person,
        "channel": Channel.CHAT,
        "at": MONDAY,
    }
    with pytest.raises(PermissionDenied):
        confirm_duty(duty, **given, by=adi)  # type: ignore[arg-type]
    statement = confirm_duty(duty, **given, by=olga)  # type: ignore[arg-type]
    assert (statement.person, statement.recorded_by) == (kartini.person, olga)
    with pytest.raises(MoveRefused, match="Yang menyatakan tidak dapat menerima"):
        accept_duty(duty, by=olga, at=MONDAY)
    accept_duty(duty, by=leo, at=MONDAY)
    assert fresh(duty).state == "accepted"


def test_the_offices_own_duty_is_the_inspectors(
    office: Department, olga: User, ira: User, leo: User
) -> None:
    head = holder_of(Role.HEAD, office, name="Kepala Kominfo")
    duty = custom_duty(office, olga)
    confirm_duty(duty, shown=(0, 2), promised_on=date(2026, 12, 2), by=head, at=MONDAY)
    for one in (olga, leo):
        with pytest.raises(MoveRefused, match="diterima oleh Inspektorat"):
            accept_duty(duty, by=one, at=MONDAY)
    accept_duty(duty, by=ira, at=MONDAY)
    assert fresh(duty).state == "accepted"


def test_the_inspector_accepts_no_other_department(duty: Duty, kartini: User, ira: User) -> None:
    stated(duty, kartini)
    with pytest.raises(MoveRefused):
        accept_duty(duty, by=ira, at=MONDAY)


def test_the_system_accepts_only_what_is_proven(duty: Duty, kartini: User) -> None:
    stated(duty, kartini)
    system = User.objects.system()
    with pytest.raises(MoveRefused, match="terbukti oleh data"):
        accept_proven(duty, by=system, at=MONDAY)
    assert duty.directive.campaign is not None
    duty.directive.campaign.rotations.update(state="verified")
    accept_proven(duty, by=system, at=MONDAY)
    assert fresh(duty).state == "accepted"


def test_a_dispute_is_the_heads_and_its_end_the_offices(
    duty: Duty, kartini: User, budi: User, olga: User
) -> None:
    with pytest.raises(MoveRefused):
        dispute_duty(duty, reason="Bukan kami", by=budi, at=MONDAY)
    dispute_duty(duty, reason="Bukan kami", by=kartini, at=MONDAY)
    reject_dispute(duty, reason="Tetap tugas Anda", by=olga, at=MONDAY)
    dispute_duty(duty, reason="Sungguh bukan kami", by=kartini, at=MONDAY)
    withdraw_duty(duty, reason="Benar", by=olga, at=MONDAY)
    assert fresh(duty).state == "withdrawn"


def test_an_exemption_ends_and_reads_as_open(duty: Duty, leo: User, olga: User) -> None:
    with pytest.raises(MoveRefused, match="bukan bagian tugas Anda"):
        exempt_duty(duty, reason="x", until=date(2026, 12, 9), by=olga, at=MONDAY)
    with pytest.raises(MoveRefused, match="tanggal berakhir"):
        exempt_duty(duty, reason="x", until=date(2026, 11, 29), by=leo, at=MONDAY)
    exempt_duty(duty, reason="Aplikasi pusat", until=date(2026, 12, 9), by=leo, at=MONDAY)
    duty = fresh(duty)
    last = MONDAY.replace(month=12, day=9, hour=23)
    assert duty.state_at(last) is D.EXEMPT
    assert duty.state_at(last + timedelta(hours=1)) is D.OPEN
    assert not Duty.objects.open(last).exists()
    assert Duty.objects.open(last + timedelta(hours=1)).exists()


def test_written_off_is_final(duty: Duty, leo: User, kartini: User) -> None:
    write_off_duty(duty, reason="Unit dilebur", by=leo, at=MONDAY)
    with pytest.raises(MoveRefused, match="sudah berubah"):
        stated(duty, kartini)


ACTS = {
    D.REPORTED: lambda duty, who: report_duty(duty, text="x", by=who, at=MONDAY),
    D.CONFIRMED: lambda duty, who: confirm_duty(
        duty, shown=(0, 2), promised_on=date(2026, 12, 2), by=who, at=MONDAY
    ),
    D.RETURNED: lambda duty, who: return_duty(duty, reason="x", by=who, at=MONDAY),
    D.ACCEPTED: lambda duty, who: accept_duty(duty, by=who, at=MONDAY),
    D.DISPUTED: lambda duty, who: dispute_duty(duty, reason="x", by=who, at=MONDAY),
    D.OPEN: lambda duty, who: reject_dispute(duty, reason="x", by=who, at=MONDAY),
    D.WITHDRAWN: lambda duty, who: withdraw_duty(duty, reason="x", by=who, at=MONDAY),
    D.EXEMPT: lambda duty, who: exempt_duty(
        duty, reason="x", until=date(2026, 12, 9), by=who, at=MONDAY
    ),
    D.WRITTEN_OFF: lambda duty, who: write_off_duty(duty, reason="x", by=who, at=MONDAY),
}
WHO = {
    D.REPORTED: "budi",
    D.CONFIRMED: "kartini",
    D.DISPUTED: "kartini",
    D.EXEMPT: "leo",
    D.WRITTEN_OFF: "leo",
}


@pytest.mark.parametrize(("origin", "target"), list(product(D, ACTS)))
def test_every_pair_of_states(
    origin: D,
    target: D,
    dinsos: Department,
    olga: User,
    leo: User,
    budi: User,
    kartini: User,
    request: pytest.FixtureRequest,
) -> None:
    """All pairs: what the table allows happens, all else is refused in words, nothing changes."""
    duty = custom_duty(dinsos, olga)
    until = date(2026, 12, 9) if origin is D.EXEMPT else None
    Duty.objects.update(state=origin, exempt_until=until)
    who = request.getfixturevalue(WHO.get(target, "olga"))
    allowed = (origin, target) in TABLE
    if allowed:
        ACTS[target](duty, who)
        assert fresh(duty).state == target
        return
    with pytest.raises(MoveRefused) as refused:
        ACTS[target](duty, who)
    assert len(str(refused.value)) > 20
    assert fresh(duty).state == origin


def test_by_count_needs_no_list(dinsos: Department, olga: User, budi: User, kartini: User) -> None:
    duty = custom_duty(dinsos, olga, kind=Kind.ROTATION_BY_COUNT, checklist=())
    Duty.objects.update(count_total=400)
    report_duty(fresh(duty), text="Dihitung per bidang", count_done=312, by=budi, at=MONDAY)
    numbers = numbers_of(fresh(duty), at=MONDAY)
    assert numbers.short == "312 dari 400 akun dinyatakan sudah diganti"
    statement = confirm_duty(
        duty, shown=(312, 400), promised_on=date(2026, 12, 4), by=kartini, at=MONDAY
    )
    assert "88 akun sisanya" in statement.text
