"""What the demo's office said in public, and that it looked after the files it was given."""

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from dashboard.demo.scene import Scene
from dashboard.today.leadership import send_to_leaders
from secops.incidents.models import Incident, PublicStatement
from secops.incidents.statements.actions import (
    Fact,
    Said,
    approve_statement,
    publish_statement,
    write_statement,
)
from secops.incidents.statements.words import ready_text
from secops.intake.leaks.withdrawing import note_original_deleted
from secops.inventory.models import Containment, LeakReport
from secops.rules.statement import Kind

CHANNEL = "Situs kota dan grup wartawan"


def in_public(story: Scene, about: Incident) -> None:
    """A holding statement on the first day; on the sixth one that rests on facts."""
    holding = _said(
        story.cast,
        Said(Kind.HOLDING, ready_text(), story.day(8, "13:00")),
        written=story.day(8, "09:20"),
        out=story.day(8, "09:40"),
        about=about,
    )
    report = LeakReport.objects.order_by("received_at").first()
    lock = Containment.objects.order_by("contained_at").first()
    _said(
        story.cast,
        Said(
            Kind.FULL,
            "Laporan BSSN memuat nama pengguna dan kata sandi sebagian akun pegawai, paling banyak "
            "SIMPATIK. Kata sandi akun di e-Puskesmas sudah dibatalkan di sumbernya. Pegawai "
            "sedang mengganti kata sandi, dan kami memeriksanya pada tiap aplikasi.",
            story.ahead(1, "10:00"),
        ),
        written=story.day(5, "10:05"),
        out=story.day(5, "11:00"),
        about=about,
        instead_of=holding,
        facts=(
            Fact("Daftar akun bocor dari BSSN", leak_report=report),
            Fact("e-Puskesmas dikunci di sumber", containment=lock),
        ),
    )


def _said(
    cast: Mapping[str, User],
    said: Said,
    *,
    written: datetime,
    out: datetime,
    about: Incident,
    instead_of: PublicStatement | None = None,
    facts: tuple[Fact, ...] = (),
) -> PublicStatement:
    made = write_statement(
        said, by=cast["piket"], at=written, facts=facts, incident=about, supersedes=instead_of
    )
    approve_statement(made, by=cast["ketua"], at=out)
    return publish_statement(made, channel=CHANNEL, by=cast["ketua"], at=out)


def looked_after(story: Scene) -> None:
    """The copies in Downloads are gone, and the mayor's office has its three lines."""
    officer, today = story.cast["piket"], story.day(0, "07:00")
    for report in LeakReport.objects.order_by("pk"):
        note_original_deleted(report, by=officer, at=max(report.imported_at, today))
    send_to_leaders(by=officer, at=story.day(1, "16:10"))
