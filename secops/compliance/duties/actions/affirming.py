"""A statement by chat becomes one by code, page or signed letter (JOURNEYS, before J1)."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import Person, User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.compliance.duties.actions.evidence import keep_file
from secops.compliance.duties.hands import capacities
from secops.compliance.duties.models import Channel, HeadStatement
from secops.house.files import Checked
from secops.rules.duty import Actor, State

_STANDS = (State.CONFIRMED.value, State.ACCEPTED.value)


class AffirmRefused(Exception):
    """Nothing to affirm; the sentence is fit for the page."""


@transaction.atomic
def affirm_statement(
    statement: HeadStatement, *, by: User, at: datetime, person: Person | None = None
) -> HeadStatement:
    """The head or his deputy affirms what he stated by chat: by his link, or signed in."""
    found = _locked(statement)
    speaker = person or by.person
    actors = capacities(speaker, found.duty, at=at)
    if not {Actor.HEAD, Actor.DEPUTY} & set(actors):
        raise PermissionDenied
    if speaker != found.person:
        raise AffirmRefused(
            _("Hanya %(name)s yang memastikan pernyataan ini. Anda dapat menyatakan sendiri.")
            % {"name": found.person.name}
        )
    return _affirmed(found, Channel.LINK if person else Channel.PAGE, by, at)


@transaction.atomic
def affirm_by_letter(
    statement: HeadStatement, letter: Checked, *, by: User, at: datetime
) -> HeadStatement:
    """The office keeps the signed letter that says the same."""
    check(by, Permission.RUN_CAMPAIGN)
    found = _locked(statement)
    found.letter = keep_file(found.duty, letter, by=by, at=at)
    return _affirmed(found, Channel.LETTER, by, at)


def _affirmed(found: HeadStatement, channel: Channel, by: User, at: datetime) -> HeadStatement:
    found.affirmed_at, found.affirmed_channel, found.affirmed_by = at, channel, by
    found.save(update_fields=["affirmed_at", "affirmed_channel", "affirmed_by", "letter"])
    record(
        "duty.affirmed", found.duty, by=by, at=at, number=found.number, channel=channel.value
    )  # fmt: skip
    return found


def _locked(statement: HeadStatement) -> HeadStatement:
    rows = HeadStatement.objects.select_for_update(of=("self",)).select_related(
        "duty__directive", "person"
    )
    found = rows.get(pk=statement.pk)
    newest = found.duty.statements.first()
    if not found.by_chat_only or newest != found or found.duty.state not in _STANDS:
        raise AffirmRefused(_("Pernyataan ini tidak sedang menunggu dipastikan."))
    return found
