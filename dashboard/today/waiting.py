"""What waits for our decision: counted in one query, each line with the list of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Permission
from dashboard.today.counting import NOTHING, Counted, Part
from secops.advisories.bulletins.models import Bulletin
from secops.advisories.models import Recommendation
from secops.compliance.duties.models import Duty
from secops.compliance.duties.promises import broken_promises
from secops.compliance.duties.queries import not_received
from secops.compliance.retirements.models import Retirement
from secops.compliance.rotations.models import LoginReview
from secops.compliance.rotations.queries import alarming, waiting_objections
from secops.compliance.rotations.resets import SECOND, open_mass_resets
from secops.inbox.models import Incoming
from secops.incidents.claims.models import Claim
from secops.incidents.models import FalseMessage, PublicStatement, StatementWarning
from secops.incidents.notices.models import Notice
from secops.incidents.tasks.models import Task
from secops.incidents.vault.models import Item
from secops.incidents.vault.queries import past_term
from secops.intake.unmatched.queries import waiting as unmatched
from secops.outbox.models import Message
from secops.reminders.duties.escalating import undecided
from secops.rules.duty import State as DutyState
from secops.rules.statement import State as StatementState
from secops.watch.models import Finding

P = Permission


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of waiting thing reads, who is asked, and where its list is."""

    words: str | Promise
    button: str | Promise
    permission: Permission
    decision: bool = True
    """Something to decide; otherwise something to do."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One kind of thing that waits for us, and where its rows are; empty for who may not go."""

    name: str
    kind: Kind
    counted: Counted
    url: str


#: A login counts once in an application, however often it was found.
_LOGIN = Concat(
    Cast("application_id", CharField()), Value(" "), "login_key", output_field=CharField()
)

KINDS: dict[str, Kind] = {
    "alarm": Kind(
        _("akun dengan tanda bahaya: mungkin diambil alih, atau data mundur"),
        _("Periksa"),
        P.RUN_CAMPAIGN,
    ),
    "evidence": Kind(
        _("barang bukti berubah atau hilang di disk"), _("Periksa"), P.HANDLE_EVIDENCE
    ),
    "recommendation": Kind(
        _("rekomendasi mitra belum kami putuskan"), _("Putuskan"), P.DECIDE_RECOMMENDATION
    ),
    "partner_objection": Kind(
        _("keberatan mitra atas keputusan kami"), _("Telaah lagi"), P.DECIDE_RECOMMENDATION
    ),
    "bulletin": Kind(
        _("imbauan keamanan menunggu disetujui orang kedua"),
        _("Periksa dan kirim"),
        P.DECIDE_RECOMMENDATION,
    ),
    "statement": Kind(
        _("pernyataan resmi menunggu disetujui atau diterbitkan"),
        _("Putuskan"),
        P.APPROVE_STATEMENT,
    ),
    "unfit_statement": Kind(
        _("hal tidak sesuai lagi dengan pernyataan resmi yang berlaku"),
        _("Lihat"),
        P.APPROVE_STATEMENT,
    ),
    "claim": Kind(_("klaim kebocoran belum diputuskan"), _("Putuskan"), P.WRITE_INCIDENT),
    "confirmed": Kind(
        _("pernyataan Kepala OPD menunggu diterima"), _("Terima atau kembalikan"), P.REVIEW_DUTY
    ),
    "disputed": Kind(_("OPD menyatakan tugas itu bukan miliknya"), _("Putuskan"), P.REVIEW_DUTY),
    "escalation": Kind(
        _("tugas OPD akan naik ke atasan: kirim, tunda, atau telepon dulu"),
        _("Putuskan"),
        P.RUN_CAMPAIGN,
    ),
    "notice": Kind(
        _("peringatan BSSN belum kami jawab"), _("Jawab"), P.WRITE_INCIDENT, decision=False
    ),
    "task": Kind(
        _("tugas insiden lewat batas waktu atau tanpa pemegang"),
        _("Bagi atau serahkan"),
        P.WRITE_INCIDENT,
        decision=False,
    ),
    "reply": Kind(
        _("balasan menunggu dibaca, atau minta ditelepon"),
        _("Buka kotak masuk"),
        P.RUN_CAMPAIGN,
        decision=False,
    ),
    "silent": Kind(
        _("tugas dari semua arahan belum diterima OPD-nya lebih dari 1 hari kerja"),
        _("Telepon"),
        P.RUN_CAMPAIGN,
        decision=False,
    ),
    "promise": Kind(
        _("tugas OPD belum selesai sampai tanggal yang dijanjikan Kepala OPD-nya"),
        _("Tanyakan"),
        P.RUN_CAMPAIGN,
        decision=False,
    ),
    "letter": Kind(
        _("surat pertanyaan penghentian aplikasi belum terbukti sampai"),
        _("Telepon, atau kirim lagi"),
        P.RETIRE_APPLICATION,
        decision=False,
    ),
    "log_in": Kind(
        _("pemegang menyatakan bukan dirinya yang masuk ke akunnya"), _("Nilai"), P.RUN_CAMPAIGN
    ),
    "objection": Kind(_("pemegang menyanggah data sistem"), _("Periksa"), P.RUN_CAMPAIGN),
    "false_message": Kind(
        _("pesan palsu dilaporkan, belum diperiksa"), _("Periksa"), P.WRITE_INCIDENT
    ),
    "mass_reset": Kind(
        _("penggantian serentak oleh administrator: dipercaya atau tidak?"),
        _("Putuskan"),
        P.DECIDE,
    ),
    "host": Kind(_("alamat dalam laporan kebocoran belum dikenali"), _("Kenali"), P.IMPORT),
    "login": Kind(_("login bocor belum ada dalam daftar akun"), _("Kenali"), P.IMPORT),
    "whatsapp": Kind(
        _("pesan WhatsApp menunggu dikirim petugas"),
        _("Kirim"),
        P.RUN_CAMPAIGN,
        decision=False,
    ),
    "unknown": Kind(
        _("pesan tidak diketahui sampai atau tidak"),
        _("Lihat"),
        P.RUN_CAMPAIGN,
        decision=False,
    ),
    "past_term": Kind(
        _("barang bukti lewat masa simpan, belum diusulkan"),
        _("Usulkan"),
        P.HANDLE_EVIDENCE,
        decision=False,
    ),
    "forgotten": Kind(
        _("hal tanpa langkah berikut: tidak ada yang akan diberi tahu lagi"),
        _("Lihat"),
        P.RUN_CAMPAIGN,
        decision=False,
    ),
}


def waiting_of(user: User, counted: Mapping[str, Counted]) -> list[Waiting]:
    """Return what waits for the office, the most pressing first; only who may is led there."""
    urls = _addresses()
    return [
        Waiting(name, kind, counted[name], urls[name] if user.may(kind.permission) else "")
        for name, kind in KINDS.items()
        if counted.get(name, NOTHING).n
    ]


def waiting_parts(*, at: datetime) -> dict[str, Part]:
    """What is to be counted for `waiting_of`."""
    duties = Duty.objects.all()
    sent = Message.objects.all()
    by_hand = sent.filter(
        state=Message.State.QUEUED,
        channel=Message.Channel.WHATSAPP_BY_HAND,
        next_try_at__lte=at,
    )
    submitted = Recommendation.objects.undecided()
    return {
        "alarm": Part(alarming(), moment="answered_at"),
        "recommendation": Part(submitted, moment="submitted_at"),
        "partner_objection": Part(Recommendation.objects.objected(), moment="objected_at"),
        "bulletin": Part(Bulletin.objects.waiting(), moment="submitted_at"),
        "statement": Part(PublicStatement.objects.waiting(), moment="written_at"),
        "unfit_statement": Part(
            StatementWarning.objects.filter(
                settled_at=None, statement__state=StatementState.PUBLISHED.value
            ),
            moment="noticed_at",
        ),
        "claim": Part(Claim.objects.undecided(), moment="recorded_at"),
        "confirmed": Part(duties.filter(state=DutyState.CONFIRMED), moment="changed_at"),
        "disputed": Part(duties.filter(state=DutyState.DISPUTED), moment="changed_at"),
        "escalation": Part(undecided(at=at), moment="gathered_at"),
        "notice": Part(Notice.objects.waiting(), moment="received_at"),
        "task": Part(Task.objects.pressing(at), moment="given_at"),
        "reply": Part(Incoming.objects.waiting(), moment="sent_at"),
        "silent": Part(not_received(duties, at=at), moment="directive__ordered_at"),
        "promise": Part(broken_promises(duties, at=at), moment="changed_at"),
        "letter": Part(Retirement.objects.unproven(at), moment="sent_at"),
        "log_in": Part(LoginReview.objects.unjudged_denials(), moment="word_at"),
        "objection": Part(waiting_objections(), moment="made_at"),
        "evidence": Part(Item.objects.broken(), moment="content__found_at"),
        "past_term": Part(past_term(at), moment="taken_in_at"),
        "false_message": Part(FalseMessage.objects.filter(handled_at=None), moment="reported_at"),
        "mass_reset": Part(open_mass_resets(), Count(SECOND, distinct=True)),
        "host": Part(unmatched().filter(application=None), Count("host", distinct=True)),
        "login": Part(unmatched().filter(application__isnull=False), Count(_LOGIN, distinct=True)),
        "whatsapp": Part(by_hand, moment="created_at"),
        "unknown": Part(sent.filter(state=Message.State.UNKNOWN), moment="created_at"),
        "forgotten": Part(Finding.objects.open(), moment="first_seen_at"),
    }


def _addresses() -> dict[str, str]:
    """The list of exactly the counted rows."""
    messages, duties = reverse("messages"), reverse("duties")
    return {
        "alarm": reverse("alarms"),
        "recommendation": reverse("recommendations") + "?state=waiting",
        "partner_objection": reverse("recommendations") + "?state=objected",
        "bulletin": reverse("bulletins") + "?state=submitted",
        "statement": reverse("statements") + "?waiting=yes",
        "unfit_statement": reverse("statements") + "?unfit=yes",
        "claim": reverse("claims") + "?disposition=none",
        "confirmed": f"{duties}?state=confirmed",
        "disputed": f"{duties}?state=disputed",
        "escalation": reverse("escalations"),
        "notice": reverse("notices") + "?answered=no",
        "task": reverse("incident-tasks") + "?show=pressing",
        "reply": reverse("inbox"),
        "silent": f"{duties}?silent=yes",
        "promise": f"{duties}?promise=yes",
        "letter": reverse("retirements") + "?letter=unproven",
        "log_in": reverse("log-ins") + "?stage=said_not_me",
        "objection": reverse("objections"),
        "evidence": reverse("vault"),
        "past_term": reverse("disposals"),
        "false_message": reverse("false-messages") + "?finding=waiting",
        "mass_reset": reverse("mass-resets"),
        "host": reverse("unmatched"),
        "login": reverse("unmatched-logins"),
        "whatsapp": reverse("whatsapp-queue"),
        "unknown": f"{messages}?state=unknown",
        "forgotten": reverse("findings"),
    }
