"""Old applications of the demo on their way out of service, each at another step."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from dashboard.demo.scene import Scene
from secops.compliance.retirements.actions import (
    Keeping,
    agree,
    archive,
    ask_for_call,
    ask_owner,
    head_of,
    keep_in_use,
    look_after_questions,
    note_backup,
    note_receipt,
    remove_names,
    suspend,
    tick,
)
from secops.compliance.retirements.models import Channel, HostLook, ProbeSwitch, Retirement
from secops.house.files import Checked, check_all
from secops.inventory.models import Application, Host

#: code -> when it was last used, as its register says; "" where nobody knows.
LAST_USED = {
    "lama1": "2019-07-30", "lama2": "", "lama3": "2023-02-11", "lama4": "2022-09-05",
    "lama5": "2024-01-19", "lama6": "", "lama7": "2021-12-24", "lama8": "2021-03-02",
}  # fmt: skip
_PDF = b"%PDF-1.4\n% contoh demo\n%%EOF\n"


def out_of_service(story: Scene) -> None:
    """Three weeks ago the office began to ask owners; each stands somewhere else today."""
    _what_is_known(story)
    officer = story.cast["piket"]
    dead = _asked(story, "lama1", 19, officer)
    _agreed(story, dead, 17, officer)
    _step(story, suspend, dead, 16, "Server dimatikan.", "dimatikan.pdf", officer)
    _step(story, note_backup, dead, 14, "Dipulihkan ke server uji.", "uji-pemulihan.pdf", officer)
    _step(story, remove_names, dead, 12, "DNS dihapus.", "dns.pdf", officer)
    for follower in dead.followers.filter(done_at=None):
        tick(follower, note="Selesai.", files=[], by=officer, at=story.day(11, "10:00"))
    _step(story, archive, _fresh(dead), 10, "Diarsipkan.", "arsip.pdf", officer)

    kept = _asked(story, "lama2", 18, officer)
    keep_in_use(
        kept,
        Keeping(
            why="Kader posyandu masih mencatat penimbangan bulanan di sini.",
            used_by="Kader posyandu",
            users=46,
            last_used_on=story.day(25, "09:00").date(),
            known_from="Catatan masuk bulan lalu",
            contact_name="Ratna Contoh",
            contact="0812 0000 0077",
            keeps_backups=True,
            keeps_sessions=True,
            successor="e-Puskesmas",
            keep_until=timezone.localdate(story.at) + timedelta(days=120),
        ),
        channel=Channel.DESK,
        note="Kepala dinas menjawab di ruang posko.",
        by=officer,
        at=story.day(16, "13:20"),
    )
    half = _asked(story, "lama4", 19, officer)
    _agreed(story, half, 15, officer)
    _step(story, suspend, half, 9, "Halaman diganti pemberitahuan.", "tangkapan.pdf", officer)
    _some_followed(story, half, 1, officer)

    last = _asked(story, "lama7", 19, officer)
    _agreed(story, last, 18, officer)
    _step(story, suspend, last, 12, "Dimatikan bersama penyedia.", "dimatikan.pdf", officer)
    _step(story, note_backup, last, 8, "Satu tabel dipulihkan.", "uji-pemulihan.pdf", officer)
    _step(story, remove_names, last, 5, "DNS dihapus.", "dns.pdf", officer)
    _some_followed(story, last, 2, officer)

    _asked(story, "lama3", 19, officer)
    called = _asked(story, "lama8", 8, officer)
    head = head_of(called.application, at=story.at)
    assert head is not None
    ask_for_call(
        called,
        note="Besok pagi, nomor kantor.",
        by=User.objects.system().acting_as(head.name),
        at=story.day(1, "15:10"),
        person=head,
    )
    _asked(story, "lama6", 2, officer, receipt=False)
    # The owner of Info Jalan Rusak never answered.
    look_after_questions(at=story.day(4, "08:05"))
    _looks(story)


def _what_is_known(story: Scene) -> None:
    """Last use as the register has it; of the others their own systems tell."""
    Application.objects.filter(status=Application.Status.ACTIVE).exclude(code="rapat").update(
        last_used_on=story.day(20, "09:00").date()
    )
    for code, day in LAST_USED.items():
        Application.objects.filter(code=code).update(
            last_used_on=date.fromisoformat(day) if day else None,
            vendor="CV Penyedia Contoh" if code in ("lama4", "lama7") else "",
        )


def _asked(story: Scene, code: str, ago: int, officer: User, *, receipt: bool = True) -> Retirement:
    """The letter, and the signed receipt of the same day."""
    application = Application.objects.get(code=code)
    number = f"000.6/{200 + int(code[4:])}/2026"
    asked = ask_owner(application, number=number, text="", by=officer, at=story.day(ago, "09:15"))
    if receipt:
        moment = story.day(ago, "11:40")
        note_receipt(
            asked, received_at=moment, files=_files("tanda-terima.pdf"), by=officer, at=moment
        )
    return _fresh(asked)


def _agreed(story: Scene, retirement: Retirement, ago: int, officer: User) -> None:
    agree(
        retirement,
        channel=Channel.PHONE,
        note="Kepala OPD menyetujui lewat telepon.",
        by=officer,
        at=story.day(ago, "10:05"),
    )


def _step(
    story: Scene, act: object, retirement: Retirement, ago: int, note: str, name: str, by: User
) -> None:
    assert callable(act)
    act(_fresh(retirement), files=_files(name), note=note, by=by, at=story.day(ago, "14:00"))


def _some_followed(story: Scene, retirement: Retirement, n: int, officer: User) -> None:
    for follower in retirement.followers.filter(done_at=None).order_by("kind", "pk")[:n]:
        tick(follower, note="Selesai.", files=[], by=officer, at=story.day(3, "09:30"))


def _fresh(retirement: Retirement) -> Retirement:
    return Retirement.objects.select_related("application").get(pk=retirement.pk)


def _files(name: str) -> list[Checked]:
    return check_all([SimpleUploadedFile(name, _PDF)])


def _looks(story: Scene) -> None:
    """What a round saw on the morning of yesterday; the demo itself knocks nowhere."""
    at = story.day(1, "06:30")
    admin = story.cast["admin"]
    ProbeSwitch.objects.create(on=False, changed_at=at, changed_by=admin, looked_at=at)
    alive = Host.objects.exclude(application__code__in=["lama1", "lama5", "lama7"]).order_by("pk")
    silent = Host.objects.filter(application__code__in=["lama1", "lama5", "lama7"]).order_by("pk")
    HostLook.objects.bulk_create(
        [
            *(_alive(host, at) for host in alive if host.name.endswith(".example")),
            *(HostLook(host=host, at=at, answered=False, fault="no_name") for host in silent),
        ]
    )


def _alive(host: Host, at: datetime) -> HostLook:
    old = host.application.code.startswith("lama")
    return HostLook(
        host=host,
        at=at,
        answered=True,
        status=200,
        title=f"{host.application.name} – Kota Contoh",
        tls_until=at + timedelta(days=-40 if old else 71),
        tls_fault="expired" if old else "",
    )
