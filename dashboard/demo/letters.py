"""What the demo's office wrote: to the agency, to the departments, for the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Department
from dashboard.demo.scene import Scene
from secops.documents import spelling
from secops.documents.actions import (
    approve_document,
    draft_document,
    take_signed_copy,
    withdraw_document,
)
from secops.documents.models import Document
from secops.house.files import check_one
from secops.incidents.models import Incident

CONTACT = "Olga Contoh, petugas piket, (024) 000-0000, posko@kotacontoh.example"


def written(story: Scene, about: Incident) -> None:
    """Each kind of fate: signed, waiting for a signature, superseded, withdrawn, a draft."""
    report = _out(story, "incident_report", story.day(8, "11:20"), about, _report(story, about))
    _signed(story, report, story.day(8, "13:05"))
    _out(story, "help_request", story.day(8, "11:40"), about, _help(about))
    _out(story, "minutes", story.day(7, "15:30"), about, _disconnected(story),
         subject="Pemutusan komputer PC-KEUANGAN-03 dari jaringan")  # fmt: skip
    circular = _out(
        story,
        "rotation_circular",
        story.day(6, "08:30"),
        about,
        _circular(story),
        addressees=[f"Kepala {name}" for name in _departments()],
        copies=["Wali Kota Contoh"],
    )
    _signed(story, circular, story.day(6, "09:10"))
    first = _out(story, "letter", story.day(5, "09:00"), about, _invitation("10.00"), **_guests())
    _out(
        story, "letter", story.day(5, "09:30"), about, _invitation("13.00"),
        supersedes=first, **_guests(),
    )  # fmt: skip
    wrong = _out(
        story, "letter", story.day(4, "14:00"), None, _invitation("15.00"),
        subject="Undangan pendampingan penggantian kata sandi",
        addressees=["Kepala Dinas Kesehatan"],
    )  # fmt: skip
    withdraw_document(
        wrong, reason="Tanggal pendampingan keliru.", by=story.cast["ketua"],
        at=story.day(4, "14:25"),
    )  # fmt: skip
    _draft(story, "press_release", story.day(1, "16:00"), about, _press(story),
           subject="Perkembangan penanganan kebocoran akun pegawai")  # fmt: skip


def _draft(
    story: Scene, kind: str, at: datetime, about: Incident | None, fields: dict[str, Any],
    **more: Any,
) -> Document:  # fmt: skip
    given = {
        "subject": "Laporan insiden siber",
        "about_url": about.get_absolute_url() if about else "",
    }
    return draft_document(kind, **(given | more), fields=fields, by=story.cast["piket"], at=at)


def _out(
    story: Scene, kind: str, at: datetime, about: Incident | None, fields: dict[str, Any],
    **more: Any,
) -> Document:  # fmt: skip
    subjects = {
        "help_request": "Permohonan bantuan tanggap insiden siber",
        "rotation_circular": "Penggantian nama pengguna dan kata sandi (password)",
        "letter": "Undangan rapat evaluasi insiden siber",
    }
    if kind in subjects:
        more = {"subject": subjects[kind]} | more
    draft = _draft(story, kind, at, about, fields, **more)
    return approve_document(draft, by=story.cast["ketua"], at=at)


def _signed(story: Scene, document: Document, at: datetime) -> None:
    """What comes back from the certificate is the same paper with something behind it."""
    with document.pdf.open("rb") as file:
        paper = SimpleUploadedFile("surat-bertanda-tangan.pdf", file.read() + b"\n% contoh\n")
    take_signed_copy(document, check_one(paper), by=story.cast["piket"], at=at)


def _guests() -> dict[str, list[str]]:
    return {
        "addressees": [f"Kepala {name}" for name in _departments()[:4]],
        "copies": ["Sekretaris Daerah Kota Contoh"],
    }


def _departments() -> list[str]:
    office = Department.objects.filter(is_office=False, parent=None).order_by("sort_name", "pk")
    return list(office.values_list("name", flat=True))


def _report(story: Scene, about: Incident) -> dict[str, Any]:
    rows = [
        [f"{spelling.day(at)}, {spelling.clock(at)}", event, source, person]
        for at, event, source, person in (
            (story.day(8, "08:10"), "Unggahan menawarkan data pegawai kota.",
             "Tangkapan layar", "Petugas piket"),
            (story.day(8, "08:40"), "Aplikasi yang mungkin terdampak ditanyai satu per satu.",
             "Catatan telepon", "Petugas piket"),
            (story.day(8, "10:05"), "Log akses SIMPATIK diamankan sebelum rotasi log.",
             "Berkas log, SHA-256", "Admin SIMPATIK"),
        )
    ]  # fmt: skip
    return {
        "incident": about.code,
        "found_at": story.day(8, "08:10"),
        "detection_basis": "Peringatan BSSN yang sudah dipastikan sebagai insiden",
        "incident_class": "Kebocoran kredensial",
        "risk": "Tinggi",
        "iiv": "Tidak",
        "assets": "SIMPATIK (simpatik.kotacontoh.example) dan aplikasi lain yang sedang diperiksa",
        "tlp": "TLP:AMBER",
        "contact": CONTACT,
        "description": "Nama pengguna dan kata sandi sejumlah pegawai beredar. Sumber yang kami "
        "duga adalah perangkat pegawai yang terinfeksi; pemeriksaan masih berjalan.",
        "chronology": rows,
        "impact": "Layanan berjalan. Jumlah akun yang disalahgunakan belum diketahui.",
        "actions": "Log diamankan, pemilik aplikasi diminta mengunci akun yang bocor di sumber.",
        "help_needed": "Konfirmasi sumber kebocoran dan rekomendasi penanganan.",
    }


def _help(about: Incident) -> dict[str, Any]:
    return {
        "incident": about.code,
        "found_at": about.found_at,
        "assets": "SIMPATIK (simpatik.kotacontoh.example)",
        "contact": CONTACT,
        "description": "Nama pengguna dan kata sandi pegawai beredar di sebuah forum.",
        "help_needed": "Konfirmasi keaslian data yang beredar\nRekomendasi penanganan\n"
        "Pemeriksaan forensik komputer terinfeksi",
        "supporting": "Topologi jaringan\nDaftar aset terdampak",
    }


def _circular(story: Scene) -> dict[str, Any]:
    return {
        "reason": "Nama pengguna dan kata sandi (password) sejumlah akun pegawai diketahui pihak "
        "lain.",
        "steps": "Setiap pemegang akun mengganti nama pengguna dan kata sandi dari perangkat yang "
        "bersih.\nSetelah mengganti, keluar (log out) dari semua perangkat.\nAgen Siber OPD "
        "membantu pegawai yang mengalami kendala.",
        "applications": "SIMPATIK dan aplikasi lain dalam lampiran arahan",
        "due_at": story.ahead(1, "16:00"),
        "contact": "Posko Siber (024) 000-0000",
    }


def _invitation(clock: str) -> dict[str, Any]:
    return {
        "text": f"Kami mengundang Saudara pada pukul {clock} WIB di Kantor Dinas Komunikasi dan "
        "Informatika untuk mengevaluasi penanganan insiden siber.\n\nMohon membawa angka terakhir "
        "dari Perangkat Daerah Saudara.\n\nDemikian disampaikan, atas kehadiran Saudara diucapkan "
        "terima kasih."
    }


def _disconnected(story: Scene) -> dict[str, Any]:
    return {
        "held_at": story.day(7, "14:30"),
        "place": "Badan Pengelolaan Keuangan dan Aset Daerah",
        "text": "Komputer PC-KEUANGAN-03 diputus dari jaringan setelah isi memorinya disalin. "
        "Tidak ada berkas yang dihapus. Komputer disegel dengan nomor PSK-2026-0118.",
        "witnesses": [["Budi Contoh", "Agen Siber OPD", ""]],
    }


def _press(story: Scene) -> dict[str, Any]:
    return {
        "text": "Pemerintah Kota Contoh memeriksa kebocoran akun pegawai bersama BSSN. Pegawai "
        "sedang mengganti kata sandi, dan kami memeriksanya pada setiap aplikasi.\n\nKami belum "
        "dapat memastikan berapa akun yang disalahgunakan.",
        "questions": [["Apakah data warga bocor?",
                       "Belum ada temuan yang menunjukkannya. Pemeriksaan berlanjut."]],
        "next_word_at": story.ahead(1, "10:00"),
        "contact": "Humas Diskominfo, (024) 000-0000",
    }  # fmt: skip
