"""What the demo's office said in public during eight days, as a real office once did: safe, hit,
credentials only, confirmed, and nearly: nothing leaked. The product finds what does not fit."""

import io
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from dashboard.demo.scene import Scene
from dashboard.today.leadership import send_to_leaders
from secops.house.files import check_all
from secops.incidents.claims.actions import (
    Claimed,
    check_sample,
    decide_claim,
    link_claim,
    record_claim,
)
from secops.incidents.claims.models import Claim
from secops.incidents.models import Incident, PublicStatement
from secops.incidents.statements.actions import (
    Fact,
    Said,
    approve_answer,
    approve_statement,
    drop_statement,
    look_after_statements,
    publish_statement,
    review_statement,
    write_answer,
    write_statement,
)
from secops.incidents.statements.holding import ready_text
from secops.intake.leaks.withdrawing import note_original_deleted
from secops.inventory.models import Containment, LeakReport
from secops.rules.assertion import Assertion, FactKind, Subject, Value
from secops.rules.claim import Credibility, Disposition, Platform, Reliability
from secops.rules.statement import Kind

CHANNEL = "Situs kota dan grup wartawan"
NO_ACCESS = Assertion(Subject.OUTSIDE_ACCESS, Value.NONE)
ACCESS = Assertion(Subject.OUTSIDE_ACCESS, Value.CONFIRMED)
CREDENTIALS = Assertion(Subject.LEAK, Value.CREDENTIALS)
NOTHING_LOST = Assertion(Subject.DATA_LOSS, Value.NONE)
RUNNING = Assertion(Subject.SERVICES, Value.RUNNING)

#: What the post was kept as.
CAPTURE = (
    "Tangkapan teks, 15.10 WIB\n"
    "Akun: gudang-data-contoh\n"
    "Judul: basis data situs kota, harga dibicarakan\n"
    "Contoh isi tidak disalin.\n"
)


def claimed(story: Scene, about: Incident) -> Claim:
    """The post of the first day, its sample, and what it turned out to be."""
    officer = story.cast["piket"]
    seen = story.day(9, "15:10")
    capture = SimpleUploadedFile("unggahan.txt", CAPTURE.encode(), "text/plain")
    claim = record_claim(
        Claimed(
            platform=Platform.FORUM,
            content=(
                "Menawarkan basis data situs kota dan mengaku masih punya akses. Menyertakan "
                "contoh beberapa puluh baris nama pengguna."
            ),
            seen_at=seen,
            address="forum-contoh.example/basis-data-kota",
            actor="gudang-data-contoh",
            reliability=Reliability.E,
            credibility=Credibility.THREE,
        ),
        captures=tuple(check_all([capture])),
        by=officer,
        at=story.day(9, "15:25"),
    )
    link_claim(claim, about, by=officer, at=story.day(9, "16:00"))
    return claim


def compared(story: Scene, claim: Claim, rows: list[dict[str, str]]) -> None:
    """The sample of the post against what the agency had sent: most of it known."""
    officer = story.cast["piket"]
    lines = [f"https://{row['application_code']}.kotacontoh.example" for row in rows[:24]]
    known = [f"{url},{row['username']}" for url, row in zip(lines, rows, strict=False)]
    strange = [f"https://toko-{n}.example,pembeli{n}" for n in range(9)]
    sample = io.StringIO()
    sample.write("\n".join(["url,username", *known, *strange]))
    check_sample(claim, sample.getvalue().encode(), by=officer, at=story.day(8, "10:30"))
    decide_claim(
        claim,
        Disposition.PARTLY,
        "Sebagian contoh cocok dengan akun yang ada dalam daftar BSSN. Akses ke situs kota sendiri "
        "belum terbukti.",
        by=officer,
        at=story.day(8, "11:15"),
    )


def in_public(story: Scene, about: Incident, claim: Claim) -> None:
    """What was said, day by day."""
    reports = list(LeakReport.objects.order_by("received_at")[:2])
    safe = _said(
        story,
        about,
        Said(Kind.FULL, "Menurut catatan log, keadaan aman: tidak ada orang luar yang masuk."),
        day=9,
        clocks=("16:30", "16:40", "16:50", "17:05"),
        facts=(
            Fact(
                "Catatan log peladen web dilihat sepintas",
                "Kepala seksi infrastruktur, lisan, hari yang sama 16.20 WIB",
                asserts=NO_ACCESS,
            ),
        ),
    )
    holding = _said(
        story,
        about,
        Said(Kind.HOLDING, ready_text(about), story.day(8, "13:00")),
        day=8,
        clocks=("09:20", "", "09:40", "09:40"),
        instead_of=safe,
    )
    hit = _said(
        story,
        about,
        Said(
            Kind.FULL,
            "Benar, kami terkena. Kata sandi sebagian akun pegawai dicuri dari komputer yang "
            "terinfeksi. Kami meminta konfirmasi dan rekomendasi BSSN.",
            story.day(7, "16:00"),
            correction=(
                f"Hari pertama kami menyatakan “tidak ada orang luar yang masuk” ({safe.code}). "
                "Itu terlalu cepat: log baru diperiksa sepintas."
            ),
        ),
        day=7,
        clocks=("10:40", "10:55", "11:05", "11:15"),
        instead_of=holding,
        facts=(
            Fact("Log pencuri kata sandi dari BSSN", kind=FactKind.REPORT, row=reports[-1],
                 asserts=ACCESS),
        ),
    )  # fmt: skip
    only = _said(
        story,
        about,
        Said(
            Kind.FULL,
            "Layanan kota berjalan. Sejauh ini yang bocor adalah nama pengguna dan kata sandi "
            "pegawai; kami tidak menemukan data yang hilang.",
            story.day(5, "11:00"),
        ),
        day=7,
        clocks=("15:05", "15:20", "15:30", "15:45"),
        instead_of=hit,
        facts=(
            Fact("Daftar akun bocor dari BSSN", kind=FactKind.REPORT, row=reports[0],
                 asserts=CREDENTIALS),
            Fact("Semua basis data dibandingkan dengan cadangan malam sebelumnya",
                 "Berita acara BA-2026-31, pengelola pusat data", asserts=NOTHING_LOST),
            Fact("28 layanan kota dibuka satu per satu", "Catatan piket 14.00-14.40 WIB",
                 asserts=RUNNING),
        ),
    )  # fmt: skip
    lock = Containment.objects.order_by("contained_at").first()
    confirmed = _said(
        story,
        about,
        Said(
            Kind.FULL,
            "Laporan BSSN memuat nama pengguna dan kata sandi sebagian akun pegawai, paling banyak "
            "SIMPATIK. Kata sandi akun di e-Puskesmas sudah dibatalkan di sumbernya. Pegawai "
            "sedang mengganti kata sandi, dan kami memeriksanya pada tiap aplikasi.",
            story.ahead(1, "10:00"),
        ),
        day=5,
        clocks=("10:05", "10:30", "10:45", "11:00"),
        instead_of=only,
        facts=(
            Fact("Daftar akun bocor dari BSSN", kind=FactKind.REPORT, row=reports[0],
                 asserts=CREDENTIALS),
            Fact("e-Puskesmas dikunci di sumber", kind=FactKind.CONTAINMENT, row=lock),
            Fact("Klaim di forum terbukti sebagian", kind=FactKind.CLAIM, row=claim),
        ),
    )  # fmt: skip
    _asked(story, confirmed)
    _nearly_said(story, about, confirmed)


def noticed(story: Scene, claim: Claim) -> None:
    """The next morning the list of the day before was compared: the claim was true."""
    decide_claim(
        claim,
        Disposition.CONFIRMED,
        "Daftar tambahan memuat baris dari contoh yang ditawarkan, termasuk yang belum kami kenal.",
        by=story.cast["piket"],
        at=story.day(0, "06:40"),
    )
    look_after_statements(at=story.at)


def _nearly_said(story: Scene, about: Incident, standing: PublicStatement) -> None:
    """A newspaper wanted a sentence. It was written, and never went out."""
    draft = write_statement(
        Said(Kind.FULL, "Kantor menjelaskan dan memastikan: data warga tidak bocor."),
        by=story.cast["piket"],
        at=story.day(1, "10:10"),
        incident=about,
        supersedes=standing,
        facts=(
            Fact(
                "Pertanyaan wartawan, jawaban lewat telepon",
                "Bagian humas, lisan",
                asserts=Assertion(Subject.LEAK, Value.NONE),
            ),
        ),
    )
    drop_statement(
        draft,
        why=f"Membantah {standing.code} dan laporan BSSN. Kita tidak mengatakan yang tidak benar.",
        by=story.cast["ketua"],
        at=story.day(1, "10:25"),
    )


def _asked(story: Scene, about: PublicStatement) -> None:
    """What citizens ask, and what they are answered."""
    officer, lead = story.cast["piket"], story.cast["ketua"]
    moment = story.day(5, "11:20")
    for question, answer in (
        (
            "Apakah data warga ikut bocor?",
            "Yang kami terima dari BSSN memuat nama pengguna dan kata sandi pegawai. Bila itu "
            "berubah, kami umumkan di halaman ini.",
        ),
        (
            "Apakah saya perlu mengganti kata sandi layanan warga?",
            "Yang diminta mengganti kata sandi adalah pegawai. Bila Anda memakai kata sandi yang "
            "sama di banyak tempat, gantilah di mana pun Anda memakainya.",
        ),
        (
            "Bagaimana mengenali pesan resmi?",
            "Kami tidak pernah meminta kata sandi atau kode OTP, lewat pesan maupun telepon.",
        ),
    ):
        made = write_answer(about, question=question, answer=answer, by=officer, at=moment)
        approve_answer(made, by=lead, at=story.day(5, "11:45"))
    write_answer(
        about,
        question="Kapan semuanya selesai?",
        answer="Pegawai diminta mengganti kata sandi pekan ini. Kami kabari hasilnya.",
        by=officer,
        at=story.day(0, "06:50"),
    )


def _said(
    story: Scene,
    about: Incident,
    said: Said,
    *,
    day: int,
    clocks: tuple[str, str, str, str],
    instead_of: PublicStatement | None = None,
    facts: tuple[Fact, ...] = (),
) -> PublicStatement:
    """Written, reviewed (but for a holding statement), approved and published at these times."""
    officer, lead = story.cast["piket"], story.cast["ketua"]

    def moment(clock: str) -> datetime:
        return story.day(day, clock)

    written, reviewed, approved, out = clocks
    made = write_statement(
        said,
        by=officer,
        at=moment(written),
        facts=facts,
        incident=about,
        supersedes=instead_of,
    )
    if reviewed:
        seen = list(made.facts.values_list("pk", flat=True))
        review_statement(made, seen=seen, by=lead, at=moment(reviewed))
    approve_statement(made, by=lead, at=moment(approved))
    return publish_statement(made, channel=CHANNEL, by=lead, at=moment(out))


def looked_after(story: Scene) -> None:
    """The copies in Downloads are gone, and the mayor's office has its three lines."""
    officer, today = story.cast["piket"], story.day(0, "07:00")
    for report in LeakReport.objects.order_by("pk"):
        note_original_deleted(report, by=officer, at=max(report.imported_at, today))
    send_to_leaders(by=officer, at=story.day(1, "16:10"))
