"""What people answer by chat, and what a channel said of a message before we knew its name."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Contact, Person
from secops.compliance.duties.models import HeadStatement
from secops.outbox.models import Message


class IncomingQuerySet(models.QuerySet["Incoming"]):
    """Questions about what came in."""

    def waiting(self) -> IncomingQuerySet:
        """What the office has to look at."""
        return self.filter(state=Incoming.State.WAITING)

    def unread(self) -> IncomingQuerySet:
        return self.filter(state=Incoming.State.NEW)


class Incoming(models.Model):
    """One message that somebody wrote to us; passwords and codes in it were taken out before.

    It is read once: understood and acted upon, or put before the office.
    """

    class State(models.TextChoices):
        NEW = "new", _("Belum dibaca")
        TAKEN = "taken", _("Dipahami")
        WAITING = "waiting", _("Menunggu kantor")
        SETTLED = "settled", _("Selesai")

    class Channel(models.TextChoices):
        WHATSAPP = "whatsapp", _("WhatsApp")
        TELEGRAM = "telegram", _("Telegram")
        WHATSAPP_BY_HAND = "by_hand", _("WhatsApp petugas")
        SMS = "sms", _("SMS")
        PHONE = "phone", _("Telepon")
        DESK = "desk", _("Tatap muka")
        MAIL = "mail", _("Email")

    class Why(models.TextChoices):
        STRANGER = "stranger", _("nomor tidak terdaftar")
        NO_QUESTION = "no_question", _("tidak ada pertanyaan yang terbuka")
        UNCLEAR = "unclear", _("jawabannya tidak dikenali")
        CALL_ME = "call_me", _("minta ditelepon")
        REFUSED = "refused", _("jawabannya tidak dapat dicatat")
        MEDIA = "media", _("berisi berkas atau gambar")
        FAILED = "failed", _("gagal diproses")
        NOTED = "noted", _("dicatat petugas")
        SHARED = "shared", _("nomor dipakai bersama")
        TOO_MANY = "too_many", _("terlalu banyak balasan sekaligus")

    channel = models.CharField(max_length=10, choices=Channel.choices)
    provider_id = models.CharField(
        max_length=200, null=True, help_text="What the channel calls it; nothing for what is typed."
    )
    address = models.CharField(max_length=64, help_text="As the channel says it: digits, a chat.")
    sender = models.CharField(max_length=120, blank=True, help_text="The name he gave himself.")
    text = models.TextField(blank=True)
    secret_removed = models.BooleanField(default=False)
    media = models.CharField(max_length=20, blank=True, help_text="Kind of file; never fetched.")
    button = models.CharField(max_length=120, blank=True)
    quoted = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField()

    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW)
    why = models.CharField(max_length=12, choices=Why.choices, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="replies")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+")
    message = models.ForeignKey(
        Message,
        on_delete=models.SET_NULL,
        null=True,
        related_name="replies",
        help_text="What it answers.",
    )
    word = models.CharField(max_length=20, blank=True, help_text="What was understood.")
    reply = models.TextField(blank=True, help_text="What we answered.")
    asks = models.JSONField(default=list, help_text="The questions that our answer opened.")
    link = models.JSONField(default=dict, help_text="A code that our answer hands over, by ids.")
    receipt = models.ForeignKey(
        HeadStatement,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The statement whose receipt goes with our answer.",
    )

    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    screenshot = models.FileField(upload_to="replies/%Y/%m/", blank=True)
    screenshot_type = models.CharField(max_length=40, blank=True)
    screenshot_sha256 = models.CharField(max_length=64, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "provider_id"], name="reply_comes_in_once"
            )
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["sent_at"], name="reply_waiting", condition=Q(state="waiting")),
            models.Index(fields=["received_at"], name="reply_unread", condition=Q(state="new")),
            models.Index(fields=["contact", "-sent_at"], name="reply_of_contact"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.sent_at:%F %T}"

    def get_absolute_url(self) -> str:
        return reverse("reply", args=[self.pk])

    @property
    def by_hand(self) -> bool:
        """Whether an officer typed it in; no machine answers there."""
        return self.recorded_by_id is not None

    def may_be_answered(self, at: datetime) -> bool:
        """Whether free text still goes back by the same channel."""
        if self.by_hand or self.contact_id is None:
            return False
        return self.channel != self.Channel.WHATSAPP or at - self.sent_at < WHATSAPP_WINDOW


#: So long after somebody wrote WhatsApp takes free text to him.
WHATSAPP_WINDOW = timedelta(hours=24)


class LaterWord(models.Model):
    """A channel's word on a message that we do not know yet: it overtook our own note of the
    hand-over. Tried again for an hour, then forgotten."""

    channel = models.CharField(max_length=20, choices=Message.Channel.choices)
    provider_id = models.CharField(max_length=200)
    reached = models.BooleanField()
    detail = models.CharField(max_length=300, blank=True)
    dead_address = models.BooleanField(default=False)
    said_at = models.DateTimeField()
    came_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "provider_id", "reached"], name="later_word_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.provider_id}"
