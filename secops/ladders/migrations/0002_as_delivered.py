"""The three ladders of RULES 5, to be edited by the office.

Kept as data, not read from the laws, so that what an old installation started with stays readable.
"""

from django.db import migrations


def rung(code, anchor, audience, n=0, summary_only=False, call_first=False):
    return {
        "code": code, "anchor": anchor, "audience": audience, "n": n,
        "summary_only": summary_only, "call_first": call_first,
    }  # fmt: skip


def weekly(audience, summary_only=False):
    return [rung(f"weekly-{n}", "weekly", audience, n, summary_only) for n in range(1, 5)]


DEPARTMENT = ["agent", "head"]
LATE = [
    rung("late-1", "after_due", ["head", "deputy"], 1),
    rung("late-3", "after_due", ["superior"], 3),
    rung("late-5", "after_due", ["regional_secretary"], 5, call_first=True),
    *weekly(["leadership"], summary_only=True),
]
LADDERS = {
    "days": [
        rung("issued", "start", DEPARTMENT),
        rung("h-3", "before_due", ["agent"], 3),
        rung("h-1", "before_due", ["agent"], 1),
        rung("due", "due_morning", DEPARTMENT),
        *LATE,
    ],
    "hours": [
        rung("issued", "start", DEPARTMENT),
        rung("half-way", "half_way", ["agent"]),
        rung("due", "due_time", DEPARTMENT),
        *LATE,
    ],
    "holders": [
        rung("start", "start", ["holder"]),
        rung("h-3", "before_due", ["holder"], 3),
        rung("h-1", "before_due", ["holder"], 1),
        rung("late-1", "after_due", ["holder"], 1),
        *weekly(["holder"]),
    ],
}


def enter(apps, schema_editor):
    ladder = apps.get_model("ladders", "OfficeLadder")
    ladder.objects.bulk_create(
        [ladder(kind=kind, rungs=rungs) for kind, rungs in LADDERS.items()], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    dependencies = [("ladders", "0001_gathered")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop, elidable=False)]
