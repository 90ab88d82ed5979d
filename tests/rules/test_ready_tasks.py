"""Ready tasks: every class has what law and practice ask, and none of it twice."""

from datetime import datetime, timedelta

import pytest

from secops.rules.incident import PATH, Rsit
from secops.rules.intervals import WIB
from secops.rules.ladder import moments
from secops.rules.notices import share_of
from secops.rules.ready_tasks import CLASSES, KNOWN, READY, IncidentClass, likely_class
from secops.rules.task_ladder import ladder_of_task
from secops.rules.working_time import Calendar

AT = datetime(2026, 11, 24, 9, 0, tzinfo=WIB)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("kind", list(IncidentClass))
def test_every_class_has_tasks_with_words_owner_term_and_proof(kind: IncidentClass) -> None:
    tasks = READY[kind]
    assert CLASSES[kind].id
    assert CLASSES[kind].en
    assert len({task.key for task in tasks}) == len(tasks)
    for task in tasks:
        assert task.hours > 0
        assert task.phase in PATH[:-1]
        assert len(task.title.id) <= 200
        assert any(point.required for point in task.points)
        for words in (task.title, *(point.words for point in task.points)):
            assert words.id.strip()
            assert words.en.strip()
            assert words.id != words.en or words.id == "Ransomware"


def test_a_leak_of_passwords_is_locked_at_the_source_and_cleaned_before_new_ones_are_typed() -> (
    None
):
    keys = [task.key for task in READY[IncidentClass.CREDENTIAL_LEAK]]
    assert {"lock-source", "infected-computers", "rotate", "take-down"} <= set(keys)
    assert keys.index("infected-computers") < keys.index("rotate")
    assert "tetap berlaku" in " ".join(point.words.id for point in KNOWN["lock-source"].points)


def test_the_request_to_take_a_post_down_is_ready_in_both_languages() -> None:
    ready = KNOWN["take-down"].ready
    assert ready is not None
    for text in (ready.id, ready.en):
        filled = text.format(office="Diskominfo", city="Kota Contoh")
        assert "Diskominfo Kota Contoh" in filled
        assert "{" not in filled
    assert max(map(len, ready.id.splitlines())) > 100, "a paragraph is one line, not cut in pieces"


@pytest.mark.parametrize("kind", list(IncidentClass))
def test_every_class_ends_with_lessons(kind: IncidentClass) -> None:
    assert READY[kind][-1].key == "lessons"


def test_every_likely_class_belongs_to_a_kind_of_the_taxonomy() -> None:
    assert likely_class("") is None
    assert likely_class(Rsit.DATA_LEAK) is IncidentClass.DATA_LEAK
    assert likely_class(Rsit.DATA_LOSS) is IncidentClass.LOST_DEVICE
    assert likely_class(Rsit.UNAUTHORISED_CHANGE) is IncidentClass.RANSOMWARE


def test_the_classes_are_those_of_the_taxonomy_1003() -> None:
    examples = {
        "abusive-content": "spam harmful-speech violence",
        "malicious-code": "infected-system c2-server malware-distribution malware-configuration",
        "information-gathering": "scanner sniffing social-engineering",
        "intrusion-attempts": "ids-alert brute-force exploit",
        "intrusions": "privileged-account-compromise unprivileged-account-compromise "
        "application-compromise system-compromise burglary",
        "availability": "dos ddos misconfiguration sabotage outage",
        "information-content-security": "unauthorised-information-access "
        "unauthorised-information-modification data-loss data-leak",
        "fraud": "unauthorised-use-of-resources copyright masquerade phishing",
        "vulnerable": "weak-crypto ddos-amplifier potentially-unwanted-accessible "
        "information-disclosure vulnerable-system",
        "other": "other undetermined",
        "test": "test",
    }
    assert [one.value for one in Rsit] == [
        f"{first}.{second}" for first, words in examples.items() for second in words.split()
    ]


def codes(hours: int) -> list[tuple[str, str]]:
    due = AT + hours * HOUR
    steps = moments(ladder_of_task(AT, due), start=AT, due=due, calendar=Calendar())
    return [(step.rung.code, f"{step.moment.astimezone(WIB):%a %d %H.%M}") for step in steps]


def test_a_task_in_hours_is_reminded_half_way_and_when_due() -> None:
    assert codes(8) == [
        ("given", "Tue 24 09.00"),
        ("half-way", "Tue 24 13.00"),
        ("due", "Tue 24 17.00"),
        ("late-1", "Wed 25 08.00"),
    ]


def test_a_task_in_days_is_reminded_in_the_mornings_of_working_days() -> None:
    assert codes(24 * 7) == [
        ("given", "Tue 24 09.00"),
        ("h-1", "Mon 30 08.00"),
        ("due", "Tue 01 08.00"),
        ("late-1", "Wed 02 08.00"),
    ]


def test_the_share_counts_what_is_over_or_answered_and_nothing_that_still_has_time() -> None:
    due = AT + 24 * HOUR
    terms = [(due, due), (due, due + timedelta(seconds=1)), (due, None)]
    now = share_of(terms, at=due)
    assert (now.counted, now.in_time, now.waiting, now.percent) == (2, 1, 1, 50)
    later = share_of(terms, at=due + timedelta(seconds=1))
    assert (later.counted, later.in_time, later.waiting, later.percent) == (3, 1, 0, 33)
    assert share_of([], at=AT).percent is None
