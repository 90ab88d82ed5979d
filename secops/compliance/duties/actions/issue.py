"""Issuing an order: one directive, one duty for each chosen department, in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.duties.models import Directive, DirectiveVersion, Duty
from secops.compliance.rotations.models import Campaign
from secops.documents.numbering import draw_yearly
from secops.house.text import angka
from secops.ladders.queries import ladder_of_order
from secops.rules.duty import EvidenceKind, Kind
from secops.rules.ladder import Ladder, as_data
from secops.rules.secrets import kept_words

#: What of an order may change while it runs; its kind, campaign and ladder may not (RULES 5).
FIELDS = (
    "title", "text", "due_at", "letter_number", "legal_basis", "evidence_asked", "evidence_kinds",
    "evidence_days", "checklist",
)  # fmt: skip


class OrderRefused(Exception):
    """The order cannot be issued or closed; the words are fit for the page."""


@dataclass(frozen=True, slots=True)
class Target:
    """Whom it concerns: a department, for a lock with its application, by count with a total."""

    department: int
    application: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The words and terms of a directive. Without a ladder of its own it follows the office's."""

    title: str
    kind: Kind
    text: str
    due_at: datetime
    letter_number: str = ""
    legal_basis: str = ""
    evidence_asked: str = ""
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    evidence_days: int | None = None
    checklist: tuple[str, ...] = ()
    campaign: Campaign | None = None
    late_is_meant: bool = False
    ladder: Ladder = ()


@transaction.atomic
def issue_directive(
    order: Order, targets: Sequence[Target], *, by: User, at: datetime
) -> Directive:
    """Issue the order and make the duties; nothing is sent yet (see `send_directive`).

    Raises OrderRefused in words for an order without words, departments or a future due date,
    and for a lock without its application.
    """
    check(by, Permission.RUN_CAMPAIGN)
    _refuse_unfit(order, targets, at)
    directive = Directive.objects.create(
        code=draw_yearly("A", at=at),
        title=order.title.strip(),
        kind=order.kind,
        text=order.text.strip(),
        letter_number=order.letter_number.strip(),
        legal_basis=order.legal_basis.strip(),
        evidence_asked=order.evidence_asked.strip(),
        evidence_kinds=[kind.value for kind in order.evidence_kinds],
        evidence_days=order.evidence_days,
        checklist=list(order.checklist),
        campaign=order.campaign,
        due_at=order.due_at,
        ladder=as_data(order.ladder or ladder_of_order(at, order.due_at)),
        ordered_at=at,
        ordered_by=by,
    )
    Duty.objects.bulk_create(
        [
            Duty(
                directive=directive,
                department_id=target.department,
                application_id=target.application,
                count_total=target.total,
                due_at=order.due_at,
                changed_at=at,
            )
            for target in dict.fromkeys(targets)
        ],
        batch_size=1000,
    )
    keep_version(directive, by=by, at=at)
    record(
        "directive.issued",
        directive,
        by=by,
        at=at,
        departments=len({target.department for target in targets}),
        kind=order.kind.value,
        due_at=order.due_at,
    )
    return directive


def keep_version(
    directive: Directive,
    *,
    by: User,
    at: datetime,
    why: str = "",
    changed: list[str] | None = None,
) -> DirectiveVersion:
    """Keep the order as it reads now under its number."""
    return DirectiveVersion.objects.create(
        directive=directive,
        number=directive.text_version,
        why=kept_words(why),
        changed=changed or [],
        made_by=by,
        made_at=at,
        **{name: getattr(directive, name) for name in FIELDS},
    )


@transaction.atomic
def close_directive(directive: Directive, *, by: User, at: datetime) -> None:
    """Close an order whose every duty is accepted, exempt, withdrawn or written off."""
    check(by, Permission.RUN_CAMPAIGN)
    locked = Directive.objects.select_for_update().get(pk=directive.pk)
    if locked.closed_at is not None:
        raise OrderRefused(_("Arahan ini sudah ditutup."))
    left = locked.duties.open(at).count()
    if left:
        raise OrderRefused(
            ngettext(
                "Arahan belum dapat ditutup: %(n)s tugas OPD masih terbuka.",
                "Arahan belum dapat ditutup: %(n)s tugas OPD masih terbuka.",
                left,
            )
            % {"n": angka(left)}
        )
    locked.closed_at = at
    locked.save(update_fields=["closed_at"])
    record("directive.closed", locked, by=by, at=at)


def _refuse_unfit(order: Order, targets: Sequence[Target], at: datetime) -> None:
    if not order.title.strip() or not order.text.strip():
        raise OrderRefused(_("Tuliskan judul dan isi arahan."))
    if not targets:
        raise OrderRefused(_("Pilih sedikitnya satu OPD."))
    if order.due_at <= at and not order.late_is_meant:
        raise OrderRefused(_("Batas waktu sudah lewat. Pilih waktu yang akan datang."))
    if order.kind is Kind.LOCK and any(target.application is None for target in targets):
        raise OrderRefused(_("Arahan kunci di sumber memerlukan aplikasi yang dikunci."))
    if order.kind is Kind.ROTATION and order.campaign is None:
        raise OrderRefused(
            _(
                "Arahan penggantian kata sandi memerlukan penggantian serentaknya. "
                "Tanpa daftar akun, pilih jenis menurut jumlah."
            )
        )
