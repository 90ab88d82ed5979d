"""The outbox's numbers (policy of the office)."""

from datetime import timedelta

#: Between "Kirim" and the hand-over of a bulk send: the time in which it is undone.
UNDO = timedelta(seconds=30)

#: Messages to one person within a day, what he asked for himself apart.
PER_PERSON_AND_DAY = 12
#: Receipts and codes to one person within a day.
ASKED_FOR_PER_PERSON_AND_DAY = 40
#: Mails in one run of a worker; the next run takes the rest.
PER_RUN = 20_000

#: Mails that are marked `sending` together; a worker that dies leaves twice as many unknown at most
#: (one window is composed while the one before is handed over).
WINDOW = 100
#: A mail that is not handed over within this of its claim goes back into the queue.
HAND_OVER_WITHIN = timedelta(minutes=4)
#: After so long nobody is believed to be still sending; far more than `HAND_OVER_WITHIN`.
SENDING_AT_MOST = timedelta(minutes=10)

#: Waits between two tries of one message; the last one repeats.
BACK_OFF = tuple(timedelta(minutes=n) for n in (1, 2, 5, 10, 20, 40, 60))
#: After so long a message that no server takes is given up.
GIVE_UP_AFTER = timedelta(days=3)

#: So long an officer holds a WhatsApp message that he is sending by hand.
HOLD = timedelta(minutes=15)
#: A WhatsApp message that was put aside comes back after so long.
PUT_ASIDE = timedelta(hours=1)

#: channel -> (switched on, place in the order, messages a minute) until the office sets it.
CHANNELS: dict[str, tuple[bool, int, int | None]] = {
    "mail": (True, 0, None),
    "whatsapp": (False, 1, 600),
    "telegram": (False, 2, 1200),
    "whatsapp_by_hand": (True, 3, None),
    "apprise": (False, 4, 60),
    "webhook": (False, 5, 120),
}
#: What a channel other than mail may take of one run, so that a slow one holds up nobody.
TURN = timedelta(seconds=45)
#: A channel that did not take a message for so long loses it to the person's next way.
PATIENCE = timedelta(hours=1)
#: The same for alarms, codes and receipts.
PATIENCE_URGENT = timedelta(minutes=10)
