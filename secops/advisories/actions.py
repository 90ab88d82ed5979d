"""Everything that changes organisations and recommendations."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.advisories.adoption import adoption_of
from secops.advisories.models import Attachment, Organisation, Recommendation, Response
from secops.audit.actions import record
from secops.compliance.duties.actions import Order, Target, issue_directive
from secops.compliance.duties.actions.sending import contact_of
from secops.compliance.duties.models import Directive
from secops.documents.numbering import draw_yearly
from secops.house.files import Checked
from secops.incidents.actions import first_sentence
from secops.incidents.models import Incident
from secops.inventory.models import Application
from secops.outbox.actions import Promise, promise_many
from secops.outbox.voices import city_calendar
from secops.rules.clocks import CLOCKS, ClockCode, deadline
from secops.rules.intervals import WIB
from secops.rules.tlp import Marking

#: Messages to the author.
DECIDED, FINISHED = "recommendation.decided", "recommendation.finished"
#: An author may answer a rejection so long (policy).
RESPONSE_DAYS = timedelta(days=7)

State = Recommendation.State


class RecommendationRefused(Exception):
    """The recommendation cannot be taken or decided so; the words are fit for the page."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What somebody recommends. Without a title the first sentence is it."""

    text: str
    target: str
    urgency: str
    tlp: Marking
    title: str = ""
    application: Application | None = None
    incident: Incident | None = None


@transaction.atomic
def save_organisation(
    organisation: Organisation,
    *,
    members: Iterable[Person],
    by: User,
    at: datetime,
) -> Organisation:
    """Keep a stakeholder and its people; each who comes or goes stands in the trail."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    new = organisation.pk is None
    organisation.save()
    record("organisation.added" if new else "organisation.changed", organisation, by=by, at=at)
    before = {person.pk: person for person in organisation.members.all()}
    after = {person.pk: person for person in members}
    organisation.members.set(after)
    for pk in sorted(after.keys() - before.keys()):
        name = after[pk].name
        record("organisation.member_added", organisation, by=by, at=at, person=name)
    for pk in sorted(before.keys() - after.keys()):
        name = before[pk].name
        record("organisation.member_removed", organisation, by=by, at=at, person=name)
    return organisation


@transaction.atomic
def submit_recommendation(
    advice: Advice,
    organisation: Organisation,
    author: Person,
    *,
    files: Sequence[Checked] = (),
    by: User,
    at: datetime,
) -> Recommendation:
    """Post a recommendation: by its author, or by the office from a letter in his name.

    Our decision is due on the third working day at 16.00, if urgent on the first (RULES 3).
    """
    own = by.person_id == author.pk
    if not (own and by.may(Permission.POST_RECOMMENDATION)):
        check(by, Permission.POST_RECOMMENDATION_FOR)
    if not organisation.members.filter(pk=author.pk).exists():
        raise PermissionDenied
    today = at.astimezone(WIB).date()
    if organisation.valid_until is not None and organisation.valid_until < today:
        raise RecommendationRefused(
            _("Kerja sama dengan lembaga Anda sudah berakhir. Hubungi posko.")
        )
    if not advice.text.strip():
        raise RecommendationRefused(_("Tuliskan rekomendasinya, satu kalimat pun cukup."))
    targets_one = advice.target == Recommendation.Target.APPLICATION
    if targets_one and advice.application is None:
        raise RecommendationRefused(_("Pilih aplikasinya."))
    recommendation = Recommendation.objects.create(
        code=draw_yearly("R", at=at),
        organisation=organisation,
        author=author,
        title=advice.title.strip() or first_sentence(advice.text),
        text=advice.text.strip(),
        target=advice.target,
        application=advice.application if targets_one else None,
        incident=advice.incident,
        urgency=advice.urgency,
        tlp=advice.tlp,
        submitted_at=at,
        entered_by=by,
        decide_by=decide_by(advice.urgency, at=at),
    )
    _keep_files(recommendation, files)
    record("recommendation.submitted", recommendation, by=by, at=at, tlp=advice.tlp.value)
    return recommendation


def decide_by(urgency: str, *, at: datetime) -> datetime:
    """When our decision is due."""
    urgent = urgency == Recommendation.Urgency.TODAY
    code = ClockCode.RECOMMENDATION_DECISION_URGENT if urgent else ClockCode.RECOMMENDATION_DECISION
    end = deadline(CLOCKS[code], at, calendar=city_calendar())
    assert end is not None
    return end


@transaction.atomic
def accept_recommendation(
    recommendation: Recommendation, *, reason: str = "", by: User, at: datetime
) -> Recommendation:
    """Accept it without an order (the office does it itself, or orders later)."""
    recommendation = _decide(recommendation, State.ACCEPTED, reason, by, at)
    record("recommendation.accepted", recommendation, by=by, at=at)
    return recommendation


@transaction.atomic
def order_recommendation(
    recommendation: Recommendation,
    order: Order,
    targets: Sequence[Target],
    *,
    by: User,
    at: datetime,
) -> Directive:
    """Accept it and make it an order to departments, in one act.

    One that was accepted before may become an order later. Raises OrderRefused as
    `issue_directive` does.
    """
    if recommendation.state == State.SUBMITTED:
        recommendation = _decide(recommendation, State.ACCEPTED, "", by, at)
    elif recommendation.state == State.ACCEPTED:
        _promise(recommendation, DECIDED, at)
    else:
        raise RecommendationRefused(_("Rekomendasi ini sudah diputuskan."))
    directive = issue_directive(order, targets, by=by, at=at)
    recommendation.directives.add(directive)
    if recommendation.finished_at is not None:
        recommendation.finished_at = None
        recommendation.save(update_fields=["finished_at"])
    record("recommendation.ordered", recommendation, by=by, at=at, directive=directive.code)
    return directive


@transaction.atomic
def reject_recommendation(
    recommendation: Recommendation, *, reason: str, by: User, at: datetime
) -> Recommendation:
    """Say why it cannot be done; the author may answer for a week."""
    if not reason.strip():
        raise RecommendationRefused(_("Tuliskan alasannya."))
    recommendation = _decide(recommendation, State.REJECTED, reason, by, at)
    record(
        "recommendation.rejected",
        recommendation,
        by=by,
        at=at,
        reason=recommendation.decision_reason,
    )
    return recommendation


@transaction.atomic
def merge_recommendation(
    recommendation: Recommendation, into: Recommendation, *, by: User, at: datetime
) -> Recommendation:
    """Treat it as one with another; its author follows what becomes of that one."""
    if into.pk == recommendation.pk or into.merged_into_id is not None:
        raise RecommendationRefused(_("Pilih rekomendasi lain yang belum digabung."))
    recommendation = _decide(recommendation, State.MERGED, "", by, at)
    recommendation.merged_into = into
    recommendation.save(update_fields=["merged_into"])
    record("recommendation.merged", recommendation, by=by, at=at, into=into.code)
    return recommendation


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation, *, text: str, by: User, at: datetime
) -> Response:
    """A word of the author's organisation, or of the office, below the recommendation."""
    if not by.may(Permission.DECIDE_RECOMMENDATION):
        check(by, Permission.POST_RECOMMENDATION)
        if by.person not in recommendation.organisation.members.all():
            raise PermissionDenied
    if by.person is None:
        raise PermissionDenied
    if not text.strip():
        raise RecommendationRefused(_("Tuliskan tanggapannya."))
    answer = Response.objects.create(
        recommendation=recommendation, text=text.strip(), person=by.person, given_at=at
    )
    record("recommendation.answered", recommendation, by=by, at=at)
    return answer


@transaction.atomic
def record_file_view(attachment: Attachment, *, by: User, at: datetime) -> None:
    """Note that somebody fetched a file."""
    record(
        "evidence.viewed",
        attachment.recommendation,
        by=by,
        at=at,
        file=attachment.name,
        sha256=attachment.sha256,
    )


def answer_until(recommendation: Recommendation) -> date | None:
    """Until when the author may answer a rejection."""
    if recommendation.decided_at is None:
        return None
    return (recommendation.decided_at.astimezone(WIB) + RESPONSE_DAYS).date()


def tell_authors_of_the_end(*, at: datetime) -> int:
    """Tell the authors whose advice has nothing open any more; part of the tick."""
    told = 0
    waiting = Recommendation.objects.filter(
        state=State.ACCEPTED, finished_at=None, directives__isnull=False
    ).distinct()
    for pk in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            found = Recommendation.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
            adoption = adoption_of(found, at=at) if found is not None else None
            if found is None or adoption is None or not adoption.over:
                continue
            found.finished_at = at
            found.save(update_fields=["finished_at"])
            _promise(found, FINISHED, at)
            told += 1
    return told


def _decide(
    recommendation: Recommendation, state: str, reason: str, by: User, at: datetime
) -> Recommendation:
    check(by, Permission.DECIDE_RECOMMENDATION)
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if locked.state != State.SUBMITTED:
        raise RecommendationRefused(_("Rekomendasi ini sudah diputuskan."))
    locked.state, locked.decision_reason = state, reason.strip()
    locked.decided_by, locked.decided_at = by, at
    locked.save()
    _promise(locked, DECIDED, at)
    return locked


def _promise(recommendation: Recommendation, kind: str, at: datetime) -> None:
    """Tell the author, where he has an address; his page tells him anyway."""
    author = recommendation.author
    contact = contact_of(author)
    if contact is not None:
        key = f"{kind}:{recommendation.pk}:{at:%Y%m%d%H%M%S}"
        payload = {"recommendation": recommendation.pk}
        promise_many([Promise(key, kind, author.pk, contact, payload)], at=at)


def _keep_files(recommendation: Recommendation, files: Sequence[Checked]) -> None:
    for file in files:
        kept = Attachment(
            recommendation=recommendation,
            name=file.name,
            content_type=file.content_type,
            bytes=file.bytes,
            sha256=file.sha256,
        )
        file.upload.seek(0)
        kept.file.save(uuid.uuid4().hex, file.upload, save=False)
        kept.save()
