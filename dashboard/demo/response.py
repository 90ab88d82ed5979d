"""How the demo's office worked on its incident: tasks, checks, and the agency's warnings."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Position
from accounts.roles import Role
from dashboard.demo.files import checked
from dashboard.demo.scene import Scene
from secops.compliance.duties.models import Directive
from secops.incidents.checks.actions import Looked, record_check
from secops.incidents.meetings.actions import (
    Held,
    record_meeting,
)
from secops.incidents.minutes.actions import order_of, task_of
from secops.incidents.models import Incident
from secops.incidents.notices.actions import Arrived, answer_notice, judge_notice, receive_notice
from secops.incidents.notices.models import Notice
from secops.incidents.paper import Paper
from secops.incidents.requests.actions import (
    Asked,
    answer_request,
    await_longer,
    send_request,
    write_request,
)
from secops.incidents.requests.models import OutgoingRequest
from secops.incidents.tasks.actions import (
    Proof,
    Wanted,
    change_task,
    finish_task,
    give_task,
    load_class,
    tick_point,
    write_task,
)
from secops.incidents.tasks.models import Task
from secops.incidents.tasks.owners import Owner
from secops.inventory.models import Application, LeakReport
from secops.rules.incident import Phase
from secops.rules.ready_tasks import IncidentClass

#: Key of a ready task, days ago and time it was done, the note that proved each point.
DONE = (
    ("first-word", 8, "09:40", "Pernyataan awal terbit di situs kota"),
    ("save-evidence", 8, "12:10", "Salinan log 1-26, SHA-256 dicatat di brankas bukti"),
    ("assess", 8, "13:20", "Lembar penilaian risiko, bukan IIV, risiko tinggi"),
    ("take-down", 8, "15:30", "Tiket platform 4471, unggahan tidak tampil lagi"),
    ("ask-agency", 7, "09:10", "Surat 000.6/121/2026"),
    ("rotate", 6, "10:15", "Arahan terbit, surat 000.6/123/2026"),
    ("lock-source", 6, "15:45", "Berita acara pemilik aplikasi"),
    ("personal-data", 6, "16:20", "Nama pengguna dan kontak pegawai; keputusan dicatat"),
)

#: Days ago, time, application or name, kind, result, how, note.
CHECKS = (
    (9, "16:30", "simpatik", "", "application", "works",
     "Masuk dengan akun uji; log akses 24 jam dilihat", ""),
    (8, "11:00", "simpatik", "", "application", "suspicious",
     "Log masuk dicocokkan dengan daftar dari BSSN",
     "Akun dari daftar itu dipakai dari alamat 192.0.2.61 di luar jam kerja."),
    (8, "14:30", None, "Situs kota", "service", "works",
     "Halaman depan dan 20 halaman lain dibuka; berkas dibandingkan dengan salinan", ""),
    (7, "10:30", "simpatik", "", "database", "works",
     "20 catatan dibandingkan dengan backup terakhir", "Tidak ada selisih pada 20 catatan itu."),
    (6, "13:00", "epuskesmas", "", "application", "partly",
     "Masuk sesudah kata sandi dibatalkan", "Pendaftaran jalan, rujukan menunggu petugas."),
    (5, "09:15", "epuskesmas", "", "application", "works", "Masuk dan rujukan dicoba", ""),
    (1, "08:20", "absen", "", "application", "works", "Masuk dengan akun uji dari dua OPD", ""),
)  # fmt: skip

DISCONNECTED = b"LOKET-3 09.40, GUDANG-1 10.05, TU-2 10.20: kabel dicabut, Wi-Fi mati."

#: Days ago, hours until the answer (None = none yet), what, assets.
OLDER = (
    (71, 9, "Halaman konten perjudian pada subdomain", "arsip-lomba.kotacontoh.example"),
    (44, 31, "Layanan jarak jauh terbuka ke internet", "192.0.2.50, porta 3389"),
    (23, 6, "Kerentanan pada sistem manajemen konten", "Situs tiga kecamatan"),
    (16, None, "Indikasi perangkat terinfeksi", "192.0.2.77"),
)


def worked_on(story: Scene, about: Incident) -> None:
    """The tasks of a leak of passwords, loaded on the second day; checks; warnings."""
    _notices(story, about)
    _tasks(story, about)
    _checks(story, about)
    _requests(story, about)


def met(story: Scene, about: Incident) -> None:
    """Two evaluation meetings, once the orders are out: decisions became an order and a task."""
    officer, lead = story.cast["piket"], story.cast["ketua"]
    present = [f"{lead.display_name}, ketua tim", f"{officer.display_name}, petugas piket",
               "Universitas Contoh", "Unit siber kepolisian"]  # fmt: skip
    first = record_meeting(
        about,
        Held(
            story.day(7, "15:00"), lead.display_name, "Ruang posko", present,
            facts=["Sebagian besar data BSSN adalah nama pengguna dan kata sandi SIMPATIK.",
                   "Tiga komputer Dinas Kesehatan memuat 57 akun."],
            decisions=["Perintah ganti nama pengguna dan kata sandi untuk semua OPD.",
                       "Catatan log masuk diminta dari pemilik aplikasi."],
            next_at=story.day(1, "15:00"),
        ),
        by=officer,
        at=story.day(7, "16:40"),
    )  # fmt: skip
    order = Directive.objects.order_by("pk").first()
    if order is not None:
        order_of(first.decisions.get(rank=1), order, by=lead, at=story.day(6, "08:45"))
    second = record_meeting(
        about,
        Held(
            story.day(1, "15:00"), lead.display_name, "Ruang posko", present[:3],
            facts=["SIMPATIK dikunci di sumber; sesi lama sudah diakhiri.",
                   "Log masuk belum diterima dari pemilik aplikasi."],
            decisions=["Kode dan skrip yang memuat kata sandi diperiksa ulang.",
                       "Rapat pembelajaran disiapkan bersama Inspektorat."],
            next_at=story.ahead(1, "15:00"),
        ),
        by=officer,
        at=story.day(1, "16:05"),
    )  # fmt: skip
    task_of(
        second.decisions.get(rank=2),
        Wanted("Siapkan rapat pembelajaran bersama Inspektorat", story.ahead(5, "12:00"),
               phase=Phase.LESSONS, required=False,
               owner=Owner(position=lead.held_positions[0])),
        by=officer,
        at=story.day(1, "16:10"),
    )  # fmt: skip


def _tasks(story: Scene, about: Incident) -> None:
    officer, lead = story.cast["piket"], story.cast["ketua"]
    load_class(about, IncidentClass.CREDENTIAL_LEAK, by=officer, at=story.day(8, "09:35"))
    tasks = {task.key: task for task in about.tasks.all()}
    for key, ago, clock, note in DONE:
        moment = story.day(ago, clock)
        who = lead if key in ("assess", "personal-data") else officer
        for point in tasks[key].points.all():
            tick_point(point, Proof(note=note), by=who, at=moment)
        finish_task(tasks[key], by=who, at=moment + timedelta(minutes=5))
    _moved(story, tasks["embedded-passwords"], story.ahead(2, "15:00"))
    _moved(story, tasks["check-again"], story.ahead(4, "15:00"))
    _moved(story, tasks["lessons"], story.ahead(6, "09:00"))
    infected = tasks["infected-computers"]
    give_task(infected, _position(Role.AGENT, "DINKES"), by=officer, at=story.day(7, "10:30"))
    _moved(story, infected, story.ahead(1, "16:00"))
    agent = story.cast["agen.dinkes"]
    first = infected.points.get(rank=1)
    proof = Proof(
        "LOKET-3, GUDANG-1, TU-2 sudah diputus.", files=[checked("pemutusan.txt", DISCONNECTED)]
    )
    tick_point(first, proof, by=agent, at=story.day(6, "11:40"))
    write_task(
        about,
        Wanted(
            title="Hubungi pegawai yang belum punya kontak",
            text="Daftarnya ada di Pekerjaan saya, tumpukan tanpa kontak.",
            due_at=story.ahead(1, "15:00"),
            phase=Phase.CONTAINMENT,
            required=False,
            owner=_position(Role.AGENT, "DINSOS"),
            points=[("Nomor ponsel dikumpulkan", True), ("Lembar kode dibagikan", False)],
        ),
        by=officer,
        at=story.day(2, "09:00"),
    )


def _moved(story: Scene, task: Task, due_at: datetime) -> None:
    task.refresh_from_db()
    change_task(
        task, title=task.title, text=task.text, due_at=due_at, required=task.required,
        by=story.cast["ketua"], at=story.day(3, "09:10"),
    )  # fmt: skip


def _position(role: Role, department: str) -> Owner:
    return Owner(position=Position.objects.get(role=role, department__code=department))


def _checks(story: Scene, about: Incident) -> None:
    officer = story.cast["piket"]
    for ago, clock, code, name, kind, result, method, note in CHECKS:
        moment = story.day(ago, clock)
        record_check(
            Looked(
                kind=kind,
                result=result,
                tested_at=moment,
                tester=officer.display_name,
                method=method,
                application=Application.objects.get(code=code) if code else None,
                name=name,
                note=note,
            ),
            incident=about,
            by=officer,
            at=moment + timedelta(minutes=10),
        )


def _requests(story: Scene, about: Incident) -> None:
    officer = story.cast["piket"]
    asked = (
        ("confirmation", "agency", "Deputi Operasi Keamanan Siber BSSN", 8, "10:30", 7, "16:10",
         "Mohon konfirmasi apakah data yang ditawarkan berasal dari sistem kami, dan sejak kapan.",
         "Data cocok dengan SIMPATIK; sebagian besar nama pengguna dan kata sandi pegawai."),
        ("recommendation", "agency", "Deputi Operasi Keamanan Siber BSSN", 8, "10:35", 0, "",
         "Mohon rekomendasi penanganan dan pemulihan.", ""),
        ("take_down", "platform", "Tim penyalahgunaan platform media sosial", 8, "15:00", 7,
         "03:20", "Mohon unggahan diturunkan dan datanya disimpan untuk penegak hukum.",
         "Unggahan diturunkan, tiket 4471."),
        ("information", "owner", "Pemilik aplikasi SIMPATIK", 1, "14:00", 0, "",
         "Mohon catatan log masuk sejak 1 November untuk akun dalam daftar.", ""),
    )  # fmt: skip
    for n, (kind, receiver, to, ago, clock, back, came, text, answer) in enumerate(asked, 1):
        sent = story.day(ago, clock)
        made = write_request(
            Asked(kind, receiver, to, text, about), by=officer, at=sent - timedelta(minutes=20)
        )
        send_request(
            made, sent_at=sent, proof="Tanda terima email dinas", by=officer, at=sent,
            letter_number=f"000.6/{120 + n}/2026",
        )  # fmt: skip
        if answer:
            when = story.day(back, came)
            answer_request(made, answered_at=when, answer=answer, by=officer, at=when)
    late = OutgoingRequest.objects.get(kind="recommendation")
    await_longer(
        late, awaited_by=story.ahead(1, "16:00"), by=officer, at=story.day(3, "08:30"),
        why="Diminta lewat telepon; dijanjikan sesudah analisis selesai.",
    )  # fmt: skip
    write_request(
        Asked("help", "police", "Kepala Unit Siber Kepolisian Resor", "Mohon pendampingan "
              "penelusuran akun pengunggah.", about),
        by=officer, at=story.day(1, "15:00"),
    )  # fmt: skip


def _notices(story: Scene, about: Incident) -> None:
    officer = story.cast["piket"]
    for n, (ago, hours, what, assets) in enumerate(OLDER, start=1):
        came = story.day(ago, "08:10")
        arrived = Arrived(
            came, "amber", what, assets, number=f"PRT/{210 + n}/CONTOH/2026",
            advice="Tutup akses dari luar, periksa log, laporkan hasilnya.",
        )  # fmt: skip
        made = receive_notice(arrived, by=officer, at=came + timedelta(minutes=20))
        if hours is not None:
            _answered(story, made, came + timedelta(hours=hours), f"Surat 000.6/{90 + n}/2026")
    came = story.day(8, "08:40")
    main = receive_notice(
        Arrived(
            came,
            "amber",
            "Kredensial pegawai ditemukan di forum",
            "SIMPATIK\nAbsensi harian\nKotak surat pegawai",
            number="PRT/377/CONTOH/2026",
            advice="Batalkan kata sandi, akhiri sesi, bersihkan perangkat yang terinfeksi.\n"
            "Periksa log masuk sejak tanggal data.",
        ),
        leak_report=LeakReport.objects.order_by("received_at").first(),
        document=[checked("peringatan-377.pdf", _document())],
        by=officer,
        at=came + timedelta(minutes=15),
    )
    judge_notice(
        main, Notice.Finding.CONFIRMED, incident=about, by=officer, at=came + timedelta(hours=1),
        why="25 akun dari daftar dicocokkan dengan SIMPATIK, 24 di antaranya ada.",
    )  # fmt: skip
    _answered(story, main, came + timedelta(hours=2), "Surat 000.6/119/2026, tanda terima BSSN")
    fresh = story.at - timedelta(hours=20)
    receive_notice(
        Arrived(
            fresh, "green", "Domain tiruan mengatasnamakan layanan kota",
            "layanan-kota-contoh.test", number="PRT/402/CONTOH/2026",
            advice="Minta domain dinonaktifkan, peringatkan pegawai.",
        ),
        by=officer,
        at=fresh + timedelta(minutes=25),
    )  # fmt: skip


def _document() -> bytes:
    """The warning's document, as invented as the city."""
    return Paper(
        heading="Dokumen Peringatan (contoh)",
        number="PRT/377/CONTOH/2026",
        facts=[("Indikasi", "Kredensial pegawai ditemukan di forum"), ("Distribusi", "TLP:AMBER")],
        note="Dokumen contoh untuk kota contoh; bukan dokumen lembaga mana pun.",
    ).made()


def _answered(story: Scene, notice: Notice, when: datetime, proof: str) -> None:
    answer_notice(
        notice, answered_at=when, proof=proof, by=story.cast["piket"],
        at=when + timedelta(minutes=10),
    )  # fmt: skip
