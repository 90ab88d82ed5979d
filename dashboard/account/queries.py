"""What the page of one account says above its timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts.models import Person, User
from accounts.roles import Permission, Reach
from dashboard.log_ins.deeds import DEEDS as LOG_IN_DEEDS
from dashboard.log_ins.tables import look_of_stage
from secops.compliance.rotations.bulk import verbs_of
from secops.compliance.rotations.models import Campaign, Rotation
from secops.compliance.rotations.queries import log_in_of, snooze_words, with_snoozes
from secops.compliance.rotations.words import look_of_row, say, say_turn
from secops.house.text import angka, masked_name, shown_login, wib
from secops.inventory.models import Account, AccountFacts
from secops.rules.log_in import JUDGED, Finding, Stage, Word
from secops.rules.rotation import Alarm, Origin, Reason, State


@dataclass(frozen=True, slots=True)
class Standing:
    """How the account stands in one campaign."""

    rotation: Rotation
    look: tuple[str, str, str]
    reasons: tuple[str, ...]
    turn: str
    late: bool
    running: bool
    later: str

    @property
    def open(self) -> bool:
        """Whether somebody still has something to do."""
        done = {State.DISABLED, State.VERIFIED, State.EXEMPT, State.ATTESTED}
        return (
            self.running and self.rotation.written_off_at is None
            and self.rotation.state not in done
        )  # fmt: skip


def account_for(user: User, pk: int) -> Account | None:
    """Return the account with what its page shows, or None where the user may not see it."""
    rows = Rotation.objects.select_related("campaign").order_by("-joined_at", "-pk")
    rotations = with_snoozes(rows)
    return (
        Account.objects.visible_to(user)
        .select_related("application__owner", "holder", "owner", "department", "facts")
        .prefetch_related(Prefetch("rotations", rotations), "aliases")
        .filter(pk=pk)
        .first()
    )


def standings_of(account: Account, *, at: datetime) -> list[Standing]:
    """Return how it stands in each of its campaigns, the newest first."""
    return [
        Standing(
            rotation,
            look_of_row(rotation),
            tuple(say(Reason(code)) for code in rotation.reasons),
            say_turn(rotation.turn),
            late=rotation.due_at < at,
            running=rotation.campaign.state == Campaign.State.RUNNING,
            later=snooze_words(rotation),
        )
        for rotation in account.rotations.all()
    ]


def about(account: Account, *, whole: bool) -> list[tuple[str, str | None]]:
    """Return what kind of account it is and whose; names masked unless `whole`."""
    former = [shown_login(alias.username, whole=whole) for alias in account.aliases.all()]
    pairs = [
        (_("Aplikasi"), account.application.name),
        (_("Jenis"), str(account.get_kind_display())),
        (_("OPD"), str(account.department) if account.department else None),
        (_("Pemegang"), _name(account.holder, whole)),
    ]
    if account.owner_id:
        pairs.append((_("Penanggung jawab"), _name(account.owner, whole)))
    if whole and account.holder and account.holder.nip:
        pairs.append((_("NIP"), account.holder.nip))
    if account.privileged:
        pairs.append((_("Hak"), _("istimewa (administrator)")))
    if former:
        pairs.append((_("Nama pengguna dahulu"), ", ".join(former)))
    if account.from_report:
        pairs.append((_("Asal"), _("dibuat dari laporan kebocoran, belum dari daftar")))
    return pairs


def _name(person: Person | None, whole: bool) -> str | None:
    if person is None:
        return None
    return person.name if whole else masked_name(person.name)


def known_of(account: Account, *, sees_leaks: bool) -> list[tuple[str, str | None]]:
    """Return what the systems say, as label and value; None reads "belum ada data"."""
    facts = facts_of(account)
    if facts is None:
        return [(_("Data dari sistem"), None)]
    origin = facts.change_origin
    changed = _said(facts.change_to or account.register_changed_to)
    if changed and origin:
        changed += f" ({say(Origin(origin)).lower()})"
    pairs: list[tuple[str, str | None]] = [
        (_("Kata sandi terakhir diganti"), changed),
        (_("Nama pengguna (username) diganti"), _said(facts.username_changed_at)),
        (_("Sesi login dikeluarkan"), _said(facts.sessions_revoked_at)),
        (
            _("Sesi login terbuka"),
            None if facts.open_sessions is None else angka(facts.open_sessions),
        ),
        (_("Masuk terakhir"), _said(facts.last_login_at or account.register_last_login_at)),
        (_("Data dari sistem pada"), _said(facts.read_at)),
    ]
    if facts.disabled_at:
        pairs.insert(0, (_("Dinonaktifkan"), _said(facts.disabled_at)))
    if sees_leaks:
        pairs.append((_("Kebocoran terbaru"), _said(facts.newest_exposure)))
    return pairs


def facts_of(account: Account) -> AccountFacts | None:
    """Return what is known of it, None where nothing is."""
    return account.facts if hasattr(account, "facts") else None


def alarms_of(standings: Iterable[Standing]) -> list[str]:
    """Return what must not be overlooked, each in a sentence."""
    found = []
    rows = [standing.rotation for standing in standings if standing.running]
    if any(row.possible_takeover for row in rows):
        found.append(
            _(
                "%(alarm)s: kata sandinya berubah, tetapi pemegang tidak bisa masuk. Hubungi "
                "pemegang dan pemilik aplikasi sekarang."
            )
            % {"alarm": say(Alarm.POSSIBLE_TAKEOVER)}
        )
    for alarm, reason in (
        (Alarm.SAME_SECRET_AFTER_CHANGE, Reason.SAME_SECRET_AFTER_CHANGE),
        (Alarm.READING_WENT_BACK, Reason.READING_WENT_BACK),
    ):
        if any(reason in row.reasons for row in rows):
            found.append(f"{say(alarm)}.")
    return found


def sees_leaks(user: User) -> bool:
    """Whether the reader is told source, date and length of a leak: not inside a department."""
    return user.scope(Permission.SEE_DEPARTMENTS).reach is Reach.ALL


def _said(moment: datetime | None) -> str | None:
    return wib(moment) if moment else None


@dataclass(frozen=True, slots=True)
class LogInPanel:
    """Somebody was in while the leaked password was good: what is known, and what may be done."""

    look: tuple[str, str, str]
    facts: list[tuple[str, str | None]]
    rotation_id: int
    verbs: list[tuple[str, str]]


def log_in_panel(standings: Iterable[Standing], user: User) -> LogInPanel | None:
    """Return what stands about the log-in in question; None where nobody was in."""
    running = next((one for one in standings if one.running), None)
    row = log_in_of(running.rotation) if running is not None else None
    if row is None:
        return None
    facts: list[tuple[str, str | None]] = [(_("Masuk"), wib(row.used_at))]
    review = row.review
    if review is not None and review.asked_at:
        facts.append((_("Ditanyakan kepada pemegang"), wib(review.asked_at)))
    if review is not None and review.word_at:
        heard = f"{say(Word(review.word))}, {wib(review.word_at)}"
        facts.append((_("Jawaban pemegang"), f"{heard} ({review.get_channel_display()})"))
    if review is not None and review.found_at:
        found = f"{say(Finding(review.finding))}, {wib(review.found_at)}."
        facts.append((_("Hasil pemeriksaan kantor"), f"{found} {review.note}".strip()))
    verbs = verbs_of(LOG_IN_DEEDS, user) if row.stage not in JUDGED else []
    if row.stage is not Stage.UNASKED:
        verbs = [(name, words) for name, words in verbs if name != "ask"]
    return LogInPanel(look_of_stage(row.stage), facts, row.rotation_id, verbs)
