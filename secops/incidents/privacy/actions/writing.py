"""What the persons are told: written by one, approved by another, every version kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.incidents.privacy.models import Notice, NoticeText
from secops.incidents.privacy.refusals import NoticeRefused
from secops.rules.public_words import trimmed
from secops.rules.secrets import kept_words


@transaction.atomic
def write_text(
    notice: Notice,
    *,
    which_data: str,
    when_and_how: str,
    handling: str,
    contact: str,
    advice: str = "",
    by: User,
    at: datetime,
) -> NoticeText:
    """A new version with the three contents of Art 46(2); it waits for somebody else."""
    check(by, Permission.WRITE_INCIDENT)
    if not (which_data.strip() and when_and_how.strip() and handling.strip()):
        raise NoticeRefused(
            _("UU 27/2022 meminta ketiganya: data apa, kapan dan bagaimana, penanganannya.")
        )
    notice = Notice.objects.select_for_update().get(pk=notice.pk)
    last = notice.texts.order_by("-version").first()
    text = NoticeText.objects.create(
        notice=notice,
        version=last.version + 1 if last else 1,
        which_data=kept_words(which_data),
        when_and_how=kept_words(when_and_how),
        handling=kept_words(handling),
        advice=kept_words(advice),
        contact=trimmed(contact),
        written_by=by,
        written_at=at,
    )
    record("notice.written", notice, by=by, at=at, version=text.version)
    return text


@transaction.atomic
def approve_text(text: NoticeText, *, by: User, at: datetime) -> NoticeText:
    """Approve the newest version; who wrote it may not."""
    check(by, Permission.WRITE_INCIDENT)
    text = NoticeText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if text.written_by_id == by.pk:
        raise NoticeRefused(_("Teks disetujui oleh orang lain, bukan oleh penulisnya."))
    if text.notice.texts.filter(version__gt=text.version).exists():
        raise NoticeRefused(_("Sudah ada versi yang lebih baru. Muat ulang halaman."))
    if text.approved_at is None:
        text.approved_by, text.approved_at = by, at
        text.save(update_fields=["approved_by", "approved_at"])
        record("notice.approved", text.notice, by=by, at=at, version=text.version)
    return text


def approved_text(notice: Notice) -> NoticeText | None:
    """The newest version that may be sent."""
    return notice.texts.filter(approved_at__isnull=False).order_by("-version").first()
