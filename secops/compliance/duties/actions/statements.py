"""A head's word on the numbers he was shown (RULES 2)."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.duties.actions.taking import apply, locked, note_received
from secops.compliance.duties.hands import capacities, capacity_for, title_of
from secops.compliance.duties.kinds import numbers_of
from secops.compliance.duties.models import Channel, Duty, HeadStatement
from secops.compliance.duties.numbers import Numbers, evidence_shown, sentences_of
from secops.documents.numbering import draw
from secops.house.text import wib
from secops.rules.duty import Actor, State
from secops.rules.intervals import WIB
from secops.rules.secrets import kept_words


class NumbersChanged(Exception):
    """Between showing and stating the numbers moved; str() asks to look again."""

    def __init__(self) -> None:
        super().__init__(
            _("Angkanya baru saja berubah. Lihat kembali angka terbaru, lalu nyatakan.")
        )


class EvidenceChanged(NumbersChanged):
    """Between showing and stating the evidence became other evidence; str() asks to look again."""

    def __str__(self) -> str:
        return _("Bukti dukungnya baru saja berubah. Lihat kembali daftarnya, lalu nyatakan.")


class PromiseMissing(Exception):
    """Something is still open and no date was promised for it, or one that has passed."""

    def __init__(self) -> None:
        super().__init__(_("Pilih tanggal selesai untuk sisanya, hari ini atau sesudahnya."))


@transaction.atomic
def confirm_duty(
    duty: Duty,
    *,
    shown: tuple[int, int | None],
    promised_on: date | None,
    note: str = "",
    by: User,
    at: datetime,
    person: Person | None = None,
    channel: Channel = Channel.PAGE,
    agreed: Collection[str] = ("numbers",),
    shown_evidence: str | None = None,
) -> HeadStatement:
    """Take the head's statement on the numbers he was shown (proven, total).

    `person` without a sign-in of his own states by his link or by chat; else the office records for
    him what he said by telephone, chat, letter or in person, and whoever records it cannot accept
    it. `agreed` = the named sentences he ticked (`numbers.sentences_of`), `shown_evidence` = the
    pieces they spoke of.

    Raises NumbersChanged if either are no longer these, PromiseMissing while something is open and
    no date is promised; MoveRefused for anybody but the head or his deputy.
    """
    duty = locked(duty)
    speaker = person or by.person
    recorded = person is not None and person != by.person and not by.is_system
    if recorded:
        check(by, Permission.RUN_CAMPAIGN)
    actors = capacities(speaker, duty, at=at)
    actor = capacity_for(actors, duty, State.CONFIRMED, at=at)
    numbers = numbers_of(duty, at=at)
    if (numbers.proven, numbers.total) != shown:
        raise NumbersChanged
    if shown_evidence is not None and shown_evidence != evidence_shown(duty):
        raise EvidenceChanged
    today = at.astimezone(WIB).date()
    if numbers.open and (promised_on is None or promised_on < today):
        raise PromiseMissing
    apply(duty, State.CONFIRMED, actor, at=at)
    assert speaker is not None
    statement = _statement(duty, speaker, actor, channel, numbers, promised_on, note, agreed, at)
    if recorded:
        statement.recorded_by = by
        statement.save(update_fields=["recorded_by"])
    if duty.received_at is None:
        note_received(duty, speaker, channel, by if recorded else None, at)
    duty.reopen_cause, duty.reopened_items = "", []
    duty.save()
    record(
        "duty.confirmed",
        duty,
        by=by,
        at=at,
        number=statement.number,
        numbers=numbers.short,
        speaker=speaker.name,
        channel=channel.value,
    )
    return statement


def _statement(
    duty: Duty,
    speaker: Person,
    actor: Actor,
    channel: Channel,
    numbers: Numbers,
    promised_on: date | None,
    note: str,
    agreed: Collection[str],
    at: datetime,
) -> HeadStatement:
    said = sentences_of(duty, numbers, wib(promised_on))
    tenure = title_of(speaker, duty, at=at)
    return HeadStatement.objects.create(
        number=draw("P"),
        duty=duty,
        person=speaker,
        position=tenure.position if tenure else None,
        position_title=_title(tenure.kind, tenure.position.title) if tenure else "",
        capacity=actor,
        channel=channel,
        text=" ".join(words for name, words in said.items() if name in agreed),
        text_version=duty.directive.text_version,
        proven=numbers.proven,
        total=numbers.total or 0,
        open_items=numbers.kept_items(),
        facts=numbers.as_facts(),
        evidence_hashes=_hashes(duty.evidence.standing().values_list("sha256", flat=True)),
        promised_on=promised_on if numbers.open else None,
        note=kept_words(note),
        stated_at=at,
    )


def _title(kind: str, title: str) -> str:
    return f"{kind.capitalize()}. {title}" if kind in ("plt", "plh") else title


def _hashes(found: Collection[str]) -> list[str]:
    return sorted(set(found))
