"""Eight days, from a post in a forum to a closed incident, through the interface.

The days of the incident that this product was made for, with its weekdays: on the first the office
says "safe", on the third "we were hit", on the sixth "credentials", on the last somebody wants
"nothing leaked". The product's clock is moved from day to day and its worker runs in between, so
that terms come into their last quarter, a promised word comes due, a fact changes under a
published sentence, and a request that nobody answers becomes late.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from secops.incidents.actions import add_chronology, change_incident, move_incident, write_phase
from secops.incidents.checks.actions import Looked, record_check
from secops.incidents.claims.models import Claim, SampleCheck
from secops.incidents.models import Incident, PublicStatement, StatementWarning
from secops.incidents.notices.actions import Arrived, answer_notice, judge_notice, receive_notice
from secops.incidents.requests.models import OutgoingRequest
from secops.inventory.models import Application, Exposure, Host, LeakReport
from secops.rules.incident import Phase
from secops.rules.intervals import WIB
from tests.factories import AccountFactory, ApplicationFactory, DepartmentFactory, holder_of
from tests.incidents.support import learnt_from, reachable
from tests.journeys.calendar import Days
from tests.journeys.conftest import Mailbox

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = os.environ.get("JOURNEY_PICTURES", "")
Enter = Callable[[User], None]
SECRET = "Kenari-99-rahasia"


@dataclass
class City:
    """The two people, what they look at, and the clock."""

    page: Page
    browser: Client
    sign_in: Enter
    officer: User
    lead: User
    days: Days
    mailbox: Mailbox
    files: Path

    def at(self, day: int, hour: int, minute: int = 0, *, month: int = 6) -> datetime:
        """It is that moment of June (July) 2026, and the duty officer signs in again."""
        now = self.days.come(2026, month, day, hour, minute)
        self.enter(self.officer)
        return now

    def enter(self, user: User) -> None:
        """Sign in as a person does who comes back: the session of hours ago has ended by itself."""
        self.browser.logout()
        self.sign_in(user)

    def told(self, user: User) -> list[str]:
        """The subjects of the mails that reached a person, the oldest first."""
        (address,) = user.person.contacts.values_list("address", flat=True)
        return [str(mail["Subject"]) for mail in self.mailbox.mails if address in str(mail["To"])]


def picture(page: Page, name: str) -> None:
    """On wish a picture of the page, wide and narrow."""
    if not PICTURES:
        return
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=Path(PICTURES) / f"delapan-hari-{name}-{width}.png", full_page=True)


@pytest.fixture
def city(
    page: Page,
    client: Client,
    enter: Enter,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    transactional_db: None,
) -> City:
    """The office with two people, and SIMPATIK with one account."""
    days = Days(monkeypatch)
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    application = ApplicationFactory(code="simpatik", name="SIMPATIK")
    Host.objects.create(application=application, name="simpatik.kotacontoh.example")
    AccountFactory(application=application, username="siti", login_key="siti")
    officer = holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")
    lead = holder_of(Role.LEAD, name="Lina Ketua")
    reachable(officer, lead)
    return City(page, client, enter, officer, lead, days, mailbox, tmp_path)


def write(page: Page, text: str, *, says: str, words: str = "", known: str = "") -> None:
    """Write a statement of the office's full word with one fact."""
    page.get_by_label("Pernyataan resmi", exact=True).check()
    page.locator("textarea[name=text]").fill(text)
    page.locator("input[name=next_word_at]").fill("")
    page.get_by_text("Tautkan bukti", exact=True).first.click()
    if known:
        page.locator("select[name=known]").select_option(known)
    if words:
        page.locator("input[name=words]").fill(words)
        page.locator("input[name=source]").fill("Kepala seksi, lisan, 16.20 WIB")
    page.locator("select[name=asserts]").select_option(says)


def save(page: Page) -> PublicStatement:
    page.get_by_role("button", name="Simpan dan mintakan persetujuan").click()
    expect(page.get_by_role("heading", name="Bukti yang mendasari")).to_be_visible()
    return PublicStatement.objects.latest("pk")


def review_and_publish(page: Page, made: PublicStatement) -> None:
    """The lead: each fact ticked, then approved and published."""
    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="Telaah", exact=True).click()
    expect(page.get_by_role("button", name="Catat telaah")).to_be_visible()  # all() does not wait
    for box in page.locator("input[name=seen]").all():
        box.check()
    page.get_by_role("button", name="Catat telaah").click()
    approve_and_publish(page)


def publish(page: Page, made: PublicStatement) -> None:
    """The lead: a holding statement needs no review."""
    page.goto(made.get_absolute_url())
    approve_and_publish(page)


def approve_and_publish(page: Page) -> None:
    """Approved by another person, published with a typed word."""
    page.get_by_role("button", name="Setujui").click()
    page.get_by_role("link", name="Terbitkan…").click()
    page.get_by_label("Diterbitkan di").fill("Situs kota")
    page.get_by_label("Ketik TERBITKAN").fill("TERBITKAN")
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("Tercatat terbit.")).to_be_visible()


def try_simpatik(city: City, incident: Incident, result: str, at: datetime) -> None:
    """Somebody tests whether SIMPATIK works."""
    looked = Looked(
        "service", result, at, "Tim aplikasi", "Masuk dengan akun uji.",
        Application.objects.get(code="simpatik"),
    )  # fmt: skip
    record_check(looked, incident=incident, by=city.officer, at=at)


def list_of_the_agency(city: City, at: datetime) -> LeakReport:
    """The agency's list arrives, with one account of ours."""
    made = LeakReport.objects.create(
        file_name="peringatan.csv", sha256="0" * 64, format="table", received_at=at,
        imported_at=at, imported_by=city.officer,
    )  # fmt: skip
    account = AccountFactory()
    Exposure.objects.create(
        fingerprint="0" * 32, place=account.application_id, report_id=made.pk,
        application_id=account.application_id, account_id=account.pk, effective_at=at,
        received_at=at,
    )  # fmt: skip
    return made


def the_post(city: City) -> Incident:
    """Wednesday morning: the post is captured before it vanishes, and becomes an incident."""
    page = city.page
    city.at(24, 10, 20)
    page.goto("/claims/new/")
    page.get_by_label("Forum jual beli data").check()
    page.get_by_label("Apa yang diklaim?").fill(f"Menawarkan data kota. siti:{SECRET}")
    capture = city.files / "unggahan.txt"
    capture.write_text("Tangkapan unggahan.")
    page.locator("input[name=captures]").set_input_files(capture)
    page.get_by_label("Nama akun yang mengklaim").fill("gudang-data-contoh")
    page.get_by_label("Alamatnya").fill("https://forum-contoh.example/data-kota")
    page.get_by_role("button", name="Catat klaim").click()
    expect(page.get_by_text("Klaim K-").first).to_be_visible()
    claim = Claim.objects.get()
    assert SECRET not in page.content()
    expect(page.get_by_role("link", name="forum-contoh")).to_have_count(0)
    picture(page, "1-klaim")

    # The sample of the seller: numbers, and nothing of it
    page.get_by_role("link", name="Cocokkan sampel").click()
    rows = [
        f"https://simpatik.kotacontoh.example/login:siti:{SECRET}",
        f"https://toko.example/login:orang:{SECRET}",
    ]
    page.locator("textarea[name=sample]").fill("\n".join(rows))
    page.get_by_role("button", name="Cocokkan sampel").click()
    expect(page.get_by_text("1 baris cocok dan belum ada dalam laporan mana pun.")).to_be_visible()
    assert SECRET not in page.content()
    assert SampleCheck.objects.get().accounts == 1
    picture(page, "2-sampel")

    # It becomes an incident: established by analysing a complaint
    page.get_by_role("button", name="Jadikan insiden").click()
    expect(page.get_by_text("Analisis aduan").first).to_be_visible()
    incident = Incident.objects.get()
    expect(page.get_by_text(f"klaim {claim.code} belum diputuskan")).to_be_visible()
    rated = {
        "risk": "high", "on_iiv": False, "impact": "Akun pegawai dapat dipakai orang lain.",
        "occurred_at": datetime(2026, 6, 23, 21, tzinfo=WIB),
        "applications": [Application.objects.get(code="simpatik")],
    }  # fmt: skip
    now = timezone.now()
    change_incident(incident, rated, by=city.officer, at=now)
    add_chronology(
        incident, happened_at=rated["occurred_at"], event="Unggahan muncul di forum.",
        source="Tangkapan layar", by=city.officer, at=now,
    )  # fmt: skip
    return incident


def the_first_word(city: City, incident: Incident) -> PublicStatement:
    """Ten minutes later a word that asserts nothing, with a promise; the promise is missed."""
    page = city.page
    page.goto(f"/statements/new/?incident={incident.code}")
    expect(page.locator("input[name=next_word_at]")).to_have_value("2026-06-24T15:00")
    made = save(page)
    city.enter(city.lead)
    publish(page, made)

    city.at(24, 14, 30)
    near = [one for one in city.told(city.officer) if one.startswith("Kabar publik ditunggu")]
    assert len(near) == 1, city.told(city.officer)
    page.goto(f"{incident.get_absolute_url()}#hitungan-waktu")
    expect(page.get_by_text(f"dijanjikan {made.code} paling lambat Rabu, 24 Juni")).to_be_visible()

    city.at(24, 15, 1)
    assert city.told(city.lead)[-1].startswith("Kabar publik yang dijanjikan lewat")
    page.goto("/")
    expect(page.get_by_text("Kabar publik").first).to_be_visible()
    page.goto("/status/")
    expect(page.get_by_text("dijanjikan Rabu, 24 Juni 2026, 15.00 WIB dan belum")).to_be_visible()
    picture(page, "3-kabar-lewat")
    return made


def safe(city: City, incident: Incident) -> PublicStatement:
    """Wednesday afternoon: "safe", on somebody's word and on a service that ran."""
    page = city.page
    now = city.at(24, 15, 40)
    try_simpatik(city, incident, "works", now)
    page.goto(f"/statements/new/?incident={incident.code}")
    write(
        page,
        "Menurut log, keadaan aman: tidak ada orang luar yang masuk.",
        says="outside_access:none",
        words="Log peladen dilihat sepintas",
    )
    made = save(page)
    page.get_by_role("link", name="Tautkan bukti").click()
    known = page.locator("select[name=known] option", has_text="SIMPATIK").first
    page.locator("select[name=known]").select_option(known.get_attribute("value"))
    page.get_by_role("button", name="Tautkan bukti").click()
    expect(page.get_by_text("Bukti ditautkan.")).to_be_visible()
    city.enter(city.lead)
    review_and_publish(page, made)
    page.goto("/status/")
    expect(page.get_by_text("dan belum terbit")).to_have_count(0)
    return made


def the_report(city: City, incident: Incident) -> None:
    """Thursday: the report to the agency is in its last quarter, and goes out in time."""
    page = city.page
    city.at(25, 7, 30)
    (told,) = [one for one in city.told(city.officer) if "sisa" in one]
    assert incident.code in told
    page.goto(f"{incident.get_absolute_url()}#hitungan-waktu")
    expect(page.get_by_text("Mendekati batas waktu").first).to_be_visible()
    expect(page.get_by_text("Sudah diberi tahu:").first).to_be_visible()
    picture(page, "4-seperempat-terakhir")
    page.get_by_role("link", name="Catat terkirim").click()
    page.get_by_label("Bukti").fill("Surat 000.6/12/2026, tanda terima email BSSN")
    page.get_by_role("button", name="Catat").click()
    expect(page.get_by_text("1 sudah terkirim")).to_be_visible()
    move_incident(incident, Phase.TRIAGE, by=city.officer, at=timezone.now())


def hit(city: City, incident: Incident, safe: PublicStatement) -> PublicStatement:
    """Friday: the agency's list; a fact of the first day changes, and the first day is denied."""
    page = city.page
    now = city.at(26, 8, 30)
    report = list_of_the_agency(city, now)
    change_incident(incident, {"leak_reports": [report]}, by=city.officer, at=now)
    arrived = Arrived(now, "amber", "Kredensial pegawai di forum.", "SIMPATIK", "BSSN-26-117")
    warning = receive_notice(
        arrived, incident=incident, leak_report=report, by=city.officer, at=now
    )
    judge_notice(warning, "confirmed", why="Akun cocok dengan laporan.", by=city.officer, at=now)
    try_simpatik(city, incident, "down", now)
    now = city.at(26, 8, 50)
    changed = StatementWarning.objects.get(change="check_denies")
    assert changed.statement == safe
    for reader in (city.lead, city.officer):
        assert any(f"{safe.code} perlu dilihat lagi" in one for one in city.told(reader))
    page.goto(safe.get_absolute_url())
    expect(page.get_by_role("heading", name="Perlu dilihat lagi")).to_be_visible()
    answer_notice(warning, answered_at=now, proof="Email BSSN", by=city.officer, at=now)
    move_incident(incident, Phase.CONTAINMENT, by=city.officer, at=now)

    city.at(26, 10)
    page.goto(f"/statements/new/?incident={incident.code}")
    write(
        page, "Benar, kami terkena.", says="outside_access:confirmed", known=f"report:{report.pk}"
    )
    made = save(page)
    denied = f"{safe.code}: akses dari luar tidak ada. Kini: terbukti ada."
    expect(page.get_by_text(denied)).to_be_visible()
    picture(page, "5-hari-ketiga")
    page.goto(incident.get_absolute_url())
    expect(page.get_by_text(denied, exact=True)).to_be_visible()  # the card, not its folded line

    page.goto(f"{made.get_absolute_url()}edit/")
    page.get_by_text("Ralat pernyataan sebelumnya").click()
    page.locator("textarea[name=correction]").fill(
        f"Kami menyatakan “tidak ada orang luar yang masuk” ({safe.code}). Itu terlalu cepat."
    )
    page.get_by_role("button", name="Simpan dan mintakan persetujuan").click()
    city.enter(city.lead)
    review_and_publish(page, made)

    # Everybody reads both, the first struck through, with the correction
    page.goto("/status/")
    expect(page.get_by_role("heading", name="Kami sedang menangani insiden siber.")).to_be_visible()
    expect(page.get_by_text("Itu terlalu cepat.").first).to_be_visible()
    expect(page.locator("del", has_text="keadaan aman").first).to_be_visible()
    picture(page, "6-laman-publik")
    return made


def ask_the_agency(city: City, incident: Incident) -> OutgoingRequest:
    """Friday noon: the agency is asked for confirmation and recommendation, by a letter of ours."""
    page = city.page
    city.at(26, 13)
    page.goto(f"/requests-out/new/?incident={incident.code}")
    page.get_by_label("Kepada").fill("BSSN")
    page.get_by_label("Isi permintaan").fill("Mohon konfirmasi dan rekomendasi.")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("button", name="Buat surat").click()
    subject = f"Permohonan konfirmasi {incident.code}"
    expect(page.get_by_role("heading", name=subject, exact=False).first).to_be_visible()
    made = OutgoingRequest.objects.get()
    assert "BSSN-26-117" in made.document.fields["text"], "the agency finds its own warning"
    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="Catat terkirim").click()
    page.get_by_label("Bukti kirim").fill("Tiket 8841")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Rabu, 1 Juli 2026, 16.00 WIB")).to_be_visible()
    return made


def credentials(city: City, incident: Incident) -> None:
    """Monday: what leaked is confirmed; the passwords are changed. The weekend was quiet."""
    page = city.page
    before = len(city.mailbox.mails)
    for day in (27, 28):
        city.at(day, 9)
    assert city.mailbox.mails[before:] == [], "on the weekend nothing was due, nobody was called"
    now = city.at(29, 10)
    report = incident.leak_reports.get()
    page.goto(f"/statements/new/?incident={incident.code}")
    write(
        page, "Yang bocor adalah nama pengguna dan kata sandi pegawai.", says="leak:credentials",
        known=f"report:{report.pk}",
    )  # fmt: skip
    made = save(page)
    city.enter(city.lead)
    review_and_publish(page, made)
    write_phase(incident, Phase.CONTAINMENT, "Akun dikunci di sumber.", by=city.officer, at=now)
    move_incident(incident, Phase.ERADICATION, by=city.officer, at=now)


def no_answer(city: City, asked: OutgoingRequest) -> None:
    """Tuesday and Wednesday: nobody answers; we are reminded, then it is late."""
    page = city.page
    city.at(30, 10)
    assert any(asked.code in one for one in city.told(city.officer)), city.told(city.officer)
    city.at(1, 16, 1, month=7)
    page.goto(asked.get_absolute_url())
    expect(page.get_by_text("Belum dijawab, lewat batas waktu").first).to_be_visible()
    page.get_by_role("link", name="Catat jawaban").click()
    page.get_by_label("Isi jawaban").fill("Dikonfirmasi; rekomendasi terlampir.")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_text("Jawaban tercatat; hitungan waktunya berhenti.")).to_be_visible()


def nothing_leaked(city: City, incident: Incident, safe: PublicStatement) -> None:
    """Thursday of the next week: "nothing leaked" denies what is known, and does not go out."""
    page = city.page
    city.at(2, 9, month=7)
    page.goto(f"/statements/new/?incident={incident.code}")
    write(page, "Data warga tidak bocor.", says="leak:none", words="Jawaban lewat telepon")
    nothing = save(page)
    known = "Dinyatakan: data bocor tidak ada. Laporan peringatan.csv memuat 1 akun kota."
    expect(page.get_by_text(known)).to_be_visible()
    page.get_by_role("link", name="Tidak jadi keluar…").click()
    page.get_by_label("Alasannya").fill("Tidak benar: laporan BSSN memuat akun kota.")
    page.get_by_role("button", name="Tidak jadi diterbitkan").click()
    expect(page.get_by_text("Tercatat tidak jadi diterbitkan.")).to_be_visible()
    page.goto(f"/status/{safe.code}/")
    expect(page.get_by_text("Sudah tidak berlaku.")).to_be_visible()
    assert page.context.request.get(f"/status/{nothing.code}/").status == 404


def closed(city: City, incident: Incident) -> None:
    """The claim is decided, the lessons are written, the incident is closed after eight days."""
    page = city.page
    page.goto(Claim.objects.get().get_absolute_url())
    page.get_by_role("link", name="Putuskan").click()
    page.get_by_label("Benar sebagian").check()
    page.get_by_label("Alasannya").fill("Akunnya cocok; aksesnya lewat kata sandi curian.")
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.get_by_text("Benar sebagian").first).to_be_visible()
    picture(page, "7-keputusan")

    now = city.at(2, 14, month=7)
    for phase in (Phase.RECOVERY, Phase.LESSONS):
        move_incident(incident, phase, by=city.officer, at=now)
    learnt_from(incident, by=city.officer, at=now)
    page.goto(f"{incident.get_absolute_url()}phase/closed/")
    page.get_by_role("button", name="Pindahkan").click()
    expect(page.get_by_text("Ditutup").first).to_be_visible()
    measures = page.locator("details", has=page.get_by_role("heading", name="Ukuran penanganan"))
    for name, words in (
        ("Sampai ditemukan", "13 jam"), ("Sampai ditangani", "21 jam"),
        ("Sampai dampak tertahan", "4 hari"), ("Sampai pulih", "8 hari"),
        ("Laporan tepat waktu", "1 dari 1 tepat waktu"),
        ("Peringatan BSSN dijawab tepat waktu", "1 dari 1 tepat waktu"),
    ):  # fmt: skip
        row = measures.locator("dl > div", has=page.get_by_text(name, exact=True))
        expect(row.locator("dd")).to_have_text(words)
    picture(page, "8-ditutup")
    page.goto("/status/")
    expect(
        page.get_by_role("heading", name="Tidak ada insiden yang sedang kami umumkan.")
    ).to_be_visible()


def test_from_the_first_post_to_the_closed_incident_in_eight_days(city: City) -> None:
    incident = the_post(city)
    the_first_word(city, incident)
    said_safe = safe(city, incident)
    the_report(city, incident)
    hit(city, incident, said_safe)
    asked = ask_the_agency(city, incident)
    credentials(city, incident)
    no_answer(city, asked)
    nothing_leaked(city, incident, said_safe)
    closed(city, incident)
