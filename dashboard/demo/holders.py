"""What the account holders of the demo do: answer, change, forget, contradict themselves."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from secops.compliance.rotations.actions import Given, record_answer
from secops.compliance.rotations.holders import present_holder
from secops.compliance.rotations.models import Answer, Campaign, Rotation
from secops.reminders.calendar import city_calendar
from secops.rules.rotation import AnswerKind, TroubleReason

#: What people answer, in hundredths.
ANSWERS: tuple[tuple[int, AnswerKind, TroubleReason | None], ...] = (
    (52, AnswerKind.DONE_BOTH, None),
    (28, AnswerKind.DONE_PASSWORD, None),
    (9, AnswerKind.NOT_YET, None),
    (5, AnswerKind.TROUBLE, TroubleReason.CANNOT_LOG_IN),
    (2, AnswerKind.TROUBLE, TroubleReason.SHARED),
    (2, AnswerKind.TROUBLE, TroubleReason.LEFT),
    (2, AnswerKind.TROUBLE, TroubleReason.NOT_MINE),
)


@dataclass
class Truth:
    """What really happened to one account in its application."""

    code: str
    username: str
    changed_at: datetime
    former: str = ""
    username_changed_at: datetime | None = None
    revoked_at: datetime | None = None
    open_sessions: int = 1
    last_login_at: datetime | None = None
    disabled_at: datetime | None = None


@dataclass
class Holders:
    """All holders of one campaign, and what is true behind their answers."""

    campaign: Campaign
    leaked: list[dict[str, str]]
    dice: random.Random
    truths: dict[int, Truth] = field(default_factory=dict)
    to_change: set[int] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        rows = Rotation.objects.filter(campaign=self.campaign).select_related(
            "account", "application"
        )
        for row in rows.order_by("pk"):
            changed = row.account.register_changed_from
            assert changed is not None
            self.truths[row.pk] = Truth(
                row.application.code,
                row.account.username,
                changed,
                last_login_at=row.account.register_last_login_at,
                open_sessions=self.dice.choice((0, 1, 1, 2)),
            )

    def answer(self, *, at: datetime, share: float) -> None:
        """A share of those who were told and have not answered do so, each with his own word."""
        waiting = list(
            Rotation.objects.filter(campaign=self.campaign, told_at__lte=at)
            .exclude(pk__in=self.answered)
            .select_related("account__holder", "account__owner")
            .order_by("pk")
        )
        # A shared or service account is answered for by its owner, who need not be its holder.
        waiting = [row for row in waiting if present_holder(row.account) is not None]
        chosen = self.dice.sample(waiting, round(len(waiting) * share))
        for kind, reason, rows in self._shared_out(chosen):
            for moment, some in self._over_the_day(rows, at):
                for row in some:
                    record_answer(
                        [row],
                        Given(kind, self.dice.choice((Answer.Channel.LINK, Answer.Channel.CODE)),
                              reason=reason),
                        person=present_holder(row.account),
                        calendar=city_calendar(),
                        at=moment,
                    )  # fmt: skip
            if kind in (AnswerKind.DONE_BOTH, AnswerKind.DONE_PASSWORD):
                # One in nine says so and has not.
                self.to_change |= {row.pk for row in rows if self.dice.random() > 0.11}
        self.answered |= {row.pk for row in chosen}
        silent = [pk for pk in self.truths if pk not in self.answered and pk not in self.to_change]
        self.to_change |= set(self.dice.sample(silent, round(len(silent) * 0.03)))

    def change(self, *, at: datetime) -> None:
        """Those who mean it change now; most end their sessions, a few change their username."""
        for pk in sorted(self.to_change):
            truth = self.truths[pk]
            if truth.changed_at > at - timedelta(days=8):
                continue
            truth.changed_at = at - timedelta(minutes=self.dice.randrange(5, 300))
            if self.dice.random() < 0.86:
                truth.revoked_at = truth.changed_at + timedelta(minutes=self.dice.randrange(1, 50))
                truth.open_sessions = 0
            if truth.username.isdigit() and self.dice.random() < 0.06:
                truth.former, truth.username = truth.username, f"pegawai{pk}"
                truth.username_changed_at = truth.changed_at
            truth.last_login_at = truth.changed_at

    def readings(self, code: str, *, read_at: datetime) -> list[dict[str, str]]:
        """The file that the application's owner sends that morning."""
        rows = []
        for pk, truth in self.truths.items():
            if truth.code != code:
                continue
            if pk % 331 == 0 and truth.disabled_at is None:
                truth.disabled_at = read_at - timedelta(hours=2)
            rows.append(
                {
                    "application_code": code,
                    "username": truth.username,
                    "previous_username": truth.former,
                    "read_at": _iso(read_at),
                    "password_changed_at": _iso(min(truth.changed_at, read_at)),
                    "username_changed_at": _iso(truth.username_changed_at),
                    "sessions_revoked_at": _iso(truth.revoked_at),
                    "disabled_at": _iso(truth.disabled_at),
                    "open_sessions": str(truth.open_sessions),
                    "last_login_at": _iso(truth.last_login_at),
                }
            )
        return rows

    def _shared_out(
        self, rows: list[Rotation]
    ) -> list[tuple[AnswerKind, TroubleReason | None, list[Rotation]]]:
        piles: dict[tuple[AnswerKind, TroubleReason | None], list[Rotation]] = {}
        weights = [weight for weight, _kind, _reason in ANSWERS]
        for row in rows:
            _weight, kind, reason = self.dice.choices(ANSWERS, weights)[0]
            piles.setdefault((kind, reason), []).append(row)
        return [(kind, reason, pile) for (kind, reason), pile in piles.items()]

    def _over_the_day(
        self, rows: list[Rotation], at: datetime
    ) -> list[tuple[datetime, list[Rotation]]]:
        parts = 4
        return [
            (at - timedelta(minutes=47 * part), rows[part::parts])
            for part in range(parts)
            if rows[part::parts]
        ]


def _iso(moment: datetime | None) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""
