"""What every step of an advisory shares: the row held, the table asked, the source obeyed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.advisories.bulletins.models import Bulletin
from secops.advisories.models import Recommendation
from secops.compliance.duties.queries import refusal_words
from secops.incidents.refused import DeskRefused
from secops.rules import bulletin as law
from secops.rules.refusal import MoveRefused
from secops.rules.tlp import PRINTED, Marking, WideningRefused, below


def hold(bulletin: Bulletin, by: User) -> Bulletin:
    """The row, locked, for somebody of the office."""
    check(by, Permission.DECIDE_RECOMMENDATION)
    rows = Bulletin.objects.select_for_update(of=("self",)).select_related("recommendation")
    return rows.get(pk=bulletin.pk)


def actor_of(bulletin: Bulletin, by: User) -> law.Actor:
    """Whether he wrote it."""
    return law.Actor.AUTHOR if bulletin.written_by_id == by.pk else law.Actor.SECOND


def moved(bulletin: Bulletin, target: law.State, by: User, *, reason: str = "") -> None:
    """Ask the table, then set the state; the caller saves."""
    actor = actor_of(bulletin, by)
    try:
        bulletin.state = law.move(bulletin.standing, target, by=actor, reason=reason).value
    except MoveRefused as refused:
        raise DeskRefused(refusal_words(refused), "reason") from refused


def obey_source(source: Recommendation | None, wanted: Marking) -> None:
    """Refuse a marking for more people than the source's own allows."""
    if source is None:
        return
    try:
        below(source.marking, wanted)
    except WideningRefused as refused:
        raise DeskRefused(
            _("Rekomendasi asalnya %(tlp)s: pilih tanda yang sama atau lebih tertutup.")
            % {"tlp": PRINTED[source.marking]},
            "tlp",
        ) from refused
