"""What an office may make of the ready tasks of a class, and how its version is kept as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any

from secops.rules.incident import PATH, Phase
from secops.rules.ready_tasks.model import OwnerRole, Point, ReadyTask, Words

#: The phases in which a task can be done.
PHASES: tuple[Phase, ...] = PATH[:-1]

MOST_TASKS = 40
MOST_POINTS = 30
#: A year; what takes longer is a project.
MOST_HOURS = 24 * 366
TITLE_LENGTH, POINT_LENGTH, READY_LENGTH = 200, 500, 5_000


class ReadyRefusal(StrEnum):
    """Why the ready tasks of a class cannot stand so."""

    NO_TITLE = "no_title"
    TOO_LONG = "too_long"
    TERM = "term"
    NO_POINT = "no_point"
    TOO_MANY_POINTS = "too_many_points"
    TOO_MANY_TASKS = "too_many_tasks"
    TWICE = "twice"


def refusals(tasks: Sequence[ReadyTask]) -> list[tuple[str, ReadyRefusal]]:
    """All that the laws forbid, each with the key of its task; an empty class may stand."""
    found: list[tuple[str, ReadyRefusal]] = []
    if len(tasks) > MOST_TASKS:
        found.append(("", ReadyRefusal.TOO_MANY_TASKS))
    keys = [task.key for task in tasks]
    found += [(key, ReadyRefusal.TWICE) for key in dict.fromkeys(keys) if keys.count(key) > 1]
    for task in tasks:
        found += [(task.key, why) for why in _wrong(task)]
    return found


def _wrong(task: ReadyTask) -> list[ReadyRefusal]:
    found = []
    texts = [(task.title, TITLE_LENGTH), *((one.words, POINT_LENGTH) for one in task.points)]
    if task.ready is not None:
        texts.append((task.ready, READY_LENGTH))
    if not task.title.id.strip():
        found.append(ReadyRefusal.NO_TITLE)
    if any(len(words.id) > most or len(words.en) > most for words, most in texts):
        found.append(ReadyRefusal.TOO_LONG)
    if not 1 <= task.hours <= MOST_HOURS:
        found.append(ReadyRefusal.TERM)
    if task.required and not any(one.required and one.words.id.strip() for one in task.points):
        found.append(ReadyRefusal.NO_POINT)
    if len(task.points) > MOST_POINTS:
        found.append(ReadyRefusal.TOO_MANY_POINTS)
    return found


def key_for(title: str, taken: Iterable[str]) -> str:
    """The identity of a task the office adds; the same title in two classes is the same task."""
    words = "-".join(re.findall(r"[a-z0-9]+", title.lower()))[:45].strip("-")
    plain = f"office-{words or 'task'}"
    there, number, key = set(taken), 1, plain
    while key in there:
        number += 1
        key = f"{plain}-{number}"
    return key


def moved(tasks: Sequence[ReadyTask], key: str, by: int) -> tuple[ReadyTask, ...]:
    """The tasks with one of them `by` places further down; at an end it stays."""
    rows = list(tasks)
    place = next(n for n, task in enumerate(rows) if task.key == key)
    task = rows.pop(place)
    rows.insert(max(0, place + by), task)
    return tuple(rows)


def without(tasks: Sequence[ReadyTask], key: str) -> tuple[ReadyTask, ...]:
    """The tasks less one."""
    return tuple(task for task in tasks if task.key != key)


def put(tasks: Sequence[ReadyTask], wanted: ReadyTask) -> tuple[ReadyTask, ...]:
    """The tasks with this one in the place of that with its key, or at the end."""
    if any(task.key == wanted.key for task in tasks):
        return tuple(wanted if task.key == wanted.key else task for task in tasks)
    return (*tasks, wanted)


def tidy(task: ReadyTask) -> ReadyTask:
    """The task without empty points and blanks; a missing English is the Indonesian."""
    return replace(
        task,
        title=_tidy(task.title),
        points=tuple(
            replace(one, words=_tidy(one.words)) for one in task.points if one.words.id.strip()
        ),
        ready=_tidy(task.ready) if task.ready and task.ready.id.strip() else None,
    )


def _tidy(words: Words) -> Words:
    return Words(words.id.strip(), words.en.strip() or words.id.strip())


def filled(text: str, places: Mapping[str, str]) -> str:
    """Words to be sent on with the names in their {places}; unknown braces stay as written."""
    for name, value in places.items():
        text = text.replace("{" + name + "}", value)
    return text


def as_data(tasks: Iterable[ReadyTask]) -> list[dict[str, Any]]:
    """The tasks as plain data."""
    return [
        {**asdict(task), "phase": task.phase.value, "owner": task.owner.value} for task in tasks
    ]


def from_data(rows: Iterable[Mapping[str, Any]]) -> tuple[ReadyTask, ...]:
    """Read what `as_data` wrote; TypeError, KeyError or ValueError if it is none."""
    return tuple(
        ReadyTask(
            **{
                **row,
                "phase": Phase(row["phase"]),
                "owner": OwnerRole(row["owner"]),
                "title": Words(**row["title"]),
                "points": tuple(
                    Point(Words(**one["words"]), one["required"]) for one in row["points"]
                ),
                "ready": Words(**row["ready"]) if row["ready"] else None,
            }
        )
        for row in rows
    )
