"""What is said in public: nothing unproven, never by one person alone, the next word kept."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from dashboard.today.queries import today_for
from secops.audit.models import Entry
from secops.incidents.actions import record_incident
from secops.incidents.models import PublicStatement
from secops.incidents.statements.actions import (
    Fact,
    Said,
    approve_statement,
    change_statement,
    link_fact,
    publish_statement,
    review_statement,
    write_statement,
)
from secops.incidents.statements.holding import ready_text
from secops.incidents.statements.promises import promised_words
from secops.incidents.statements.queries import statement_page
from secops.incidents.statements.words import whole_text
from secops.inventory.models import LeakReport
from secops.rules.assertion import Assertion, Subject, Value
from secops.rules.intervals import WIB
from secops.rules.next_word import proposed_next
from secops.rules.refusal import MoveRefused
from secops.rules.statement import Kind
from tests.factories import holder_of

NOW = datetime(2026, 11, 27, 8, 10, tzinfo=WIB)
ONE = datetime(2026, 11, 27, 13, 0, tzinfo=WIB)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def lead(db: None) -> User:
    return holder_of(Role.LEAD, name="Lina Ketua")


@pytest.fixture
def holding(olga: User) -> PublicStatement:
    LeakReport.objects.create(
        source="BSSN, surat 26 November", file_name="bssn.csv", sha256="9" * 64, format="table",
        received_at=NOW, imported_at=NOW, imported_by=olga,
    )  # fmt: skip
    return write_statement(Said(Kind.HOLDING, ready_text(), ONE), by=olga, at=NOW)


def published(statement: PublicStatement, lead: User, at: datetime = NOW) -> PublicStatement:
    if statement.kind == Kind.FULL:
        seen = list(statement.facts.values_list("pk", flat=True))
        review_statement(statement, seen=seen, by=lead, at=at)
    approve_statement(statement, by=lead, at=at)
    return publish_statement(statement, channel="Laman resmi", by=lead, at=at)


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_ready_statement_asserts_nothing_and_promises_the_next_word(
    holding: PublicStatement,
) -> None:
    assert proposed_next(NOW) == ONE
    assert whole_text(holding) == (
        "Kami menerima laporan dugaan kebocoran akun pegawai dan sedang memeriksanya bersama "
        "BSSN. Kami belum dapat memastikan jumlahnya. Kabar berikutnya pukul 13.00 WIB."
    )


def test_the_word_aman_is_refused_on_the_page_until_a_fact_is_linked(
    client: Client, olga: User
) -> None:
    report = LeakReport.objects.create(
        file_name="laporan.csv", sha256="0" * 64, format="table", received_at=NOW,
        imported_at=NOW, imported_by=olga,
    )  # fmt: skip
    client.force_login(olga, backend=BACKEND)
    typed = {"kind": "full", "text": "Layanan kami aman.", "next_word_at": "2030-11-27T13:00"}
    page = client.post(reverse("statement-new"), typed)
    assert page.status_code == 422
    assert "Kata aman memerlukan bukti. Tautkan bukti atau ubah kalimat." in words_of(page)
    assert not PublicStatement.objects.exists()

    page = client.post(reverse("statement-new"), typed | {"known": f"report:{report.pk}"})
    assert page.status_code == 422
    assert "Kata aman tidak didukung bukti yang ditautkan." in words_of(page)

    check = {"words": "Layanan dibuka satu per satu", "source": "Catatan piket 14.00"}
    page = client.post(reverse("statement-new"), typed | check | {"asserts": "services:running"})
    made = PublicStatement.objects.get()
    assert page.status_code == 302
    assert made.facts.get().asserts == Assertion(Subject.SERVICES, Value.RUNNING)
    link = {"known": f"report:{report.pk}", "asserts": "leak:credentials"}
    client.post(reverse("statement-fact", args=[made.code]), link)
    assert made.facts.get(kind="report").leak_report == report
    assert "laporan.csv" in words_of(client.get(made.get_absolute_url()))


def test_a_leak_report_cannot_say_that_nobody_came_in(client: Client, olga: User, holding) -> None:
    report = LeakReport.objects.create(
        file_name="laporan.csv", sha256="0" * 64, format="table", received_at=NOW,
        imported_at=NOW, imported_by=olga,
    )  # fmt: skip
    client.force_login(olga, backend=BACKEND)
    given = {"known": f"report:{report.pk}", "asserts": "outside_access:none"}
    page = client.post(reverse("statement-fact", args=[holding.code]), given)
    assert page.status_code == 422
    assert "Bukti jenis ini tidak dapat menyatakan Akses dari luar: tidak ada" in words_of(page)
    assert not holding.facts.exists()


def test_a_written_fact_needs_its_source(client: Client, olga: User, holding) -> None:
    client.force_login(olga, backend=BACKEND)
    url = reverse("statement-fact", args=[holding.code])
    page = client.post(url, {"words": "Layanan diperiksa."})
    assert page.status_code == 422
    client.post(url, {"words": "Layanan diperiksa.", "source": "Berita acara 7"})
    assert holding.facts.get().source == "Berita acara 7"
    assert Entry.objects.filter(verb="statement.fact_linked").exists()


def test_nobody_approves_his_own_words(olga: User, lead: User, holding: PublicStatement) -> None:
    with pytest.raises(PermissionDenied):
        approve_statement(holding, by=olga, at=NOW)
    both = holder_of(Role.DUTY_OFFICER, name="Dua Jabatan")
    assert both.person is not None
    from_lead = holder_of(Role.LEAD)
    from_lead.person.tenures.update(person=both.person)
    both = User.objects.get(pk=both.pk)
    own = write_statement(Said(Kind.HOLDING, "Kami memeriksa.", ONE), by=both, at=NOW)
    with pytest.raises(MoveRefused, match="Yang menulis tidak dapat menelaah atau menyetujui"):
        approve_statement(own, by=both, at=NOW)
    assert not statement_page(own, both, at=NOW).may_approve
    assert statement_page(own, lead, at=NOW).may_approve
    full = write_statement(Said(Kind.FULL, "Kami memeriksa."), by=both, at=NOW)
    with pytest.raises(MoveRefused, match="Yang menulis tidak dapat menelaah"):
        review_statement(full, seen=[], by=both, at=NOW)
    review_statement(full, seen=[], by=lead, at=NOW)
    with pytest.raises(MoveRefused, match="Yang menulis tidak dapat menelaah atau menyetujui"):
        approve_statement(full, by=both, at=NOW)


def test_changed_words_lose_their_approval(
    olga: User, lead: User, holding: PublicStatement
) -> None:
    approve_statement(holding, by=lead, at=NOW)
    change_statement(holding, Said(Kind.HOLDING, "Kami masih memeriksa.", ONE), by=olga, at=NOW)
    holding.refresh_from_db()
    assert holding.state == "draft"
    assert holding.approved_by is None
    with pytest.raises(MoveRefused):
        publish_statement(holding, channel="Laman", by=lead, at=NOW)


def test_the_promised_word_is_a_clock_until_it_comes(
    olga: User, lead: User, holding: PublicStatement
) -> None:
    assert promised_words(at=NOW) == []
    published(holding, lead)
    (promise,) = promised_words(at=NOW)
    assert promise.due_at == ONE
    late = ONE + timedelta(minutes=1)
    (again,) = promised_words(at=late)
    assert again.reading.breached
    words = [one.words for one in today_for(olga, at=late).deadlines if one.late]
    assert words == ["Kabar publik"]

    second = write_statement(
        Said(Kind.FULL, "Pemeriksaan selesai."), by=olga, at=late, supersedes=holding
    )
    published(second, lead, at=late)
    holding.refresh_from_db()
    assert holding.state == "superseded"
    assert promised_words(at=late) == []
    assert Entry.objects.filter(verb="statement.superseded").count() == 1


def test_what_is_published_is_never_changed(
    olga: User, lead: User, holding: PublicStatement
) -> None:
    published(holding, lead)
    with pytest.raises(MoveRefused):
        change_statement(holding, Said(Kind.FULL, "Lain."), by=olga, at=NOW)
    with pytest.raises(MoveRefused):
        link_fact(holding, Fact("Nanti", "catatan"), by=olga, at=NOW)


def test_publishing_asks_for_a_typed_word(
    client: Client, lead: User, holding: PublicStatement
) -> None:
    client.force_login(lead, backend=BACKEND)
    client.post(reverse("statement-approve", args=[holding.code]))
    holding.refresh_from_db()
    assert holding.state == "approved"
    PublicStatement.objects.update(next_word_at=datetime(2030, 1, 1, tzinfo=WIB))
    url = reverse("statement-publish", args=[holding.code])
    assert client.post(url, {"channel": "Laman", "confirm": "ya"}).status_code == 422
    client.post(url, {"channel": "Laman", "confirm": "terbitkan"})
    holding.refresh_from_db()
    assert holding.state == "published"
    assert "Laman" in words_of(client.get(holding.get_absolute_url()))


def test_a_statement_replaces_only_what_was_said_of_its_own_incident(
    client: Client, olga: User, lead: User
) -> None:
    one, two = (
        record_incident(description=what, found_at=NOW, by=olga, at=NOW)
        for what in ("Unggahan.", "Situs diubah.")
    )
    first = published(
        write_statement(Said(Kind.FULL, "Satu."), by=olga, at=NOW, incident=one), lead
    )
    other = published(
        write_statement(Said(Kind.FULL, "Dua."), by=olga, at=NOW, incident=two),
        lead,
        NOW + timedelta(hours=1),
    )

    client.force_login(olga, backend=BACKEND)
    typed = {"kind": "full", "next_word_at": "2030-11-27T13:00"}
    client.post(reverse("statement-new"), typed | {"text": "Satu lagi.", "incident": one.pk})
    client.post(reverse("statement-new"), typed | {"text": "Tentang lain."})
    named = f"{reverse('statement-new')}?supersedes={other.code}"
    client.post(named, typed | {"text": "Satu lain.", "incident": one.pk})
    again, loose, misnamed = PublicStatement.objects.order_by("pk")[2:]
    assert (again.supersedes, loose.supersedes, misnamed.supersedes) == (first, None, first)

    review_statement(again, seen=[], by=lead, at=NOW)
    approve_statement(again, by=lead, at=NOW)
    client.force_login(lead, backend=BACKEND)
    publish = reverse("statement-publish", args=[again.code])
    assert f"Menggantikan {first.code}, terbit" in words_of(client.get(publish))
    client.post(publish, {"channel": "Laman", "confirm": "terbitkan"})
    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.state, other.state) == ("superseded", "published")

    change_statement(misnamed, Said(Kind.FULL, "Dua lagi."), by=olga, at=NOW, incident=two)
    assert PublicStatement.objects.get(pk=misnamed.pk).supersedes == other
