"""The week in one mail for heads and agents: what was proven, what is still open.

Optional: it asks nothing, and its reader may stop it. It goes on the first working morning of the
week on which he has no digest, so that nobody gets two mails of ours on one day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Max, Sum
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Department, Tenure
from accounts.roles import Role
from secops.compliance.duties.models import Duty
from secops.compliance.rotations.models import Campaign, CampaignDay
from secops.house.text import angka
from secops.outbox.actions import Promise, promise_many
from secops.outbox.composers import Composed, Composer, Dropped, Words
from secops.outbox.contacts import ways_to
from secops.outbox.letter import as_html, as_text, away, big, go, item, p, small
from secops.outbox.models import Message
from secops.outbox.optional import have_stopped, stop_address
from secops.outbox.voices import listening
from secops.reminders.models import DigestDay
from secops.reminders.words import NAMED, day_and_time
from secops.rules.intervals import WIB

KIND = "department.weekly"
#: From this hour of a working day (WIB).
FROM_HOUR = 8
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Week:
    """One department: how many are proven of how many, how many more than a week ago."""

    department: Department
    done: int
    total: int
    more: int
    duties: tuple[Duty, ...] = ()


def promise_weekly(*, at: datetime) -> int:
    """Promise this week's summary to heads and agents who have not had it; return how many."""
    local = at.astimezone(WIB)
    if local.hour < FROM_HOUR or not listening(at=at).ordinary:
        return 0
    speaking = _departments_of(at)
    year, week, _day = local.isocalendar()
    keys = {pk: f"weekly:{pk}:{year}-{week:02d}" for pk in speaking}
    known = set(Message.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    waiting = {pk for pk, key in keys.items() if key not in known}
    if not waiting:
        return 0
    running = set(weeks({one for pk in waiting for one in speaking[pk]}, at=at))
    waiting = {pk for pk in waiting if speaking[pk] & running}
    waiting -= have_stopped(waiting, KIND)
    today = DigestDay.objects.filter(person__in=waiting, day=local.date())
    waiting -= set(today.values_list("person_id", flat=True))
    promises = [
        Promise(keys[pk], KIND, pk, way.mail)
        for pk, way in sorted(ways_to(waiting).items())
        if way.mail is not None and way.mail.untrusted_at is None
    ]
    return len(promise_many(promises, at=at))


def weeks(departments: Iterable[int], *, at: datetime) -> dict[int, Week]:
    """How these departments stand; left out where nothing runs. Five queries."""
    wanted = set(departments)
    days = CampaignDay.objects.filter(
        campaign__state=Campaign.State.RUNNING, department_id__in=wanted
    )
    newest = days.aggregate(day=Max("day"))["day"]
    now = _sums(days.filter(day=newest)) if newest else {}
    before = _sums(days.filter(day=newest - WEEK)) if newest else {}
    duties: dict[int, list[Duty]] = defaultdict(list)
    for duty in (
        Duty.objects.open(at)
        .filter(department_id__in=wanted, directive__messages_from__lte=at)
        .select_related("directive")
        .order_by("due_at", "pk")
    ):
        duties[duty.department_id].append(duty)
    rows = Department.objects.in_bulk([pk for pk in wanted if pk in now or pk in duties])
    found = {}
    for pk, department in rows.items():
        total, done = now.get(pk, (0, 0))
        more = done - before[pk][1] if pk in before else 0
        found[pk] = Week(department, done, total, max(0, more), tuple(duties[pk]))
    return found


def _sums(days: object) -> dict[int, tuple[int, int]]:
    rows = days.values("department_id").annotate(  # type: ignore[attr-defined]
        all=Sum("total") - Sum("written_off"), proven=Sum("done")
    )
    return {row["department_id"]: (row["all"], row["proven"]) for row in rows}


def _departments_of(at: datetime) -> dict[int, set[int]]:
    """For which departments each head and agent of today speaks."""
    rows = Tenure.objects.current(at.astimezone(WIB).date()).filter(
        position__role__in=[Role.HEAD, Role.AGENT], position__department__isnull=False
    )
    found: dict[int, set[int]] = defaultdict(set)
    for person, department in rows.values_list("person_id", "position__department_id"):
        found[person].add(department)
    return found


# --- words ---------------------------------------------------------------------------------------


def compose(messages: Sequence[Message], at: datetime) -> dict[int, Words]:
    """Many at once; who stopped it or speaks for nobody any more gets none."""
    speaking = _departments_of(at)
    people = {message.person_id for message in messages}
    stopped = have_stopped(people, KIND)
    found = weeks({one for pk in people for one in speaking.get(pk, ())}, at=at)
    words: dict[int, Words] = {}
    for message in messages:
        mine = [found[pk] for pk in sorted(speaking.get(message.person_id, ())) if pk in found]
        with translation.override(message.person.language):
            if message.person_id in stopped:
                words[message.pk] = Dropped(_("Penerima berhenti menerima ringkasan ini."))
            elif not mine:
                words[message.pk] = Dropped(_("Tidak ada yang berjalan untuk OPD orang ini."))
            else:
                words[message.pk] = _letter(message, mine, at)
    return words


def _letter(message: Message, mine: Sequence[Week], at: datetime) -> Composed:
    names = ", ".join(str(one.department) for one in mine)
    subject = _("Ringkasan pekan ini: %(names)s") % {"names": names}
    stop = stop_address(message.person_id, KIND)
    parts = [big(subject)]
    for one in mine:
        parts.append(p(_standing(one)))
        lines = [
            (
                _("%(code)s %(title)s, lewat batas waktu %(due)s")
                if duty.due_at < at
                else _("%(code)s %(title)s, batas waktu %(due)s")
            )
            % {
                "code": duty.directive.code,
                "title": duty.directive.title,
                "due": day_and_time(duty.due_at),
            }
            for duty in one.duties
        ]
        parts += [item(line) for line in lines[:NAMED]]
        if len(lines) > NAMED:
            parts.append(item(_("dan %(n)s lainnya") % {"n": angka(len(lines) - NAMED)}))
    why = _(
        "Anda menerima ringkasan ini sekali sepekan karena tercatat sebagai Kepala OPD atau Agen. "
        "Ringkasan ini tidak wajib dan tidak meminta apa pun."
    )
    parts += [
        go(
            _("Buka %(product)s") % {"product": settings.PRODUCT_NAME},
            settings.PUBLIC_BASE_URL + reverse("duties"),
        ),
        small(why),
        away(_("Berhenti menerima ringkasan ini"), stop),
    ]
    return Composed(subject, as_text(parts), as_html(subject, parts), hidden=(stop,))


def _standing(one: Week) -> str:
    """``Dinas Sosial: 28 dari 31 akun terbukti diganti, bertambah 4 sejak pekan lalu.``"""
    if not one.total:
        return ngettext(
            "%(department)s: %(n)s tugas masih terbuka.",
            "%(department)s: %(n)s tugas masih terbuka.",
            len(one.duties),
        ) % {"department": one.department, "n": angka(len(one.duties))}
    said = _("%(department)s: %(done)s dari %(all)s akun terbukti diganti") % {
        "department": one.department,
        "done": angka(one.done),
        "all": angka(one.total),
    }
    if one.more:
        said += ", " + _("bertambah %(n)s sejak pekan lalu") % {"n": angka(one.more)}
    return f"{said}."


#: kind -> composer, for `secops.wiring`.
COMPOSERS: dict[str, Composer] = {
    KIND: Composer(gettext_lazy("Ringkasan mingguan OPD"), compose, stays=True, optional=True)
}
