"""What the demo's office had handled before: closed incidents, with what was learnt from each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.demo.scene import Scene
from secops.incidents.actions import (
    add_chronology,
    change_incident,
    move_incident,
    record_incident,
    stop_clock,
)
from secops.incidents.lessons.actions import Learnt, record_review
from secops.incidents.minutes.actions import task_of
from secops.incidents.models import Incident
from secops.incidents.tasks.actions import Wanted, finish_task
from secops.incidents.tasks.owners import Owner
from secops.rules.clocks import ClockCode
from secops.rules.incident import PATH, DetectionBasis, Phase
from secops.rules.intervals import WIB

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Earlier:
    """One closed incident: found so many days ago, then hours from its finding."""

    ago: int
    clock: str
    title: str
    text: str
    impact: str
    rsit: str
    severity: str
    risk: str
    #: Hours from finding to each next phase.
    hours: tuple[float, float, float, float, float, float]
    happened_before: float | None = None
    reported: float | None = None
    well: tuple[str, ...] = ()
    badly: tuple[str, ...] = ()
    cause: str = "Belum diketahui; log sudah tertimpa."
    action: str = ""


EARLIER = (
    Earlier(
        262, "08:20", "Halaman judi pada subdomain arsip",
        "Halaman konten perjudian muncul pada subdomain arsip lomba.",
        "Satu subdomain dimatikan dua hari.", "intrusions.application-compromise", "sev3",
        "moderate", (3, 4, 11, 27, 51, 150),
        well=("Subdomain dimatikan pada hari yang sama",),
        badly=("Tidak ada yang tahu siapa pemilik subdomain",),
        action="Daftar subdomain beserta pemiliknya dilengkapi",
    ),
    Earlier(
        191, "06:50", "Berkas terkunci pada komputer loket",
        "Tiga komputer loket menampilkan pesan tebusan. Server tidak terkena.",
        "Loket tutup setengah hari.", "malicious-code.infected-system", "sev2", "high",
        (1, 2, 30, 54, 96, 260), happened_before=14, reported=31,
        well=("Kabel jaringan dicabut oleh petugas loket sendiri",),
        badly=("Laporan ke BSSN menunggu tanda tangan satu hari",),
        cause="Lampiran email dibuka; makro tidak diblokir.",
        action="Makro dari internet diblokir pada semua komputer loket",
    ),
    Earlier(
        148, "13:05", "Kotak surat pegawai mengirim phishing",
        "Kotak surat seorang pegawai mengirim tautan palsu ke 240 alamat.",
        "Satu kotak surat dibekukan.", "fraud.phishing", "sev3", "moderate",
        (0.6, 1, 5, 7, 24, 96), happened_before=4,
        well=("Penerima pertama melapor dalam satu jam",),
        badly=("Sesi lama masih hidup sesudah kata sandi diganti",),
        cause="Kata sandi yang sama dipakai pada situs lain.",
        action="Faktor kedua untuk kotak surat dinas",
    ),
    Earlier(
        97, "09:40", "Layanan jarak jauh terbuka ke internet",
        "Layanan jarak jauh pada satu server terbuka, ada percobaan masuk.",
        "Tidak ada tanda masuk yang berhasil.", "vulnerable.potentially-unwanted-accessible",
        "sev3", "high", (0.5, 1, 3, 9, 20, 70), happened_before=40, reported=8,
        well=("Ditutup tiga jam sesudah peringatan BSSN",),
        badly=("Perubahan firewall tidak dicatat",),
        cause="Aturan sementara untuk vendor tidak pernah dihapus.",
        action="Aturan firewall sementara diberi tanggal akhir",
    ),
    Earlier(
        44, "10:15", "Perangkat terinfeksi di kantor kecamatan",
        "Dua komputer kecamatan menghubungi alamat pengendali program jahat.",
        "Dua komputer dipasang ulang.", "malicious-code.infected-system", "sev3", "moderate",
        (2, 3, 8, 28, 50, 120),
        well=("Daftar aset memuat kedua komputer",),
        badly=("Antivirus mati sejak dua bulan",),
        cause="Perangkat lunak bajakan dipasang dari flashdisk.",
        action="Hak pasang perangkat lunak dicabut dari akun harian",
    ),
)  # fmt: skip


def incidents(story: Scene) -> None:
    """Recorded, handled, learnt from, closed; the oldest first, so that their numbers follow."""
    for one in EARLIER:
        _handled(story, one)


def _handled(story: Scene, one: Earlier) -> None:
    officer, found_at = story.cast["piket"], story.day(one.ago, one.clock)
    made = record_incident(
        description=one.text, title=one.title, found_at=found_at, severity=one.severity,
        detection_basis=DetectionBasis.TEAM_DETECTION, by=officer, at=found_at + HOUR / 3,
    )  # fmt: skip
    began = one.happened_before
    changes = {
        "risk": one.risk, "on_iiv": False, "rsit_class": one.rsit, "impact": one.impact,
        "occurred_at": None if began is None else found_at - began * HOUR,
    }  # fmt: skip
    made = change_incident(made, changes, by=officer, at=found_at + HOUR / 2)
    add_chronology(
        made, happened_at=found_at, event=one.text, person=officer.display_name, by=officer,
        at=found_at + HOUR / 2,
    )  # fmt: skip
    if one.reported is not None:
        stop_clock(
            made, ClockCode.HIGH_RISK_INCIDENT, stopped_at=found_at + one.reported * HOUR,
            proof="Surat dinas, tanda terima BSSN", by=officer,
            at=found_at + (one.reported + 1) * HOUR,
        )  # fmt: skip
    for phase, hours in zip(PATH[1:], one.hours, strict=True):
        when = found_at + hours * HOUR
        if phase is Phase.CLOSED:
            _learnt(story, made, one, at=_at_ten(when - 24 * HOUR))
        made = move_incident(made, phase, by=officer, at=when)


def _at_ten(moment: datetime) -> datetime:
    return moment.astimezone(WIB).replace(hour=10, minute=0)


def _learnt(story: Scene, incident: Incident, one: Earlier, *, at: datetime) -> None:
    officer, lead = story.cast["piket"], story.cast["ketua"]
    review = record_review(
        incident,
        Learnt(
            at, lead.display_name, one.text, one.cause, "Ruang posko",
            [f"{lead.display_name}, ketua tim", f"{officer.display_name}, petugas piket"],
            one.well, one.badly, [one.action],
        ),
        by=officer, at=at + HOUR,
    )  # fmt: skip
    wanted = Wanted(one.action, at + 20 * HOUR, phase=Phase.LESSONS, required=True,
                    owner=Owner(position=lead.held_positions[0]))  # fmt: skip
    task = task_of(review.actions.get(), wanted, by=officer, at=at + 2 * HOUR)
    finish_task(task, by=lead, at=at + 5 * HOUR)
