"""A job as the progress panel of the house shows it; and who is alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from secops.jobs.models import Job, Pulse

_ENDED = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)


@dataclass(frozen=True, slots=True)
class JobPanel:
    """How far a job is: the attributes that `{% job_panel %}` reads."""

    pk: int
    label: str
    done: int
    total: int | None
    finished: bool
    failed: bool
    cancel_requested: bool
    eta_seconds: float | None
    message: str


def panel_of(job: Job, at: datetime) -> JobPanel:
    """The panel at a moment; the rest is guessed from the pace so far."""
    return JobPanel(
        pk=job.pk,
        label=job.title,
        done=job.done,
        total=job.total,
        finished=job.state in _ENDED,
        failed=job.state == Job.State.FAILED,
        cancel_requested=job.cancel_requested_at is not None,
        eta_seconds=_eta(job, at),
        message=_(job.problem) if job.problem else str(job.get_state_display()),
    )


def _eta(job: Job, at: datetime) -> float | None:
    if not (job.total and job.done and job.started_at):
        return None
    passed = (at - job.started_at).total_seconds()
    return passed * max(0, job.total - job.done) / job.done if passed > 0 else None


def is_over(job: Job) -> bool:
    """Whether the job ended, however."""
    return job.state in _ENDED


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """When one part was last felt; `silent` when it is too long ago, or never was."""

    name: str
    label: str
    seen_at: datetime | None
    silent: bool


def pulses(at: datetime) -> tuple[Heartbeat, ...]:
    """Worker and scheduler, in the order in which one looks for a fault; one query."""
    seen = dict(Pulse.objects.values_list("name", "seen_at"))
    limit = at - timedelta(seconds=settings.SILENT_AFTER_SECONDS)
    return tuple(
        Heartbeat(name.value, str(name.label), seen.get(name), seen.get(name, limit) <= limit)
        for name in Pulse.Name
    )


__all__ = ["Heartbeat", "JobPanel", "is_over", "panel_of", "pulses"]
