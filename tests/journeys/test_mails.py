"""What people get by mail, looked at as they see it: text and HTML, both languages, light and dark,
on a wide screen and on a phone. The pictures lie in `var/looks/mail/`.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from html import escape

import pytest
from playwright.sync_api import Browser, Page

import secops.wiring  # noqa: F401  (fills the tables of composers)
from accounts.models import Contact, Department, Person, User
from secops.compliance.duties.actions import promise_numbers, send_directive
from secops.compliance.rotations.models import Rotation
from secops.outbox.delivery import deliver
from secops.reminders.engine import remind
from secops.rules.intervals import WIB
from secops.rules.rotation import State
from tests.duties.support import head_of, rotation_duty
from tests.factories import ApplicationFactory
from tests.journeys.conftest import ROOT, Mailbox
from tests.reminders.support import DUE, ORDERED, campaign, person, rotation

pytestmark = pytest.mark.django_db(transaction=True)

PICTURES = ROOT / "var" / "looks" / "mail"
WIDTHS = (600, 360)
MONDAY = datetime(2026, 11, 30, 8, 3, tzinfo=WIB)
HOUR = timedelta(hours=1)

#: The contrast of every text with what is behind it; the height of every button.
SEEN = """() => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = node => {
    for (let at = node; at; at = at.parentElement) {
      const found = numbers(getComputedStyle(at).backgroundColor);
      if (found.length < 4 || found[3] > 0) return found;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const node of document.querySelectorAll('body, body *')) {
    const own = [...node.childNodes].some(one => one.nodeType === 3 && one.data.trim());
    if (!own) continue;
    const [a, b] = [numbers(getComputedStyle(node).color), behind(node)].map(light);
    found.push([node.textContent.trim().slice(0, 40),
                (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]);
  }
  return {
    contrasts: found,
    buttons: [...document.querySelectorAll('a.button')].map(
      one => [one.textContent, one.getBoundingClientRect().height]),
    tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}"""


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def words_of(mail: EmailMessage) -> str:
    """The text on one line, so that no line break hides a sentence."""
    return " ".join(part(mail, "plain").split())


def as_a_client_shows(text: str) -> str:
    """Plain text as mail programs show it: wrapped at the window, the addresses as they are."""
    return (
        '<!doctype html><meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark"><body style="margin:16px">'
        '<pre style="white-space:pre-wrap;'
        f'overflow-wrap:anywhere;font:15px/22px monospace">{escape(text)}</pre>'
    )


@pytest.fixture
def look(browser: Browser) -> Callable[[str, EmailMessage], None]:
    """`look(name, mail)` takes all pictures of a mail and finds nothing wrong in any."""

    def look_at(name: str, mail: EmailMessage) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        html = part(mail, "html")
        stripped = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
        shown = {"html": html, "stripped": stripped, "text": as_a_client_shows(part(mail, "plain"))}
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                page = browser.new_page(viewport={"width": width, "height": 700})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                for kind, source in shown.items():
                    page.set_content(source)
                    page.screenshot(
                        path=PICTURES / f"{name}-{kind}-{scheme}-{width}.png", full_page=True
                    )
                    nothing_wrong(page, f"{name} {kind} {scheme} {width}", kind)
                page.close()

    return look_at


def nothing_wrong(page: Page, where: str, kind: str) -> None:
    seen = page.evaluate(SEEN)
    assert seen["tooWide"] <= 0, f"{where}: {seen['tooWide']} px too wide"
    if kind == "text":
        return  # its colours are the mail program's
    assert seen["contrasts"], where
    pale = [one for one in seen["contrasts"] if one[1] < 4.5]
    assert not pale, f"{where}: {pale}"
    low = [one for one in seen["buttons"] if one[1] < 44]
    assert not low, f"{where}: {low}"


@pytest.fixture
def sari(settings) -> Person:
    settings.HELP_DESK_PHONE = "(024) 000-0000"
    return person("Sari")


@pytest.fixture
def first(sari: Person, dinsos: Department, budi: User) -> Rotation:
    """Her account of SIMPATIK, leaked, in the department whose agent is Budi."""
    budi.person.name = "Budi"
    budi.person.save()
    return rotation(sari, campaign(), department=dinsos)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_start_message(
    first: Rotation, sari: Person, mailbox: Mailbox, look: Callable[..., None], language: str
) -> None:
    Person.objects.filter(pk=sari.pk).update(language=language)
    remind(at=ORDERED + HOUR)
    assert deliver(at=ORDERED + HOUR).sent == 1
    mail = mailbox.to("sari@")
    if language == "id":
        assert mail["Subject"] == "Ganti kata sandi SIMPATIK sebelum Senin, 30 November, 16.00 WIB"
        said = words_of(mail)
        for sentence in (
            "Sari, kata sandi (password) SIMPATIK Anda tercatat bocor 12 November 2026.",
            "Mohon diganti sebelum Senin, 30 November, 16.00 WIB.",
            "Buka SIMPATIK seperti biasa, jangan lewat tautan.",
            "Dasar: SE Sekda 000.6/123/2026.",
            "Ragu? Agen OPD Anda: Budi",
            "Kami tidak pernah meminta kata sandi atau OTP.",
            "Jawab: ketik siaga.kotacontoh.example/k, kode ",
        ):
            assert sentence in said, f"{sentence!r} is not in {said!r}"
        assert len(re.findall(r"https?://", said)) == 1
    look(f"start-{language}", mail)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_digest(
    first: Rotation, sari: Person, mailbox: Mailbox, look: Callable[..., None], language: str
) -> None:
    """Twelve accounts: the most urgent first, each as it stands, the last two as a number."""
    Person.objects.filter(pk=sari.pk).update(language=language)
    late, soon = DUE - timedelta(days=4), DUE + timedelta(days=7)
    names = ["e-Kinerja", "SIPD Kota", "Absensi Puskesmas", "e-Surat", "SIMDA Keuangan", "e-Aset"]
    for n, name in enumerate(names):
        rotation(sari, first.campaign, ApplicationFactory(name=name), due=late if n < 2 else soon)
    for n in range(5):
        rotation(sari, first.campaign, ApplicationFactory(name=f"Layanan {n}"), leaked=None)
    remind(at=ORDERED + HOUR)
    deliver(at=ORDERED + HOUR)
    Rotation.objects.filter(application__name="e-Kinerja").update(state=State.CONTRADICTED)
    Rotation.objects.filter(application__name="e-Surat").update(state=State.PARTIAL)
    remind(at=MONDAY)
    assert deliver(at=MONDAY).sent == 1
    mail = mailbox.to("sari@")
    said = words_of(mail)
    assert "dan 2 lainnya" in said or "and 2 more" in said
    if language == "id":
        assert "12 akun menunggu Anda, 2 lewat batas waktu" in mail["Subject"]
        assert "Kami tidak pernah meminta kata sandi atau OTP." in said
    look(f"digest-{language}", mail)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_order_to_a_head(
    dinsos: Department,
    olga: User,
    budi: User,
    mailbox: Mailbox,
    look: Callable[..., None],
    language: str,
    settings,
) -> None:
    settings.HELP_DESK_PHONE = "(024) 000-0000"
    budi.person.name = "Budi"
    budi.person.save()
    head = head_of(dinsos, "mail", name="Sulastri")
    Person.objects.filter(pk=head.pk).update(language=language)
    address = Contact.objects.get(person=head).address
    duty = rotation_duty(dinsos, olga, {State.VERIFIED: 28, State.NEEDS_HELP: 2, State.TOLD: 1})
    send_directive(duty.directive, by=olga, at=ORDERED + HOUR)
    deliver(at=ORDERED + HOUR + timedelta(minutes=1))
    order = mailbox.to(address)
    if language == "id":
        assert order["Subject"] == "Perlu balasan TERIMA: Surat Sekda 000.6/123/2026"
        said = words_of(order)
        for sentence in (
            "Yth. Kepala Dinas Sosial.",
            "Surat Sekda 000.6/123/2026: pegawai mengganti kata sandi SIMPATIK s.d. Senin, 30 "
            "November, 16.00 WIB.",
            "Dinas Sosial: 31 akun; dikerjakan Agen Anda, Budi.",
            "Dari Ibu/Bapak cukup TERIMA",
            "Ragu? Posko Siber (024) 000-0000, nomor ini tercantum dalam surat.",
        ):
            assert sentence in said, f"{sentence!r} is not in {said!r}"
    look(f"order-{language}", order)
    promise_numbers(duty, at=MONDAY)
    deliver(at=MONDAY)
    ask = mailbox.to(address)
    if language == "id":
        said = words_of(ask)
        assert (
            "Dinas Sosial: 28 dari 31 akun terbukti diganti (data SIMPATIK 07.30). Belum:" in said
        )
        assert "'Saya mengetahui angka ini dan memastikan 3 akun sisanya selesai paling" in said
    look(f"ask-{language}", ask)
