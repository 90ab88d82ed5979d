"""What was said in public against what is so: found by the product, told once, settled in words."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.models import Contact, Person, User
from accounts.roles import Role
from dashboard.today.queries import today_for
from secops.incidents.actions import change_incident, merge_incident, record_incident
from secops.incidents.claims.actions import Claimed, decide_claim, record_claim
from secops.incidents.models import Incident, PublicStatement, StatementWarning
from secops.incidents.statements.actions import (
    Fact,
    Said,
    approve_answer,
    approve_statement,
    drop_statement,
    link_fact,
    look_after_statements,
    publish_statement,
    review_statement,
    settle_warning,
    unlink_fact,
    write_answer,
    write_statement,
)
from secops.incidents.statements.contradictions import sentence
from secops.incidents.statements.knowledge import SENTENCES, known_words
from secops.incidents.statements.panel import statements_panel
from secops.incidents.statements.promises import promised_words, word_clocks
from secops.intake.leaks.withdrawing import withdraw_report
from secops.inventory.models import Exposure, LeakReport
from secops.outbox.delivery import deliver
from secops.outbox.models import Message
from secops.rules.assertion import Assertion, FactKind, Subject, Value
from secops.rules.claim import Disposition, Platform
from secops.rules.fact_change import Change
from secops.rules.intervals import WIB
from secops.rules.refusal import MoveRefused
from secops.rules.statement import Kind, Refusal
from tests.factories import AccountFactory, ContactFactory, holder_of

NOW = datetime(2026, 11, 27, 8, 10, tzinfo=WIB)
DAY = timedelta(days=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
NO_ACCESS = Assertion(Subject.OUTSIDE_ACCESS, Value.NONE)
ACCESS = Assertion(Subject.OUTSIDE_ACCESS, Value.CONFIRMED)
LEAKED = Assertion(Subject.LEAK, Value.CREDENTIALS)
NOTHING = Assertion(Subject.LEAK, Value.NONE)


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def lead(office) -> User:
    """The lead, who can be written to; so can the duty officer."""
    user = holder_of(Role.LEAD, office, name="Lina Ketua")
    ContactFactory(person=user.person, kind=Contact.Kind.MAIL)
    return user


@pytest.fixture
def officer(olga: User) -> User:
    ContactFactory(person=olga.person, kind=Contact.Kind.MAIL)
    return olga


@pytest.fixture
def incident(officer: User) -> Incident:
    return record_incident(description="Unggahan.", found_at=NOW, by=officer, at=NOW)


@pytest.fixture
def report(officer: User) -> LeakReport:
    """A report with one account of ours."""
    made = LeakReport.objects.create(
        file_name="peringatan.csv", sha256="0" * 64, format="table", received_at=NOW,
        imported_at=NOW, imported_by=officer,
    )  # fmt: skip
    _found(made, "0" * 32)
    return made


def _found(report: LeakReport, mark: str) -> None:
    account = AccountFactory()
    Exposure.objects.create(
        fingerprint=mark, place=account.application_id, report_id=report.pk,
        application_id=account.application_id, account_id=account.pk, effective_at=NOW,
        received_at=NOW,
    )  # fmt: skip


def out(
    text: str, officer: User, lead: User, *facts: Fact, at: datetime = NOW, correction: str = "",
    **more,
) -> PublicStatement:  # fmt: skip
    said = Said(Kind.FULL, text, more.pop("next_word_at", None), correction)
    made = write_statement(said, by=officer, at=at, facts=facts, **more)
    seen = list(made.facts.values_list("pk", flat=True))
    review_statement(made, seen=seen, by=lead, at=at)
    approve_statement(made, by=lead, at=at)
    return publish_statement(made, channel="Situs", by=lead, at=at)


def word(says: Assertion) -> Fact:
    return Fact("Log dilihat", "Catatan piket 16.20", asserts=says)


def told(prefix: str) -> list[str]:
    return sorted(
        Message.objects.filter(kind__startswith=prefix).values_list("person__name", flat=True)
    )


def test_day_one_and_day_three_are_found_to_deny_each_other(
    client: Client, officer: User, lead: User, incident: Incident, report: LeakReport
) -> None:
    first = out("Tidak ada yang masuk.", officer, lead, word(NO_ACCESS), incident=incident)
    later = NOW + 2 * DAY
    fact = Fact("Log pencuri", kind=FactKind.REPORT, row=report, asserts=ACCESS)
    hit = write_statement(
        Said(Kind.FULL, "Kami terkena."), by=officer, at=later, facts=(fact,), incident=incident,
        supersedes=first,
    )  # fmt: skip
    seen = [hit.facts.get().pk]
    with pytest.raises(MoveRefused) as refused:
        review_statement(hit, seen=seen, by=lead, at=later)
    assert refused.value.code == Refusal.CORRECTION_MISSING
    assert f"membantah {first.code}" in str(refused.value)

    client.force_login(lead, backend=BACKEND)
    page = words_of(client.get(hit.get_absolute_url()))
    assert f"{first.code}: akses dari luar tidak ada. Kini: terbukti ada." in page
    panel = statements_panel(incident, lead, later)
    assert panel is not None
    assert [line.misfits != [] for line in panel[1]["lines"]] == [False, True]
    assert "Yang dikatakan kepada publik" in words_of(client.get(incident.get_absolute_url()))


def test_who_corrected_a_word_once_is_not_asked_again(
    officer: User, lead: User, incident: Incident
) -> None:
    first = out("Tidak ada yang masuk.", officer, lead, word(NO_ACCESS), incident=incident)
    second = out(
        "Kami terkena.", officer, lead, word(ACCESS), at=NOW + DAY, incident=incident,
        supersedes=first, correction="Kata “tidak ada yang masuk” keliru.",
    )  # fmt: skip
    third = out(
        "Masih kami periksa.", officer, lead, word(ACCESS), at=NOW + 2 * DAY, incident=incident,
        supersedes=second,
    )  # fmt: skip
    assert third.state == "published"
    assert look_after_statements(at=NOW + 2 * DAY) == 0


def test_what_the_product_knows_denies_a_statement(
    officer: User, lead: User, incident: Incident, report: LeakReport
) -> None:
    out("Data tidak bocor.", officer, lead, word(NOTHING), incident=incident)
    assert look_after_statements(at=NOW + timedelta(minutes=1)) == 0
    change_incident(incident, {"leak_reports": [report]}, by=officer, at=NOW + DAY)
    assert look_after_statements(at=NOW + DAY) == 2
    warning = StatementWarning.objects.get()
    assert warning.change == "known_otherwise"
    assert told("alarm.statement") == ["Lina Ketua", "Olga Piket"]


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "Laporan bssn.csv memuat 1 akun kota."), ("en", "bssn.csv")],
)
def test_what_is_known_otherwise_is_said_in_the_language_of_who_reads_it(
    language: str,
    words: str,
    officer: User,
    lead: User,
    incident: Incident,
    report: LeakReport,
    client: Client,
) -> None:
    """The minute's work runs in one language; page and mail do not."""
    LeakReport.objects.update(file_name="bssn.csv")
    report.refresh_from_db()
    out("Data tidak bocor.", officer, lead, word(NOTHING), incident=incident)
    change_incident(incident, {"leak_reports": [report]}, by=officer, at=NOW + DAY)
    other = "en" if language == "id" else "id"
    with override(other):
        assert look_after_statements(at=NOW + DAY) == 2
    kept = StatementWarning.objects.get().words
    assert kept["known"] == {"kind": "report", "name": "bssn.csv", "n": 1}
    with override(language):
        said = sentence(Change.KNOWN_OTHERWISE, kept)
    assert words in said
    assert ("akun kota" in said) is (language == "id")
    Person.objects.update(language=language)
    deliver(at=NOW + DAY)
    assert said in re.sub(r"\s+", " ", mail.outbox[-1].body)
    client.force_login(lead, backend=BACKEND)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(PublicStatement.objects.get().get_absolute_url()).content.decode()
    assert said in page


def test_every_kind_of_knowledge_has_its_sentence_in_both_languages() -> None:
    kept: dict[str, dict[str, object]] = {
        "report": {"name": "a.csv", "n": 2},
        "log_ins": {"n": 2},
        "campaign": {"n": 2},
        "claim": {"code": "K-2026-001", "disposition": Disposition.CONFIRMED.value},
        "check": {
            "of": "database", "named": "SIMPATIK", "result": "down",
            "tested_at": NOW.isoformat(),
        },
    }  # fmt: skip
    assert set(kept) == set(SENTENCES)
    for kind, facts in kept.items():
        said = []
        for language in ("id", "en"):
            with override(language):
                said.append(known_words({"kind": kind, **facts}))
        assert said[0] != said[1], kind
    with override("en"):
        assert known_words("Kalimat lama.") == "Kalimat lama.", (
            "what was kept before stays readable"
        )


def test_a_changed_fact_is_told_exactly_once_to_lead_and_author(
    client: Client, officer: User, lead: User, incident: Incident, report: LeakReport
) -> None:
    fact = Fact("Daftar BSSN", kind=FactKind.REPORT, row=report, asserts=LEAKED)
    made = out("Kata sandi pegawai bocor.", officer, lead, fact, incident=incident)
    later = NOW + timedelta(hours=1)
    assert look_after_statements(at=later) == 0
    _found(report, "1" * 32)
    assert look_after_statements(at=later) == 2
    for minute in range(1, 4):
        assert look_after_statements(at=later + timedelta(minutes=minute)) == 0
    withdraw_report(report, "Ternyata palsu.", by=lead, at=later)
    assert look_after_statements(at=later + timedelta(minutes=5)) == 2
    changes = set(StatementWarning.objects.values_list("change", flat=True))
    assert changes == {"more_accounts", "withdrawn"}

    client.force_login(lead, backend=BACKEND)
    page = words_of(client.get(made.get_absolute_url()))
    assert "Daftar BSSN: semula 1 akun, kini 2." in page
    assert "Daftar BSSN: dicabut." in page
    names = [one.name for one in today_for(lead, at=later).waiting]
    assert "unfit_statement" in names
    assert made.code in words_of(client.get(reverse("statements") + "?unfit=yes"))

    deliver(at=later + timedelta(minutes=6))
    sent = Message.objects.filter(kind="alarm.statement", state=Message.State.SENT)
    assert sent.count() == 4


def test_the_lead_may_say_why_the_words_stand(
    client: Client, officer: User, lead: User, incident: Incident, report: LeakReport
) -> None:
    fact = Fact("Daftar BSSN", kind=FactKind.REPORT, row=report, asserts=LEAKED)
    made = out("Kata sandi pegawai bocor.", officer, lead, fact, incident=incident)
    _found(report, "1" * 32)
    look_after_statements(at=NOW + DAY)
    warning = StatementWarning.objects.get()
    with pytest.raises(MoveRefused):
        settle_warning(warning, why=" ", by=lead, at=NOW + DAY)
    client.force_login(lead, backend=BACKEND)
    url = reverse("statement-settle", args=[made.code, warning.pk])
    assert client.post(url, {"why": "Jumlahnya tidak kami sebut."}).status_code == 302
    assert "Tetap berlaku: Jumlahnya tidak kami sebut." in words_of(
        client.get(made.get_absolute_url())
    )
    assert "unfit_statement" not in [one.name for one in today_for(lead, at=NOW + DAY).waiting]
    deliver(at=NOW + DAY)
    assert set(Message.objects.filter(kind="alarm.statement").values_list("state", flat=True)) == {
        Message.State.DROPPED
    }


def test_a_claim_decided_anew_touches_the_statement_that_rests_on_it(
    officer: User, lead: User, incident: Incident
) -> None:
    said = Claimed(Platform.FORUM, "Mengaku memiliki data.", NOW)
    claim = record_claim(said, incident=incident, by=officer, at=NOW)
    decide_claim(claim, Disposition.PARTLY, "Sebagian.", by=officer, at=NOW)
    fact = Fact("Klaim terbukti sebagian", kind=FactKind.CLAIM, row=claim)
    out("Klaim itu benar sebagian.", officer, lead, fact, incident=incident)
    assert look_after_statements(at=NOW + timedelta(minutes=1)) == 0
    decide_claim(claim, Disposition.FALSE, "Bukan data kami.", by=officer, at=NOW + DAY)
    assert look_after_statements(at=NOW + DAY) == 2
    assert StatementWarning.objects.get().words["now"] == "false"


def test_the_promised_word_is_reminded_of_before_and_when_missed(
    officer: User, lead: User, incident: Incident
) -> None:
    one = NOW + timedelta(hours=4)
    first = out("Kami memeriksa.", officer, lead, incident=incident, next_word_at=one)
    assert look_after_statements(at=NOW + timedelta(hours=2)) == 0
    for minute in (0, 1, 2):
        look_after_statements(at=NOW + timedelta(hours=3, minutes=5 + minute))
    assert told("alarm.public_word") == ["Lina Ketua", "Olga Piket"]
    for minute in (1, 2):
        look_after_statements(at=one + timedelta(minutes=minute))
    assert told("alarm.public_word_late") == ["Lina Ketua", "Olga Piket"]
    deliver(at=one + timedelta(minutes=2))
    late = Message.objects.filter(kind="alarm.public_word_late", state=Message.State.SENT)
    assert late.count() == 2

    out("Masih kami periksa.", officer, lead, at=one + DAY, incident=incident, supersedes=first)
    assert look_after_statements(at=one + 2 * DAY) == 0


def test_every_incident_is_reminded_of_its_own_promised_word(
    officer: User, lead: User, incident: Incident
) -> None:
    """Two incidents at once: the second promise must not hide the first."""
    other = record_incident(description="Situs berubah.", found_at=NOW, by=officer, at=NOW)
    one, two = NOW + timedelta(hours=4), NOW + timedelta(hours=40)
    out("Kami memeriksa.", officer, lead, incident=incident, next_word_at=one)
    later = NOW + timedelta(minutes=5)
    out("Situs diperiksa.", officer, lead, at=later, incident=other, next_word_at=two)
    look_after_statements(at=one + timedelta(minutes=1))
    assert told("alarm.public_word_late") == ["Lina Ketua", "Olga Piket"]


def test_a_word_about_no_incident_and_one_about_a_merged_record_keep_their_promises(
    officer: User, lead: User, incident: Incident
) -> None:
    one, later = NOW + timedelta(hours=4), NOW + timedelta(hours=1)
    out("Kami memeriksa.", officer, lead, next_word_at=one)
    out("Laporan pertama diperiksa.", officer, lead, incident=incident, next_word_at=one)
    assert len(promised_words(at=later)) == 2
    out("Pemeriksaan selesai.", officer, lead, at=later)
    twin = record_incident(description="Sama.", found_at=NOW, by=officer, at=NOW)
    merge_incident(incident, twin, reason="Sama", by=officer, at=later)
    out("Laporan kedua selesai diperiksa.", officer, lead, at=later, incident=twin)
    assert promised_words(at=later) == []


def test_the_page_of_an_incident_counts_the_promised_word_among_its_clocks(
    client: Client, officer: User, lead: User, incident: Incident
) -> None:
    one = NOW + timedelta(hours=4)
    made = out("Kami memeriksa.", officer, lead, incident=incident, next_word_at=one)
    client.force_login(officer, backend=BACKEND)
    assert f"dijanjikan {made.code}" in words_of(client.get(incident.get_absolute_url()))
    assert [clock.tells for clock in word_clocks(None, NOW)] == [False]


def test_a_fact_added_after_the_review_is_to_be_looked_at_again(
    officer: User, lead: User, incident: Incident, report: LeakReport
) -> None:
    made = write_statement(Said(Kind.FULL, "Kami terkena."), by=officer, at=NOW, incident=incident)
    review_statement(made, seen=[], by=lead, at=NOW)
    approve_statement(made, by=lead, at=NOW)
    fact = Fact("Log", kind=FactKind.REPORT, row=report, asserts=ACCESS)
    linked = link_fact(made, fact, by=officer, at=NOW)
    made.refresh_from_db()
    assert (made.state, made.approved_by, made.reviewed_by) == ("draft", None, None)
    with pytest.raises(MoveRefused) as refused:
        review_statement(made, seen=[], by=lead, at=NOW)
    assert refused.value.code == Refusal.FACT_UNSEEN
    unlink_fact(linked, by=officer, at=NOW)
    review_statement(made, seen=[], by=lead, at=NOW)
    assert not made.facts.exists()


def test_a_fact_that_carries_a_word_cannot_be_taken_away(officer: User, incident: Incident) -> None:
    made = write_statement(
        Said(Kind.FULL, "Tidak ada yang masuk."), by=officer, at=NOW, facts=(word(NO_ACCESS),)
    )
    with pytest.raises(MoveRefused):
        unlink_fact(made.facts.get(), by=officer, at=NOW)


def test_what_will_not_go_out_says_why_and_stays(officer: User, lead: User) -> None:
    made = write_statement(Said(Kind.FULL, "Kami periksa."), by=officer, at=NOW)
    with pytest.raises(MoveRefused):
        drop_statement(made, why="", by=lead, at=NOW)
    drop_statement(made, why="Belum ada yang baru.", by=lead, at=NOW)
    made.refresh_from_db()
    assert made.state == "dropped"
    with pytest.raises(MoveRefused):
        approve_statement(made, by=lead, at=NOW)


def test_an_answer_is_approved_by_somebody_else_and_bound_to_the_facts(
    officer: User, lead: User, incident: Incident
) -> None:
    made = out("Kami periksa.", officer, lead, incident=incident)
    with pytest.raises(MoveRefused):
        write_answer(made, question="Aman?", answer="Ya, aman.", by=officer, at=NOW)
    both = holder_of(Role.DUTY_OFFICER, name="Dua Jabatan")
    holder_of(Role.LEAD).person.tenures.update(person=both.person)  # type: ignore[union-attr]
    both = User.objects.get(pk=both.pk)
    own = write_answer(made, question="Sudah?", answer="Belum.", by=both, at=NOW)
    with pytest.raises(MoveRefused):
        approve_answer(own, by=both, at=NOW)
    assert approve_answer(own, by=lead, at=NOW).approved_by == lead
