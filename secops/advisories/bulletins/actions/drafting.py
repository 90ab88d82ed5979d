"""An advisory is written, changed, submitted to a second person, pulled back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Department, User
from accounts.roles import Permission
from secops.advisories.bulletins.actions.holding import hold, moved, obey_source
from secops.advisories.bulletins.models import Bulletin
from secops.advisories.bulletins.recipients import departments_of
from secops.advisories.models import Recommendation
from secops.audit.actions import record
from secops.documents.numbering import draw_yearly
from secops.incidents.models import Incident
from secops.incidents.refused import DeskRefused
from secops.inventory.models import Application
from secops.rules import bulletin as law
from secops.rules.reference import Reference
from secops.rules.secrets import kept_words
from secops.rules.tlp import Marking

Target = Bulletin.Target


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an advisory says, to whom, and by when it is to be answered."""

    title: str
    text: str
    asked: str
    severity: str
    tlp: Marking
    answer_by: datetime
    target: str = Target.ALL
    departments: tuple[Department, ...] = ()
    applications: tuple[Application, ...] = ()
    references: tuple[Reference, ...] = ()
    incident: Incident | None = None


@transaction.atomic
def draft_bulletin(
    wanted: Wanted, source: Recommendation | None = None, *, by: User, at: datetime
) -> Bulletin:
    """Write one, from a recommendation or of our own; nobody is told yet."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    if source is not None and source.state == Recommendation.State.DRAFT:
        raise DeskRefused(_("Rekomendasi ini masih konsep; penulisnya belum mengirimnya."))
    _refuse_unfit(wanted, source, at)
    made = Bulletin(
        code=draw_yearly("IM", at=at), recommendation=source, written_by=by, written_at=at
    )
    _write(made, wanted)
    record("bulletin.drafted", made, by=by, at=at, tlp=made.tlp)
    return made


@transaction.atomic
def revise_bulletin(bulletin: Bulletin, wanted: Wanted, *, by: User, at: datetime) -> Bulletin:
    """Change a draft, or one that came back; its author alone."""
    found = hold(bulletin, by)
    if found.standing not in law.WRITABLE:
        raise DeskRefused(_("Imbauan ini sudah diajukan. Tarik kembali dulu untuk mengubahnya."))
    if found.written_by_id != by.pk:
        raise DeskRefused(_("Hanya penulisnya yang dapat melakukan ini."))
    _refuse_unfit(wanted, found.recommendation, at)
    _write(found, wanted)
    record("bulletin.revised", found, by=by, at=at, tlp=found.tlp)
    return found


@transaction.atomic
def submit_bulletin(bulletin: Bulletin, *, by: User, at: datetime) -> Bulletin:
    """Ask a second person to approve it."""
    found = hold(bulletin, by)
    moved(found, law.State.SUBMITTED, by)
    refuse_unsendable(found, at)
    found.submitted_at, found.state_reason = at, ""
    found.save()
    record("bulletin.submitted", found, by=by, at=at)
    return found


@transaction.atomic
def pull_bulletin_back(bulletin: Bulletin, *, by: User, at: datetime) -> Bulletin:
    """Take it back before it is decided, to change it."""
    found = hold(bulletin, by)
    moved(found, law.State.DRAFT, by)
    found.submitted_at = None
    found.save()
    record("bulletin.pulled_back", found, by=by, at=at)
    return found


def refuse_unsendable(bulletin: Bulletin, at: datetime) -> None:
    """What may have changed since it was written: its source's marking, the clock, its target."""
    obey_source(bulletin.recommendation, bulletin.marking)
    if bulletin.answer_by <= at:
        raise DeskRefused(_("Batas waktu jawabannya sudah lewat. Pilih waktu yang akan datang."),
                          "answer_by")  # fmt: skip
    if not departments_of(bulletin):
        raise DeskRefused(_("Tidak ada OPD yang cocok dengan tujuannya."), "target")


def _refuse_unfit(wanted: Wanted, source: Recommendation | None, at: datetime) -> None:
    for field in ("title", "text", "asked"):
        if not getattr(wanted, field).strip():
            raise DeskRefused(_("Wajib diisi."), field)
    if wanted.target == Target.DEPARTMENTS and not wanted.departments:
        raise DeskRefused(_("Pilih sedikitnya satu OPD."), "departments")
    if wanted.answer_by <= at:
        raise DeskRefused(_("Batas waktu jawabannya sudah lewat. Pilih waktu yang akan datang."),
                          "answer_by")  # fmt: skip
    obey_source(source, wanted.tlp)


def _write(bulletin: Bulletin, wanted: Wanted) -> None:
    bulletin.title = kept_words(wanted.title, 200)
    bulletin.text = kept_words(wanted.text)
    bulletin.asked = kept_words(wanted.asked)
    bulletin.severity, bulletin.tlp = wanted.severity, wanted.tlp.value
    bulletin.answer_by, bulletin.target = wanted.answer_by, wanted.target
    bulletin.references = [one.text for one in wanted.references]
    bulletin.incident = wanted.incident
    bulletin.save()
    some = wanted.target == Target.DEPARTMENTS
    bulletin.departments.set(wanted.departments if some else ())
    owners = wanted.target == Target.OWNERS
    bulletin.applications.set(wanted.applications if owners else ())
