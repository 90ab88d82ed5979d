"""The worker's door to long work."""

from celery import shared_task
from django.utils import timezone

from secops.jobs.actions import work_off


@shared_task(name="secops.jobs.work")
def work(job_id: int) -> None:
    """Do what waits: this job, those before it, and those that came while it was done."""
    work_off(at=timezone.now())
