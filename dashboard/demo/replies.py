"""What people of the demo answered to an officer's telephone: one counts, three wait."""

from accounts.models import Person
from dashboard.demo.scene import Scene
from secops.inbox.actions import record_reply
from secops.inbox.actions.office import Heard, ReplyRefused
from secops.inbox.models import Incoming
from secops.inbox.queries import offers
from secops.outbox.models import Message
from secops.reminders.composers import START

C = Incoming.Channel
#: How, when, which words, and what the officer took them for.
SAID = (
    (C.PHONE, "09:12", "Sudah saya ganti kemarin sore, kata sandinya saja.", "1B"),
    (C.WHATSAPP_BY_HAND, "08:05", "Maaf, ini betul dari Diskominfo atau penipuan?", ""),
    (C.WHATSAPP_BY_HAND, "08:20", "Sudah tiga kali saya coba tetap tidak bisa masuk bu", ""),
    (C.SMS, "08:41", "Telepon saya", ""),
)


def heard(story: Scene) -> None:
    """Holders who were told in the campaign write to the desk."""
    told = Message.objects.filter(kind=START).exclude(sent_at=None).order_by("-pk")
    people = list(dict.fromkeys(told.values_list("person_id", flat=True)[:200]))
    persons = Person.objects.in_bulk(people)
    waiting = iter(people)
    for channel, clock, words, word in SAID:
        at = story.day(1 if word else 0, clock)
        for pk in waiting:
            found = [option.value for offer in offers([pk], at=at) for option in offer.options]
            choice = next((value for value in found if word and value.endswith(f":{word}")), "")
            said = Heard(channel, at, words, choice)
            try:
                record_reply(persons[pk], said, by=story.cast["piket"], at=at)
            except ReplyRefused:
                continue  # of his accounts none is asked any more: the next one wrote
            break
