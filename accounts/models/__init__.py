"""Who: people, departments, the positions that hold duties, and sign-ins.

Duties hang on positions, not on people: 354 officials changed in one day in one such city. A
position keeps its duties and its history when the holder changes.
"""

from accounts.models.links import (
    AnswerLink,
    ApiToken,
    ConfirmationCode,
    NetworkCount,
)
from accounts.models.people import (
    NUMBER_TAIL,
    Contact,
    ContactQuerySet,
    Department,
    DepartmentQuerySet,
    Person,
    number_tail,
    sort_name,
)
from accounts.models.positions import (
    Absence,
    Position,
    Tenure,
    TenureQuerySet,
)
from accounts.models.users import (
    NOTHING,
    SYSTEM,
    Scope,
    User,
    UserManager,
    with_children,
)

__all__ = [
    "NOTHING",
    "NUMBER_TAIL",
    "SYSTEM",
    "Absence",
    "AnswerLink",
    "ApiToken",
    "ConfirmationCode",
    "Contact",
    "ContactQuerySet",
    "Department",
    "DepartmentQuerySet",
    "NetworkCount",
    "Person",
    "Position",
    "Scope",
    "Tenure",
    "TenureQuerySet",
    "User",
    "UserManager",
    "number_tail",
    "sort_name",
    "with_children",
]
