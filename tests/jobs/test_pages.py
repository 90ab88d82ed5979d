"""The list of jobs, one job, cancel."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from accounts.models import User
from secops.jobs.models import Job
from secops.jobs.registry import OUTCOME
from tests.conftest import Enter

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def job_of(user: User, **fields: object) -> Job:
    return Job.objects.create(
        **({"kind": "test", "title": "contoh.csv", "started_by": user, "created_at": NOON} | fields)
    )


def test_the_office_sees_all_jobs_and_others_their_own(
    olga: User, budi: User, signed_in: Enter
) -> None:
    of_office, of_budi = job_of(olga), job_of(budi, title="milik-budi.csv")
    page = signed_in(budi).get("/jobs/").content.decode()
    assert "milik-budi.csv" in page
    assert "contoh.csv" not in page
    assert signed_in(budi).get(of_office.get_absolute_url()).status_code == 404
    assert signed_in(budi).post(reverse("job-cancel", args=[of_office.pk])).status_code == 404
    assert signed_in(olga).get(of_budi.get_absolute_url()).status_code == 200


def test_a_running_job_shows_its_count_and_asks_again(olga: User, signed_in: Enter) -> None:
    job = job_of(olga, state=Job.State.RUNNING, done=4182, total=12430, started_at=NOON)
    page = signed_in(olga).get(job.get_absolute_url()).content.decode()
    assert "4.182 dari 12.430" in page
    assert reverse("job-panel", args=[job.pk]) in page
    panel = signed_in(olga).get(reverse("job-panel", args=[job.pk]))
    assert "4.182" in panel.content.decode()
    Job.objects.update(state=Job.State.DONE)
    over = signed_in(olga).get(reverse("job-panel", args=[job.pk]))
    assert (over.status_code, over["HX-Redirect"]) == (204, job.get_absolute_url())


def test_a_failed_job_says_why_in_the_readers_language(olga: User, signed_in: Enter) -> None:
    job = job_of(olga, state=Job.State.FAILED, problem="Berkas rusak. Unggah lagi.")
    assert (
        "Berkas rusak. Unggah lagi." in signed_in(olga).get(job.get_absolute_url()).content.decode()
    )


def test_a_finished_job_leads_to_what_came_of_it(
    olga: User, signed_in: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OUTCOME, "test", lambda *, payload, result: f"/outcome/{result['id']}/")
    job = job_of(olga, state=Job.State.DONE, result={"id": 7})
    assert "/outcome/7/" in signed_in(olga).get(job.get_absolute_url()).content.decode()


def test_cancel_is_a_post(olga: User, signed_in: Enter) -> None:
    job = job_of(olga)
    address = reverse("job-cancel", args=[job.pk])
    assert signed_in(olga).get(address).status_code == 405
    assert signed_in(olga).post(address).status_code == 302
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
