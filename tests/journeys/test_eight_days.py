"""Eight days, from a post in a forum to a closed incident, through the interface.

Day 1: the post is captured, and the office says "safe". Day 3: it was hit; the product finds that
the two deny each other. Later somebody wants to hear "nothing leaked": it does not go out.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from secops.incidents.actions import change_incident, move_incident
from secops.incidents.claims.models import Claim, SampleCheck
from secops.incidents.models import Incident, PublicStatement
from secops.incidents.statements.actions import look_after_statements
from secops.inventory.models import Exposure, Host, LeakReport
from secops.rules.incident import PATH
from tests.factories import AccountFactory, ApplicationFactory, DepartmentFactory, holder_of
from tests.incidents.support import learnt_from

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = os.environ.get("JOURNEY_PICTURES", "")
Enter = Callable[[User], None]
SECRET = "Kenari-99-rahasia"


def picture(page: Page, name: str) -> None:
    """On wish a picture of the page, wide and narrow."""
    if not PICTURES:
        return
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(PICTURES) / f"delapan-hari-{name}-{width}.png", full_page=True)


@pytest.fixture
def officer(transactional_db: None) -> User:
    office = DepartmentFactory(code="DISKOMINFO", name="Dinas Komunikasi", is_office=True)
    application = ApplicationFactory(code="simpatik", name="SIMPATIK")
    Host.objects.create(application=application, name="simpatik.kotacontoh.example")
    AccountFactory(application=application, username="siti", login_key="siti")
    return holder_of(Role.DUTY_OFFICER, office, name="Olga Piket")


@pytest.fixture
def lead(officer: User) -> User:
    return holder_of(Role.LEAD, name="Lina Ketua")


@pytest.fixture
def agency_list(officer: User) -> LeakReport:
    """On the second day the agency's list arrived, with one account of ours."""
    now = timezone.now()
    made = LeakReport.objects.create(
        file_name="peringatan.csv", sha256="0" * 64, format="table", received_at=now,
        imported_at=now, imported_by=officer,
    )  # fmt: skip
    account = AccountFactory()
    Exposure.objects.create(
        fingerprint="0" * 32, place=account.application_id, report_id=made.pk,
        application_id=account.application_id, account_id=account.pk, effective_at=now,
        received_at=now,
    )  # fmt: skip
    return made


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
    """The lead: each fact ticked, approved, published with a typed word."""
    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="Telaah", exact=True).click()
    expect(page.get_by_role("button", name="Catat telaah")).to_be_visible()  # all() does not wait
    for box in page.locator("input[name=seen]").all():
        box.check()
    page.get_by_role("button", name="Catat telaah").click()
    page.get_by_role("button", name="Setujui").click()
    page.get_by_role("link", name="Terbitkan…").click()
    page.get_by_label("Diterbitkan di").fill("Situs kota")
    page.get_by_label("Ketik TERBITKAN").fill("TERBITKAN")
    page.get_by_role("button", name="Terbitkan").click()
    expect(page.get_by_text("Tercatat terbit.")).to_be_visible()


def test_from_the_first_post_to_the_closed_incident(
    page: Page, enter: Enter, officer: User, lead: User, agency_list: LeakReport, tmp_path: Path
) -> None:
    enter(officer)

    # Day 1: the post is captured, before it vanishes
    page.goto("/claims/new/")
    page.get_by_label("Forum jual beli data").check()
    page.get_by_label("Apa yang diklaim?").fill(f"Menawarkan data kota. siti:{SECRET}")
    capture = tmp_path / "unggahan.txt"
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

    # Day 1: "safe", on somebody's word
    page.goto(f"/statements/new/?incident={incident.code}")
    write(
        page,
        "Menurut log, keadaan aman: tidak ada orang luar yang masuk.",
        says="outside_access:none",
        words="Log peladen dilihat sepintas",
    )
    safe = save(page)
    enter(lead)
    review_and_publish(page, safe)

    # Day 3: hit. The product finds that this denies the first day, and asks for the correction
    change_incident(incident, {"leak_reports": [agency_list]}, by=officer, at=timezone.now())
    enter(officer)
    page.goto(f"/statements/new/?incident={incident.code}")
    write(
        page, "Benar, kami terkena.", says="outside_access:confirmed",
        known=f"report:{agency_list.pk}",
    )  # fmt: skip
    hit = save(page)
    denied = f"{safe.code}: akses dari luar tidak ada. Kini: terbukti ada."
    expect(page.get_by_text(denied)).to_be_visible()
    picture(page, "3-hari-ketiga")
    page.goto(incident.get_absolute_url())
    expect(page.get_by_text(denied, exact=True)).to_be_visible()  # the card, not its folded line
    picture(page, "4-insiden")

    page.goto(f"{hit.get_absolute_url()}edit/")
    page.get_by_text("Ralat pernyataan sebelumnya").click()
    page.locator("textarea[name=correction]").fill(
        f"Kami menyatakan “tidak ada orang luar yang masuk” ({safe.code}). Itu terlalu cepat."
    )
    page.get_by_role("button", name="Simpan dan mintakan persetujuan").click()
    enter(lead)
    review_and_publish(page, hit)

    # Everybody reads both, the first struck through, with the correction
    page.goto("/status/")
    expect(page.get_by_role("heading", name="Kami sedang menangani insiden siber.")).to_be_visible()
    expect(page.get_by_text("Itu terlalu cepat.").first).to_be_visible()
    expect(page.locator("del", has_text="keadaan aman").first).to_be_visible()
    picture(page, "5-laman-publik")

    # Day 8: somebody wants "nothing leaked". It denies what the product knows, and does not go out
    enter(officer)
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

    # Instead: what is so, then the claim is decided and the incident closed
    page.goto(f"/statements/new/?incident={incident.code}")
    write(
        page, "Yang bocor adalah nama pengguna dan kata sandi pegawai.", says="leak:credentials",
        known=f"report:{agency_list.pk}",
    )  # fmt: skip
    last = save(page)
    enter(lead)
    review_and_publish(page, last)
    assert look_after_statements(at=timezone.now()) == 0

    enter(officer)
    page.goto(claim.get_absolute_url())
    page.get_by_role("link", name="Putuskan").click()
    page.get_by_label("Benar sebagian").check()
    page.get_by_label("Alasannya").fill("Akunnya cocok; aksesnya lewat kata sandi curian.")
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.get_by_text("Benar sebagian").first).to_be_visible()
    picture(page, "6-keputusan")

    now = timezone.now() + timedelta(seconds=1)
    done = {"risk": "moderate", "impact": "Kata sandi pegawai diganti."}
    change_incident(incident, done, by=officer, at=now)
    for phase in PATH[1:-1]:
        move_incident(incident, phase, by=officer, at=now)
    learnt_from(incident, by=officer, at=now)
    page.goto(f"{incident.get_absolute_url()}phase/closed/")
    page.get_by_role("button", name="Pindahkan").click()
    expect(page.get_by_text("Ditutup").first).to_be_visible()
    picture(page, "7-ditutup")
    page.goto("/status/")
    expect(
        page.get_by_role("heading", name="Tidak ada insiden yang sedang kami umumkan.")
    ).to_be_visible()
