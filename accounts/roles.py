"""The access policy as data: which role may do what, and how far it reaches (RULES 8).

Roles hang on positions, never on people. A permission is asked for by doors (`@requires`) and
again by actions; its reach decides which rows `visible_to` shows. Imports nothing but the standard
library, so that the whole policy can be read, and printed, on one page.
"""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What somebody may do."""

    MANAGE_PEOPLE = "manage_people"
    SEE_DEPARTMENTS = "see_departments"
    SEE_SUMMARIES = "see_summaries"
    IMPORT = "import"
    IMPORT_READINGS = "import_readings"
    RUN_CAMPAIGN = "run_campaign"
    DECIDE = "decide"
    ANSWER_FOR = "answer_for"
    REPORT_DUTY = "report_duty"
    REPORT_LOCK = "report_lock"
    CONFIRM_DUTY = "confirm_duty"
    REVIEW_DUTY = "review_duty"
    MANAGE_BACKUPS = "manage_backups"
    MANAGE_SESSIONS = "manage_sessions"
    RETIRE_APPLICATION = "retire_application"
    ANSWER_RETIREMENT = "answer_retirement"
    SEE_PERSONAL = "see_personal"
    READ_INCIDENT = "read_incident"
    WRITE_INCIDENT = "write_incident"
    READ_EVIDENCE = "read_evidence"
    HANDLE_EVIDENCE = "handle_evidence"
    RECEIVE_EVIDENCE = "receive_evidence"
    READ_STATEMENT = "read_statement"
    WRITE_STATEMENT = "write_statement"
    APPROVE_STATEMENT = "approve_statement"
    PUBLISH_STATEMENT = "publish_statement"
    READ_RECOMMENDATION = "read_recommendation"
    POST_RECOMMENDATION = "post_recommendation"
    POST_RECOMMENDATION_FOR = "post_recommendation_for"
    DECIDE_RECOMMENDATION = "decide_recommendation"
    READ_DOCUMENT = "read_document"
    WRITE_DOCUMENT = "write_document"
    APPROVE_DOCUMENT = "approve_document"
    READ_TRAIL = "read_trail"
    VERIFY_TRAIL = "verify_trail"


class Reach(StrEnum):
    """Which rows a permission covers."""

    ALL = "all"
    OWN = "own"  # the position's department with its children
    OWN_APPLICATIONS = "own_applications"  # applications that the department owns
    OWN_ORGANISATION = "own_organisation"  # a stakeholder's own items
    OFFICE = "office"  # only the office's own department


@dataclass(frozen=True, slots=True)
class RolePolicy:
    """One role: its words and its grants."""

    label_id: str
    label_en: str
    grants: dict[Permission, Reach]


class Role(StrEnum):
    """The roles of RULES 8."""

    OFFICE_ADMIN = "office_admin"
    DUTY_OFFICER = "duty_officer"
    LEAD = "lead"
    HEAD = "head"
    AGENT = "agent"
    APPLICATION_ADMINISTRATOR = "application_administrator"
    STAKEHOLDER = "stakeholder"
    INSPECTOR = "inspector"
    LEADERSHIP = "leadership"


P = Permission

_OFFICE: dict[Permission, Reach] = dict.fromkeys(
    (
        P.SEE_DEPARTMENTS,
        P.SEE_SUMMARIES,
        P.IMPORT,
        P.IMPORT_READINGS,
        P.RUN_CAMPAIGN,
        P.ANSWER_FOR,
        P.REVIEW_DUTY,
        P.MANAGE_BACKUPS,
        P.MANAGE_SESSIONS,
        P.RETIRE_APPLICATION,
        P.SEE_PERSONAL,
        P.READ_INCIDENT,
        P.WRITE_INCIDENT,
        P.READ_EVIDENCE,
        P.HANDLE_EVIDENCE,
        P.READ_STATEMENT,
        P.READ_RECOMMENDATION,
        P.DECIDE_RECOMMENDATION,
        P.READ_DOCUMENT,
        P.WRITE_DOCUMENT,
        P.READ_TRAIL,
    ),
    Reach.ALL,
)

POLICY: dict[Role, RolePolicy] = {
    Role.OFFICE_ADMIN: RolePolicy(
        "Admin kantor", "Office administrator", {P.MANAGE_PEOPLE: Reach.ALL}
    ),
    Role.DUTY_OFFICER: RolePolicy(
        "Petugas piket",
        "Duty officer",
        _OFFICE | {P.WRITE_STATEMENT: Reach.ALL, P.POST_RECOMMENDATION_FOR: Reach.ALL},
    ),
    Role.LEAD: RolePolicy(
        "Ketua tim",
        "Lead",
        _OFFICE
        | {
            P.DECIDE: Reach.ALL,
            P.APPROVE_STATEMENT: Reach.ALL,
            P.PUBLISH_STATEMENT: Reach.ALL,
            P.APPROVE_DOCUMENT: Reach.ALL,
        },
    ),
    Role.HEAD: RolePolicy(
        "Kepala OPD",
        "Department head",
        {
            P.SEE_DEPARTMENTS: Reach.OWN,
            P.ANSWER_FOR: Reach.OWN,
            P.REPORT_DUTY: Reach.OWN,
            P.CONFIRM_DUTY: Reach.OWN,
            P.MANAGE_BACKUPS: Reach.OWN,
            P.MANAGE_SESSIONS: Reach.OWN,
            P.ANSWER_RETIREMENT: Reach.OWN,
            P.SEE_PERSONAL: Reach.OWN,
            P.READ_INCIDENT: Reach.OWN,
            P.READ_TRAIL: Reach.OWN,
        },
    ),
    Role.AGENT: RolePolicy(
        "Agen Siber OPD",
        "Department agent",
        {
            P.SEE_DEPARTMENTS: Reach.OWN,
            P.ANSWER_FOR: Reach.OWN,
            P.REPORT_DUTY: Reach.OWN,
            P.MANAGE_BACKUPS: Reach.OWN,
            P.MANAGE_SESSIONS: Reach.OWN,
            P.SEE_PERSONAL: Reach.OWN,
            P.READ_INCIDENT: Reach.OWN,
        },
    ),
    Role.APPLICATION_ADMINISTRATOR: RolePolicy(
        "Admin aplikasi",
        "Application administrator",
        {
            P.SEE_DEPARTMENTS: Reach.OWN_APPLICATIONS,
            P.IMPORT_READINGS: Reach.OWN_APPLICATIONS,
            P.REPORT_LOCK: Reach.OWN_APPLICATIONS,
            P.MANAGE_BACKUPS: Reach.OWN_APPLICATIONS,
            P.MANAGE_SESSIONS: Reach.OWN_APPLICATIONS,
        },
    ),
    Role.STAKEHOLDER: RolePolicy(
        "Mitra",
        "Stakeholder",
        {
            P.POST_RECOMMENDATION: Reach.OWN_ORGANISATION,
            P.RECEIVE_EVIDENCE: Reach.OWN_ORGANISATION,
        },
    ),
    Role.INSPECTOR: RolePolicy(
        "Inspektorat",
        "Inspector",
        {
            P.SEE_DEPARTMENTS: Reach.ALL,
            P.SEE_SUMMARIES: Reach.ALL,
            P.REVIEW_DUTY: Reach.OFFICE,
            P.SEE_PERSONAL: Reach.ALL,
            P.READ_INCIDENT: Reach.ALL,
            P.READ_EVIDENCE: Reach.ALL,
            P.READ_STATEMENT: Reach.ALL,
            P.READ_RECOMMENDATION: Reach.ALL,
            P.READ_DOCUMENT: Reach.ALL,
            P.READ_TRAIL: Reach.ALL,
            P.VERIFY_TRAIL: Reach.ALL,
        },
    ),
    Role.LEADERSHIP: RolePolicy("Pimpinan", "Leadership", {P.SEE_SUMMARIES: Reach.ALL}),
}


def grants(role: Role) -> dict[Permission, Reach]:
    """What the role may do, and how far."""
    return POLICY[role].grants


class ApiScope(StrEnum):
    """What a person may let a token of his do; the token never does more than he himself may."""

    READ_RECOMMENDATIONS = "recommendations:read"
    WRITE_RECOMMENDATIONS = "recommendations:write"


#: A scope is of use to who holds one of these; the doors of the API ask for them as the pages do.
SCOPES: dict[ApiScope, tuple[Permission, ...]] = {
    ApiScope.READ_RECOMMENDATIONS: (P.READ_RECOMMENDATION, P.POST_RECOMMENDATION),
    ApiScope.WRITE_RECOMMENDATIONS: (P.POST_RECOMMENDATION,),
}
