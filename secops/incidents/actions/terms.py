"""What ends a term, and the decision that starts the public one."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import check
from accounts.models import User
from accounts.roles import Permission
from secops.audit.actions import record
from secops.incidents.actions.refusals import IncidentRefused, locked, refuse_future
from secops.incidents.clocks import started
from secops.incidents.models import ClockStop, Incident, PublicDecision
from secops.rules.clocks import ClockCode
from secops.rules.public_words import trimmed
from secops.rules.secrets import kept_words


@transaction.atomic
def stop_clock(
    incident: Incident,
    code: ClockCode,
    *,
    stopped_at: datetime,
    proof: str,
    by: User,
    at: datetime,
) -> ClockStop:
    """Note that what a clock asks was done, with its proof (number of the letter, receipt)."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    running = {start.code: start.at for start in started(incident)}
    if code not in running:
        raise IncidentRefused(_("Hitungan waktu ini tidak berjalan pada insiden ini."))
    if not proof.strip():
        raise IncidentRefused(_("Tuliskan buktinya, misalnya nomor surat atau tanda terima."))
    if stopped_at > at or stopped_at < running[code]:
        raise IncidentRefused(_("Waktu kirim harus sesudah ditemukan dan tidak di masa depan."))
    family = incident.family
    stop = ClockStop.objects.filter(incident__in=family, clock=code.value).first()
    if stop is not None:
        raise IncidentRefused(_("Pengirimannya sudah dicatat."))
    stop = ClockStop.objects.create(
        incident=incident,
        clock=code,
        stopped_at=stopped_at,
        proof=trimmed(proof),
        recorded_by=by,
        recorded_at=at,
    )
    record(
        "incident.reported_out",
        incident,
        by=by,
        at=at,
        receiver=code.value,
        proof=stop.proof,
        stopped_at=stopped_at,
    )
    return stop


#: Who hears of such a decision; `secops/wiring.py` adds higher parts.
PUBLIC_DECIDED: list[Callable[[PublicDecision], None]] = []


@transaction.atomic
def decide_public(
    incident: Incident,
    *,
    tell: bool,
    reason: str,
    decided_by: str,
    decided_at: datetime,
    due_at: datetime | None,
    by: User,
    at: datetime,
) -> PublicDecision:
    """Record whether the public is told (UU 27/2022 Art 46(3)); telling it starts a term."""
    check(by, Permission.WRITE_INCIDENT)
    incident = locked(incident)
    if incident.personal_data_known_at is None:
        raise IncidentRefused(
            _("Isi dulu sejak kapan kegagalan pelindungan data pribadi diketahui.")
        )
    if not reason.strip() or not decided_by.strip():
        raise IncidentRefused(_("Tuliskan siapa yang memutuskan dan alasannya."))
    refuse_future(decided_at, at, _("Keputusannya belum terjadi. Periksa waktunya."))
    if tell and (due_at is None or due_at <= decided_at):
        raise IncidentRefused(_("Tuliskan batas waktunya, sesudah waktu keputusan."))
    made = PublicDecision.objects.create(
        incident=incident,
        tell=tell,
        reason=kept_words(reason),
        decided_by=trimmed(decided_by),
        decided_at=decided_at,
        due_at=due_at if tell else None,
        recorded_by=by,
        recorded_at=at,
    )
    verb = "incident.public_to_be_told" if tell else "incident.public_not_told"
    record(verb, incident, by=by, at=at, reason=made.reason, decided_by=made.decided_by)
    for hear in PUBLIC_DECIDED:
        hear(made)
    return made
