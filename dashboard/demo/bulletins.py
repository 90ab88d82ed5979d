"""An advisory made from what the police advised, half-answered, and one that waits for approval."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from dashboard.demo.scene import Scene
from secops.advisories.bulletins.actions import (
    Reply,
    Wanted,
    answer_bulletin,
    approve_bulletin,
    draft_bulletin,
    note_reading,
    submit_bulletin,
)
from secops.advisories.bulletins.models import Addressee, Answer, Bulletin
from secops.advisories.models import Recommendation
from secops.outbox.delivery import deliver
from secops.rules.bulletin import Word
from secops.rules.reference import parse_all
from secops.rules.tlp import Marking

#: What every department but a few says, in turn; None: nothing yet.
SAID: tuple[tuple[Word, str] | None, ...] = (
    (Word.NOT, ""),
    (Word.CONCERNS, "Log peladen web hanya disimpan 14 hari, sejak pindah peladen bulan Juni."),
    None,
    (Word.NOT, "Log sudah disalin ke penyimpanan terpisah setiap malam."),
    (Word.UNKNOWN, "Menunggu kabar dari penyedia aplikasi."),
    None,
)
#: It is still to be answered here, so that the demo's head has something to do.
SILENT = "DINSOS"


def advised(story: Scene) -> None:
    """The police's sentence becomes an advisory to the owners of applications."""
    officer, lead = story.cast["piket"], story.cast["ketua"]
    police = Recommendation.objects.filter(organisation__kind="police").order_by("pk").first()
    assert police is not None
    logs = Wanted(
        title="Simpan log aplikasi 90 hari terakhir sebelum tertimpa",
        text="Banyak peladen menimpa lognya setelah 14 hari. Tanpa log, tidak dapat dipastikan "
        "apakah akun yang bocor pernah dipakai orang lain.\n\n"
        "- Salin log masuk dan log web 90 hari terakhir ke penyimpanan terpisah.\n"
        "- Jangan menghapus atau memindahkan berkas aslinya.\n"
        "- Catat **sejak tanggal berapa** log masih ada.",
        asked="Apakah log aplikasi Anda tertimpa sebelum 90 hari? Tanyakan kepada penyedianya bila "
        "aplikasi dikelola pihak lain.",
        severity=Recommendation.Severity.HIGH,
        tlp=Marking.AMBER,
        answer_by=story.ahead(2, "16:00"),
        references=tuple(parse_all("CWE-778\nISO/IEC 27001 A.8.15")),
    )
    told = story.day(1, "16:40")
    made = draft_bulletin(logs, police, by=officer, at=story.day(1, "16:05"))
    submit_bulletin(made, by=officer, at=story.day(1, "16:10"))
    approve_bulletin(made, by=lead, at=told)
    while deliver(at=told + timedelta(minutes=2)).sent:
        pass
    _answers(made, story, told)
    browsers = Wanted(
        title="Ekstensi browser yang membaca kata sandi",
        text="Beberapa ekstensi browser yang beredar menyalin kata sandi yang diketik. Periksa "
        "ekstensi pada komputer loket dan komputer bendahara.",
        asked="Adakah ekstensi browser yang tidak dipasang oleh Agen Siber OPD?",
        severity=Recommendation.Severity.MEDIUM,
        tlp=Marking.GREEN,
        answer_by=story.ahead(5, "16:00"),
    )
    waits = draft_bulletin(browsers, by=officer, at=story.day(0, "08:10"))
    submit_bulletin(waits, by=officer, at=story.day(0, "08:20"))


def _answers(made: Bulletin, story: Scene, told: datetime) -> None:
    rows = made.addressees.exclude(department__code=SILENT).select_related("department")
    for n, addressee in enumerate(rows):
        said = SAID[n % len(SAID)]
        if said is not None:
            moment = min(told + timedelta(minutes=25 + 11 * n), story.at - timedelta(minutes=5))
            _answer(addressee, Reply(*said), moment)


def _answer(addressee: Addressee, reply: Reply, at: datetime) -> None:
    """By the link of the message, as most heads do; who has a sign-in has opened it there."""
    copy = addressee.copies.select_related("person").first()
    if copy is None:
        return
    own = User.objects.filter(person=copy.person).first()
    if own is not None:
        note_reading(addressee, by=own, at=at - timedelta(minutes=4))
    by = User.objects.acting_for(copy.person)
    answer_bulletin(addressee, reply, person=copy.person, channel=Answer.Channel.LINK, by=by, at=at)
