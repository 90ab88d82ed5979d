"""Messages that go out once, and what became of each.

A message is a promise under a key that says why it exists; asking twice is harmless. Its words are
composed in the transaction that sends it, after the state was read again. What is kept of the words
has no answer link and no code in it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Person


class Batch(models.Model):
    """A bulk send: previewed, started by somebody, and undone within 30 seconds if he wishes."""

    title = models.CharField(max_length=200)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    at_any_hour_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """One message to one person, by one channel at a time.

    Where a channel refuses for good it goes on by the person's next way; its tries say by which
    each went.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Menunggu dikirim")
        SENDING = "sending", _("Sedang dikirim")
        SENT = "sent", _("Terkirim")
        REACHED = "reached", _("Sampai")
        FAILED = "failed", _("Gagal")
        UNKNOWN = "unknown", _("Tidak diketahui")
        DROPPED = "dropped", _("Tidak jadi dikirim")
        CANCELLED = "cancelled", _("Dibatalkan")

    class Channel(models.TextChoices):
        MAIL = "mail", _("Email")
        WHATSAPP_BY_HAND = "whatsapp_by_hand", _("WhatsApp (dikirim petugas)")
        WHATSAPP = "whatsapp", _("WhatsApp (otomatis)")
        TELEGRAM = "telegram", _("Telegram")
        WEBHOOK = "webhook", _("Webhook")
        APPRISE = "apprise", _("Apprise")

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="messages")
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    channel = models.CharField(max_length=20, choices=Channel.choices)
    address = models.CharField(max_length=254)
    payload = models.JSONField(default=dict, help_text="Ids that the composer reads again.")
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    asked_for = models.BooleanField(
        default=False, help_text="The person asked for it himself, so it goes at any hour."
    )
    urgent = models.BooleanField(default=False, help_text="The voice `darurat` of RULES 4.")
    code_beside = models.CharField(
        max_length=12,
        blank=True,
        db_default="",
        help_text="It holds a code for a link that went to this kind of contact: it never goes "
        "there too, nor to an address that is not trusted.",
    )

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    repeated = models.BooleanField(
        default=False,
        help_text="Sent a second time, because nobody knows what became of the first.",
    )
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The officer who is sending it by hand.",
    )
    held_until = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField()
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    mail_id = models.CharField(max_length=200, blank=True)
    provider_id = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        help_text="What the channel calls it, for its later word.",
    )
    refused_by = models.CharField(
        max_length=300,
        blank=True,
        db_default="",
        help_text="Ways that will not take it: channel:contact, with blanks between them.",
    )

    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)
    subject = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True, help_text="Without link and code.")

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["channel", "next_try_at", "id"],
                name="message_waiting_by_channel",
                condition=Q(state="queued"),
            ),
            models.Index(
                fields=["channel", "created_at"],
                name="message_in_trouble",
                condition=Q(state__in=["failed", "unknown"]),
            ),
            models.Index(
                fields=["provider_id"], name="message_by_provider", condition=~Q(provider_id="")
            ),
            # The officer's next message by hand, in the order in which they are handed out.
            models.Index(
                fields=["-urgent", "next_try_at", "id"],
                name="message_by_hand",
                condition=Q(state="queued", channel="whatsapp_by_hand"),
            ),
            models.Index(
                fields=["claimed_at"], name="message_sending", condition=Q(state="sending")
            ),
            models.Index(
                fields=["person", "sent_at"],
                name="message_by_day",
                condition=Q(sent_at__isnull=False),
            ),
            models.Index(fields=["person", "-id"], name="message_of_person"),
            models.Index(fields=["batch", "state"], name="message_of_batch"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_chat(self) -> bool:
        """Whether it is read as plain text in a chat, not as a letter with a subject."""
        return self.channel != self.Channel.MAIL

    @property
    def contact_kind(self) -> Contact.Kind:
        """The kind of address it goes to: what a link in it was sent by."""
        if self.channel == self.Channel.WHATSAPP_BY_HAND:
            return Contact.Kind.WHATSAPP
        return Contact.Kind(self.channel)


class Attempt(models.Model):
    """One try to hand a message over: the delivery log."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    channel = models.CharField(
        max_length=20, choices=Message.Channel.choices, blank=True, db_default=""
    )
    outcome = models.CharField(max_length=10, choices=Message.State.choices)
    detail = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.message_id} {self.outcome}"


class Alarm(models.Model):
    """That a cap held messages back on a day: something promises more than anybody should get."""

    class Kind(models.TextChoices):
        PERSON_CAP = "person_cap", _("Batas pesan per orang tercapai")
        RUN_CAP = "run_cap", _("Batas pesan sekali jalan tercapai")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    held_back = models.PositiveIntegerField(help_text="The most that waited at one time.")

    class Meta:
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "day"], name="alarm_rings_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"
