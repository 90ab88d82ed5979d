"""How the demo's office told the persons whose data it was."""

from dashboard.demo.scene import Scene
from secops.incidents.actions import change_incident
from secops.incidents.models import Incident
from secops.incidents.privacy import actions
from secops.incidents.privacy.people import people_of
from secops.outbox.delivery import deliver
from secops.rules.privacy import Standing


def persons_told(story: Scene, about: Incident) -> None:
    """Written by the duty officer, approved by the lead, sent in time; some in person."""
    piket, ketua = story.cast["piket"], story.cast["ketua"]
    if about.personal_data_known_at is None:
        known = {"personal_data_known_at": story.day(8, "08:40")}
        about = change_incident(about, known, by=piket, at=story.day(8, "08:50"))
    notice = actions.open_notice(about, by=piket, at=story.day(7, "13:00"))
    text = actions.write_text(
        notice,
        which_data="Nama pengguna dan kata sandi aplikasi kantor, pada sebagian akun juga NIP.",
        when_and_how=(
            "Diketahui 8 hari lalu dari laporan BSSN. Dicuri program jahat di komputer yang "
            "terinfeksi, sebelum itu dan tanpa sepengetahuan pemakainya."
        ),
        handling=(
            "Kata sandi lama dibatalkan di sumbernya, semua pemegang akun sedang menggantinya, dan "
            "komputer yang terinfeksi diperiksa."
        ),
        advice="Ganti juga kata sandi yang sama di layanan lain. Jangan membalas yang memintanya.",
        contact="Posko Siber (024) 000-0000, posko@kotacontoh.example",
        by=piket,
        at=story.day(7, "13:20"),
    )
    actions.approve_text(text, by=ketua, at=story.day(7, "13:45"))
    sent = story.day(7, "14:00")
    actions.send_notice(notice, by=ketua, at=sent)
    moment = story.day(7, "14:05")
    while deliver(at=moment).sent:
        pass
    by_hand = [one.subject for one in people_of(notice) if one.standing is Standing.NO_WAY][:5]
    if by_hand:
        actions.note_told(
            by_hand, how="Lembar pemberitahuan, tanda terima di map posko",
            told_at=story.day(6, "10:00"), by=piket, at=story.day(6, "10:30"),
        )  # fmt: skip
    actions.decide_public(
        notice,
        public=False,
        reason="Layanan publik tidak terganggu dan setiap orang dapat diberi tahu sendiri.",
        by=ketua,
        at=story.day(6, "15:00"),
    )
