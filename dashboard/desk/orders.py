"""The orders to the department that wait for its agent, on the desk where he starts his day."""

from datetime import datetime

from accounts.models import User
from accounts.roles import Permission
from dashboard.departments.cards import Waiting, waiting_orders
from dashboard.departments.queries import orders_of
from secops.compliance.rotations.queries import Desk


def orders_on(desk: Desk, user: User, *, at: datetime) -> Waiting:
    """Orders that the reader reports or states himself; none for the office that stands in."""
    own = [pk for pk in desk.departments if user.may(Permission.REPORT_DUTY, pk)]
    states = any(user.may(Permission.CONFIRM_DUTY, pk) for pk in own)
    return waiting_orders(orders_of(own, at=at) if own else [], states=states, at=at)
