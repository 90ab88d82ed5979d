"""A job as the progress panel of the house shows it; and who is alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from secops.house.text import english
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
    waits: bool = False
    """No worker has taken it yet."""
    silent_since: datetime | None = None
    """Since when no worker answers; only told of a job that waits."""


def panel_of(job: Job, at: datetime) -> JobPanel:
    """The panel at a moment; the rest is guessed from the pace so far."""
    waits = job.state == Job.State.QUEUED
    return JobPanel(
        pk=job.pk,
        label=job.title,
        done=job.done,
        total=job.total,
        finished=job.state in _ENDED,
        failed=job.state == Job.State.FAILED,
        cancel_requested=job.cancel_requested_at is not None,
        eta_seconds=_eta(job, at),
        message=_why(job) if job.problem else str(job.get_state_display()),
        waits=waits,
        silent_since=_silent_since(at) if waits else None,
    )


def _why(job: Job) -> str:
    """Why a job failed, in the reader's language."""
    english_words = str(job.result.get("problem_en", ""))
    return english_words if english_words and english() else _(job.problem)


def _silent_since(at: datetime) -> datetime | None:
    worker = next(pulse for pulse in pulses(at) if pulse.name == Pulse.Name.WORKER.value)
    return worker.seen_at if worker.silent else None


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


#: The parts that do what no request does. Whoever asks a web process knows that it lives.
BEHIND_THE_PAGES = (Pulse.Name.WORKER, Pulse.Name.SCHEDULER)


def last_felt() -> dict[str, datetime]:
    """When each process was last felt, by name."""
    return dict(Pulse.objects.values_list("name", "seen_at"))


def pulses(at: datetime, seen: dict[str, datetime] | None = None) -> tuple[Heartbeat, ...]:
    """Worker and scheduler, in the order in which one looks for a fault; one query, none where it
    is already known when they were felt."""
    seen = last_felt() if seen is None else seen
    limit = at - timedelta(seconds=settings.SILENT_AFTER_SECONDS)
    return tuple(
        Heartbeat(name.value, str(name.label), seen.get(name), seen.get(name, limit) <= limit)
        for name in BEHIND_THE_PAGES
    )


__all__ = ["Heartbeat", "JobPanel", "is_over", "last_felt", "panel_of", "pulses"]
