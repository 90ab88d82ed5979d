"""Publishing a recommendation, clearing it, taking it out; taking in what others wrote."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.advisories.actions import Advice, submit_recommendation
from secops.advisories.models import Organisation, Recommendation
from secops.advisories.sharing.models import Publication, ReceivedDocument
from secops.advisories.sharing.outgoing import digest_of, document_of, name_of, outgoing
from secops.advisories.sharing.words import NOT_AN_EVENT, say_faults, say_flaw
from secops.audit.actions import record
from secops.documents.numbering import draw_yearly
from secops.rules.exchange import csaf_in, misp_in
from secops.rules.exchange.advice import Revision
from secops.rules.exchange.csaf_tests import faults
from secops.rules.exchange.incoming import Draft
from secops.rules.exchange.json_in import Flawed, read_object
from secops.rules.exchange.leaving import Leave, Way, leaves
from secops.rules.filenames import safe_name
from secops.rules.tlp import PRINTED, Marking, WideningRefused, remark

Profile = Publication.Profile


class SharingRefused(Exception):
    """It cannot leave, or come in, so; the words are fit for the page."""


@transaction.atomic
def publish(
    found: Recommendation, profile: str, *, summary: str = "", by: User, at: datetime
) -> Publication:
    """Write the next version of a document about a recommendation that we accepted."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    found = Recommendation.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.state != Recommendation.State.ACCEPTED:
        raise SharingRefused(_("Hanya rekomendasi yang diterima kantor yang boleh keluar."))
    marking = Marking(found.tlp)
    if leaves(marking, Way.FILE) is Leave.NEVER:
        raise SharingRefused(
            _("Tandanya %(tlp)s: hanya untuk orang yang disebut, tidak keluar sebagai berkas.")
            % {"tlp": PRINTED[marking]}
        )
    before = list(found.publications.filter(profile=profile).order_by("number"))
    digest = digest_of(found, profile, at)
    if before and before[-1].about_sha256 == digest:
        raise SharingRefused(
            _("Belum ada yang berubah sejak versi %(n)s.") % {"n": before[-1].number}
        )
    summary = summary.strip() or ("Isi diperbarui." if before else "Versi pertama.")
    history = [Revision(one.number, one.published_at, one.summary) for one in before]
    history.append(Revision(len(before) + 1, at, summary))
    content = document_of(outgoing(found, tuple(history)), profile)
    made = Publication.objects.create(
        recommendation=found, profile=profile, number=len(history), summary=summary,
        marking=marking.value, name=name_of(found, profile), content=content,
        sha256=hashlib.sha256(content).hexdigest(), about_sha256=digest,
        published_by=by, published_at=at,
    )  # fmt: skip
    record("recommendation.published", found, by=by, at=at, file=made.name, version=made.number)
    return made


@transaction.atomic
def clear(publication: Publication, *, by: User, at: datetime) -> Publication:
    """A second person looked at it: it may leave the city."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    rows = Publication.objects.select_for_update(of=("self",)).select_related("recommendation")
    publication = rows.get(pk=publication.pk)
    if publication.cleared_at is not None:
        return publication
    if publication.published_by_id == by.pk:
        raise SharingRefused(_("Orang lain yang menyetujuinya, bukan yang menyusunnya."))
    if publication.leave is not Leave.CLEARED:
        raise SharingRefused(_("Berkas ini tidak memerlukan persetujuan."))
    publication.cleared_by, publication.cleared_at = by, at
    publication.save(update_fields=["cleared_by", "cleared_at"])
    found = publication.recommendation
    record("recommendation.file_cleared", found, by=by, at=at, file=publication.name)
    return publication


@transaction.atomic
def take_out(publication: Publication, *, by: User, at: datetime) -> bytes:
    """The file for whoever takes it out; noted before it leaves."""
    if not publication.may_leave:
        raise SharingRefused(_("Berkas ini belum disetujui untuk keluar."))
    record(
        "recommendation.taken_out", publication.recommendation, by=by, at=at,
        file=publication.name, sha256=publication.sha256,
    )  # fmt: skip
    return bytes(publication.content)


@transaction.atomic
def receive(
    content: bytes, name: str, format: str, organisation: Organisation, *, by: User, at: datetime
) -> ReceivedDocument:
    """Keep a document of others under its hash, with the draft it gives; refused in words."""
    check(by, Permission.POST_RECOMMENDATION_FOR)
    digest = hashlib.sha256(content).hexdigest()
    known = ReceivedDocument.objects.filter(organisation=organisation, sha256=digest).first()
    if known is not None:
        raise SharingRefused(
            _("Berkas yang sama sudah diterima sebagai %(code)s.") % {"code": known.code}
        )
    name = safe_name(name)
    draft = read(content, name, format)
    made = ReceivedDocument(
        code=draw_yearly("DM", at=at), organisation=organisation, format=format, name=name,
        bytes=len(content), sha256=digest, source_id=draft.source_id,
        source_version=draft.source_version, publisher=draft.publisher, title=draft.title,
        text=draft.text, tlp=draft.marking.value, urgency=draft.urgency.value,
        references=[list(one) for one in draft.references],
        remarks=[list(one) for one in draft.remarks], received_by=by, received_at=at,
    )  # fmt: skip
    made.file.save(uuid.uuid4().hex, ContentFile(content), save=False)
    made.save()
    record("exchange.received", made, by=by, at=at, sha256=digest, organisation=organisation.name)
    return made


def read(content: bytes, name: str, format: str) -> Draft:
    """The draft that a file gives; SharingRefused where it is not what it should be."""
    try:
        document = read_object(content)
    except Flawed as flawed:
        raise SharingRefused(say_flaw(flawed)) from flawed
    if format == ReceivedDocument.Format.CSAF:
        if wrong := faults(document):
            raise SharingRefused(say_faults(wrong))
        return csaf_in.draft_of(document, name)
    try:
        return misp_in.draft_of(document)
    except misp_in.NoEvent as refused:
        raise SharingRefused(str(NOT_AN_EVENT) % {"where": refused.where}) from refused


@transaction.atomic
def adopt(
    document: ReceivedDocument, advice: Advice, author: Person, *, by: User, at: datetime
) -> Recommendation:
    """Make a recommendation of the draft, in the name of the partner's person."""
    check(by, Permission.POST_RECOMMENDATION_FOR)
    rows = ReceivedDocument.objects.select_for_update(of=("self",)).select_related("organisation")
    document = rows.get(pk=document.pk)
    if document.recommendation_id is not None:
        raise SharingRefused(_("Dokumen ini sudah menjadi rekomendasi."))
    try:
        remark(document.marked, advice.tlp)
    except WideningRefused as refused:
        raise SharingRefused(str(refused)) from refused
    made = submit_recommendation(advice, document.organisation, author, by=by, at=at)
    document.recommendation = made
    document.save(update_fields=["recommendation"])
    record("exchange.adopted", document, by=by, at=at, code=made.code)
    return made


@transaction.atomic
def note_original(document: ReceivedDocument, *, by: User, at: datetime) -> None:
    """Who took the original of somebody else out stands in the trail."""
    record("exchange.fetched", document, by=by, at=at, sha256=document.sha256)
