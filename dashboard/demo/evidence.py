"""What the demo's office secured before anybody touched a system."""

from datetime import timedelta

from django.core.files.base import ContentFile

from dashboard.demo.files import grey_picture
from dashboard.demo.scene import Scene
from secops.documents.actions import approve_document
from secops.incidents.models import Incident
from secops.incidents.vault.actions import (
    Party,
    Terms,
    add_note,
    check_item,
    confirm_handover,
    draft_handover,
    note_download,
    place_hold,
    take_in,
)
from secops.incidents.vault.models import CustodyEvent, Handover, Item
from secops.rules.tlp import Marking

#: The network address of the duty officer's desk.
DESK = "192.0.2.24"


def secured(story: Scene, about: Incident) -> list[Item]:
    """A capture of the post, a log and a memory image; one under hold, one looked at."""
    piket, ketua = story.cast["piket"], story.cast["ketua"]
    capture = take_in(
        incident=about,
        upload=ContentFile(grey_picture(1280, 720), "unggahan-forum.png"),
        description="Tangkapan layar unggahan yang menawarkan data pegawai, dengan jam di layar.",
        source="https://forum.example/t/20871",
        acquired_at=story.day(8, "08:20"),
        acquired_by="Olga Contoh",
        how="Tangkapan layar penuh di komputer posko",
        tlp=Marking.AMBER,
        by=piket,
        at=story.day(8, "08:31"),
        where=DESK,
    )
    log = take_in(
        incident=about,
        upload=ContentFile(_log(), "simpatik-access.log"),
        description="Log akses SIMPATIK tujuh hari, diambil sebelum rotasi log.",
        source="Server web SIMPATIK (192.0.2.10), /var/log/nginx/access.log",
        acquired_at=story.day(8, "10:05"),
        acquired_by="Admin SIMPATIK, disaksikan piket",
        how="Salinan berkas lewat scp, SHA-256 dicocokkan di kedua sisi",
        medium="Flash disk 32 GB",
        seal_number="PSK-2026-0117",
        by=piket,
        at=story.day(8, "10:40"),
        where=DESK,
    )
    memory = take_in(
        incident=about,
        upload=ContentFile(b"EMiL" + bytes(range(256)) * 256, "pc-keuangan-03.lime"),
        description="Isi memori komputer yang terinfeksi, sebelum dimatikan.",
        source="PC-KEUANGAN-03",
        acquired_at=story.day(7, "14:10"),
        acquired_by="Tim forensik posko",
        how="LiME, komputer tetap menyala",
        medium="SSD posko nomor 4",
        seal_number="PSK-2026-0118",
        tlp=Marking.RED,
        by=ketua,
        at=story.day(7, "15:02"),
        where=DESK,
    )
    place_hold(
        log,
        reason="Diminta penyidik, LP/B/118/XI/2026",
        until=story.at + timedelta(days=180),
        by=ketua,
        at=story.day(6, "09:15"),
        where=DESK,
    )
    note_download(
        log, reason="Mencari alamat asal log-in tidak wajar", by=piket, at=story.day(6, "11:20"),
        where=DESK,
    )  # fmt: skip
    add_note(
        memory,
        kind=CustodyEvent.Kind.TRANSFERRED,
        text="SSD nomor 4 dipindah dari lemari posko ke brankas kantor, diterima Leo Contoh.",
        by=ketua,
        at=story.day(6, "16:00"),
        where=DESK,
    )
    check_item(log, by=piket, at=story.day(2, "08:05"), where=DESK)
    return [capture, log, memory]


def handed_over(story: Scene, log: Item) -> Handover:
    """The log that the investigator asked for: minutes approved by the lead, then the deed."""
    piket, ketua = story.cast["piket"], story.cast["ketua"]
    held_at = story.day(3, "10:00")
    drafted = draft_handover(
        [log],
        Party("Olga Contoh", "Petugas piket posko", ""),
        Party("Pandu Contoh", "Penyidik pembantu", "", "Unit Siber Polda Contoh"),
        Terms(
            held_at,
            place="Posko Siber Dinas Komunikasi dan Informatika",
            purpose="Penyelidikan akses tanpa izin ke SIMPATIK",
            report_number="LP/B/118/XI/2026",
            witnesses=(
                Party("Wati Contoh", "Pengadministrasi umum", ""),
                Party("Jaka Contoh", "Penyidik pembantu", ""),
            ),
        ),
        by=piket,
        at=story.day(3, "08:45"),
    )
    approve_document(drafted.document, by=ketua, at=story.day(3, "09:20"))
    drafted.refresh_from_db()
    return confirm_handover(drafted, by=piket, at=held_at + timedelta(minutes=10), where=DESK)


def _log() -> bytes:
    lines = (
        f'192.0.2.{n % 200} - - "POST /masuk HTTP/1.1" {302 if n % 3 else 401} 512'
        for n in range(4000)
    )
    return "\n".join(lines).encode()
