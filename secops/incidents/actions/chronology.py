"""Lines of the chronology: typed, pasted, taken from what the system did."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.incidents.actions.refusals import IncidentRefused, locked, refuse_future
from secops.incidents.models import ChronologyRow, HiddenLine, Incident
from secops.incidents.system_lines import SystemLine, lines_of
from secops.incidents.system_words import Facts, indonesian
from secops.rules.incident import Certainty
from secops.rules.public_words import trimmed
from secops.rules.secrets import kept_words


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line to be added."""

    happened_at: datetime
    event: str
    certainty: Certainty = Certainty.EXACT
    source: str = ""
    person: str = ""


@transaction.atomic
def add_chronology(
    incident: Incident,
    *,
    happened_at: datetime,
    event: str,
    certainty: str = Certainty.EXACT.value,
    source: str = "",
    person: str = "",
    by: User,
    at: datetime,
    replaces: ChronologyRow | None = None,
) -> ChronologyRow:
    """Add a line of the law's table: time, event, source of evidence, person.

    With `replaces` the old line stays and is shown as replaced.
    """
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    if not event.strip():
        raise IncidentRefused(_("Tuliskan kejadiannya."))
    refuse_future(happened_at, at, _("Kejadian ini belum terjadi. Periksa waktunya."))
    if replaces is not None:
        replaces = ChronologyRow.objects.select_for_update().get(pk=replaces.pk)
        if hasattr(replaces, "replaced_by"):
            raise IncidentRefused(_("Baris ini sudah diperbaiki. Muat ulang halaman."))
    row = ChronologyRow.objects.create(
        incident=replaces.incident if replaces else incident,
        happened_at=happened_at,
        certainty=certainty,
        event=kept_words(event),
        source=kept_words(source),
        person=trimmed(person),
        added_by=by,
        added_at=at,
        replaces=replaces,
    )
    verb = "chronology.replaced" if replaces else "chronology.added"
    record(verb, incident, by=by, at=at, event=row.event[:200])
    return row


@transaction.atomic
def add_system_line(
    incident: Incident, facts: Facts, *, happened_at: datetime, by: User, at: datetime
) -> ChronologyRow:
    """Add what a deed in the system made known: its facts, and its words for the law's table."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    refuse_future(happened_at, at, _("Kejadian ini belum terjadi. Periksa waktunya."))
    event, source = indonesian(facts)
    row = ChronologyRow.objects.create(
        incident=incident,
        happened_at=happened_at,
        event=kept_words(event),
        source=kept_words(source, 300),
        by_system=True,
        facts=facts,
        added_by=by,
        added_at=at,
    )
    record("chronology.added", incident, by=by, at=at, event=row.event[:200])
    return row


@transaction.atomic
def add_pasted(incident: Incident, lines: Sequence[NewLine], *, by: User, at: datetime) -> int:
    """Add the lines that were read from a pasted text; what stands there already stays single."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    there = set(incident.chronology.values_list("happened_at", "event"))
    rows = []
    for line in lines:
        refuse_future(line.happened_at, at, _("Kejadian ini belum terjadi. Periksa waktunya."))
        event = kept_words(line.event)
        if not event or (line.happened_at, event) in there:
            continue
        there.add((line.happened_at, event))
        rows.append(
            ChronologyRow(
                incident=incident,
                happened_at=line.happened_at,
                certainty=line.certainty.value,
                event=event,
                source=kept_words(line.source)[:300],
                person=trimmed(line.person, 200),
                added_by=by,
                added_at=at,
            )
        )
    ChronologyRow.objects.bulk_create(rows)
    if rows:
        record("chronology.pasted", incident, by=by, at=at, rows=len(rows))
    return len(rows)


@transaction.atomic
def take_lines(incident: Incident, keys: Iterable[str] | None, *, by: User, at: datetime) -> int:
    """Put deeds of the system into the law's table, each once; without keys all that are shown."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    wanted = None if keys is None else set(keys)
    found = [
        line
        for line in lines_of(incident)
        if (not line.hidden if wanted is None else line.key in wanted)
    ]
    if not found:
        raise IncidentRefused(_("Baris ini sudah ada di tabel. Muat ulang halaman."))
    ChronologyRow.objects.bulk_create(_row(incident, line, by=by, at=at) for line in found)
    HiddenLine.objects.filter(incident=incident, key__in=[line.key for line in found]).delete()
    record("chronology.taken", incident, by=by, at=at, rows=len(found))
    return len(found)


@transaction.atomic
def hide_line(incident: Incident, key: str, *, by: User, at: datetime) -> None:
    """A deed of the system that does not belong to this story; it can be shown again."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    line = next((one for one in lines_of(incident) if one.key == key), None)
    if line is None:
        raise IncidentRefused(_("Baris ini sudah ada di tabel. Muat ulang halaman."))
    _hidden, made = HiddenLine.objects.get_or_create(
        incident=incident, key=key, defaults={"hidden_by": by, "hidden_at": at}
    )
    if made:
        record("chronology.hidden", incident, by=by, at=at, event=indonesian(line.facts)[0][:200])


@transaction.atomic
def show_line(incident: Incident, key: str, *, by: User, at: datetime) -> None:
    """Show a hidden deed of the system again."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    if HiddenLine.objects.filter(incident=incident, key=key).delete()[0]:
        record("chronology.shown", incident, by=by, at=at)


def _row(incident: Incident, line: SystemLine, *, by: User, at: datetime) -> ChronologyRow:
    event, source = indonesian(line.facts)
    return ChronologyRow(
        incident=incident,
        happened_at=line.at,
        certainty=line.certainty.value,
        event=event,
        source=source[:300],
        facts=line.facts,
        person=line.person[:200],
        by_system=True,
        derived_key=line.key,
        added_by=by,
        added_at=at,
    )
