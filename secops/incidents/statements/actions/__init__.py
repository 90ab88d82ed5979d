"""Everything that changes a public statement: its words, its facts, its steps, its answers."""

from secops.incidents.statements.actions.answers import (
    AnswerRefused,
    approve_answer,
    withdraw_answer,
    write_answer,
)
from secops.incidents.statements.actions.noticing import (
    look_after_statements,
    notice_misfits,
    remind_of_promises,
    settle_warning,
)
from secops.incidents.statements.actions.steps import (
    approve_statement,
    drop_statement,
    publish_statement,
    review_statement,
)
from secops.incidents.statements.actions.writing import (
    Fact,
    Said,
    change_statement,
    link_fact,
    unlink_fact,
    write_statement,
)

__all__ = [
    "AnswerRefused",
    "Fact",
    "Said",
    "approve_answer",
    "approve_statement",
    "change_statement",
    "drop_statement",
    "link_fact",
    "look_after_statements",
    "notice_misfits",
    "publish_statement",
    "remind_of_promises",
    "review_statement",
    "settle_warning",
    "unlink_fact",
    "withdraw_answer",
    "write_answer",
    "write_statement",
]
