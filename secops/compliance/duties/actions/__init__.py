"""Everything that changes a directive or a duty."""

from secops.compliance.duties.actions.affirming import (
    AffirmRefused,
    affirm_by_letter,
    affirm_statement,
)
from secops.compliance.duties.actions.campaigns import (
    StartedWithDuties,
    lock_targets,
    open_locks,
    order_lock,
    order_locks,
    order_rotation,
    start_campaign_with_duties,
)
from secops.compliance.duties.actions.changing import Change, change_directive
from secops.compliance.duties.actions.decisions import (
    accept_duty,
    accept_proven,
    exempt_duty,
    reject_dispute,
    return_duty,
    withdraw_duty,
    write_off_duty,
)
from secops.compliance.duties.actions.evidence import (
    EvidenceRefused,
    Handed,
    add_evidence,
    record_evidence_view,
    remove_evidence,
    take_evidence,
)
from secops.compliance.duties.actions.issue import (
    Order,
    OrderRefused,
    Target,
    close_directive,
    issue_directive,
)
from secops.compliance.duties.actions.locks import take_usernames
from secops.compliance.duties.actions.moves import dispute_duty, receive_duty, report_duty
from secops.compliance.duties.actions.objections import answer_objection, object_to_numbers
from secops.compliance.duties.actions.reopen import reopen_duty, reopen_what_was_hurt
from secops.compliance.duties.actions.sending import (
    pass_to_agent,
    plan_of,
    promise_numbers,
    send_code,
    send_directive,
    send_example,
)
from secops.compliance.duties.actions.statements import (
    NumbersChanged,
    PromiseMissing,
    confirm_duty,
)

__all__ = [
    "AffirmRefused",
    "Change",
    "EvidenceRefused",
    "Handed",
    "NumbersChanged",
    "Order",
    "OrderRefused",
    "PromiseMissing",
    "StartedWithDuties",
    "Target",
    "accept_duty",
    "accept_proven",
    "add_evidence",
    "affirm_by_letter",
    "affirm_statement",
    "answer_objection",
    "change_directive",
    "close_directive",
    "confirm_duty",
    "dispute_duty",
    "exempt_duty",
    "issue_directive",
    "lock_targets",
    "object_to_numbers",
    "open_locks",
    "order_lock",
    "order_locks",
    "order_rotation",
    "pass_to_agent",
    "plan_of",
    "promise_numbers",
    "receive_duty",
    "record_evidence_view",
    "reject_dispute",
    "remove_evidence",
    "reopen_duty",
    "reopen_what_was_hurt",
    "report_duty",
    "return_duty",
    "send_code",
    "send_directive",
    "send_example",
    "start_campaign_with_duties",
    "take_evidence",
    "take_usernames",
    "withdraw_duty",
    "write_off_duty",
]
