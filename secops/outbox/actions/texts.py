"""The office's own passages: written as new versions, given up, tried on oneself; never changed."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.outbox.actions.promising import promise
from secops.outbox.contacts import way_to
from secops.outbox.models import MessageText
from secops.outbox.passage_check import fault_of, tidy
from secops.outbox.passages import PASSAGES, Passage
from secops.outbox.samples import TEXT_EXAMPLE


class TextRefused(Exception):
    """Not possible with this text; the sentence is fit for the page."""


@transaction.atomic
def write_text(
    passage: Passage, language: str, body: str, *, by: User, at: datetime
) -> MessageText:
    """Keep a new version; messages composed from now on say it."""
    check(by, Permission.MANAGE_PEOPLE)
    fault = fault_of(passage, body)
    if fault:
        raise TextRefused(fault)
    before = _newest(passage, language)
    if tidy(body) == (before.body if before else ""):
        raise TextRefused(_("Teks ini sama dengan yang berlaku sekarang."))
    return _keep("text.written", passage, language, tidy(body), by=by, at=at)


@transaction.atomic
def restore_text(passage: Passage, language: str, *, by: User, at: datetime) -> MessageText:
    """Back to the product's own text; the office's versions stay readable."""
    check(by, Permission.MANAGE_PEOPLE)
    before = _newest(passage, language)
    if before is None or not before.body:
        raise TextRefused(_("Yang berlaku sudah teks Siaga."))
    return _keep("text.restored", passage, language, "", by=by, at=at)


@transaction.atomic
def send_text_example(
    sample: str, language: str, *, draft: Mapping[str, str], by: User, at: datetime
) -> str:
    """Promise the user himself an example, with a text that is being written.

    Returns the address; TextRefused where he has none or the draft may not be sent.
    """
    check(by, Permission.MANAGE_PEOPLE)
    for key, body in draft.items():
        fault = fault_of(PASSAGES[key], body)
        if fault:
            raise TextRefused(fault)
    way = way_to(by.person_id) if by.person_id else None
    contact = next(iter(way.chosen), None) if way else None
    if by.person is None or contact is None:
        raise TextRefused(_("Belum ada alamat pada data Anda. Tambahkan di daftar Orang."))
    promise(
        f"{TEXT_EXAMPLE}:{sample}:{language}:{by.pk}:{at:%Y%m%d%H%M%S}",
        TEXT_EXAMPLE,
        by.person,
        contact,
        payload={"sample": sample, "language": language, "draft": dict(draft)},
        at=at,
        asked_for=True,
    )
    return contact.address


def _newest(passage: Passage, language: str) -> MessageText | None:
    # Two who write at once take turns: the version is counted under the writer's lock.
    User.objects.select_for_update(of=("self",)).order_by("pk").first()
    return MessageText.objects.filter(passage=passage.key, language=language).first()


def _keep(
    verb: str, passage: Passage, language: str, body: str, *, by: User, at: datetime
) -> MessageText:
    known = MessageText.objects.filter(passage=passage.key, language=language)
    row = MessageText.objects.create(
        passage=passage.key,
        language=language,
        version=(known.aggregate(last=Max("version"))["last"] or 0) + 1,
        body=body,
        written_by=by,
        written_at=at,
    )
    with translation.override("id"):
        title = str(passage.title)
    record(verb, row, by=by, at=at, title=title, language=language, version=row.version)
    return row
