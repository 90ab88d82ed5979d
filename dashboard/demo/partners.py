"""The incident of the demo, its chronology, and the partners who advise."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import Department, Position
from accounts.roles import Permission
from dashboard.demo.scene import Scene
from secops.advisories.actions import (
    Advice,
    accept_recommendation,
    answer_recommendation,
    order_recommendation,
    reject_recommendation,
    save_organisation,
    submit_recommendation,
)
from secops.advisories.models import Organisation, Recommendation
from secops.compliance.duties.actions import Order, Target, receive_duty, report_duty
from secops.compliance.duties.models import Directive, Duty
from secops.incidents.actions import (
    add_chronology,
    change_incident,
    merge_incident,
    move_incident,
    record_incident,
    stop_clock,
    write_phase,
)
from secops.incidents.models import Incident
from secops.inventory.models import Application, LeakReport
from secops.rules.clocks import ClockCode
from secops.rules.duty import Kind
from secops.rules.incident import DetectionBasis, Phase, Severity
from secops.rules.tlp import Marking

#: Days ago, time of day, how sure, event, source of evidence: eight days as they were told.
CHRONOLOGY = (
    (9, "15.10", "exact", "Unggahan di media sosial mengaku memiliki data kota.",
     "Tangkapan layar"),
    (9, "15.30", "approximate", "OPD yang mungkin terkena ditanya satu per satu lewat telepon.",
     "Catatan petugas piket"),
    (9, "16.40", "exact", "Kantor memeriksa log peladen; belum ada tanda akses dari luar.",
     "Log peladen"),
    (8, "08.40", "exact", "BSSN mengirim daftar akun bocor, sebagian besar SIMPATIK.",
     "Peringatan BSSN"),
    (8, "10.40", "exact", "Konfirmasi dan rekomendasi diminta kepada BSSN.",
     "Surat 000.6/119/2026"),
    (8, "13.00", "exact", "Rapat dengan perguruan tinggi dan unit siber kepolisian.", "Notula"),
    (7, "10.05", "exact", "Log pencuri kata sandi menunjuk komputer terinfeksi.", "Laporan BSSN"),
    (6, "08.30", "exact", "Perintah penggantian kata sandi kepada semua OPD.",
     "Surat 000.6/123/2026"),
    (6, "11.20", "exact", "e-Puskesmas dikunci di sumber.", "Berita acara pemilik aplikasi"),
    (5, "00.00", "date_only", "Cadangan data (backup) semua aplikasi utama diperiksa.",
     "Laporan OPD"),
    (3, "09.15", "unknown_order", "Pemilik aplikasi pendaftaran sekolah menyatakan layanannya "
     "berjalan.", "Pesan grup posko"),
)  # fmt: skip
#: Days ago, phase, what was done.
DONE = (
    (9, Phase.DETECTION, "Unggahan disimpan dengan SHA-256. Log peladen 14 hari disalin sebelum "
     "tertimpa. OPD yang disebut ditanya satu per satu."),
    (6, Phase.CONTAINMENT, "Kata sandi akun bocor di e-Puskesmas dan Surat dikunci di sumber. "
     "Komputer TU-2 diputus dari jaringan. SIMPATIK menunggu pemiliknya."),
)  # fmt: skip


def incident(story: Scene) -> Incident:
    """Nine days ago a post claimed a leak; the office recorded it within the hour."""
    officer = story.cast["piket"]
    made = record_incident(
        description=(
            "Akun di media sosial mengaku memiliki basis data situs kota. Diduga berisi nama "
            "pengguna dan kata sandi aplikasi kepegawaian."
        ),
        found_at=story.day(9, "15:10"),
        by=officer,
        at=story.day(9, "15:55"),
        title="Dugaan kebocoran akun pegawai",
        detection_basis=DetectionBasis.CONFIRMED_WARNING,
        severity=Severity.SEV_2,
        applications=list(Application.objects.filter(code__in=["simpatik", "absen"])),
    )
    for ago, clock, certainty, event, source in CHRONOLOGY:
        moment = story.day(ago, clock.replace(".", ":"))
        add_chronology(
            made,
            happened_at=moment,
            certainty=certainty,
            event=event,
            source=source,
            person=officer.display_name,
            by=officer,
            at=moment + timedelta(minutes=25),
        )
    move_incident(made, Phase.TRIAGE, by=officer, at=story.day(8, "09:30"))
    move_incident(made, Phase.CONTAINMENT, by=officer, at=story.day(8, "14:10"))
    for ago, phase, text in DONE:
        write_phase(made, phase, text, by=officer, at=story.day(ago, "17:05"))
    same = record_incident(
        description="Warga mengirim tangkapan layar: data pegawai kota dijual di forum.",
        found_at=story.day(9, "16:20"),
        by=officer,
        at=story.day(9, "16:30"),
        detection_basis=DetectionBasis.COMPLAINT_ANALYSIS,
    )
    add_chronology(
        same,
        happened_at=story.day(9, "16:20"),
        event="Aduan warga masuk lewat layanan aduan kota, dengan tangkapan layar yang sama.",
        source="Aduan warga",
        person=officer.display_name,
        by=officer,
        at=story.day(9, "16:31"),
    )
    merge_incident(
        same,
        made,
        reason="Unggahan yang sama, dilaporkan lewat jalur lain.",
        by=officer,
        at=story.day(9, "17:00"),
    )
    return made


def link_incident(story: Scene, about: Incident) -> None:
    """The reports and the campaign belong to the incident."""
    assert story.campaign is not None
    change_incident(
        about,
        {
            "risk": "high",
            "on_iiv": False,
            "scope": "several_departments",
            "rsit_class": "information-content-security.data-leak",
            "attacker": "Akun yang mengaku di forum; belum dipastikan.",
            "reporter_name": "Posko Siber",
            "reporter_contact": "posko@kotacontoh.example",
            "reporter_contact_24h": "(024) 000-0000",
            "sector_ticket": "BSSN-CONTOH-0417",
            "impact": "Nama pengguna dan kata sandi pegawai beredar; basis data belum terbukti "
            "bocor.",
            "impact_service": "Layanan berjalan; pegawai diminta mengganti kata sandi.",
            "impact_data": "Nama pengguna dan kata sandi aplikasi kepegawaian.",
            "owner_position": _position(story, "ketua"),
            "next_step": "Menunggu pemilik SIMPATIK mengunci kata sandi lama.",
            "next_update_at": story.ahead(1, "15:00"),
            "leak_reports": list(LeakReport.objects.all()),
            "campaigns": [story.campaign],
            "departments": list(Department.objects.filter(code__in=["BKP", "KOMINFO"])),
        },
        by=story.cast["piket"],
        at=story.day(6, "09:00"),
    )
    stop_clock(
        about,
        ClockCode.HIGH_RISK_INCIDENT,
        stopped_at=story.day(8, "10:40"),
        proof="Surat 000.6/119/2026, tanda terima BSSN",
        by=story.cast["piket"],
        at=story.day(6, "09:05"),
    )


def _position(story: Scene, key: str) -> Position:
    """What somebody of the cast holds."""
    return story.cast[key].held_positions[0]


def link_orders(story: Scene, about: Incident) -> None:
    """The orders were given because of the incident."""
    change_incident(
        about,
        {"directives": list(Directive.objects.order_by("pk"))},
        by=story.cast["piket"],
        at=story.day(5, "09:30"),
    )


def recommendations(story: Scene, about: Incident) -> None:
    """A university's advice became an order, a police unit's waits, one could not be followed."""
    campus = _partner(story, "Universitas Contoh", "university", "kampus", Marking.AMBER)
    police = _partner(story, "Unit Siber Kepolisian Contoh", "police", "siber.polisi", Marking.RED)
    followed = _advise(
        story, campus, "kampus", about, story.day(7, "13:40"), Marking.GREEN, "week",
        "Matikan simpan kata sandi di browser pada komputer loket, dan hapus yang tersimpan.",
    )  # fmt: skip
    order = order_recommendation(
        followed,
        Order(
            title="Hapus kata sandi tersimpan di browser",
            kind=Kind.CUSTOM,
            text="Hapus kata sandi yang tersimpan di browser pada semua komputer loket, "
            "lalu matikan fitur simpan kata sandi.",
            due_at=story.ahead(9, "16:00"),
            checklist=("Kata sandi tersimpan dihapus", "Fitur simpan kata sandi dimatikan"),
        ),
        [Target(pk) for pk in Department.objects.values_list("pk", flat=True)],
        by=story.cast["ketua"],
        at=story.day(6, "10:20"),
    )
    _follow(story, order.pk)
    refused = _advise(
        story, campus, "kampus", about, story.day(5, "09:10"), Marking.AMBER, "month",
        "Ganti semua aplikasi kota dengan satu aplikasi baru dalam satu bulan.",
    )  # fmt: skip
    reject_recommendation(
        refused,
        reason="Tidak dapat dilakukan dalam satu bulan; dibahas pada rencana tahun depan.",
        by=story.cast["ketua"],
        at=story.day(4, "11:00"),
    )
    asked = _advise(
        story, police, "siber.polisi", about, story.day(1, "15:20"), Marking.AMBER, "today",
        "Simpan log SIMPATIK 90 hari terakhir sebelum tertimpa.", severity="high", effort="day",
    )  # fmt: skip
    answer_recommendation(
        asked, text="Termasuk log basis datanya, atau log aplikasinya saja?",
        by=story.cast["ketua"], at=story.day(1, "16:05"),
    )  # fmt: skip
    _for_everybody(story, campus, about)


#: What may be told to everybody: days ago, urgency, severity, effort, text.
CLEAR = (
    (4, "month", "medium", "week", "Pakai pengelola kata sandi, satu kata sandi untuk satu "
     "layanan. Kata sandi yang sama di banyak tempat bocor bersama-sama."),
    (3, "week", "high", "day", "Jangan masuk ke aplikasi dinas dari komputer umum atau warnet. "
     "Bila terpaksa, keluar dari semua perangkat sesudahnya dan ganti kata sandi."),
)  # fmt: skip


def _for_everybody(story: Scene, campus: Organisation, about: Incident) -> None:
    """Accepted, and published in the feed by `sharing`."""
    for ago, urgency, severity, effort, text in CLEAR:
        made = _advise(
            story, campus, "kampus", about, story.day(ago, "10:15"), Marking.CLEAR, urgency, text,
            severity=severity, effort=effort, kind="people",
        )  # fmt: skip
        accept_recommendation(made, by=story.cast["ketua"], at=story.day(ago, "14:40"))


def _partner(story: Scene, name: str, kind: str, member: str, clearance: Marking) -> Organisation:
    person = story.cast[member].person
    assert person is not None
    return save_organisation(
        Organisation(name=name, kind=kind, clearance=clearance.value),
        members=[person],
        by=story.cast["piket"],
        at=story.day(9, "17:30"),
    )


def _advise(
    story: Scene,
    partner: Organisation,
    member: str,
    about: Incident,
    at: datetime,
    tlp: Marking,
    urgency: str,
    text: str,
    **more: Any,
) -> Recommendation:
    person = story.cast[member].person
    assert person is not None
    return submit_recommendation(
        Advice(text=text, target="all", urgency=urgency, tlp=tlp, incident=about, **more),
        partner,
        person,
        by=story.cast[member],
        at=at,
    )


def _follow(story: Scene, directive: int) -> None:
    """The agents of the cast have reported, others only received."""
    duties = Duty.objects.filter(directive=directive).select_related("department")
    for key in ("agen.dinsos", "agen.dinkes"):
        agent = story.cast[key]
        own = [duty for duty in duties if agent.may(Permission.REPORT_DUTY, duty.department_id)]
        for duty in own[:1]:
            receive_duty(duty, by=agent, at=story.day(5, "08:20"))
            report_duty(
                duty,
                text="Semua komputer loket sudah diperiksa.",
                steps_done=duty.directive.checklist,
                by=agent,
                at=story.day(3, "15:00"),
            )
