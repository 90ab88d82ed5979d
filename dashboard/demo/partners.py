"""The incident of the demo, its chronology, and the partners who advise."""

from datetime import datetime, timedelta

from accounts.models import Department
from accounts.roles import Permission
from dashboard.demo.scene import Scene
from secops.advisories.actions import (
    Advice,
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
    move_incident,
    record_incident,
    stop_clock,
)
from secops.incidents.models import Incident
from secops.inventory.models import Application, LeakReport
from secops.rules.clocks import ClockCode
from secops.rules.duty import Kind
from secops.rules.incident import DetectionBasis, Phase
from secops.rules.tlp import Marking

#: Days ago, time of day, event, source of evidence.
CHRONOLOGY = (
    (9, "15.10", "Unggahan di media sosial mengaku memiliki data kota.", "Tangkapan layar"),
    (9, "16.40", "Kantor memeriksa log peladen; belum ada tanda akses dari luar.", "Log peladen"),
    (8, "08.40", "BSSN mengirim daftar akun bocor, sebagian besar SIMPATIK.", "Peringatan BSSN"),
    (8, "13.00", "Rapat dengan perguruan tinggi dan unit siber kepolisian.", "Notula"),
    (7, "10.05", "Log pencuri kata sandi menunjuk komputer terinfeksi.", "Laporan BSSN"),
    (6, "11.20", "e-Puskesmas dikunci di sumber.", "Berita acara pemilik aplikasi"),
    (6, "08.30", "Perintah penggantian kata sandi kepada semua OPD.", "Surat 000.6/123/2026"),
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
        applications=list(Application.objects.filter(code__in=["simpatik", "absen"])),
    )
    for ago, clock, event, source in CHRONOLOGY:
        moment = story.day(ago, clock.replace(".", ":"))
        add_chronology(
            made,
            happened_at=moment,
            event=event,
            source=source,
            person=officer.display_name,
            by=officer,
            at=moment + timedelta(minutes=25),
        )
    move_incident(made, Phase.TRIAGE, by=officer, at=story.day(8, "09:30"))
    move_incident(made, Phase.CONTAINMENT, by=officer, at=story.day(8, "14:10"))
    return made


def link_incident(story: Scene, about: Incident) -> None:
    """The reports and the campaign belong to the incident."""
    assert story.campaign is not None
    change_incident(
        about,
        {
            "risk": "high",
            "on_iiv": False,
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
    _advise(
        story, police, "siber.polisi", about, story.day(1, "15:20"), Marking.AMBER, "today",
        "Simpan log SIMPATIK 90 hari terakhir sebelum tertimpa.",
    )  # fmt: skip


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
) -> Recommendation:
    person = story.cast[member].person
    assert person is not None
    return submit_recommendation(
        Advice(text=text, target="all", urgency=urgency, tlp=tlp, incident=about),
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
