"""Log-ins of the demo after the leak: mostly people at work, and a few nights nobody explains."""

import random
from datetime import timedelta

from dashboard.demo.holders import Holders
from dashboard.demo.scene import Scene
from secops.compliance.rotations.holders import present_holder
from secops.compliance.rotations.log_ins.actions import ask_holders, judge, record_word
from secops.compliance.rotations.models import Answer
from secops.compliance.rotations.queries import log_ins
from secops.incidents.misuse import judge_not_ordinary
from secops.incidents.models import Incident
from secops.outbox.delivery import deliver
from secops.rules.intervals import WIB
from secops.rules.log_in import Finding, Word

#: So many accounts were used after the leak, of the full city: at work, and in one night.
AT_WORK, AT_NIGHT = 42, 9
#: What those of the night say, in turn; the last ones have not answered.
OF_THE_NIGHT = (Word.NOT_ME,) * 5 + (Word.UNSURE,) * 2


def used(story: Scene, holders: Holders, codes: tuple[str, ...]) -> None:
    """A week ago, before anybody had changed: some were at work, and a few were entered."""
    dice = random.Random(7)
    known = [pk for pk, truth in sorted(holders.truths.items()) if truth.code in codes]
    wanted = min(len(known), max(4, round((AT_WORK + AT_NIGHT) * story.scale)))
    night = min(wanted, max(3, round(AT_NIGHT * story.scale)))
    for n, pk in enumerate(dice.sample(known, wanted)):
        clock = "03:12" if n < night else "09:40"
        minutes = timedelta(minutes=dice.randrange(40 if n < night else 300))
        holders.truths[pk].last_login_at = story.day(7, clock) + minutes


def looked_into(story: Scene, incident: Incident) -> None:
    """The office asks, people answer, and what is not ordinary joins the incident."""
    officer = story.cast["piket"]
    marked = list(log_ins().select_related("rotation__account").order_by("used_at", "pk"))
    rows = [one.rotation for one in marked]
    asked = story.day(3, "10:20")
    ask_holders(rows, by=officer, at=asked)
    while deliver(at=asked).sent:
        pass
    night = [one.rotation for one in marked if one.used_at.astimezone(WIB).hour < 6]
    work = [row for row in rows if row not in night]
    said = [*zip(night, OF_THE_NIGHT, strict=False), *((row, Word.ME) for row in work[::2])]
    for n, (row, word) in enumerate(said):
        record_word(
            [row],
            word,
            channel=Answer.Channel.LINK,
            person=present_holder(row.account),
            at=asked + timedelta(minutes=11 * (n + 1)),
        )
    mine = [row for row, word in said if word is Word.ME]
    # A small city may have nobody who works by day, or nobody by night.
    if ordinary := mine[: len(mine) * 2 // 3]:
        judge(
            ordinary, Finding.ORDINARY, note="Jam kerja, dibenarkan pemegang.",
            by=officer, at=story.day(2, "09:15"),
        )  # fmt: skip
    if night:
        judge_not_ordinary(
            night[:3],
            note="Dini hari, tiga akun berturut-turut; pemegangnya menyatakan bukan dirinya.",
            incident=incident,
            by=officer,
            at=story.day(2, "09:40"),
        )
