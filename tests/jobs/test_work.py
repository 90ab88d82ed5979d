"""Claiming, doing and ending long work."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction

from accounts.models import User
from secops.audit.models import Entry
from secops.jobs import keeper as keeping
from secops.jobs.actions import AT_ONCE, cancel_job, place, start_job, work_off
from secops.jobs.keeper import LEASE, Keeper
from secops.jobs.models import Job
from secops.jobs.queries import panel_of
from secops.jobs.registry import WORK, Cancelled, JobRefused, LeaseLost

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
Work = Callable[..., dict[str, Any]]


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], None]:
    """`works(function)` does the jobs of kind `test`."""
    monkeypatch.setattr("secops.jobs.actions.wake_workers", lambda _pk: None)

    def wire(work: Work) -> None:
        monkeypatch.setitem(WORK, "test", work)

    return wire


def order(olga: User, title: str = "Impor contoh") -> Job:
    return start_job("test", title, {"upload": 7}, by=olga, at=NOON)


@pytest.mark.django_db
def test_work_gets_its_ids_its_person_and_leaves_its_receipt(olga: User, works) -> None:
    seen: dict[str, Any] = {}

    def work(*, payload: Any, by: User, at: datetime, progress: Any) -> dict[str, Any]:
        seen.update(payload=payload, by=by)
        progress(40, 100)
        return {"rows": 40}

    works(work)
    job = order(olga)
    assert work_off(at=NOON) == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total) == (Job.State.DONE, {"rows": 40}, 40, 100)
    assert seen == {"payload": {"upload": 7}, "by": olga}
    assert job.lease_until is None
    assert job.finished_at is not None


@pytest.mark.django_db
def test_jobs_are_done_oldest_first_and_one_that_fails_stops_nobody(olga: User, works) -> None:
    done: list[int] = []

    def work(*, payload: Any, by: User, at: datetime, progress: Any) -> dict[str, Any]:
        done.append(payload["number"])
        if payload["number"] == 1:
            raise ValueError("198001012005011001 in a message must not reach the page")
        return {}

    works(work)
    jobs = [start_job("test", f"Ke-{n}", {"number": n}, by=olga, at=NOON) for n in range(3)]
    assert work_off(at=NOON) == 3
    assert done == [0, 1, 2]
    failed = Job.objects.get(pk=jobs[1].pk)
    assert failed.state == Job.State.FAILED
    assert "1980" not in failed.problem
    assert "Tidak ada data yang berubah" in failed.problem


@pytest.mark.django_db
def test_a_refusal_is_shown_in_its_own_words(olga: User, works) -> None:
    def work(**_: Any) -> dict[str, Any]:
        raise JobRefused("Berkas ini bukan laporan kebocoran. Unggah berkas lain.")

    works(work)
    job = order(olga)
    work_off(at=NOON)
    job.refresh_from_db()
    assert panel_of(job, NOON).message == "Berkas ini bukan laporan kebocoran. Unggah berkas lain."


@pytest.mark.django_db
def test_a_dead_workers_job_is_free_when_its_lease_ran_out_and_not_before(
    olga: User, works
) -> None:
    works(lambda **_: {"redone": True})
    job = order(olga)
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, attempts=1, lease_until=NOON + LEASE, worker="elsewhere:1:2"
    )
    assert work_off(at=NOON + LEASE - timedelta(seconds=5)) == 0
    assert work_off(at=NOON + LEASE + timedelta(seconds=1)) == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == (Job.State.DONE, 2, {"redone": True})


@pytest.mark.django_db
def test_after_three_attempts_a_job_fails_in_words_and_the_next_is_done(olga: User, works) -> None:
    works(lambda **_: {})
    hopeless, next_one = order(olga), order(olga)
    Job.objects.filter(pk=hopeless.pk).update(
        state=Job.State.RUNNING, attempts=3, lease_until=NOON - LEASE
    )
    assert work_off(at=NOON) == 1
    hopeless.refresh_from_db()
    next_one.refresh_from_db()
    assert (hopeless.state, next_one.state) == (Job.State.FAILED, Job.State.DONE)
    assert "tiga kali" in hopeless.problem


@pytest.mark.django_db
def test_a_database_that_fails_gives_the_job_back_three_times(olga: User, works) -> None:
    tries: list[int] = []

    def work(**_: Any) -> dict[str, Any]:
        tries.append(1)
        raise OperationalError("deadlock detected")

    works(work)
    job = order(olga)
    work_off(at=NOON)
    job.refresh_from_db()
    assert len(tries) == 3
    assert job.state == Job.State.FAILED


@pytest.mark.django_db
def test_one_worker_keeps_processes_free_for_the_tick(olga: User, works) -> None:
    works(lambda **_: {})
    busy = [order(olga) for _ in range(AT_ONCE)]
    Job.objects.filter(pk__in=[job.pk for job in busy]).update(
        state=Job.State.RUNNING, attempts=1, lease_until=NOON + LEASE, worker=f"{place()}4711"
    )
    order(olga)
    assert work_off(at=NOON) == 0
    Job.objects.filter(pk__in=[job.pk for job in busy]).update(worker="another machine:1:4711")
    assert work_off(at=NOON) == 1


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_at_once_and_leaves_a_trail(olga: User, works) -> None:
    works(lambda **_: {})
    job = order(olga)
    assert cancel_job(job, by=olga, at=NOON)
    assert not cancel_job(job, by=olga, at=NOON)
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert work_off(at=NOON) == 0
    assert Entry.objects.filter(verb="job.cancelled").count() == 1


@pytest.mark.django_db
def test_a_dead_workers_cancelled_job_is_not_done_again(olga: User, works) -> None:
    works(lambda **_: {})
    job = order(olga)
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.RUNNING, attempts=1, lease_until=NOON - LEASE, cancel_requested_at=NOON
    )
    assert work_off(at=NOON) == 0
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED


@pytest.mark.django_db
def test_nobody_stops_the_work_of_others_but_the_office(
    olga: User, leo: User, budi: User, works
) -> None:
    works(lambda **_: {})
    job = order(olga)
    with pytest.raises(PermissionDenied):
        cancel_job(job, by=budi, at=NOON)
    assert cancel_job(job, by=leo, at=NOON)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers are written every tenth of a second."""
    monkeypatch.setattr(keeping, "STEP", 0.05)


def wait_for(condition: Callable[[], Any], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_works_transaction_is_open(olga: User, works, quick) -> None:
    seen: list[tuple[int, int | None]] = []

    def work(*, progress: Any, **_: Any) -> dict[str, Any]:
        with transaction.atomic():
            User.objects.filter(pk=olga.pk).update(last_seen_at=NOON)
            progress(500, 2000)
            other = connection.copy()
            with other.cursor() as cursor:

                def told() -> bool:
                    cursor.execute("SELECT done, total FROM jobs_job")
                    seen.append(cursor.fetchone())
                    return seen[-1] == (500, 2000)

                wait_for(told)
            other.close()
        return {}

    works(work)
    order(olga)
    assert work_off(at=NOON) == 1


@pytest.mark.django_db(transaction=True)
def test_a_long_silence_of_the_work_does_not_lose_the_lease(olga: User, works, quick) -> None:
    def work(**_: Any) -> dict[str, Any]:
        before = Job.objects.get().lease_until
        assert before is not None
        wait_for(lambda: Job.objects.get().lease_until > before + timedelta(seconds=0.2))
        return {}

    works(work)
    job = order(olga)
    work_off(at=NOON)
    job.refresh_from_db()
    assert job.state == Job.State.DONE


@pytest.mark.django_db(transaction=True)
def test_a_running_job_stops_when_asked_and_keeps_nothing(olga: User, works, quick) -> None:
    def work(*, progress: Any, **_: Any) -> dict[str, Any]:
        cancel_job(Job.objects.get(), by=olga, at=NOON)
        for row in range(10_000):
            progress(row)
            time.sleep(0.01)
        return {}

    works(work)
    job = order(olga)
    work_off(at=NOON)
    job.refresh_from_db()
    assert job.state == Job.State.CANCELLED
    assert 0 < job.done < 9_999


@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_job_was_taken_over_stops_and_writes_nothing(
    olga: User, works, quick
) -> None:
    def work(*, progress: Any, **_: Any) -> dict[str, Any]:
        Job.objects.update(attempts=2, note="held by another")
        for row in range(10_000):
            progress(row)
            time.sleep(0.01)
        return {}

    works(work)
    job = order(olga)
    work_off(at=NOON)
    job.refresh_from_db()
    assert (job.state, job.note) == (Job.State.RUNNING, "held by another")


@pytest.mark.django_db
def test_a_worker_that_slept_past_its_lease_stops_by_itself(
    olga: User, works, monkeypatch: pytest.MonkeyPatch
) -> None:
    works(lambda **_: {})
    keeper = Keeper(order(olga), at=NOON)
    keeper.progress(1)
    monkeypatch.setattr(keeper, "_kept", time.monotonic() - LEASE.total_seconds() - 1)
    with pytest.raises(LeaseLost):
        keeper.progress(2)
    assert issubclass(LeaseLost, Cancelled)
