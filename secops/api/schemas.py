"""What the API says and takes. The values are the standard terms that the program stores."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field

State = Literal[
    "draft", "submitted", "under_review", "accepted", "rejected", "merged", "not_ours"
]  # fmt: skip
ListedState = Literal[
    "draft", "submitted", "under_review", "accepted", "rejected", "merged", "not_ours",
    "waiting", "objected",
]  # fmt: skip
Marking = Literal["clear", "green", "amber", "amber_strict", "red"]
Target = Literal["office", "all", "departments", "application", "incident", "unknown"]
Urgency = Literal["today", "week", "month"]
Kind = Literal[
    "passwords", "configuration", "update", "monitoring", "backup", "investigation", "rules",
    "people", "other",
]  # fmt: skip
Severity = Literal["critical", "high", "medium", "low"]
Effort = Literal["day", "week", "month", "project"]
#: PostgreSQL keeps no NUL; a code that holds one is nobody's.
Code = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]
Id = Annotated[int, Field(ge=1, le=2**62)]
Moment = Annotated[
    AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(3000, 1, 1, tzinfo=UTC))
]


class FieldProblem(Schema):
    """One field that cannot be taken."""

    field: str
    value: str = Field(description="What was sent; empty for long or private words.")
    problem: str = Field(description="What is wrong, and what is expected.")


class Problem(Schema):
    """A refusal (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
    errors: list[FieldProblem] = []


class OrganisationName(Schema):
    """A stakeholder."""

    id: int
    name: str


class RecommendationLine(Schema):
    """A recommendation in a list: everything but its text."""

    code: str = Field(examples=["R-2026-014"])
    title: str
    tlp: Marking = Field(description="For whom it is; hand it on no further (TLP 2.0).")
    tlp_label: str = Field(examples=["TLP:AMBER+STRICT"])
    state: State
    organisation: OrganisationName
    author: str | None = Field(description="Only for the office.")
    kind: Kind
    severity: Severity | None
    effort: Effort | None
    urgency: Urgency
    target: Target
    departments: list[str] = Field(description="Codes, where the target is `departments`.")
    application: str | None = Field(description="Its code, where the target is `application`.")
    incident: str | None = Field(
        description="Its number; for a stakeholder only where he was told of it."
    )
    version: int
    submitted_at: datetime | None = Field(description="Empty: a draft.")
    decide_by: datetime | None
    decided_at: datetime | None
    merged_into: str | None = Field(description="Where the caller may read that one, too.")
    follow_up_by: datetime | None
    review_by: datetime | None
    finished_at: datetime | None
    changed_at: datetime = Field(
        description="When text, marking, state, decision or a date last changed."
    )
    url: str = Field(description="Its page.")


class RecommendationText(RecommendationLine):
    """One recommendation. Reading it leaves a receipt, as opening its page does."""

    text: str = Field(description="Markdown, as it was written.")
    references: list[str]
    letter_number: str
    decision_reason: str


class RecommendationPage(Schema):
    """A page of a list, the oldest entry first."""

    items: list[RecommendationLine]
    next_cursor: str | None = Field(
        description="Send it as `cursor` for the next page; null: this was the last."
    )


class RecommendationFilters(Schema):
    """What a list can be narrowed to; all that are given must hold."""

    state: ListedState | None = Field(
        None,
        description="A state; or `waiting` for our decision, `objected` after one.",
    )
    tlp: Marking | None = None
    q: Annotated[str, Field(max_length=200)] | None = Field(
        None, description="Words in number, title or text."
    )
    organisation: Id | None = Field(None, description="Its id; of use to the office.")
    changed_since: Moment | None = Field(
        None, description="A time with its zone, such as 2026-11-27T08:00:00+07:00."
    )
    limit: int = Field(50, ge=1, le=100)
    cursor: Annotated[str, Field(max_length=500)] | None = Field(
        None, description="`next_cursor` of the page before, with the same filters."
    )


class RecommendationGiven(Schema):
    """A new recommendation. Files are added on its page: send a draft, add them there."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        min_length=1,
        max_length=20_000,
        description="What we should do, in Markdown. No passwords, no personal data.",
    )
    target: Target
    urgency: Urgency
    tlp: Marking = Field(description="Who may read it.")
    title: str = Field("", max_length=200, description="Empty: the first sentence.")
    kind: Kind = "other"
    severity: Severity | None = None
    effort: Effort | None = None
    references: list[Annotated[str, Field(max_length=300)]] = Field(
        [],
        max_length=20,
        description="CVE-2026-12345, CWE-521, https://…, ISO/IEC 27001 A.8.5.",
    )
    departments: list[Code] = Field(
        [], max_length=200, description="Codes, where the target is `departments`."
    )
    application: Code | None = Field(
        None, description="Its code, where the target is `application`."
    )
    incident: Code | None = Field(
        None, description="Its number, where the target is `incident`: one you were told of."
    )
    organisation: Id | None = Field(
        None, description="For whom you write, where you speak for several."
    )
    draft: bool = Field(False, description="Keep it as yours alone; it is sent on its page.")
