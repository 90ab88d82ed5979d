"""Who composes which message, who does which job, what runs every minute.

Imported by the addresses and by Celery, so that web and worker know the same tables. Lower apps
hold the empty tables and know nothing of those who fill them.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from accounts.limits import forget_counts
from dashboard.applications.panel import administrator_panel
from dashboard.departments.rotation_panel import rotation_panel
from dashboard.desk.composers import COMPOSERS as TO_HEADS
from dashboard.door.purposes import PURPOSES
from dashboard.door.rotation import answer_door
from dashboard.status.publishing import publish_when_changed
from dashboard.today.composers import COMPOSERS as TO_LEADERS
from secops.advisories.actions import start_reviews
from secops.advisories.announcement import COMPOSERS as OF_WORDS
from secops.advisories.bulletins.composers import COMPOSERS as TO_READERS
from secops.advisories.bulletins.door import bulletin_door
from secops.advisories.bulletins.origins import bulletin_of_order
from secops.advisories.bulletins.panel import bulletin_panel
from secops.advisories.bulletins.words import PURPOSE as BULLETIN
from secops.advisories.composers import COMPOSERS as TO_AUTHORS
from secops.advisories.consultations.actions import CODE_PURPOSE, WORD_PURPOSE
from secops.advisories.consultations.composers import COMPOSERS as TO_GUESTS
from secops.advisories.consultations.door import code_door, word_door
from secops.advisories.consultations.panel import consultation_panel
from secops.advisories.consultations.queries import (
    BY_CONSULTATION,
    asked_to_meet,
    consultations_of,
    told_by_consultation,
    words_to_confirm,
)
from secops.advisories.evidence import share_panel
from secops.advisories.origins import advice_of_order
from secops.advisories.panels import ADVICE_PANELS
from secops.advisories.portal import ASKED
from secops.advisories.sharing.panel import original_panel
from secops.advisories.told import TOLD as TOLD_OF_INCIDENT
from secops.audit.chain import seal_all
from secops.compliance.backups.composers import COMPOSERS as BACKUPS
from secops.compliance.backups.panel import backup_panel
from secops.compliance.backups.tasks import look_after_backups
from secops.compliance.duties.composers import COMPOSERS as TO_DEPARTMENTS
from secops.compliance.duties.composers import PURPOSE as DUTY
from secops.compliance.duties.composers import REPORT
from secops.compliance.duties.door import duty_door
from secops.compliance.duties.letters import OF_CAMPAIGN, OF_DIRECTIVE
from secops.compliance.duties.origins import ORIGINS
from secops.compliance.duties.panels import DUTY_PANELS
from secops.compliance.duties.passages import PASSAGES as SAID_TO_HEADS
from secops.compliance.duties.report_door import report_door
from secops.compliance.duties.samples import SAMPLES as SHOWN_OF_HEADS
from secops.compliance.duties.tasks import look_after_duties
from secops.compliance.retirements.composers import COMPOSERS as TO_OWNERS
from secops.compliance.retirements.door import retirement_door
from secops.compliance.retirements.probe import rounds as probes
from secops.compliance.retirements.tasks import look_after_retirements
from secops.compliance.retirements.words import PURPOSE as RETIREMENT
from secops.compliance.rotations.application_panel import application_panel
from secops.compliance.rotations.schedules.composers import COMPOSERS as TO_VENDORS
from secops.compliance.rotations.schedules.door import schedule_door
from secops.compliance.rotations.schedules.words import PURPOSE as SCHEDULE
from secops.compliance.rotations.tasks import look_after_rotations
from secops.compliance.sessions.awareness import PURPOSE as DESK
from secops.compliance.sessions.door import desk_door
from secops.compliance.stands.tasks import keep_day
from secops.documents.bases import BASES
from secops.documents.kinds import KINDS
from secops.inbox.actions import hear_again, read_new
from secops.inbox.answering import table as answering
from secops.inbox.composers import COMPOSERS as REPLIES_OUT
from secops.inbox.panels import calls_panel
from secops.incidents.actions.terms import PUBLIC_DECIDED
from secops.incidents.checks.knowledge import check_words, known_of_checks
from secops.incidents.checks.queries import check_panel
from secops.incidents.claims.panel import (
    claim_words,
    claims_panel,
    known_of_claims,
    undecided_claims,
)
from secops.incidents.clocks import MORE_CLOCKS
from secops.incidents.csirt_register import register_clock
from secops.incidents.dossier import about, around, response
from secops.incidents.dossier.papers import SUBJECTS, documents
from secops.incidents.dossier.sampling import samples
from secops.incidents.dossier.sections import DOSSIER_SECTIONS
from secops.incidents.face import INCIDENT_PANELS, OPEN_WORK
from secops.incidents.grounds.sources import CHECKS, CLAIMS, NOTICES
from secops.incidents.lessons.queries import lessons_missing, lessons_of_order, lessons_panel
from secops.incidents.letters import HELP, INCIDENT_REPORT
from secops.incidents.measures.panel import measure_panel
from secops.incidents.meetings.queries import meeting_of_order, meeting_panel
from secops.incidents.notices.queries import notice_panel
from secops.incidents.notices.terms import notice_clocks
from secops.incidents.origins import incident_of_order
from secops.incidents.privacy.actions import take_public_decision
from secops.incidents.privacy.composers import COMPOSERS as TO_DATA_SUBJECTS
from secops.incidents.privacy.letters import TO_AGENCY, TO_PERSON, TO_PUBLIC
from secops.incidents.privacy.panel import privacy_panel, public_undecided
from secops.incidents.privacy.tasks import look_after_notices
from secops.incidents.requests.queries import request_panel
from secops.incidents.requests.reminding import COMPOSERS as REQUESTS
from secops.incidents.requests.reminding import remind_of_requests
from secops.incidents.requests.terms import open_requests, request_clocks
from secops.incidents.statements.actions import look_after_statements
from secops.incidents.statements.composers import COMPOSERS as OF_STATEMENTS
from secops.incidents.statements.knowledge import KNOWLEDGE, SENTENCES
from secops.incidents.statements.letters import RELEASE
from secops.incidents.statements.panel import statements_panel
from secops.incidents.statements.promises import word_clocks
from secops.incidents.statements.sources import SOURCES
from secops.incidents.tasks.composers import COMPOSERS as TASKS
from secops.incidents.tasks.queries import required_tasks, task_panel
from secops.incidents.tasks.reminding import remind_of_tasks
from secops.incidents.telling import COMPOSERS as CLOCKS_TOLD
from secops.incidents.telling import tell_clocks
from secops.incidents.vault import originals
from secops.incidents.vault.composers import COMPOSERS as EVIDENCE
from secops.incidents.vault.dossier import evidence
from secops.incidents.vault.minutes import DISPOSAL
from secops.incidents.vault.panel import HANDOVER_PANELS, evidence_not_whole, vault_panel
from secops.incidents.vault.tasks import look_after_evidence
from secops.intake.leaks import uploading as leaks
from secops.intake.leaks.originals import KEEPERS, TOLD
from secops.intake.receiving import tidy_uploads
from secops.intake.registers import uploading as registers
from secops.intake.sessions.actions import follow_policies
from secops.inventory.panels import APPLICATION_PANELS
from secops.jobs.actions import work_off
from secops.jobs.registry import OUTCOME, WORK
from secops.outbox.composers import COMPOSERS
from secops.outbox.passages import PASSAGES
from secops.outbox.samples import COMPOSERS as EXAMPLES
from secops.outbox.samples import SAMPLES
from secops.outbox.trying import COMPOSERS as TRYING
from secops.outbox.voices import use_calendar
from secops.reminders.calendar import city_calendar, holiday_names, shifts
from secops.reminders.composers import COMPOSERS as TO_HOLDERS
from secops.reminders.composers import PURPOSE as ROTATION
from secops.reminders.duties.calling import CALL_PANELS
from secops.reminders.duties.queries import ladder_panel
from secops.reminders.log_ins import COMPOSERS as LOG_INS
from secops.reminders.passages import PASSAGES as SAID_TO_HOLDERS
from secops.reminders.receipts import COMPOSERS as RECEIPTS
from secops.reminders.samples import SAMPLES as SHOWN_OF_HOLDERS
from secops.reminders.takeovers import COMPOSERS as ALARMS
from secops.reminders.takeovers import ring_takeovers
from secops.reminders.tick import promise_due, send_due
from secops.reminders.weekly import COMPOSERS as WEEKLY
from secops.reminders.years import seed_next_year
from secops.watch.auditor import go_round
from secops.watch.heartbeat import tell_outside
from secops.watch.silence import COMPOSERS as OUTAGES

#: Called once a minute with `at=`; each claims its own rows.
EVERY_MINUTE: list[Callable[..., object]] = [
    look_after_rotations,
    look_after_retirements,
    look_after_duties,
    keep_day,
    look_after_backups,
    look_after_evidence,
    look_after_notices,
    start_reviews,
    look_after_statements,
    publish_when_changed,
    ring_takeovers,
    tell_clocks,
    promise_due,
    remind_of_tasks,
    remind_of_requests,
    send_due,
    work_off,
    seal_all,
    hear_again,
    read_new,
    tidy_uploads,
    registers.forget_previews,
    follow_policies,
    forget_counts,
    seed_next_year,
    go_round,
    tell_outside,
]

COMPOSERS.update(TO_HOLDERS | RECEIPTS | ALARMS | LOG_INS | TRYING | EXAMPLES)
PASSAGES.update(SAID_TO_HOLDERS | SAID_TO_HEADS)
SAMPLES.update(SHOWN_OF_HOLDERS | SHOWN_OF_HEADS)
PURPOSES[ROTATION] = answer_door
PURPOSES[DUTY] = duty_door
PURPOSES[REPORT] = report_door
COMPOSERS.update(TO_DEPARTMENTS | BACKUPS)
COMPOSERS.update(TO_AUTHORS | OF_WORDS | TO_GUESTS | TO_READERS)
COMPOSERS.update(TO_HEADS)
COMPOSERS.update(TO_LEADERS)
COMPOSERS.update(TO_VENDORS)
COMPOSERS.update(TO_OWNERS)
COMPOSERS.update(OUTAGES | CLOCKS_TOLD)
MORE_CLOCKS.append(register_clock)
COMPOSERS.update(REPLIES_OUT | WEEKLY | OF_STATEMENTS)
answering.fill()
PURPOSES[SCHEDULE] = schedule_door
PURPOSES[RETIREMENT] = retirement_door
PURPOSES[DESK] = desk_door
PURPOSES.update({CODE_PURPOSE: code_door, WORD_PURPOSE: word_door, BULLETIN: bulletin_door})
use_calendar(city_calendar, names=holiday_names, shifts=shifts)
WORK.update({leaks.INSPECT: leaks.inspect_upload, leaks.IMPORT: leaks.import_upload})


def _page_of_report(*, payload: dict[str, Any], result: dict[str, Any]) -> str:
    return reverse("leak-report", args=[result["report"]])


def _page_of_upload(*, payload: dict[str, Any], result: dict[str, Any]) -> str:
    return reverse("leak-upload", args=[payload["upload"]])


OUTCOME.update({leaks.INSPECT: _page_of_upload, leaks.IMPORT: _page_of_report})
WORK.update(
    {
        registers.PREVIEW: registers.preview_register,
        registers.APPLY: registers.apply_register,
        registers.READINGS: registers.import_readings_upload,
        registers.SESSIONS: registers.import_sessions_upload,
    }
)


def _page_of_register(*, payload: dict[str, Any], result: dict[str, Any]) -> str:
    return reverse("register", args=[payload["upload"]])


OUTCOME.update(
    dict.fromkeys(
        (registers.PREVIEW, registers.APPLY, registers.READINGS, registers.SESSIONS),
        _page_of_register,
    )
)
DUTY_PANELS.extend([rotation_panel, ladder_panel])
CALL_PANELS.append(calls_panel)
ASKED.extend([asked_to_meet, words_to_confirm])
TOLD_OF_INCIDENT.append((told_by_consultation, BY_CONSULTATION))
ADVICE_PANELS.extend([original_panel, bulletin_panel])
ORIGINS.extend(
    [incident_of_order, meeting_of_order, lessons_of_order, advice_of_order, bulletin_of_order]
)
APPLICATION_PANELS.extend([administrator_panel, application_panel, backup_panel])
COMPOSERS.update(EVIDENCE | TO_DATA_SUBJECTS)
COMPOSERS.update(TASKS | REQUESTS)
INCIDENT_PANELS.extend(
    [
        task_panel,
        notice_panel,
        request_panel,
        meeting_panel,
        consultation_panel,
        check_panel,
        vault_panel,
        privacy_panel,
        lessons_panel,
        measure_panel,
    ]
)
MORE_CLOCKS.extend([notice_clocks, request_clocks, word_clocks])
OPEN_WORK.extend(
    [required_tasks, open_requests, evidence_not_whole, public_undecided, lessons_missing]
)
HANDOVER_PANELS.append(share_panel)
WORK[probes.PROBE] = probes.work
INCIDENT_PANELS.extend([claims_panel, statements_panel])
OPEN_WORK.append(undecided_claims)
KINDS["disposal"] = DISPOSAL
BASES.update(
    {
        "incident_report": {"incident": INCIDENT_REPORT},
        "help_request": {"incident": HELP},
        "rotation_circular": {"campaign": OF_CAMPAIGN, "directive": OF_DIRECTIVE},
        "press_release": {"statement": RELEASE},
        "pdp_public": {"incident": TO_PUBLIC},
        "pdp_person": {"incident": TO_PERSON},
        "pdp_agency": {"incident": TO_AGENCY},
    }
)
PUBLIC_DECIDED.append(take_public_decision)
KEEPERS.append(originals.keep)
TOLD.append(originals.original_told)
KNOWLEDGE.extend([known_of_claims, known_of_checks])
SENTENCES.update({"claim": claim_words, "check": check_words})
SOURCES.update({source.kind: source for source in (CLAIMS, CHECKS, NOTICES)})
SUBJECTS.append(consultations_of)
DOSSIER_SECTIONS.extend(
    [
        about.record,
        about.chronology,
        about.terms,
        about.decisions,
        about.statements,
        around.accounts,
        around.letters,
        documents,
        around.messages,
        response.texts,
        response.requests,
        response.warnings,
        response.tasks,
        response.checks,
        response.meetings,
        response.lessons,
        response.privacy,
        around.files,
        evidence,
        around.rules,
        around.holders,
        samples,
    ]
)
