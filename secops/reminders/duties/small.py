""" "Perubahan kecil": what changed under a head's statement and cannot hurt (RULES 2).

It opens nothing and makes no message; it stands at the end of a digest that goes anyway, once:
since the digest before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db.models import Max, Prefetch
from django.utils.translation import gettext as _

from accounts.models import Tenure
from accounts.roles import Role
from secops.compliance.duties import texts
from secops.compliance.duties.models import DirectiveVersion, Duty, Evidence
from secops.house.text import wib
from secops.outbox.letter import Part, item, p
from secops.reminders.models import DigestDay
from secops.rules.duty import State
from secops.rules.intervals import WIB

#: Who never had a digest reads of so many days.
FIRST_TIME = timedelta(days=90)
#: So many are told; a statement is looked at on its page, not in a mail.
MOST = 5


def small_changes_of(people: Collection[int], *, at: datetime) -> dict[int, list[str]]:
    """Lines for each head among these people; a handful of queries, however many they are."""
    today = at.astimezone(WIB).date()
    heads = Tenure.objects.present(today).filter(
        person_id__in=people, position__role=Role.HEAD, position__department__isnull=False
    )
    departments: defaultdict[int, set[int]] = defaultdict(set)
    for person, department in heads.values_list("person_id", "position__department_id"):
        departments[person].add(department)
    if not departments:
        return {}
    since = _since(list(departments), today)
    duties = _stated({pk for mine in departments.values() for pk in mine}, min(since.values()))
    found: dict[int, list[str]] = {}
    for person, mine in departments.items():
        lines = [
            line
            for duty in duties
            if duty.department_id in mine
            for line in _lines(duty, since[person], today)
        ]
        if lines:
            found[person] = lines[:MOST]
    return found


def parts_of(lines: list[str]) -> list[Part]:
    """The lines as the end of a letter; nothing where there are none."""
    if not lines:
        return []
    return [p(_("Perubahan kecil, tidak perlu tindakan:")), *(item(f"• {line}") for line in lines)]


def _since(people: list[int], today: date) -> dict[int, date]:
    rows = DigestDay.objects.filter(person_id__in=people, day__lt=today).order_by()
    newest = dict(rows.values_list("person_id").annotate(newest=Max("day")))
    return {pk: newest.get(pk, today - FIRST_TIME) for pk in people}


def _stated(departments: Collection[int], since: date) -> list[Duty]:
    """Duties that rest on a statement, with what may have changed since then."""
    versions = DirectiveVersion.objects.filter(number__gt=1, made_at__date__gte=since)
    evidence = Evidence.objects.standing().filter(valid_until__gte=since)
    return list(
        Duty.objects.filter(
            department_id__in=departments, state__in=[State.CONFIRMED, State.ACCEPTED]
        )
        .select_related("directive", "department")
        .prefetch_related(
            Prefetch("directive__versions", versions, to_attr="newer"),
            Prefetch("evidence", evidence, to_attr="dated"),
            "statements",
        )
        .order_by("pk")
    )


def _lines(duty: Duty, since: date, today: date) -> list[str]:
    stated = next(iter(duty.statements.all()), None)
    if stated is None:
        return []
    lines = []
    newer: list[DirectiveVersion] = getattr(duty.directive, "newer", [])
    for version in newer:
        if version.made_at > stated.stated_at and version.made_at.astimezone(WIB).date() >= since:
            what = "; ".join(texts.changes_of(version, None)) or _("batas waktu")
            lines.append(
                _("%(code)s kini versi %(n)s (%(what)s). Pernyataan %(number)s tetap berlaku.")
                % {
                    "code": duty.directive.code,
                    "n": version.number,
                    "what": what,
                    "number": stated.number,
                }
            )
    dated: list[Evidence] = getattr(duty, "dated", [])
    lines += [
        _("Bukti dukung %(name)s untuk %(code)s habis masa berlakunya %(day)s.")
        % {"name": one.name, "code": duty.directive.code, "day": wib(one.valid_until)}
        for one in dated
        if one.valid_until is not None and since <= one.valid_until < today
    ]
    return lines
